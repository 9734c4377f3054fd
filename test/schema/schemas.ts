/** Schemas made by chance, and a validator that is not ours to judge by. */
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import fc from "fast-check";
import type { Json } from "../../src/contract/json.js";
import { toDefinitions, toJsonSchema } from "../../src/contract/json-schema.js";
import type { Assertions, Schema } from "../../src/contract/schema.js";

export const at = { file: "test", line: 1, column: 1 };

type Draft<T> = T extends unknown ? Omit<T, "at"> : never;

export const schema = (draft: Draft<Schema>): Schema => ({ ...draft, at }) as Schema;
export const string = (assertions?: Assertions): Schema =>
  schema({ kind: "scalar", type: "string", ...(assertions !== undefined && { assertions }) });
export const number = (assertions?: Assertions): Schema =>
  schema({ kind: "scalar", type: "number", ...(assertions !== undefined && { assertions }) });
export const integer = (assertions?: Assertions): Schema =>
  schema({ kind: "scalar", type: "integer", ...(assertions !== undefined && { assertions }) });
export const oneOfValues = (...values: Json[]): Schema =>
  schema({ kind: "enum", values: values.map((value) => ({ value, at })) });
export const union = (mode: "any" | "one", ...variants: Schema[]): Schema => schema({ kind: "union", mode, variants });
export const list = (item: Schema, assertions?: Assertions): Schema =>
  schema({ kind: "list", item, ...(assertions !== undefined && { assertions }) });
export const reference = (name: string): Schema => schema({ kind: "reference", name });
export const any = schema({ kind: "any" });
export const never = schema({ kind: "never" });

/** Fields by name; a name that ends in "!" is required. */
export const record = (fields: Record<string, Schema>, rest?: Schema, assertions?: Assertions): Schema =>
  schema({
    kind: "record",
    fields: Object.entries(fields).map(([name, of]) => ({
      name: name.replace(/!$/, ""),
      schema: of,
      required: name.endsWith("!"),
      at,
    })),
    ...(rest !== undefined && { rest }),
    ...(assertions !== undefined && { assertions }),
  });

/** Judges by ajv: whether the schema admits the value. Bounds that a double cannot hold are rounded. */
export function judge(
  of: Schema,
  schemas: ReadonlyMap<string, Schema> = new Map(),
  validateFormats = true,
): (value: Json) => boolean {
  const ajv = new Ajv2020({ strict: false, multipleOfPrecision: 6, logger: false, validateFormats });
  addFormats.default(ajv);
  const whole = { allOf: [toJsonSchema(of)], $defs: toDefinitions(schemas) };
  const rounded = JSON.stringify(whole, (_, part: unknown) => (typeof part === "bigint" ? Number(part) : part));
  const validate = ajv.compile(JSON.parse(rounded) as object);
  return (value) => validate(value);
}

const names = fc.constantFrom("a", "b", "c", "id");
const small = fc.integer({ min: -3, max: 6 });
const size = fc.integer({ min: 0, max: 3 });

export const value: fc.Arbitrary<Json> = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.constantFrom<Json>(null, true, false, 0, 1, 2, 0.5, -1, 4, "", "a", "b", "ab", "abc", "1", "x-1"),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(names, tie("value"), { maxKeys: 3, noNullPrototype: true }),
  ),
})).value;

const optional = <T extends object>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: {} as Partial<T> });

/** Objects with a member of this name are only ever data here, never awaited. */
const consequence = "then";

/** Schemas over few names, few values and every keyword, so that they meet each other often. */
export const schemas: fc.Arbitrary<Schema> = fc.letrec<{ schema: Schema }>((tie) => {
  const inner = tie("schema");
  const base = fc.record({
    untyped: fc.constantFrom(true, undefined, undefined),
    nullable: fc.constantFrom(true, undefined, undefined, undefined),
  });
  const applied = optional(
    fc.oneof(
      fc.record({ allOf: fc.array(inner, { minLength: 1, maxLength: 2 }) }),
      fc.record({ anyOf: fc.array(inner, { minLength: 1, maxLength: 2 }) }),
      fc.record({ oneOf: fc.array(inner, { minLength: 1, maxLength: 2 }) }),
      fc.record({ not: inner }),
      fc
        .tuple(inner, inner, fc.option(inner, { nil: undefined }))
        .map(([condition, matched, otherwise]) =>
          Object.fromEntries([
            ["if", condition],
            [consequence, matched],
            ...(otherwise === undefined ? [] : [["else", otherwise] as const]),
          ]),
        ),
    ),
  );
  const finish = (arbitrary: fc.Arbitrary<Record<string, unknown>>, own: fc.Arbitrary<Partial<Assertions>>) =>
    fc.tuple(arbitrary, base, own, applied).map(([given, flags, mine, more]) => {
      const kind = { ...given };
      const assertions: Assertions = { ...mine, ...more };
      // ajv lets empty arrays pass `contains` where `prefixItems` and `items` stand beside it.
      if (assertions.contains !== undefined) delete kind["prefix"];
      const draft = { ...kind, at, ...flags, ...(Object.keys(assertions).length > 0 && { assertions }) };
      return Object.fromEntries(Object.entries(draft).filter(([, part]) => part !== undefined)) as unknown as Schema;
    });
  const numbers = fc.record(
    {
      minimum: small,
      maximum: small,
      exclusiveMinimum: small,
      exclusiveMaximum: small,
      multipleOf: fc.constantFrom(1, 2, 3, 0.5),
    },
    { requiredKeys: [] },
  );
  const texts = fc.record(
    {
      minLength: size,
      maxLength: size,
      pattern: fc.constantFrom("^a", "b$", "^[a-c]*$", "^\\d+$", "ab?", "^$", "^(?!a)"),
    },
    { requiredKeys: [] },
  );
  const arrays = fc.record(
    {
      minItems: size,
      maxItems: size,
      uniqueItems: fc.constant(true),
      contains: inner,
      minContains: fc.integer({ min: 1, max: 2 }),
      maxContains: fc.integer({ min: 1, max: 4 }),
      unevaluatedItems: inner,
    },
    { requiredKeys: [] },
  );
  const objects = fc.record(
    {
      minProperties: size,
      maxProperties: size,
      required: fc.uniqueArray(fc.constantFrom("x", "y"), { minLength: 1, maxLength: 1 }),
      patternProperties: fc
        .tuple(fc.constantFrom("^a", "[bc]"), inner)
        .map(([pattern, of]) => [{ pattern, schema: of }]),
      propertyNames: fc.constantFrom(string({ maxLength: 1 }), string({ pattern: "^[a-d]" })),
      dependentRequired: fc.constantFrom({ a: ["b"] }, { id: ["a", "c"] }),
      dependentSchemas: inner.map((of) => ({ a: of })),
      unevaluatedProperties: inner,
    },
    { requiredKeys: [] },
  );
  const nothing = fc.constant({});
  return {
    schema: fc.oneof(
      { maxDepth: 2, depthSize: "small", withCrossShrink: true },
      finish(fc.constant({ kind: "any" }), nothing),
      finish(fc.constantFrom({ kind: "scalar", type: "integer" }, { kind: "scalar", type: "number" }), numbers),
      finish(fc.constant({ kind: "scalar", type: "string" }), texts),
      finish(fc.constant({ kind: "scalar", type: "boolean" }), nothing),
      finish(
        fc
          .uniqueArray(fc.constantFrom<Json>(null, 1, 2, "a", "b", true), { minLength: 1, maxLength: 3 })
          .map((values) => ({
            kind: "enum",
            values: values.map((one) => ({ value: one, at })),
          })),
        nothing,
      ),
      finish(
        fc
          .tuple(
            fc.uniqueArray(fc.tuple(names, inner, fc.boolean()), { maxLength: 3, selector: ([name]) => name }),
            fc.option(fc.oneof(fc.constant(never), inner), { nil: undefined }),
          )
          .map(([fields, rest]) => ({
            kind: "record",
            fields: fields.map(([name, of, required]) => ({ name, schema: of, required, at })),
            rest,
          })),
        optional(objects),
      ),
      finish(
        inner.map((of) => ({ kind: "map", value: of })),
        optional(objects),
      ),
      finish(
        fc.tuple(inner, fc.option(fc.array(inner, { maxLength: 2 }), { nil: undefined })).map(([item, prefix]) => ({
          kind: "list",
          item,
          prefix,
        })),
        optional(arrays),
      ),
      finish(
        fc
          .tuple(fc.constantFrom("any", "one"), fc.array(inner, { minLength: 1, maxLength: 3 }))
          .map(([mode, variants]) => ({
            kind: "union",
            mode,
            variants,
          })),
        nothing,
      ),
    ),
  };
}).schema;
