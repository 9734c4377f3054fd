import type { Codec, Content, Field } from "./operation.js";
import { parseQuery, type Query, readQuery } from "./parameter-read.js";
import { isComposite, mediaText, writeQuery } from "./parameter-write.js";
import { formDecode, percentEncode } from "./percent.js";
import { recordIn, type Shape } from "./shape.js";

/** `application/x-www-form-urlencoded`, each field written as its encoding says (OpenAPI 3.2, section 4.15). */
export const form: Codec = {
  write: (value, content) => ({ body: writeForm(value, content) }),
  read: async (source, content) => readForm(await source.text(), content),
};

/** Fields as `name=value&…`. */
export function writeForm(value: unknown, { fields = [] }: Pick<Content, "fields">): string {
  if (!isComposite(value)) return "";
  const known = new Map(fields.map((field) => [field.name, field]));
  let query = "";
  for (const [name, member] of Object.entries(value)) {
    const field: Field = known.get(name) ?? {
      name,
      shape: "any",
      ...(isNested(member) && { media: "application/json" }),
    };
    query = writeField(query, field, member);
  }
  return query.slice(1);
}

export function readForm(text: string, { fields = [], shape = "any" }: Pick<Content, "fields" | "shape">): unknown {
  const query = parseQuery(text);
  const members: [string, unknown][] = [];
  const taken = new Set<string>();
  for (const field of fields) {
    const value = readField(field, query);
    if (value !== undefined) members.push([field.name, value]);
    taken.add(field.name);
  }
  const record = recordIn(shape);
  for (const [name, own] of byName(query, taken)) {
    const inner: Shape =
      (record !== undefined && Object.hasOwn(record.fields, name) ? record.fields[name] : record?.rest) ?? "any";
    const style = own.has(name) ? {} : { style: "deepObject" as const };
    const value = readQuery({ name, shape: inner, ...style }, own);
    if (value !== undefined) members.push([name, value]);
  }
  return Object.fromEntries(members);
}

/** The pairs of each field that is not taken yet, under the name before its brackets: each pair is looked at once. */
function byName(query: Query, taken: ReadonlySet<string>): Map<string, Map<string, readonly string[]>> {
  const fields = new Map<string, Map<string, readonly string[]>>();
  for (const [key, values] of query) {
    const name = key.includes("[") ? key.slice(0, key.indexOf("[")) : key;
    if (taken.has(name)) continue;
    const own = fields.get(name) ?? new Map<string, readonly string[]>();
    own.set(key, values);
    fields.set(name, own);
  }
  return fields;
}

function writeField(query: string, field: Field, value: unknown): string {
  if (field.media === undefined || field.repeated !== true || !Array.isArray(value))
    return writeQuery(query, field, value);
  const { media, name } = field;
  return value.reduce<string>(
    (text, item) => `${text}&${percentEncode(name)}=${percentEncode(mediaText(media, item))}`,
    query,
  );
}

function readField(field: Field, query: Query): unknown {
  if (field.media === undefined || field.repeated !== true) return readQuery(field, query);
  return query.get(field.name)?.map((text) => {
    try {
      return JSON.parse(formDecode(text)) as unknown;
    } catch {
      return formDecode(text);
    }
  });
}

const isNested = (value: unknown): boolean => isComposite(value) && (!Array.isArray(value) || value.some(isComposite));
