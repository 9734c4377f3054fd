import type { JsonNumber } from "../../contract/json.js";
import type { Bounds } from "./conjunct.js";

/** The bounds that hold when all of these hold, and those that can only be said beside them. */
export function mergeBounds(all: readonly Bounds[]): { bounds: Bounds; beside: Bounds[] } {
  const telling = all.filter((given) => hasAny(given));
  const bounds: Bounds = {};
  const beside: Bounds[] = [];
  if (telling.length === 0) return { bounds, beside };
  for (const given of telling) {
    for (const name of ["minimum", "exclusiveMinimum"] as const) keep(bounds, name, given[name], largest);
    for (const name of ["maximum", "exclusiveMaximum"] as const) keep(bounds, name, given[name], smallest);
    for (const name of ["minLength", "minItems", "minProperties"] as const) keep(bounds, name, given[name], Math.max);
    for (const name of ["maxLength", "maxItems", "maxProperties"] as const) keep(bounds, name, given[name], Math.min);
    if (given.uniqueItems === true) bounds.uniqueItems = true;
    if (given.pattern !== undefined) {
      if (bounds.pattern === undefined || bounds.pattern === given.pattern) bounds.pattern = given.pattern;
      else if (!beside.some(({ pattern }) => pattern === given.pattern)) beside.push({ pattern: given.pattern });
    }
    if (given.multipleOf !== undefined) {
      const both = bounds.multipleOf === undefined ? given.multipleOf : multiple(bounds.multipleOf, given.multipleOf);
      if (both !== undefined) bounds.multipleOf = both;
      else beside.push({ multipleOf: given.multipleOf });
    }
  }
  dropImplied(bounds);
  return { bounds, beside };
}

function keep<K extends keyof Bounds>(
  bounds: Bounds,
  name: K,
  value: Bounds[K],
  choose: (a: NonNullable<Bounds[K]>, b: NonNullable<Bounds[K]>) => NonNullable<Bounds[K]>,
): void {
  if (value === undefined || value === null) return;
  const held = bounds[name];
  bounds[name] = held === undefined || held === null ? value : choose(held, value);
}

const largest = (a: JsonNumber, b: JsonNumber): JsonNumber => (a >= b ? a : b);
const smallest = (a: JsonNumber, b: JsonNumber): JsonNumber => (a <= b ? a : b);

/** Of an inclusive and an exclusive bound the weaker says nothing. */
function dropImplied(bounds: Bounds): void {
  const { minimum, exclusiveMinimum, maximum, exclusiveMaximum } = bounds;
  if (minimum !== undefined && exclusiveMinimum !== undefined) {
    delete bounds[exclusiveMinimum >= minimum ? "minimum" : "exclusiveMinimum"];
  }
  if (maximum !== undefined && exclusiveMaximum !== undefined) {
    delete bounds[exclusiveMaximum <= maximum ? "maximum" : "exclusiveMaximum"];
  }
}

/** What is a multiple of both, where whole numbers allow to say it exactly. */
function multiple(a: JsonNumber, b: JsonNumber): JsonNumber | undefined {
  if (a === b) return a;
  if (!Number.isSafeInteger(a) || !Number.isSafeInteger(b)) return undefined;
  const [x, y] = [BigInt(a), BigInt(b)];
  const least = Number((x * y) / greatestDivisor(x, y));
  return Number.isSafeInteger(least) ? least : undefined;
}

const greatestDivisor = (a: bigint, b: bigint): bigint => (b === 0n ? a : greatestDivisor(b, a % b));

/** Whether anything is bounded at all. */
export function hasAny(bounds: Bounds): boolean {
  for (const _ in bounds) return true;
  return false;
}
