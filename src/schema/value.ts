/** JSON values as the algebra of schemas sees them: their type, their identity, their size. */
import type { Json } from "../contract/json.js";

/** JSON types as bits, so that sets of types are numbers. */
export const NULL = 1;
export const BOOLEAN = 2;
export const NUMBER = 4;
export const STRING = 8;
export const ARRAY = 16;
export const OBJECT = 32;
export const EVERY_TYPE = 63;

/** One value among `NULL` … `OBJECT`. */
export function typeBit(value: Json): number {
  if (value === null) return NULL;
  switch (typeof value) {
    case "boolean":
      return BOOLEAN;
    case "number":
    case "bigint":
      return NUMBER;
    case "string":
      return STRING;
    default:
      return Array.isArray(value) ? ARRAY : OBJECT;
  }
}

/** Equal for equal JSON values alone: 1 and 1.0 are one number, the order of members does not count. */
export function valueKey(value: Json): string {
  if (typeof value === "number") return numberKey(value);
  if (typeof value === "bigint") return value.toString();
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  if (isArray(value)) return `[${value.map(valueKey).join()}]`;
  const members = Object.keys(value)
    .sort()
    .map((name) => `${JSON.stringify(name)}:${valueKey(value[name] as Json)}`);
  return `{${members.join()}}`;
}

export const isArray = (value: Json): value is readonly Json[] => Array.isArray(value);

export const isObject = (value: Json): value is { readonly [name: string]: Json } =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** In Unicode code points, as `minLength` counts. */
export function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

/** An object with one more member, whatever the member is called (`__proto__` included). */
export function withMember(target: Record<string, Json>, name: string, value: Json): void {
  Object.defineProperty(target, name, { value, enumerable: true, configurable: true, writable: true });
}

/** The values without repetitions, sorted by their keys. */
export function distinct(values: readonly Json[]): readonly Json[] {
  const byKey = new Map(values.map((value) => [valueKey(value), value]));
  return [...byKey.keys()].sort().map((key) => byKey.get(key) as Json);
}

const numberKey = (value: number): string =>
  Number.isInteger(value) && !Number.isSafeInteger(value) ? BigInt(value).toString() : String(value === 0 ? 0 : value);
