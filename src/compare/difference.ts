/** The keywords in which two schemas differ, as text: what a fingerprint is made of. */
import type { Json } from "../contract/json.js";
import { type JsonSchema, toJsonSchema } from "../contract/json-schema.js";
import type { Schema } from "../contract/schema.js";
import { valueKey } from "../schema/value.js";
import { plainName } from "./one-scope.js";

/** Equal for the same change, wherever it stands and whatever stands beside it. */
export function differenceOf(before: Schema, after: Schema): string {
  return plainName(keyword("", toJsonSchema(before), toJsonSchema(after)));
}

function keyword(name: string, before: JsonSchema | undefined, after: JsonSchema | undefined): string {
  const [a, b] = [members(before), members(after)];
  if (a === undefined || b === undefined || !descended.has(name)) {
    const [old, now] = [textOf(before), textOf(after)];
    return old === now ? "" : `${name}: ${old} to ${now}`;
  }
  const names = [...new Set([...Object.keys(a), ...Object.keys(b)])].sort();
  return names
    .map((inner) => keyword(name === "" ? inner : "", a[inner], b[inner]))
    .filter((text) => text !== "")
    .join("; ");
}

/** Where each member may differ by itself; everything else differs as a whole. */
const descended: ReadonlySet<string> = new Set(["", "properties", "required", "enum"]);

/** Lists of values and of names differ item by item. */
function members(schema: JsonSchema | undefined): Readonly<Record<string, JsonSchema>> | undefined {
  if (Array.isArray(schema))
    return Object.fromEntries(schema.map((item) => [valueKey(item as Json), item as JsonSchema]));
  return typeof schema === "object" && schema !== null ? (schema as Readonly<Record<string, JsonSchema>>) : undefined;
}

const textOf = (schema: JsonSchema | undefined): string =>
  schema === undefined ? "nothing" : valueKey(schema as Json);
