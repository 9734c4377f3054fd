/**
 * Whether a schema of the model admits a value: a small interpreter that goes by `toJsonSchema` keyword for keyword. It
 * shares nothing with the algebra, so that it can confirm what the algebra finds.
 */
import type { Json, JsonNumber } from "../contract/json.js";
import type { Polarity } from "../contract/polarity.js";
import type { Assertions, RecordSchema, Schema } from "../contract/schema.js";
import { isHidden } from "./compile.js";
import { expression } from "./evaluate.js";
import { numericRange, stringFormat } from "./format.js";
import { isInteger, isMultiple, order, toRational } from "./rational.js";
import { codePoints, isArray, isObject, typeBit, valueKey } from "./value.js";

export interface AdmitsOptions {
  /** Default: asserted, for the formats known here. */
  readonly formats?: "asserted" | "described";
  /** The direction in which the value crosses: read-only or write-only members that do not travel are not asked for. */
  readonly view?: Polarity;
}

/**
 * @param schemas what references are looked up in; a reference to nothing admits everything
 * @throws UnknownPattern when a pattern is not ECMA-262, RangeError when references run in a circle
 */
export function admits(
  schema: Schema,
  value: Json,
  schemas: ReadonlyMap<string, Schema>,
  options: AdmitsOptions = {},
): boolean {
  return look(schema, value, { schemas, formats: options.formats ?? "asserted", view: options.view }) !== undefined;
}

interface Context {
  readonly schemas: ReadonlyMap<string, Schema>;
  readonly formats: "asserted" | "described";
  readonly view: Polarity | undefined;
}

/** What of the value was looked at: names of members, and indices of items. */
interface Evaluated {
  readonly names: Set<string>;
  readonly indices: Set<number>;
}

function look(schema: Schema, value: Json, context: Context): Evaluated | undefined {
  const evaluated: Evaluated = { names: new Set(), indices: new Set() };
  if (passes(schema, value, context, evaluated)) return evaluated;
  return schema.nullable === true && value === null ? { names: new Set(), indices: new Set() } : undefined;
}

function into(target: Evaluated, source: Evaluated | undefined): boolean {
  if (source === undefined) return false;
  for (const name of source.names) target.names.add(name);
  for (const index of source.indices) target.indices.add(index);
  return true;
}

const passes = (schema: Schema, value: Json, context: Context, evaluated: Evaluated): boolean =>
  shapeHolds(schema, value, context, evaluated) &&
  (schema.assertions === undefined || assertionsHold(schema.assertions, schema, value, context, evaluated));

function shapeHolds(schema: Schema, value: Json, context: Context, evaluated: Evaluated): boolean {
  const otherType = schema.untyped === true;
  switch (schema.kind) {
    case "any":
      return true;
    case "never":
      return false;
    case "scalar":
      return scalarHolds(schema, value, context, otherType);
    case "enum": {
      if (schema.open !== true) return schema.values.some((listed) => valueKey(listed.value) === valueKey(value));
      return otherType || schema.values.some((listed) => isSameType(listed.value, value));
    }
    case "record":
      return isObject(value) ? recordHolds(schema, value, context, evaluated) : otherType;
    case "map": {
      if (!isObject(value)) return otherType;
      if (schema.value.kind === "any" && schema.value.assertions === undefined) return true;
      const patterns = schema.assertions?.patternProperties ?? [];
      return Object.keys(value).every((name) => {
        if (patterns.some(({ pattern }) => expression(pattern).test(name))) return true;
        evaluated.names.add(name);
        return look(schema.value, value[name]!, context) !== undefined;
      });
    }
    case "list": {
      if (!isArray(value)) return otherType;
      const prefix = schema.prefix ?? [];
      return value.every((item, index) => {
        const own = prefix[index] ?? schema.item;
        if (index >= prefix.length && own.kind === "any" && own.assertions === undefined) return true;
        evaluated.indices.add(index);
        return look(own, item, context) !== undefined;
      });
    }
    case "union": {
      const count = schema.variants.filter((variant) => into(evaluated, look(variant, value, context))).length;
      return schema.mode === "any" ? count > 0 : count === 1;
    }
    case "reference": {
      const target = context.schemas.get(schema.name);
      return target === undefined || into(evaluated, look(target, value, context));
    }
  }
}

function scalarHolds(
  schema: Extract<Schema, { kind: "scalar" }>,
  value: Json,
  context: Context,
  otherType: boolean,
): boolean {
  const isNumber = typeof value === "number" || typeof value === "bigint";
  const typed =
    schema.type === "boolean"
      ? typeof value === "boolean"
      : schema.type === "number"
        ? isNumber
        : schema.type === "integer"
          ? isNumber && isInteger(value)
          : typeof value === "string";
  if (!typed && !otherType) return false;
  if (schema.format === undefined || context.formats === "described") return true;
  if (typeof value === "string" && (schema.type === "string" || schema.type === "bytes")) {
    return stringFormat(schema.format)?.test(value) !== false;
  }
  const range = schema.type === "integer" || schema.type === "number" ? numericRange(schema.format) : undefined;
  if (!isNumber || range === undefined) return true;
  const exact = toRational(value);
  return (
    isInteger(value) &&
    exact !== undefined &&
    (range.minimum === undefined || order(exact, range.minimum) >= 0) &&
    (range.maximum === undefined || order(exact, range.maximum) <= 0)
  );
}

function isSameType(listed: Json, value: Json): boolean {
  if (typeBit(listed) !== typeBit(value)) return false;
  if (typeof value !== "number" || typeof listed === "bigint") return true;
  return !Number.isInteger(listed) || Number.isInteger(value);
}

function recordHolds(
  schema: RecordSchema,
  value: { readonly [name: string]: Json },
  context: Context,
  evaluated: Evaluated,
): boolean {
  const { schemas, view } = context;
  const patterns = schema.assertions?.patternProperties ?? [];
  const fields = new Map(schema.fields.map((field) => [field.name, field]));
  for (const field of schema.fields) {
    if (field.required && !Object.hasOwn(value, field.name) && !isHidden(field, schemas, view)) return false;
  }
  return Object.keys(value).every((name) => {
    const field = fields.get(name);
    if (field !== undefined) {
      evaluated.names.add(name);
      return isHidden(field, schemas, view) || look(field.schema, value[name]!, context) !== undefined;
    }
    if (schema.rest === undefined || patterns.some(({ pattern }) => expression(pattern).test(name))) return true;
    evaluated.names.add(name);
    return look(schema.rest, value[name]!, context) !== undefined;
  });
}

function assertionsHold(
  given: Assertions,
  schema: Schema,
  value: Json,
  context: Context,
  evaluated: Evaluated,
): boolean {
  const ok = (part: Schema, of: Json) => look(part, of, context) !== undefined;
  if (given.values !== undefined && !given.values.some((listed) => valueKey(listed) === valueKey(value))) return false;
  if (given.allOf !== undefined && !given.allOf.every((part) => into(evaluated, look(part, value, context))))
    return false;
  const hits = (parts: readonly Schema[]) => parts.filter((part) => into(evaluated, look(part, value, context))).length;
  if (given.anyOf !== undefined && hits(given.anyOf) === 0) return false;
  if (given.oneOf !== undefined && hits(given.oneOf) !== 1) return false;
  if (given.not !== undefined && ok(given.not, value)) return false;
  if (given.if !== undefined) {
    const branch = into(evaluated, look(given.if, value, context)) ? given.then : given.else;
    if (branch !== undefined && !into(evaluated, look(branch, value, context))) return false;
  }
  if (typeof value === "number" || typeof value === "bigint") return numberHolds(given, value);
  if (typeof value === "string") {
    const length = codePoints(value);
    if (length < (given.minLength ?? 0) || length > (given.maxLength ?? Number.POSITIVE_INFINITY)) return false;
    return given.pattern === undefined || expression(given.pattern).test(value);
  }
  if (isArray(value)) return arrayHolds(given, value, context, evaluated);
  return !isObject(value) || objectHolds(given, schema, value, context, evaluated);
}

function numberHolds(given: Assertions, value: JsonNumber): boolean {
  const exact = toRational(value);
  if (exact === undefined) return false;
  const compared = (bound: JsonNumber | undefined): number | undefined => {
    const limit = bound === undefined ? undefined : toRational(bound);
    return limit === undefined ? undefined : order(exact, limit);
  };
  const step = given.multipleOf === undefined ? undefined : toRational(given.multipleOf);
  return (
    (compared(given.minimum) ?? 0) >= 0 &&
    (compared(given.maximum) ?? 0) <= 0 &&
    (compared(given.exclusiveMinimum) ?? 1) > 0 &&
    (compared(given.exclusiveMaximum) ?? -1) < 0 &&
    (step === undefined || isMultiple(exact, step))
  );
}

function arrayHolds(given: Assertions, value: readonly Json[], context: Context, evaluated: Evaluated): boolean {
  if (value.length < (given.minItems ?? 0) || value.length > (given.maxItems ?? Number.POSITIVE_INFINITY)) return false;
  if (given.uniqueItems === true && new Set(value.map(valueKey)).size < value.length) return false;
  const { contains, unevaluatedItems } = given;
  if (contains !== undefined) {
    const hits = [...value.keys()].filter((index) => look(contains, value[index]!, context) !== undefined);
    if (hits.length < (given.minContains ?? 1) || hits.length > (given.maxContains ?? Number.POSITIVE_INFINITY)) {
      return false;
    }
    for (const index of hits) evaluated.indices.add(index);
  }
  if (unevaluatedItems === undefined) return true;
  return value.every((item, index) => {
    if (evaluated.indices.has(index)) return true;
    evaluated.indices.add(index);
    return look(unevaluatedItems, item, context) !== undefined;
  });
}

function objectHolds(
  given: Assertions,
  schema: Schema,
  value: { readonly [name: string]: Json },
  context: Context,
  evaluated: Evaluated,
): boolean {
  const names = Object.keys(value);
  const has = (name: string) => Object.hasOwn(value, name);
  if (names.length < (given.minProperties ?? 0) || names.length > (given.maxProperties ?? Number.POSITIVE_INFINITY)) {
    return false;
  }
  const isAway = (name: string) =>
    schema.kind === "record" &&
    schema.fields.some((field) => field.name === name && isHidden(field, context.schemas, context.view));
  if (given.required?.some((name) => !has(name) && !isAway(name))) return false;
  for (const [name, needed] of Object.entries(given.dependentRequired ?? {})) {
    if (has(name) && !needed.every(has)) return false;
  }
  for (const [name, part] of Object.entries(given.dependentSchemas ?? {})) {
    if (has(name) && !into(evaluated, look(part, value, context))) return false;
  }
  const { propertyNames, unevaluatedProperties } = given;
  if (propertyNames !== undefined && !names.every((name) => look(propertyNames, name, context) !== undefined))
    return false;
  for (const { pattern, schema: part } of given.patternProperties ?? []) {
    for (const name of names) {
      if (!expression(pattern).test(name)) continue;
      evaluated.names.add(name);
      if (look(part, value[name]!, context) === undefined) return false;
    }
  }
  if (unevaluatedProperties === undefined) return true;
  return names.every((name) => {
    if (evaluated.names.has(name)) return true;
    evaluated.names.add(name);
    return look(unevaluatedProperties, value[name]!, context) !== undefined;
  });
}
