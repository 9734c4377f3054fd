import type { Json } from "../../contract/json.js";
import type { JsonType } from "./conjunct.js";
import { typeOf } from "./normalise.js";

/** Which JSON types are meant; undefined: all. "number" includes the integers. */
export type TypeSet = ReadonlySet<JsonType> | undefined;

/** What both admit. */
export function bothTypes(a: TypeSet, b: TypeSet): TypeSet {
  if (a === undefined) return b;
  if (b === undefined) return a;
  const both = new Set<JsonType>();
  for (const type of a) {
    if (b.has(type)) both.add(type);
    else if (type === "integer" && b.has("number")) both.add("integer");
    else if (type === "number" && b.has("integer")) both.add("integer");
  }
  return both;
}

/** Whether all that `inner` admits is admitted by `outer`. */
export function typesWithin(inner: TypeSet, outer: TypeSet): boolean {
  if (outer === undefined) return true;
  if (inner === undefined) return false;
  return [...inner].every((type) => admitsType(outer, type));
}

export const admitsType = (types: TypeSet, type: JsonType): boolean =>
  types === undefined || types.has(type) || (type === "integer" && types.has("number"));

export const admitsValue = (types: TypeSet, value: Json): boolean => admitsType(types, typeOf(value));

export const withNull = (types: TypeSet): TypeSet => (types === undefined ? undefined : new Set([...types, "null"]));

export const withoutNull = (types: ReadonlySet<JsonType>): ReadonlySet<JsonType> =>
  types.has("null") ? new Set([...types].filter((type) => type !== "null")) : types;
