import fc from "fast-check";

/** Schemas of 2020-12 over few names and small values, so that keywords meet. */
export const arbitraryValue: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.constantFrom(null, true, false, 0, 1, 2, 3, -1, 1.5, "", "a", "b", "ab", "abc"),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom("a", "b", "c", "x1"), tie("value"), { maxKeys: 4, noNullPrototype: true }),
  ),
})).value;

/** Which keyword is left out. */
export type Flavour = "contains" | "prefixItems";

const types = ["null", "boolean", "object", "array", "number", "integer", "string"] as const;
const names = fc.constantFrom("a", "b", "c");
const small = fc.nat(3);

/** ajv lets an empty array pass where `contains` stands beside `prefixItems`: the oracle is asked for one at a time. */
const defined = (schema: fc.Arbitrary<unknown>, without: Flavour) =>
  fc.record(
    {
      type: fc.oneof(
        fc.constantFrom(...types),
        fc.uniqueArray(fc.constantFrom(...types), { minLength: 1, maxLength: 3 }),
      ),
      properties: fc.dictionary(names, schema, { maxKeys: 2, noNullPrototype: true }),
      required: fc.uniqueArray(names, { maxLength: 2 }),
      additionalProperties: schema,
      items: schema,
      ...(without !== "prefixItems" && { prefixItems: fc.array(schema, { minLength: 1, maxLength: 2 }) }),
      enum: fc.uniqueArray(fc.constantFrom(null, true, 1, 2, "a", "b"), { minLength: 1, maxLength: 3 }),
      const: fc.constantFrom(null, 1, "a", "b"),
      anyOf: fc.array(schema, { minLength: 1, maxLength: 3 }),
      oneOf: fc.array(schema, { minLength: 1, maxLength: 3 }),
      allOf: fc.array(schema, { minLength: 1, maxLength: 3 }),
      minimum: small,
      maximum: small,
      exclusiveMinimum: small,
      exclusiveMaximum: small,
      multipleOf: fc.constantFrom(1, 2, 3, 0.5),
      minLength: small,
      maxLength: small,
      pattern: fc.constantFrom("^a", "b$", "."),
      minItems: small,
      maxItems: small,
      uniqueItems: fc.boolean(),
      ...(without !== "contains" && { contains: schema, minContains: small, maxContains: small }),
      minProperties: small,
      maxProperties: small,
      patternProperties: fc.dictionary(fc.constantFrom("^a", "^x", "1$"), schema, { minKeys: 1, maxKeys: 2 }),
      propertyNames: fc.constantFrom({ maxLength: 1 }, { pattern: "^[abx]" }, true, false),
      dependentRequired: fc.dictionary(names, fc.uniqueArray(names, { maxLength: 2 }), { minKeys: 1, maxKeys: 1 }),
      dependentSchemas: fc.dictionary(names, schema, { minKeys: 1, maxKeys: 1 }),
      unevaluatedProperties: schema,
      unevaluatedItems: schema,
      not: schema,
      if: schema,
      // biome-ignore lint/suspicious/noThenProperty: the keyword of JSON Schema
      then: schema,
      else: schema,
      title: fc.constant("Title"),
      description: fc.constant("What it is."),
    },
    { requiredKeys: [], noNullPrototype: true },
  );

/** Keeps few keywords of many, so that schemas stay readable and often admit something. */
const thinned = (schema: fc.Arbitrary<Record<string, unknown>>): fc.Arbitrary<Record<string, unknown>> =>
  fc.tuple(schema, fc.array(fc.nat(100), { minLength: 1, maxLength: 4 })).map(([full, picks]) => {
    const keywords = Object.keys(full);
    if (keywords.length === 0) return {};
    const kept = new Set(picks.map((pick) => keywords[pick % keywords.length] ?? ""));
    return Object.fromEntries(Object.entries(full).filter(([keyword]) => kept.has(keyword)));
  });

const nested = (without: Flavour) =>
  fc.letrec<{ schema: unknown; leaf: unknown }>((tie) => ({
    leaf: fc.oneof(
      fc.boolean(),
      fc.constant({}),
      fc.constantFrom("A", "B").map((name) => ({ $ref: `#/$defs/${name}` })),
      fc.constantFrom(...types).map((type) => ({ type })),
      fc.constantFrom(null, 1, "a", "b").map((value) => ({ const: value })),
    ),
    schema: fc.oneof(
      { depthSize: "small", maxDepth: 3, withCrossShrink: true },
      tie("leaf"),
      thinned(defined(tie("schema"), without) as fc.Arbitrary<Record<string, unknown>>),
    ),
  }));

/** References lead to `A` and `B`, which refer to themselves and each other below members only. */
export const arbitrarySchema = (without: Flavour): fc.Arbitrary<Record<string, unknown>> =>
  fc
    .tuple(
      thinned(defined(nested(without).schema, without) as fc.Arbitrary<Record<string, unknown>>),
      fc.oneof(
        fc.constant({ type: "object", properties: { a: { $ref: "#/$defs/A" }, b: { $ref: "#/$defs/B" } } }),
        fc.constant({ type: ["object", "null"], additionalProperties: { $ref: "#/$defs/B" }, required: ["a"] }),
        fc.constant({ enum: ["a", "b", null] }),
      ),
      fc.oneof(
        fc.constant({ properties: { b: { $ref: "#/$defs/A" } }, additionalProperties: false, type: "object" }),
        fc.constant({ type: "string", maxLength: 2 }),
        fc.constant({
          anyOf: [
            { type: "array", items: { $ref: "#/$defs/A" } },
            { type: "integer", minimum: 1 },
          ],
        }),
      ),
    )
    .map(([schema, A, B]) => ({ ...schema, $defs: { A, B } }));
