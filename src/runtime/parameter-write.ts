import { isExploded, isJson, type Parameter, Unwritable } from "./parameter.js";
import { percentEncode, percentEncodeReserved } from "./percent.js";
import { textOf } from "./shape.js";

/** Parameters as text: the client's half of `parameter-read.ts`. A parameter without a value gives no text. */

/**
 * One expression of a path template.
 * @throws Unwritable for a value that would make the URL lead elsewhere ("", ".", "..")
 */
export function writePath(parameter: Parameter, value: unknown, alone: boolean): string {
  if (value === undefined || value === null) throw new Unwritable(`"${parameter.name}" is missing from the path`);
  const encode = encoder(parameter, "path");
  const name = percentEncode(parameter.name);
  if (parameter.media !== undefined) return guarded(encode(mediaText(parameter.media, value)), parameter, alone);
  const exploded = isExploded(parameter, "simple");
  if (parameter.style === "matrix") {
    const one = (key: string, text: string) => (text === "" ? `;${key}` : `;${key}=${text}`);
    if (!isComposite(value)) return one(name, encode(textOf(value)));
    if (!exploded) return one(name, flat(value, encode).join(","));
    return pairs(value, name, encode)
      .map(([key, text]) => one(key, text))
      .join("");
  }
  const label = parameter.style === "label";
  const item = label && exploded ? (part: string) => encode(part).replaceAll(".", "%2E") : encode;
  const separator = parameter.separator === undefined ? (label && exploded ? "." : ",") : encode(parameter.separator);
  const text = isComposite(value)
    ? (exploded && !Array.isArray(value) ? assignments(value, item) : flat(value, item)).join(separator)
    : encode(textOf(value));
  return label ? `.${text}` : guarded(text, parameter, alone);
}

/** Adds `&name=value` for each pair that the parameter gives to `query`. */
export function writeQuery(query: string, parameter: Parameter, value: unknown): string {
  if (value === undefined || value === null) return query;
  const encode = encoder(parameter, "query");
  const name = percentEncode(parameter.name);
  if (parameter.media !== undefined) return `${query}&${name}=${encode(mediaText(parameter.media, value))}`;
  if (!isComposite(value)) return `${query}&${name}=${encode(textOf(value))}`;
  if (parameter.style === "deepObject") return query + deep(name, value, encode);
  if (isExploded(parameter, "form")) {
    const all = pairs(value, name, encode);
    if (all.length === 0 && (parameter.required === true || parameter.emptyAllowed === true) && Array.isArray(value)) {
      return `${query}&${name}=`;
    }
    let text = query;
    for (const [key, item] of all) text += `&${key}=${item}`;
    return text;
  }
  const separator = separatorOf(parameter);
  const items = flat(value, separator === "," ? encode : (item) => encode(without(item, separator, parameter)));
  if (items.length === 0 && parameter.required !== true && parameter.emptyAllowed !== true) return query;
  return `${query}&${name}=${items.join(separator === "," ? "," : percentEncode(separator))}`;
}

/**
 * The value of a header: never percent-encoded (RFC 9110 knows no such thing).
 * @throws Unwritable for what a header cannot carry
 */
export function writeHeader(parameter: Parameter, value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  const text =
    parameter.media !== undefined
      ? mediaText(parameter.media, value)
      : isComposite(value)
        ? listed(parameter, value, parameter.separator ?? ",")
        : textOf(value);
  if (!/^[\t\x20-\x7e\x80-\xff]*$/.test(text)) {
    throw new Unwritable(`"${parameter.name}" holds a character that a header cannot carry`);
  }
  return text;
}

/** `name=value` pairs of the Cookie header, for one parameter. */
export function writeCookie(parameter: Parameter, value: unknown): readonly string[] {
  if (value === undefined || value === null) return [];
  const raw = parameter.style === "cookie";
  const encode = raw ? (text: string) => cookieText(text, parameter) : encoder(parameter, "query");
  const name = raw ? parameter.name : percentEncode(parameter.name);
  if (parameter.media !== undefined) return [`${name}=${percentEncode(mediaText(parameter.media, value))}`];
  if (!isComposite(value)) return [`${name}=${encode(textOf(value))}`];
  if (isExploded(parameter, "form")) return pairs(value, name, encode).map(([key, text]) => `${key}=${text}`);
  return [`${name}=${flat(value, encode).join(",")}`];
}

/** A value under bracketed names, arrays with their indices: `a[b][0]=c`. */
export function deep(name: string, value: unknown, encode: (text: string) => string): string {
  if (value === undefined) return "";
  if (!isComposite(value)) return `&${name}=${encode(textOf(value))}`;
  let text = "";
  for (const [key, member] of Object.entries(value)) text += deep(`${name}%5B${percentEncode(key)}%5D`, member, encode);
  return text;
}

/** `name=value` pairs, encoded, of an exploded list or object. */
export function pairs(value: object, name: string, encode: (text: string) => string): (readonly [string, string])[] {
  if (Array.isArray(value)) return value.map((item) => [name, encode(textOf(item))] as const);
  return members(value).map(([key, member]) => [percentEncode(key), encode(textOf(member))] as const);
}

/** What stands between the items of a list that is not exploded. */
export function separatorOf({ separator, style }: Pick<Parameter, "separator" | "style">): string {
  return separator ?? (style === "spaceDelimited" ? " " : style === "pipeDelimited" ? "|" : ",");
}

/** The items of a list, or keys and values of an object in turn. */
export function flat(value: object, encode: (text: string) => string): string[] {
  if (Array.isArray(value)) return value.map((item) => encode(textOf(item)));
  return members(value).flatMap(([key, member]) => [encode(key), encode(textOf(member))]);
}

/** Lists and plain objects; dates and their like are scalars. */
export function isComposite(value: unknown): value is object {
  if (typeof value !== "object" || value === null) return false;
  if (Array.isArray(value)) return true;
  const prototype = Object.getPrototypeOf(value) as unknown;
  return prototype === Object.prototype || prototype === null;
}

/** The text of a value in a media type: JSON, or the text that it is. */
export const mediaText = (media: string, value: unknown): string =>
  isJson(media) ? JSON.stringify(value) : textOf(value);

const encoder = ({ reserved }: Parameter, place: "path" | "query"): ((text: string) => string) =>
  reserved === true ? (text) => percentEncodeReserved(text, place) : percentEncode;

const assignments = (value: object, encode: (text: string) => string): string[] =>
  members(value).map(([key, member]) => `${encode(key)}=${encode(textOf(member))}`);

const members = (value: object): [string, unknown][] =>
  Object.entries(value).filter(([, member]) => member !== undefined);

/** Items side by side in a header, where nothing could tell a separator from a separator inside an item. */
function listed(parameter: Parameter, value: object, separator: string): string {
  const same = (text: string) => without(text, separator, parameter);
  return (isExploded(parameter, "simple") && !Array.isArray(value) ? assignments(value, same) : flat(value, same)).join(
    separator,
  );
}

function without(text: string, separator: string, { name }: Parameter): string {
  if (text.includes(separator)) {
    throw new Unwritable(`An item of "${name}" holds "${separator}", which separates items there`);
  }
  return text;
}

function guarded(text: string, { name }: Parameter, alone: boolean): string {
  if (text === "" || (alone && (text === "." || text === ".."))) {
    throw new Unwritable(`"${name}" is "${text}", which would make the path lead elsewhere`);
  }
  return text;
}

function cookieText(text: string, { name }: Parameter): string {
  if (!/^[\x21-\x3a\x3c-\x7e]*$/.test(text)) {
    throw new Unwritable(`"${name}" holds a character that a cookie cannot carry`);
  }
  return text;
}
