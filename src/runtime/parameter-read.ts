import { isExploded, isJson, type Parameter } from "./parameter.js";
import { separatorOf } from "./parameter-write.js";
import { formDecode, percentDecode } from "./percent.js";
import { admitsText, coerce, listIn, type RecordShape, recordIn, type Shape } from "./shape.js";

/**
 * Text as parameters: the server's half of `parameter-write.ts`. Gives undefined for a parameter that is not there.
 * Numbers and booleans become such where the shape says so; what does not fit stays text, for the checks to refuse.
 */

/** The pairs of a query or form, still encoded, by decoded name. */
export type Query = ReadonlyMap<string, readonly string[]>;

/** What stands behind the "?" of a request's target. */
export const queryOf = (target: string): string => {
  const mark = target.indexOf("?");
  return mark < 0 ? "" : target.slice(mark + 1);
};

/** Splits the text between "?" and "#" into its pairs, in order. */
export function parseQuery(text: string): Query {
  const query = new Map<string, string[]>();
  if (text === "") return query;
  for (const pair of text.split("&")) {
    if (pair === "") continue;
    const equals = pair.indexOf("=");
    const name = formDecode(equals < 0 ? pair : pair.slice(0, equals));
    const value = equals < 0 ? "" : pair.slice(equals + 1);
    const known = query.get(name);
    if (known === undefined) query.set(name, [value]);
    else known.push(value);
  }
  return query;
}

/** The cookies of a Cookie header (RFC 6265), still encoded, by name. */
export function parseCookies(header: string | undefined): Query {
  const cookies = new Map<string, string[]>();
  for (const pair of header?.split(";") ?? []) {
    const equals = pair.indexOf("=");
    if (equals < 0) continue;
    const name = percentDecode(pair.slice(0, equals).trim());
    const value = pair.slice(equals + 1).trim();
    const bare = value.startsWith('"') && value.endsWith('"') && value.length > 1 ? value.slice(1, -1) : value;
    const known = cookies.get(name);
    if (known === undefined) cookies.set(name, [bare]);
    else known.push(bare);
  }
  return cookies;
}

/** One expression of a path template, from the text that stands in its place. */
export function readPath(parameter: Parameter, text: string): unknown {
  const { shape, style, media } = parameter;
  const exploded = isExploded(parameter, "simple");
  if (media !== undefined) return mediaValue(media, percentDecode(text), shape);
  if (style === "matrix") {
    const query = parseQuery(text.replace(/^;/, "").replaceAll(";", "&").replaceAll("+", "%2B"));
    return fromPairs(query, parameter, exploded, percentDecode);
  }
  const bare = style === "label" ? text.replace(/^\./, "") : text;
  const separator = parameter.separator ?? (style === "label" && exploded ? "." : ",");
  return fromText(bare, separator, shape, exploded, percentDecode);
}

export function readQuery(parameter: Parameter, query: Query): unknown {
  const { name, shape, style, media } = parameter;
  const own = query.get(name);
  if (media !== undefined) return own === undefined ? undefined : mediaValue(media, formDecode(own[0] ?? ""), shape);
  if (style === "deepObject") return readDeep(name, query, shape);
  return fromPairs(query, parameter, isExploded(parameter, "form"), formDecode);
}

export function readHeader(parameter: Parameter, text: string | undefined): unknown {
  if (text === undefined) return undefined;
  const { shape, media, separator = "," } = parameter;
  if (media !== undefined) return mediaValue(media, text, shape);
  return fromText(text, separator, shape, isExploded(parameter, "simple"), trimmed);
}

export function readCookie(parameter: Parameter, cookies: Query): unknown {
  const { name, shape, media, style } = parameter;
  const own = cookies.get(name);
  if (media !== undefined) return own === undefined ? undefined : mediaValue(media, percentDecode(own[0] ?? ""), shape);
  return fromPairs(cookies, parameter, isExploded(parameter, "form"), style === "cookie" ? asIs : percentDecode);
}

/** What stands under bracketed names: `a[b][0]=c`, `a[b][]=c` or `a[b]=c&a[b]=d`. */
export function readDeep(name: string, query: Query, shape: Shape): unknown {
  let root: Node | undefined;
  for (const [key, values] of query) {
    if (!key.startsWith(name) || (key.length > name.length && key[name.length] !== "[")) continue;
    root ??= { values: [], members: new Map() };
    insert(root, bracketed(key, name.length), values);
  }
  return root === undefined ? undefined : assemble(root, shape);
}

/** A value of JSON's own kind from pairs: lists from equal names, objects from the names of their fields. */
function fromPairs(query: Query, parameter: Parameter, exploded: boolean, decode: (text: string) => string): unknown {
  const { name, shape } = parameter;
  const own = query.get(name);
  const record = recordIn(shape);
  if (exploded && record !== undefined && own === undefined) return fieldsFrom(query, record, decode);
  if (own === undefined) return undefined;
  const list = listIn(shape);
  if (exploded && list !== undefined) {
    if (own.length === 1 && own[0] === "" && !admitsText(list.list)) return [];
    return own.map((text, index) => coerce(decode(text), list.prefix?.[index] ?? list.list));
  }
  return fromText(own[own.length - 1] ?? "", separatorOf(parameter), shape, false, decode);
}

/** A value from one text: items between separators, fields in turn or as assignments, or a scalar. */
function fromText(
  text: string,
  separator: string,
  shape: Shape,
  exploded: boolean,
  decode: (text: string) => string,
): unknown {
  const list = listIn(shape);
  if (list !== undefined) {
    const items = splitItems(text, separator, admitsText(list.list));
    return items.map((item, index) => coerce(decode(item), list.prefix?.[index] ?? list.list));
  }
  const record = recordIn(shape);
  if (record === undefined) return coerce(decode(text), shape);
  const parts = splitItems(text, separator, true);
  const entries: [string, unknown][] = [];
  for (let at = 0; at < parts.length; at += exploded ? 1 : 2) {
    const part = parts[at] ?? "";
    const equals = exploded ? part.indexOf("=") : -1;
    const key = decode(exploded && equals >= 0 ? part.slice(0, equals) : part);
    const value = exploded ? (equals < 0 ? "" : part.slice(equals + 1)) : (parts[at + 1] ?? "");
    entries.push([key, coerce(decode(value), shapeOfField(record, key))]);
  }
  return Object.fromEntries(entries);
}

/** Separators may come encoded; only where items cannot hold one themselves is an encoded comma taken for one. */
function splitItems(text: string, separator: string, itemsAreText: boolean): string[] {
  if (text === "") return [];
  if (separator === ",") return text.split(itemsAreText ? "," : /,|%2C/i);
  if (separator === ".") return text.split(".");
  const encoded = encodeURIComponent(separator);
  const plain = separator === " " ? text.replaceAll("+", " ") : text;
  return plain.replaceAll(encoded, separator).replaceAll(encoded.toLowerCase(), separator).split(separator);
}

function fieldsFrom(query: Query, record: RecordShape, decode: (text: string) => string): unknown {
  const entries: [string, unknown][] = [];
  for (const [key, values] of query) {
    const shape = Object.hasOwn(record.fields, key) ? record.fields[key] : record.rest;
    if (shape === undefined) continue;
    const list = listIn(shape);
    const value =
      list === undefined
        ? coerce(decode(values[values.length - 1] ?? ""), shape)
        : values.map((text) => coerce(decode(text), list.list));
    entries.push([key, value]);
  }
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

interface Node {
  readonly values: string[];
  readonly members: Map<string, Node>;
}

/** Deeper nesting than this is no honest request. */
const deepest = 32;

/** The names in brackets, from a place on; linear, whatever stands there. */
function bracketed(key: string, from: number): string[] {
  const names: string[] = [];
  for (let open = key.indexOf("[", from); open >= 0 && names.length < deepest; ) {
    const close = key.indexOf("]", open);
    if (close < 0) break;
    names.push(key.slice(open + 1, close));
    open = key.indexOf("[", close);
  }
  return names;
}

function insert(root: Node, path: readonly string[], values: readonly string[]): void {
  let node = root;
  for (const key of path) {
    if (key === "") break;
    let next = node.members.get(key);
    if (next === undefined) {
      next = { values: [], members: new Map() };
      node.members.set(key, next);
    }
    node = next;
  }
  for (const value of values) node.values.push(value);
}

function assemble(node: Node, shape: Shape): unknown {
  const list = listIn(shape);
  const indexed = [...node.members.keys()].every((key) => /^\d+$/.test(key));
  if (list !== undefined && indexed) {
    const entries = [...node.members].sort(([a], [b]) => Number(a) - Number(b));
    return [
      ...entries.map(([, member]) => assemble(member, list.list)),
      ...node.values.map((text) => coerce(formDecode(text), list.list)),
    ];
  }
  if (node.members.size === 0) return coerce(formDecode(node.values[node.values.length - 1] ?? ""), shape);
  const record = recordIn(shape);
  return Object.fromEntries(
    [...node.members].map(([key, member]) => [key, assemble(member, shapeOfField(record, key))]),
  );
}

const shapeOfField = (record: RecordShape | undefined, key: string): Shape =>
  (record !== undefined && Object.hasOwn(record.fields, key) ? record.fields[key] : record?.rest) ?? "any";

/** A `content` parameter. Text that is no JSON stays text, for the checks to refuse. */
function mediaValue(media: string, text: string, shape: Shape): unknown {
  if (!isJson(media)) return coerce(text, shape);
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

const asIs = (text: string): string => text;
const trimmed = (text: string): string => text.trim();
