/** Contracts as data that may be changed in place. */
import type { Json } from "../../../src/contract/json.js";

export type Data = null | boolean | number | bigint | string | Data[] | Members;

/** An object of a contract. */
export interface Members {
  [name: string]: Data;
}

export const isMembers = (value: unknown): value is Members =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A copy that shares nothing, not even what YAML aliases share. */
export function copied(value: Json | Data): Data {
  if (Array.isArray(value)) return value.map(copied);
  if (typeof value !== "object" || value === null) return value as Data;
  const copy: Members = {};
  for (const [name, inner] of Object.entries(value)) put(copy, name, copied(inner as Json));
  return copy;
}

/** Sets a member, be it called `__proto__`. */
export function put(members: Members, name: string, value: Data): void {
  Object.defineProperty(members, name, { value, writable: true, enumerable: true, configurable: true });
}

/** The objects below a member that is a map of them. */
export const entriesOf = (value: Data | undefined): readonly (readonly [string, Members])[] =>
  isMembers(value) ? Object.entries(value).filter((entry): entry is [string, Members] => isMembers(entry[1])) : [];

/** Whether two pieces of data are equal, whatever the order of their members. */
export function isEqual(a: Data | undefined, b: Data | undefined): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, i) => isEqual(item, b[i]));
  if (!isMembers(a) || !isMembers(b)) return false;
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => name in b && isEqual(a[name], b[name]));
}

/** As JSON, with integers of any size. */
export function jsonText(value: Data, indent = 2): string {
  const write = (inner: Data, margin: string): string => {
    if (typeof inner === "bigint") return inner.toString();
    if (typeof inner !== "object" || inner === null) return JSON.stringify(inner);
    const isList = Array.isArray(inner);
    const deeper = margin + " ".repeat(indent);
    const parts = isList
      ? inner.map((item) => write(item, deeper))
      : Object.entries(inner).map(([name, item]) => `${JSON.stringify(name)}: ${write(item, deeper)}`);
    const [open, close] = isList ? "[]" : "{}";
    if (parts.length === 0) return `${open}${close}`;
    if (indent === 0) return `${open}${parts.join(",")}${close}`;
    return `${open}\n${deeper}${parts.join(`,\n${deeper}`)}\n${margin}${close}`;
  };
  return write(value, "");
}
