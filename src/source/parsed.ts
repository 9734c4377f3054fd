import type { Json } from "../contract/json.js";
import type { Code } from "../diagnostics/catalog.js";
import type { Places } from "./places.js";

/** What a reader of JSON or YAML text hands over. */
export interface Parsed {
  readonly value: Json;
  readonly places: Places;
  readonly remarks: readonly Remark[];
}

/** Something odd about the text, at an offset of it. */
export interface Remark {
  readonly code: Code;
  readonly message: string;
  readonly offset: number;
  readonly fix?: string;
}

/** The text cannot be read. `openDocument` turns it into a `Failure` with file, line and column. */
export class Unreadable extends Error {
  override readonly name = "Unreadable";
  readonly remark: Remark;

  constructor(remark: Remark) {
    super(remark.message);
    this.remark = remark;
  }
}

/** How deep objects and arrays may be nested. Contracts stay under fifty. */
export const deepest = 1000;

/** An object that is being filled; only the readers of text ever change one. */
export type OpenObject = { [name: string]: Json };

/** Sets a member as an own property, whatever its name: `__proto__` is a name like others. */
export function setMember(object: OpenObject, name: string, value: Json): void {
  if (name === "__proto__") {
    Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
  } else object[name] = value;
}

/** Whether the object already has the member. */
export const hasMember = (object: OpenObject, name: string): boolean =>
  object[name] !== undefined && Object.hasOwn(object, name);

/** Digits beyond this are not kept exactly: nobody bounds a field with a thousand digits, but somebody may try. */
export const longestInteger = 1000;

/** The number that a decimal integer literal means: a bigint when a double would round it. */
export function readInteger(literal: string): number | bigint {
  const number = Number(literal);
  if (Number.isSafeInteger(number)) return number;
  return BigInt(literal.startsWith("+") ? literal.slice(1) : literal);
}
