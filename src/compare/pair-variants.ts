/** Which variant of a union became which. */
import type { Schema } from "../contract/schema.js";
import { valueKey } from "../schema/value.js";
import { normalised, variantsOf } from "./normal-schema.js";
import { plainName } from "./one-scope.js";

export interface VariantPairs {
  readonly kept: readonly (readonly [before: Schema, after: Schema])[];
  readonly added: readonly Schema[];
  readonly removed: readonly Schema[];
}

type Names = ReadonlyMap<string, Schema>;

/**
 * Pairs by what tells variants apart: that they are known to say the same, their name, the constants of their fields;
 * a single one that is left on each side became the other when both are of one kind, and of several records those that
 * share most of their fields.
 */
export function pairVariants(
  before: Schema,
  after: Schema,
  names: Names,
  isSame: (before: Schema, after: Schema) => boolean,
): VariantPairs {
  return pairParts(variantsOf(before), variantsOf(after), names, isSame);
}

/** The same for any parts whose order means nothing: those of an `allOf`, for one. */
export function pairParts(
  before: readonly Schema[],
  after: readonly Schema[],
  names: Names,
  isSame: (before: Schema, after: Schema) => boolean,
): VariantPairs {
  const left = [...before];
  const right = [...after];
  const kept: (readonly [Schema, Schema])[] = [];
  const match = (fits: (a: Schema, b: Schema) => boolean) => {
    for (const a of [...left]) {
      const b = right.find((candidate) => fits(a, candidate));
      if (b === undefined) continue;
      kept.push([a, b]);
      left.splice(left.indexOf(a), 1);
      right.splice(right.indexOf(b), 1);
    }
  };
  match((a, b) => isNamesake(a, b) && isSame(a, b));
  match((a, b) => a.title === b.title && a.doc === b.doc && isSame(a, b));
  match(isSame);
  match(isNamesake);
  match((a, b) => {
    const constants = constantsOf(a, names);
    return constants !== undefined && constants === constantsOf(b, names);
  });
  match((a, b) => a.title !== undefined && a.title === b.title);
  if (left.length === 1 && right.length === 1) {
    const told = (schema: Schema) => constantsOf(schema, names) !== undefined;
    match((a, b) => kindOf(a, names) === kindOf(b, names) && !(told(a) && told(b)));
  } else matchAlike(left, right, names, kept);
  return { kept, added: right, removed: left };
}

const isNamesake = (a: Schema, b: Schema): boolean =>
  a.kind === "reference" && b.kind === "reference" && plainName(a.name) === plainName(b.name);

/** Takes pairs of records that share most of their fields out of both lists, the most alike first. */
function matchAlike(left: Schema[], right: Schema[], names: Names, kept: (readonly [Schema, Schema])[]): void {
  const fieldsOf = (schema: Schema): ReadonlySet<string> | undefined => {
    const target = normalised(schema, names).schema;
    if (target.kind !== "record" || constantsOf(schema, names) !== undefined) return undefined;
    return new Set(target.fields.map(({ name }) => name));
  };
  const [olds, news] = [left, right].map((side) => side.map((schema) => ({ schema, fields: fieldsOf(schema) })));
  const alike = olds!.flatMap((a) =>
    news!.flatMap((b) => {
      const share = a.fields === undefined || b.fields === undefined ? 0 : overlap(a.fields, b.fields);
      return share > 0.5 ? [{ a: a.schema, b: b.schema, share }] : [];
    }),
  );
  for (const { a, b } of alike.sort((one, other) => other.share - one.share)) {
    if (!left.includes(a) || !right.includes(b)) continue;
    kept.push([a, b]);
    left.splice(left.indexOf(a), 1);
    right.splice(right.indexOf(b), 1);
  }
}

/** What two sets share, as a part of all that is in either. */
function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const shared = [...a].filter((name) => b.has(name)).length;
  return shared === 0 ? 0 : shared / (a.size + b.size - shared);
}

/** The fields that have one value only, with it. */
function constantsOf(schema: Schema, names: Names): string | undefined {
  const { schema: target } = normalised(schema, names);
  if (target.kind !== "record") return undefined;
  const constants = target.fields.flatMap((field) => {
    const value = normalised(field.schema, names).schema;
    const only = value.kind === "enum" && value.values.length === 1 ? value.values[0] : undefined;
    return only === undefined ? [] : [`${field.name}=${valueKey(only.value)}`];
  });
  return constants.length > 0 ? constants.sort().join("&") : undefined;
}

const kindOf = (schema: Schema, names: Names): string => {
  const { schema: target } = normalised(schema, names);
  return target.kind === "scalar" ? target.type : target.kind;
};
