/** Values for examples, mocks and tests: valid and readable ones, the smallest ones, and ones that only just fail. */
import type { Json } from "../contract/json.js";
import type { Polarity } from "../contract/polarity.js";
import type { Schema } from "../contract/schema.js";
import { type AdmitsOptions, admits as judged } from "./admits.js";
import { draw } from "./draw.js";
import { UnknownPattern } from "./evaluate.js";
import { createAlgebra } from "./inclusion.js";
import { createRandom } from "./random.js";
import { isArray, isObject, withMember } from "./value.js";

export interface SampleOptions {
  /** Which of the possible values. The same seed gives the same value. Default: 1. */
  readonly seed?: number;
  /** The direction in which the value crosses: read-only or write-only members that do not travel are left out. */
  readonly view?: Polarity;
}

/** How often chance is tried before the algebra is asked. */
const TRIES = 8;

/**
 * A readable value that the schema admits: examples and defaults of the contract first, optional members mostly there.
 * @returns undefined when the schema admits nothing, or nothing was found
 */
export function sample(
  schema: Schema,
  schemas: ReadonlyMap<string, Schema>,
  { seed = 1, view }: SampleOptions = {},
): Json | undefined {
  const options = view === undefined ? {} : { view };
  for (let round = 0; round < TRIES; round += 1) {
    const random = createRandom(seed * 31 + round);
    const value = draw(schema, { schemas, random, view, bare: round >= TRIES / 2 });
    if (value !== undefined && admits(schema, value, schemas, options)) return value;
  }
  return smallest(schema, schemas, options);
}

/** A small value that the schema admits, whatever it looks like. @returns undefined when there is none, or none was found */
export function smallest(
  schema: Schema,
  schemas: ReadonlyMap<string, Schema>,
  { view }: Pick<SampleOptions, "view"> = {},
): Json | undefined {
  const value = createAlgebra().anyValue({ schema, schemas, ...(view !== undefined && { view }) });
  const options = view === undefined ? {} : { view };
  return value !== undefined && admits(schema, value, schemas, options) ? value : undefined;
}

/** A value that the schema does not admit, one step away from one that it does. */
export interface NearMiss {
  readonly value: Json;
  /** What was done to a valid value: "without name", "age is -1". */
  readonly done: string;
}

/** How deep inside the value something is changed, and how many misses are enough. */
const MAX_DEPTH = 4;
const MAX_MISSES = 100;

/** Everything that fails after one member or item of a valid value was left out, added or replaced. */
export function nearMisses(
  schema: Schema,
  schemas: ReadonlyMap<string, Schema>,
  options: SampleOptions = {},
): readonly NearMiss[] {
  const valid = sample(schema, schemas, options);
  if (valid === undefined) return [];
  const asked = options.view === undefined ? {} : { view: options.view };
  const misses: NearMiss[] = [];
  for (const change of changes(valid, "", 0)) {
    if (misses.length >= MAX_MISSES) break;
    if (!admits(schema, change.value, schemas, asked)) misses.push(change);
  }
  return misses;
}

/** A pattern that nobody can read admits nothing here: better no value than a wrong one. */
function admits(schema: Schema, value: Json, schemas: ReadonlyMap<string, Schema>, options: AdmitsOptions): boolean {
  try {
    return judged(schema, value, schemas, options);
  } catch (error) {
    if (error instanceof UnknownPattern) return false;
    throw error;
  }
}

function* changes(value: Json, way: string, depth: number): Iterable<NearMiss> {
  const here = way === "" ? "the value" : way;
  for (const other of replacements(value)) yield { value: other, done: `${here} is ${JSON.stringify(other)}` };
  if (depth >= MAX_DEPTH) return;
  if (isObject(value)) {
    yield { value: { ...value, unexpectedMember: true }, done: `${here} has a member too many` };
    for (const name of Object.keys(value)) {
      const { [name]: _, ...others } = value;
      yield { value: others, done: `without ${way === "" ? name : `${way}.${name}`}` };
      for (const inner of changes(value[name] as Json, way === "" ? name : `${way}.${name}`, depth + 1)) {
        const changed = { ...value };
        withMember(changed, name, inner.value);
        yield { value: changed, done: inner.done };
      }
    }
  }
  if (isArray(value)) {
    yield { value: [...value, ...value], done: `${here} has its items twice` };
    for (const [index, item] of value.slice(0, 2).entries()) {
      for (const inner of changes(item, `${way}[${index}]`, depth + 1)) {
        yield { value: value.with(index, inner.value), done: inner.done };
      }
    }
  }
}

function replacements(value: Json): readonly Json[] {
  const others: readonly Json[] = [null, true, "", "?", -1, 1.5, [], {}];
  if (typeof value === "number") return [...others, value + 1, value - 1, -value, value * 1000];
  if (typeof value === "string" && value.length < 1_000) return [...others, `${value}${value}${value}`, value.slice(1)];
  return others;
}
