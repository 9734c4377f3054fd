/** What printed checks stand on: how faults are told, and the comparisons that are too long to print in line. */

/** A fault of a value, by its place. It never holds the value itself, which may be a secret. */
export interface Issue {
  /** RFC 6901, from the value that was checked: "" for itself, "/pets/0/name". */
  readonly pointer: string;
  /** The JSON Schema keyword that the value does not meet; "depth" when it is nested too deeply to be looked at. */
  readonly keyword: string;
  /** What should be: "must be a string". */
  readonly message: string;
  /** The JSON type of the value at the pointer. */
  readonly kind: Kind;
}

export type Kind = "null" | "boolean" | "number" | "string" | "array" | "object" | "none";

/** A printed check. Without `issues` it stops at the first fault; with them it appends each, up to `mostIssues`. */
export type Check = (value: unknown, issues?: Issue[], path?: string) => boolean;

/** How many issues are collected before a check stops. */
export const mostIssues = 100;

/** How many values of recursive schemas may contain each other. */
export const mostDepth = 256;

/** Appends an issue. True when the check may stop: nobody asked for issues, or there are enough. */
export function fault(
  issues: Issue[] | undefined,
  path: string,
  below: string,
  keyword: string,
  message: string,
  value: unknown,
): boolean {
  if (issues === undefined) return true;
  if (issues.length < mostIssues) issues.push({ pointer: path + below, keyword, message, kind: kindOf(value) });
  return issues.length >= mostIssues;
}

/** As `fault`, for a value of the wrong type: a required member that is not there at all is told as missing. */
export function mistyped(
  issues: Issue[] | undefined,
  path: string,
  below: string,
  message: string,
  value: unknown,
  missing: string,
): boolean {
  if (issues === undefined) return true;
  return value === undefined
    ? fault(issues, path, "", "required", missing, {})
    : fault(issues, path, below, "type", message, value);
}

/** Whether a check that found a fault below may stop. */
export const isFull = (issues: Issue[] | undefined): boolean => issues === undefined || issues.length >= mostIssues;

/** A member's name as a segment of a pointer (RFC 6901, section 3). */
export const segment = (name: string): string => `/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;

export function kindOf(value: unknown): Kind {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  switch (typeof value) {
    case "string":
    case "number":
    case "boolean":
    case "object":
      return typeof value as Kind;
    case "bigint":
      return "number";
    default:
      return "none";
  }
}

/** The length in code points, as JSON Schema counts. */
export function codePoints(text: string): number {
  let count = text.length;
  for (let index = 0; index < text.length - 1; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit < 0xd800 || unit > 0xdbff) continue;
    const next = text.charCodeAt(index + 1);
    if (next < 0xdc00 || next > 0xdfff) continue;
    count -= 1;
    index += 1;
  }
  return count;
}

/** Whether a text has fewer code points than that. */
export const isShorter = (text: string, length: number): boolean => text.length < length || codePoints(text) < length;

/** Whether a text has more code points than that. */
export const isLonger = (text: string, length: number): boolean =>
  text.length > length * 2 || codePoints(text) > length;

/** Whether two JSON values are equal: numbers by value, objects whatever the order of their members. */
export function isEqual(one: unknown, other: unknown, depth = 0): boolean {
  if (one === other) return true;
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) {
    return isNumeric(one) && isNumeric(other) && !(one < other) && !(one > other);
  }
  if (depth > mostDepth) return false;
  if (Array.isArray(one)) {
    return (
      Array.isArray(other) &&
      one.length === other.length &&
      one.every((item: unknown, index) => isEqual(item, other[index] as unknown, depth + 1))
    );
  }
  if (Array.isArray(other)) return false;
  const names = Object.keys(one);
  if (names.length !== Object.keys(other).length) return false;
  return names.every(
    (name) =>
      Object.hasOwn(other, name) &&
      isEqual((one as Record<string, unknown>)[name], (other as Record<string, unknown>)[name], depth + 1),
  );
}

const isNumeric = (value: unknown): value is number | bigint => typeof value === "number" || typeof value === "bigint";

/** Whether no two items are equal. Linear in the size of the items: objects and arrays are compared as canonical text. */
export function isUnique(items: readonly unknown[]): boolean {
  if (items.length < 2) return true;
  const plain = new Set<unknown>();
  let texts: Set<string> | undefined;
  for (const item of items) {
    if (typeof item !== "object" || item === null) {
      const key = typeof item === "bigint" && BigInt(Number(item)) === item ? Number(item) : item;
      if (plain.has(key)) return false;
      plain.add(key);
      continue;
    }
    const text = canonical(item, 0);
    texts ??= new Set();
    if (texts.has(text)) return false;
    texts.add(text);
  }
  return true;
}

/** One text for all values that are equal. What is nested beyond `mostDepth` is taken for equal: the stack is not. */
function canonical(value: unknown, depth: number): string {
  if (typeof value === "bigint") return String(value);
  if (typeof value !== "object" || value === null) return JSON.stringify(value === 0 ? 0 : value) ?? "";
  if (depth > mostDepth) return "…";
  if (Array.isArray(value)) return `[${value.map((item) => canonical(item, depth + 1)).join()}]`;
  const record = value as Record<string, unknown>;
  const members = Object.keys(record)
    .sort()
    .map((name) => `${JSON.stringify(name)}:${canonical(record[name], depth + 1)}`);
  return `{${members.join()}}`;
}

/** Whether a number is a multiple of another, both taken as the decimals that they are written as. */
export function isMultipleOf(value: number | bigint, divisor: number | bigint): boolean {
  if (typeof value === "number" && !Number.isFinite(value)) return false;
  if (Number.isSafeInteger(value) && Number.isSafeInteger(divisor)) return Number(value) % Number(divisor) === 0;
  const one = decimal(value);
  const other = decimal(divisor);
  const scale = Math.min(one.exponent, other.exponent);
  const scaled = (number: Decimal) => number.digits * 10n ** BigInt(number.exponent - scale);
  return scaled(one) % scaled(other) === 0n;
}

/** `digits` × 10^`exponent`. */
interface Decimal {
  readonly digits: bigint;
  readonly exponent: number;
}

function decimal(value: number | bigint): Decimal {
  const [mantissa = "0", exponent = "0"] = String(value).split("e");
  const [whole = "0", fraction = ""] = mantissa.split(".");
  return { digits: BigInt(whole + fraction), exponent: Number(exponent) - fraction.length };
}

/** How many own members an object has that are not undefined. */
export function memberCount(value: object): number {
  let count = 0;
  for (const name in value) if ((value as Record<string, unknown>)[name] !== undefined) count += 1;
  return count;
}

/** A member by a name that every object inherits: only the object's own counts. */
export const own = (value: object, name: string): unknown =>
  Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
