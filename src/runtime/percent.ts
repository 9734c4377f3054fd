/** Percent-encoding as RFC 3986 has it: everything but unreserved characters is encoded. */

const unreserved = /^[A-Za-z0-9\-._~]*$/;

/** Encodes a value so that it can stand anywhere in a URL. A lone surrogate becomes U+FFFD, as in the URL standard. */
export function percentEncode(value: string): string {
  if (unreserved.test(value)) return value;
  return encodeURIComponent(wellFormed(value)).replace(/[!'()*]/g, hex);
}

/**
 * Encodes as `allowReserved` wants (RFC 6570, section 3.2.3): reserved characters and percent-encoded triples stay, but
 * for those that would end the place they stand in: in a query "#", "[", "]", "&" and "+", in a path "/" and "?" too.
 */
export function percentEncodeReserved(value: string, place: "path" | "query"): string {
  const kept = place === "path" ? /%[0-9A-Fa-f]{2}|[:@!$&'()*+,;=]/g : /%[0-9A-Fa-f]{2}|[:/?@!$'()*,;=]/g;
  let out = "";
  let from = 0;
  for (const match of value.matchAll(kept)) {
    out += percentEncode(value.slice(from, match.index)) + match[0];
    from = match.index + match[0].length;
  }
  return out + percentEncode(value.slice(from));
}

/** Decodes percent-encoded triples as UTF-8. What is not well-formed is given back as it is. */
export function percentDecode(value: string): string {
  if (!value.includes("%")) return value;
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

/** Decodes one name or value of a query or form: "+" is a space there. */
export const formDecode = (value: string): string =>
  percentDecode(value.includes("+") ? value.replaceAll("+", " ") : value);

const wellFormed = (value: string): string => value.replace(/[\ud800-\udfff]/gu, "\ufffd");

const hex = (character: string): string => `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
