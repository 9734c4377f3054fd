import type { Json } from "../../contract/json.js";
import type { Schema } from "../../contract/schema.js";
import { isObject } from "../asyncapi/node.js";

/** Avro writes octets in defaults as text of code points 0 to 255; the model has them in base64. */
export function defaultOf(value: Json, schema: Schema, named: ReadonlyMap<string, Schema>): Json {
  switch (schema.kind) {
    case "scalar":
      return schema.type === "bytes" && typeof value === "string" ? base64(value) : value;
    case "reference": {
      const meant = named.get(schema.name);
      return meant === undefined || meant.kind === "reference" ? value : defaultOf(value, meant, named);
    }
    case "list":
      return Array.isArray(value) ? value.map((item: Json) => defaultOf(item, schema.item, named)) : value;
    case "map":
      return isObject(value) ? mapped(value, (_, member) => defaultOf(member, schema.value, named)) : value;
    case "record": {
      const fields = new Map(schema.fields.map((field) => [field.name, field.schema]));
      const member = (name: string, part: Json) =>
        defaultOf(part, fields.get(name) ?? { kind: "any", at: schema.at }, named);
      return isObject(value) ? mapped(value, member) : value;
    }
    default:
      return value;
  }
}

const mapped = (value: { readonly [name: string]: Json }, change: (name: string, member: Json) => Json): Json =>
  Object.fromEntries(Object.entries(value).map(([name, member]) => [name, change(name, member)]));

const base64 = (octets: string): string =>
  btoa([...octets].map((letter) => String.fromCharCode((letter.codePointAt(0) ?? 0) & 255)).join(""));
