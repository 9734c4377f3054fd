/**
 * The formats of JSON Schema 2020-12 (section 7.3) and OpenAPI that are checked. Every test is linear in the length of
 * the text: no pattern here can backtrack more than a constant number of times at one place.
 */

/** RFC 3339 `full-date`, a day that the calendar has. */
export function isDate(text: string): boolean {
  if (text.length !== 10 || !/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const month = Number(text.slice(5, 7));
  const day = Number(text.slice(8, 10));
  return month >= 1 && month <= 12 && day >= 1 && day <= daysIn(Number(text.slice(0, 4)), month);
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

const time = /^(\d\d):(\d\d):(\d\d)(?:\.\d+)?(?:[Zz]|([+-])(\d\d):(\d\d))$/;

/** RFC 3339 `full-time`. A leap second is only accepted at 23:59:60 UTC. */
export function isTime(text: string): boolean {
  const found = time.exec(text);
  if (found === null) return false;
  const [hour, minute, second] = [Number(found[1]), Number(found[2]), Number(found[3])];
  const [offsetHour, offsetMinute] = [Number(found[5] ?? 0), Number(found[6] ?? 0)];
  if (hour > 23 || minute > 59 || second > 60 || offsetHour > 23 || offsetMinute > 59) return false;
  if (second < 60) return true;
  const offset = (offsetHour * 60 + offsetMinute) * (found[4] === "-" ? -1 : 1);
  return (hour * 60 + minute - offset + 2880) % 1440 === 1439;
}

/** RFC 3339 `date-time`. */
export const isDateTime = (text: string): boolean =>
  text.length >= 20 && /^[Tt]$/.test(text.charAt(10)) && isDate(text.slice(0, 10)) && isTime(text.slice(11));

/** RFC 3339, appendix A. */
export const isDuration = (text: string): boolean =>
  /^P(?:\d+W|(?=\d|T\d)(?:\d+Y(?:\d+M(?:\d+D)?)?|\d+M(?:\d+D)?|\d+D)?(?:T(?:\d+H(?:\d+M(?:\d+S)?)?|\d+M(?:\d+S)?|\d+S))?)$/.test(
    text,
  );

/** RFC 5321 `Mailbox`, in ASCII. */
export const isEmail = (text: string): boolean => mailbox(text, /^[\w!#$%&'*+/=?^`{|}~-]+$/, isHostname);

/** RFC 6531 `Mailbox`. */
export const isIdnEmail = (text: string): boolean =>
  mailbox(text, /^[\w!#$%&'*+/=?^`{|}~\u0080-\u{10FFFF}-]+$/u, isIdnHostname);

function mailbox(text: string, atom: RegExp, isHost: (text: string) => boolean): boolean {
  const at = text.lastIndexOf("@");
  const local = text.slice(0, at);
  const domain = text.slice(at + 1);
  if (at < 1 || local.length > 64) return false;
  const quoted = /^"(?:[^"\\\r\n]|\\.)*"$/u.test(local);
  if (!quoted && !local.split(".").every((part) => atom.test(part))) return false;
  if (!domain.startsWith("[")) return isHost(domain);
  if (!domain.endsWith("]")) return false;
  const address = domain.slice(1, -1);
  return /^IPv6:/i.test(address) ? isIpv6(address.slice(5)) : isIpv4(address);
}

/** RFC 1123, section 2.1; labels that begin with `xn--` are not decoded. */
export const isHostname = (text: string): boolean =>
  text.length <= 253 &&
  text.split(".").every((label) => label.length <= 63 && /^[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?$/.test(label));

/** RFC 5890, without tables: letters, marks and digits of any script, no hyphens at ends or at places three and four. */
export const isIdnHostname = (text: string): boolean =>
  text.length > 0 &&
  text
    .split(/[.\u3002\uFF0E\uFF61]/)
    .every(
      (label) =>
        label.length > 0 &&
        label.length <= 63 &&
        /^[\p{L}\p{N}](?:(?:[\p{L}\p{M}\p{N}\u00B7\u0375\u05F3\u05F4\u30FB-]|\u200C|\u200D)*[\p{L}\p{M}\p{N}\u05F3\u05F4])?$/u.test(
          label,
        ) &&
        (label.slice(2, 4) !== "--" || /^xn--/i.test(label)),
    );

/** RFC 2673, section 3.2: four decimal numbers without leading zeros. */
export const isIpv4 = (text: string): boolean =>
  text.length <= 15 && /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/.test(text);

/** RFC 4291, section 2.2. No zone. */
export function isIpv6(text: string): boolean {
  if (text.length > 45 || text.length < 2) return false;
  const halves = text.split("::");
  if (halves.length > 2) return false;
  let groups = 0;
  for (const [half, part] of halves.entries()) {
    if (part === "") continue;
    const pieces = part.split(":");
    for (const [index, piece] of pieces.entries()) {
      const last = half === halves.length - 1 && index === pieces.length - 1;
      if (last && piece.includes(".") && isIpv4(piece)) groups += 2;
      else if (/^[\dA-Fa-f]{1,4}$/.test(piece)) groups += 1;
      else return false;
    }
  }
  return halves.length === 2 ? groups <= 7 : groups === 8;
}

/** RFC 3986 `URI`: absolute, with a scheme. */
export const isUri = (text: string): boolean => reference(text, false) === "absolute";
/** RFC 3986 `URI-reference`. */
export const isUriReference = (text: string): boolean => reference(text, false) !== undefined;
/** RFC 3987 `IRI`. */
export const isIri = (text: string): boolean => reference(text, true) === "absolute";
/** RFC 3987 `IRI-reference`. */
export const isIriReference = (text: string): boolean => reference(text, true) !== undefined;

const uriSigns = /^(?:[\w.~:/?#[\]@!$&'()*+,;=-]|%[\dA-Fa-f]{2})*$/;
const iriSigns =
  /^(?:[\w.~:/?#[\]@!$&'()*+,;=\u00A0-\uD7FF\uE000-\uFDCF\uFDF0-\uFFEF\u{10000}-\u{EFFFD}-]|%[\dA-Fa-f]{2})*$/u;

function reference(text: string, international: boolean): "absolute" | "relative" | undefined {
  if (!(international ? iriSigns : uriSigns).test(text)) return undefined;
  const hash = text.indexOf("#");
  const beforeFragment = hash < 0 ? text : text.slice(0, hash);
  if (hash >= 0 && /[#[\]]/.test(text.slice(hash + 1))) return undefined;
  const question = beforeFragment.indexOf("?");
  const hierarchy = question < 0 ? beforeFragment : beforeFragment.slice(0, question);
  if (question >= 0 && /[[\]]/.test(beforeFragment.slice(question))) return undefined;
  const scheme = /^[A-Za-z][A-Za-z0-9+.-]*:/.exec(hierarchy)?.[0] ?? "";
  const rest = hierarchy.slice(scheme.length);
  if (rest.startsWith("//")) {
    const end = rest.indexOf("/", 2);
    const authority = end < 0 ? rest.slice(2) : rest.slice(2, end);
    if (!isAuthority(authority) || (end >= 0 && /[[\]]/.test(rest.slice(end)))) return undefined;
  } else if (/[[\]]/.test(rest)) {
    return undefined;
  } else if (scheme === "" && (rest.split("/", 1)[0] ?? "").includes(":")) {
    return undefined;
  }
  return scheme === "" ? "relative" : "absolute";
}

function isAuthority(authority: string): boolean {
  const at = authority.lastIndexOf("@");
  if (at >= 0 && /[@[\]]/.test(authority.slice(0, at))) return false;
  const [, host = "", port] = /^(\[[^\]]*\]|[^:]*)(?::(.*))?$/.exec(authority.slice(at + 1)) ?? [];
  if (port !== undefined && !/^\d*$/.test(port)) return false;
  if (host.startsWith("[")) {
    const literal = host.slice(1, -1);
    return isIpv6(literal) || /^v[\dA-Fa-f]+\.[\w.~!$&'()*+,;=:-]+$/i.test(literal);
  }
  return !/[[\]:]/.test(host) && (host !== "" || authority === "");
}

/** RFC 9562, in its text form. */
export const isUuid = (text: string): boolean =>
  text.length === 36 && /^[\dA-Fa-f]{8}-[\dA-Fa-f]{4}-[\dA-Fa-f]{4}-[\dA-Fa-f]{4}-[\dA-Fa-f]{12}$/.test(text);

/** RFC 6570. */
export const isUriTemplate = (text: string): boolean =>
  /^(?:[^\u0000-\u0020"'<>\\^`{|}%\u007F]|%[\dA-Fa-f]{2}|\{[+#./;?&=,!@|]?(?:[\w.]|%[\dA-Fa-f]{2})+(?::[1-9]\d{0,3}|\*)?(?:,(?:[\w.]|%[\dA-Fa-f]{2})+(?::[1-9]\d{0,3}|\*)?)*\})*$/u.test(
    text,
  );

/** RFC 6901. */
export const isJsonPointer = (text: string): boolean => /^(?:\/(?:[^~/]|~[01])*)*$/.test(text);

/** draft-handrews-relative-json-pointer-01. */
export const isRelativeJsonPointer = (text: string): boolean =>
  /^(?:0|[1-9]\d*)(?:#|(?:\/(?:[^~/]|~[01])*)*)$/.test(text);

/** ECMA-262 with the `u` flag. */
export function isRegex(text: string): boolean {
  try {
    new RegExp(text, "u");
    return true;
  } catch {
    return false;
  }
}

/** RFC 4648, section 4, with padding. */
export const isBase64 = (text: string): boolean => text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text);

/** RFC 4648, section 5, padding optional. */
export const isBase64Url = (text: string): boolean =>
  /^[\w-]*={0,2}$/.test(text) && text.replace(/=+$/, "").length % 4 !== 1;

/** -2^31 to 2^31 - 1. */
export const isInt32 = (value: number | bigint): boolean => value >= -2147483648 && value <= 2147483647;
/** 0 to 2^32 - 1. */
export const isUint32 = (value: number | bigint): boolean => value >= 0 && value <= 4294967295;
/** -2^63 to 2^63 - 1; a double that was rounded to 2^63 on reading still passes as the bound itself. */
export const isInt64 = (value: number | bigint): boolean =>
  value >= -9223372036854775808n && (typeof value === "bigint" ? value <= 9223372036854775807n : value <= 2 ** 63);
/** 0 to 2^64 - 1; a double that was rounded to 2^64 on reading still passes as the bound itself. */
export const isUint64 = (value: number | bigint): boolean =>
  value >= 0 && (typeof value === "bigint" ? value <= 18446744073709551615n : value <= 2 ** 64);
/** Within the range of single precision. */
export const isFloat = (value: number | bigint): boolean =>
  value >= -3.4028234663852886e38 && value <= 3.4028234663852886e38;
