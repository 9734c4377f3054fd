import type { Json } from "../../contract/json.js";
import type { Location } from "../../diagnostics/location.js";
import type { Document } from "../../source/document.js";
import type { Dialect } from "./dialect.js";

/** A schema as it stands in a document: not read yet. */
export interface Place {
  readonly value: Json;
  readonly document: Document;
  readonly at: Location;
  readonly dialect: Dialect;
  /** The `$id` that relative references in here are resolved against, where one stands around. */
  readonly base?: string;
}

export type JsonObject = { readonly [name: string]: Json };

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** An own member, never one of the prototype. */
export const memberOf = (value: JsonObject, name: string): Json | undefined =>
  Object.hasOwn(value, name) ? value[name] : undefined;

/** A member or an item of a place. `parent` is the object or array that holds it, inside the place's document. */
export function placeIn(around: Place, parent: object, key: string | number, value: Json): Place {
  const { document, dialect, base } = around;
  const at = document.at(parent, key);
  return base === undefined ? { value, document, at, dialect } : { value, document, at, dialect, base };
}

/** Two JSON values have the same key exactly when JSON Schema calls them equal. */
export function valueKey(value: Json): string {
  if (typeof value === "bigint") return value.toString();
  if (Array.isArray(value)) return `[${value.map(valueKey).join()}]`;
  if (isObject(value)) {
    const names = Object.keys(value).sort();
    return `{${names.map((name) => `${JSON.stringify(name)}:${valueKey(value[name] ?? null)}`).join()}}`;
  }
  return Object.is(value, -0) ? "0" : JSON.stringify(value);
}
