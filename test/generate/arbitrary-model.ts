import fc from "fast-check";
import type { Json } from "../../src/contract/json.js";
import type { Assertions, Field, Schema } from "../../src/contract/schema.js";

const at = { file: "random.yaml", line: 1, column: 1 };

/** Few names and short values, so that schemas and values meet. `__proto__` is not among them: ajv leaves it out. */
const name = fc.constantFrom("a", "b", "c", "toString", "a/b~c", "constructor");
const scalarValue: fc.Arbitrary<Json> = fc.oneof(
  fc.constantFrom<Json>(null, true, false, 0, 1, 1.5, -1, "", "a", "ab", "abc", "😀", "é😀x", "a-b"),
  fc.integer({ min: -5, max: 12 }),
);

/** JSON values as `JSON.parse` makes them: `__proto__` is an own member. */
export const jsonValue: fc.Arbitrary<Json> = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    scalarValue,
    fc.array(tie("value"), { maxLength: 4 }),
    fc.array(fc.tuple(name, tie("value")), { maxLength: 4 }).map(objectOf),
  ),
})).value;

function objectOf(members: readonly (readonly [string, Json])[]): Json {
  const object: Record<string, Json> = {};
  for (const [key, value] of members) {
    Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
  }
  return object;
}

/** A named schema each; they may contain each other and themselves. */
export const names = ["One", "Two", "Three"] as const;

const pattern = fc.constantFrom("^a", "b$", "^[a-c]+$", "o", "\\p{L}");
const small = fc.nat({ max: 3 });
const maybe = <T>(arbitrary: fc.Arbitrary<T>, freq = 3) => fc.option(arbitrary, { nil: undefined, freq });

/** Drops members that are undefined. */
const compact = <T extends object>(value: T): T =>
  Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as T;

/** Without `unevaluated*` and `contains`, which ajv gets wrong where branches are nested: the JSON-Schema-Test-Suite is asked for those. */
export const schemaArbitrary: fc.Arbitrary<Schema> = fc.letrec<{ schema: Schema }>((tie) => {
  const schema = tie("schema");
  const field = fc.record({ name, schema, required: fc.boolean() }).map((value): Field => ({ ...value, at }));
  const fields = fc.uniqueArray(field, { maxLength: 4, selector: (value) => value.name });
  const kinds: fc.Arbitrary<Schema> = fc.oneof(
    { maxDepth: 3, depthSize: "small" },
    fc.constantFrom<Schema>(
      { kind: "any", at },
      { kind: "scalar", type: "string", at },
      { kind: "scalar", type: "integer", at },
      { kind: "scalar", type: "number", at },
      { kind: "scalar", type: "boolean", at },
      { kind: "never", at },
    ),
    fc
      .uniqueArray(scalarValue, { minLength: 1, maxLength: 12, selector: (value) => JSON.stringify(value) })
      .map((values): Schema => ({ kind: "enum", values: values.map((value) => ({ value, at })), at })),
    fc
      .record({ fields, rest: maybe(schema) })
      .map(({ fields: own, rest }): Schema => compact({ kind: "record", fields: own, rest, at }) as Schema),
    schema.map((value): Schema => ({ kind: "map", value, at })),
    fc
      .record({ item: schema, prefix: maybe(fc.array(schema, { minLength: 1, maxLength: 2 })) })
      .map((value): Schema => compact({ kind: "list", ...value, at }) as Schema),
    fc
      .record({
        mode: fc.constantFrom("any" as const, "one" as const),
        variants: fc.array(schema, { minLength: 1, maxLength: 3 }),
      })
      .map((value): Schema => ({ kind: "union", ...value, at })),
    fc
      .constantFrom(...names)
      .map((target): Schema => ({ kind: "list", item: { kind: "reference", name: target, at }, at })),
    fc.constantFrom(...names).map(
      (target): Schema => ({
        kind: "record",
        fields: [{ name: "a", required: false, schema: { kind: "reference", name: target, at }, at }],
        at,
      }),
    ),
  );
  const tuples = fc.array(schema, { minLength: 1, maxLength: 2 });
  const assertions: fc.Arbitrary<Assertions> = fc
    .oneof(
      fc.record({
        minimum: maybe(small),
        exclusiveMaximum: maybe(small),
        multipleOf: maybe(fc.constantFrom(1, 0.5, 3)),
      }),
      fc.record({ minLength: maybe(small), maxLength: maybe(small), pattern: maybe(pattern) }),
      fc.record({ minItems: maybe(small), maxItems: maybe(small), uniqueItems: maybe(fc.boolean()) }),
      fc.record({
        minProperties: maybe(small),
        maxProperties: maybe(small),
        required: maybe(fc.uniqueArray(name, { maxLength: 2 })),
      }),
      fc.record({
        patternProperties: fc.uniqueArray(fc.record({ pattern, schema }), {
          minLength: 1,
          maxLength: 2,
          selector: (value) => value.pattern,
        }),
      }),
      fc.record({ propertyNames: schema }),
      fc.record({
        dependentRequired: fc.record({ a: fc.constant(["b"]) }),
        dependentSchemas: fc.record({ b: schema }),
      }),
      fc.record({ allOf: tuples }),
      fc.record({ anyOf: tuples }),
      fc.record({ oneOf: tuples }),
      fc.record({ not: schema }),
      fc
        .tuple(schema, maybe(schema), maybe(schema))
        .map((parts) => Object.fromEntries(parts.map((part, index) => [["if", "then", "else"][index], part]))),
    )
    .map((given) => compact(given) as Assertions);
  const flags = fc.record({ nullable: maybe(fc.constant(true), 4), untyped: maybe(fc.constant(true), 4) });
  return {
    schema: fc.tuple(kinds, maybe(assertions, 2), flags).map(([kind, given, { nullable, untyped }]): Schema => {
      const hasType = kind.kind !== "any" && kind.kind !== "never" && kind.kind !== "union" && kind.kind !== "enum";
      return compact({
        ...kind,
        assertions: given === undefined || Object.keys(given).length === 0 ? undefined : given,
        nullable,
        untyped: hasType ? untyped : undefined,
      }) as Schema;
    }),
  };
}).schema;
