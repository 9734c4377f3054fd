import type { Json } from "../contract/json.js";
import type { Location } from "../diagnostics/location.js";
import type { Source } from "./source.js";

/**
 * A YAML or JSON file as data, with the place of everything in it. `value` is plain data (objects keep the order of
 * the file and hold even a member called `__proto__` as an own property); shared YAML aliases are shared objects.
 */
export interface Document {
  readonly source: Source;
  readonly value: Json;
  /**
   * Where a member's key (or an array's item) stands; without `key`, where the object or array itself begins.
   * `parent` is an object or array of this very document, identified by reference. Constant time.
   */
  at(parent: object, key?: string | number): Location;
  /** Where the value of a member stands, rather than its key. */
  valueAt(parent: object, key: string | number): Location;
  /**
   * A number or word as it is written in the file, where its value does not tell: "1.10" where the value is 1.1.
   * Undefined for quoted strings, objects, arrays and members that are not of this document.
   */
  written(parent: object, key: string | number): string | undefined;
}
