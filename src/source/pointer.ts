import type { Json } from "../contract/json.js";

/** The segments of the JSON pointer in a URI fragment (RFC 6901 section 6): percent-encoding undone, then ~1 and ~0. */
export function fragmentSegments(fragment: string): readonly string[] {
  return pointerSegments(percentDecoded(fragment.startsWith("#") ? fragment.slice(1) : fragment));
}

/** The segments of a JSON pointer (RFC 6901 section 4): ~1 and ~0 undone. A missing "/" at its beginning is forgiven. */
export function pointerSegments(pointer: string): readonly string[] {
  if (pointer === "") return [];
  return pointer
    .slice(pointer.startsWith("/") ? 1 : 0)
    .split("/")
    .map((segment) => segment.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** A pointer of these segments, as RFC 6901 section 3 writes it. */
export const pointerOf = (segments: readonly (string | number)[]): string =>
  segments.map((segment) => `/${escapeSegment(String(segment))}`).join("");

export const escapeSegment = (segment: string): string => segment.replaceAll("~", "~0").replaceAll("/", "~1");

/** Percent-encoding undone; text that is not well-formed stays as it is. */
export function percentDecoded(text: string): string {
  if (!text.includes("%")) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The member of an object or item of an array, never an inherited one. */
export function memberOf(value: Json, segment: string): Json | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  if (Array.isArray(value)) return /^(?:0|[1-9][0-9]*)$/.test(segment) ? (value[Number(segment)] as Json) : undefined;
  return Object.hasOwn(value, segment) ? (value as Readonly<Record<string, Json>>)[segment] : undefined;
}
