import type { Assertions, Schema } from "../../contract/schema.js";
import { assertionsFor } from "./assertions.js";
import type { Combined, Combining, Combo, Context, WritableAssertions } from "./combining.js";
import type { Conjunct, JsonType } from "./conjunct.js";
import { dialects } from "./dialect.js";
import { enumOf } from "./enums.js";
import { groups } from "./mentions.js";
import { mergeBounds } from "./merge-bounds.js";
import type { Place } from "./place.js";
import { listShape, objectShape } from "./shapes.js";
import { bothTypes, type TypeSet, withoutNull } from "./type-sets.js";
import { unionOf } from "./unions.js";

type Logic = Pick<WritableAssertions, "anyOf" | "oneOf" | "not" | "if" | "then" | "else">;

/** One schema of the model from everything that must hold. */
export function combine(all: Combined, using: Combining): Schema {
  const { head, conjuncts } = all;
  const types = conjuncts.reduce<TypeSet>((known, { types }) => bothTypes(known, types), all.types);
  const { bounds, beside } = mergeBounds(conjuncts.map((conjunct) => conjunct.bounds));
  const at = head.at;
  const besides: Schema[] = beside.map((assertions) => ({ kind: "any", at, assertions }));
  const logic = logicOf(conjuncts, using);
  const whole = [...all.beside];
  const context = { all, using, types, bounds, besides, at };

  const enumeration = enumOf(conjuncts, types, bounds);
  if (enumeration !== undefined) {
    const shapes = shapesBesideValues(context, enumeration.valueTypes);
    besides.push(...shapes);
    const assertions = assertionsFor({ ...context, bounds: enumeration.bounds }, enumeration.valueTypes);
    const lone = independent(logic, whole) === undefined;
    return finish(all, withNullOutside(enumeration.schema(at, lone), lone), assertions, besides, logic, whole, using);
  }

  const union = logic.combos.length > 0 && isBare(conjuncts) ? unionOf(logic.combos, types, head, using) : undefined;
  if (union !== undefined) {
    const remaining = { ...logic, combos: logic.combos.filter((combo) => combo !== union.used) };
    const assertions = assertionsFor(context, types);
    const lone = independent(remaining, whole) === undefined && Object.keys(assertions).length === 0;
    if (union.nullable && !lone) {
      return finish(all, union.strict(), assertions, besides, remaining, whole, using);
    }
    return finish(all, union.schema, assertions, besides, remaining, whole, using);
  }
  const spread = spreadOver(context, logic);
  if (spread !== undefined) return finish(all, spread, {}, [], { ...logic, combos: [] }, whole, using);
  return fromTypes(context, logic, whole);
}

/** How many variants members are written out for at most. */
const mostVariants = 64;

/**
 * Members beside one `oneOf` or `anyOf` whose variants declare members too: a union of what each variant and the
 * members beside it say together, so that each variant shows all that it has.
 */
function spreadOver({ all, using, types, at }: Context, { combos }: LogicParts): Schema | undefined {
  const [combo, another] = combos;
  if (combo === undefined || another !== undefined || combo.places.length > mostVariants) return undefined;
  if (combo.discriminator !== undefined || (types !== undefined && (types.size !== 1 || !types.has("object")))) {
    return undefined;
  }
  const { conjuncts } = all;
  if (conjuncts.some((one) => one.unevaluatedProperties ?? one.unevaluatedItems ?? one.discriminator)) return undefined;
  if (!conjuncts.some(({ properties }) => (properties?.size ?? 0) > 0)) return undefined;
  const base = conjuncts.map(({ oneOf: _, anyOf: __, not: ___, if: ____, ...rest }) => rest);
  const variants: Schema[] = [];
  for (const place of combo.places) {
    const variant = using.together(base, place, all.types);
    if (variant === undefined) return undefined;
    variants.push(variant);
  }
  return { kind: "union", at, mode: combo.mode, variants };
}

interface LogicParts {
  readonly combos: readonly Combo[];
  readonly conditions: readonly Logic[];
}

function logicOf(conjuncts: readonly Conjunct[], using: Combining): LogicParts {
  const combos: Combo[] = [];
  const conditions: Logic[] = [];
  for (const conjunct of conjuncts) {
    const { discriminator } = conjunct;
    if (conjunct.oneOf !== undefined) combos.push({ mode: "one", places: conjunct.oneOf, discriminator });
    if (conjunct.anyOf !== undefined) combos.push({ mode: "any", places: conjunct.anyOf, discriminator });
    if (conjunct.not !== undefined) conditions.push({ not: using.read([conjunct.not]) });
    if (conjunct.if !== undefined) {
      conditions.push({
        if: using.read([conjunct.if]),
        // biome-ignore lint/suspicious/noThenProperty: the keyword of JSON Schema
        ...(conjunct.then !== undefined && { then: using.read([conjunct.then]) }),
        ...(conjunct.else !== undefined && { else: using.read([conjunct.else]) }),
      });
    }
  }
  return { combos, conditions };
}

/** Whether something is said that also applies to null. */
const independent = ({ combos, conditions }: LogicParts, whole: readonly Schema[]): true | undefined =>
  combos.length > 0 || conditions.length > 0 || whole.length > 0 || undefined;

/** Nothing is said about members, items or formats, so that a union says all that there is to show. */
const isBare = (conjuncts: readonly Conjunct[]): boolean =>
  conjuncts.every(
    ({ properties, additional, items, prefix, format, content, unevaluatedItems, unevaluatedProperties }) =>
      (properties?.size ?? 0) === 0 &&
      additional === undefined &&
      items === undefined &&
      (prefix?.length ?? 0) === 0 &&
      format === undefined &&
      content === undefined &&
      unevaluatedItems === undefined &&
      unevaluatedProperties === undefined,
  );

function fromTypes(context: Context, logic: LogicParts, whole: readonly Schema[]): Schema {
  const { all, types, at, besides, using } = context;
  if (types === undefined) {
    const meant = groups.filter(([, mentions]) => all.conjuncts.some(mentions)).map(([type]) => type);
    const [first, ...others] = meant;
    if (first === undefined) return finish(all, { kind: "any", at }, {}, besides, logic, whole, using);
    for (const type of others) {
      const shape = untyped(shapeFor(type, context));
      if (shape.kind !== "scalar" || shape.format !== undefined) besides.push(shape);
    }
    return finish(
      all,
      untyped(shapeFor(first, context)),
      assertionsFor(context, undefined),
      besides,
      logic,
      whole,
      using,
    );
  }
  const plain = [...withoutNull(types)];
  const [only] = plain;
  if (only === undefined) {
    if (types.size === 0) return finish(all, { kind: "never", at }, {}, [], { combos: [], conditions: [] }, [], using);
    return finish(all, { kind: "enum", at, values: [{ value: null, at }] }, {}, [], logic, whole, using);
  }
  const assertions = assertionsFor(context, types);
  const nullable = types.has("null");
  const lone = independent(logic, whole) === undefined;
  if (plain.length === 1) {
    const shape = shapeFor(only, context);
    if (!nullable) return finish(all, shape, assertions, besides, logic, whole, using);
    if (lone) return finish(all, { ...shape, nullable: true }, assertions, besides, logic, whole, using);
  }
  const every = ["boolean", "object", "array", "number", "string"].every((type) => types.has(type as JsonType));
  if (every && nullable) return fromTypes({ ...context, types: undefined }, logic, whole);
  const variants = plain.map((type) =>
    withAssertions(shapeFor(type, context), assertionsFor(context, new Set([type]))),
  );
  const nothing: Schema = { kind: "enum", at, values: [{ value: null, at }] };
  const union: Schema = {
    kind: "union",
    at,
    mode: "any",
    variants: nullable && !lone ? [...variants, nothing] : variants,
    ...(nullable && lone && { nullable: true }),
  };
  return finish(all, union, {}, besides, logic, whole, using);
}

/** The schema for one JSON type; bounds are assertions and come later. */
function shapeFor(type: JsonType, { all, using, at, besides }: Context): Schema {
  switch (type) {
    case "object":
      return objectShape(all.head, all.conjuncts, using, besides);
    case "array":
      return listShape(all.head, all.conjuncts, using);
    case "null":
      return { kind: "enum", at, values: [{ value: null, at }] };
    case "boolean":
      return { kind: "scalar", type, at };
    default:
      return scalarShape(type, all.head, all.conjuncts, besides);
  }
}

function scalarShape(
  type: "string" | "number" | "integer",
  head: Place,
  conjuncts: readonly Conjunct[],
  besides: Schema[],
): Schema {
  const formats = [...new Set(conjuncts.map(({ format }) => format).filter((format) => format !== undefined))];
  const [format, ...others] = formats;
  for (const other of others) {
    if (!besides.some((schema) => schema.kind === "scalar" && schema.format === other)) {
      besides.push({ kind: "scalar", type, format: other, untyped: true, at: head.at });
    }
  }
  const octets =
    type === "string" &&
    conjuncts.some(
      ({ content, place, format }) =>
        /^base64(url)?$/i.test(content?.encoding ?? "") ||
        (dialects[place.dialect].octetFormats && (format === "binary" || format === "byte")) ||
        (content?.encoding === undefined && content?.mediaType === "application/octet-stream"),
    );
  return { kind: "scalar", type: octets ? "bytes" : type, ...(format !== undefined && { format }), at: head.at };
}

const untyped = (schema: Schema): Schema => ({ ...schema, untyped: true });

/** For enumerated objects, lists and formatted texts: what is said of their inside, beside the values. */
function shapesBesideValues(context: Context, valueTypes: TypeSet): Schema[] {
  const { conjuncts } = context.all;
  const shapes: Schema[] = [];
  for (const [type, mentions] of groups) {
    if (valueTypes?.has(type) !== true || !conjuncts.some(mentions)) continue;
    const shape = untyped(shapeFor(type, context));
    if (shape.kind !== "scalar" || shape.format !== undefined) shapes.push(shape);
  }
  return shapes;
}

const withNullOutside = (schema: Schema, lone: boolean): Schema => {
  if (lone || schema.nullable !== true) return schema;
  const { nullable: _, ...strict } = schema;
  return strict as Schema;
};

/** Adds what is said besides the kind: assertions, logic, annotations, and the null of OpenAPI 3.0. */
function finish(
  all: Combined,
  shape: Schema,
  assertions: WritableAssertions,
  besides: readonly Schema[],
  logic: LogicParts,
  whole: readonly Schema[],
  using: Combining,
): Schema {
  const out: WritableAssertions = { ...assertions };
  const allOf: Schema[] = [...besides, ...whole];
  for (const { mode, places } of logic.combos) {
    const schemas = places.map((place) => using.read([place], using.isReference(place) ? undefined : pushable(shape)));
    const keyword = mode === "one" ? "oneOf" : "anyOf";
    if (out[keyword] === undefined) out[keyword] = schemas;
    else allOf.push({ kind: "any", at: shape.at, assertions: { [keyword]: schemas } });
  }
  for (const condition of logic.conditions) {
    const taken = Object.keys(condition).some((keyword) => out[keyword as keyof Assertions] !== undefined);
    if (taken || (condition.if !== undefined && out.if !== undefined)) {
      allOf.push({ kind: "any", at: shape.at, assertions: condition });
    } else Object.assign(out, condition);
  }
  if (allOf.length > 0) out.allOf = [...(out.allOf ?? []), ...allOf];
  const schema = withAssertions(shape, out);
  const nullable = all.orNull && schema.kind !== "any" && !isNull(schema);
  return { ...schema, ...all.notes, ...(nullable && { nullable: true }) };
}

/** The JSON type that variants inside may take for granted, where the shape has just one. */
function pushable(shape: Schema): TypeSet {
  if (shape.nullable === true || shape.untyped === true) return undefined;
  if (shape.kind === "record" || shape.kind === "map") return new Set(["object"]);
  if (shape.kind === "list") return new Set(["array"]);
  if (shape.kind === "scalar") return new Set([shape.type === "bytes" ? "string" : shape.type]);
  return undefined;
}

const isNull = (schema: Schema): boolean =>
  schema.kind === "enum" && schema.values.length === 1 && schema.values[0]?.value === null;

const withAssertions = (schema: Schema, more: WritableAssertions): Schema => {
  if (Object.keys(more).length === 0) return schema;
  const allOf = [...(schema.assertions?.allOf ?? []), ...(more.allOf ?? [])];
  return { ...schema, assertions: { ...schema.assertions, ...more, ...(allOf.length > 0 && { allOf }) } };
};
