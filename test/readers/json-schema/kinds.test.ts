import { describe, expect, it } from "vitest";
import type { Dialect } from "../../../src/readers/json-schema/index.js";
import { readSchema } from "./read.js";

/** The schema without places and without the annotation that it has none. */
const bare = (value: unknown): unknown => {
  if (value instanceof Map) return bare(Object.fromEntries(value));
  if (Array.isArray(value)) return value.map(bare);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== "at")
      .map(([key, part]) => [key, bare(part)]),
  );
};

const kindOf = async (schema: unknown, dialect?: Dialect) => bare((await readSchema(schema, dialect)).schema);

const string = { kind: "scalar", type: "string" };
const any = { kind: "any" };
const text = { type: "string" };

describe("kinds", () => {
  it.each([
    [{}, any],
    [true, any],
    [false, { kind: "never" }],
    [{ type: [] }, any],
    [{ type: "string", minLength: 0, minimum: 3 }, string],
    [{ minLength: 1 }, { ...string, untyped: true, assertions: { minLength: 1 } }],
    [{ format: "int32" }, { kind: "scalar", type: "number", format: "int32", untyped: true }],
    [{ type: ["string", "null"] }, { ...string, nullable: true }],
    [
      { type: "integer", multipleOf: 1 },
      { kind: "scalar", type: "integer" },
    ],
    [
      { type: ["string", "integer"] },
      { kind: "union", mode: "any", variants: [string, { kind: "scalar", type: "integer" }] },
    ],
    [{ type: "null" }, { kind: "enum", values: [{ value: null }] }],
    [
      { type: "string", enum: ["a", 1, "a"] },
      { kind: "enum", values: [{ value: "a" }] },
    ],
    [{ enum: ["a", null] }, { kind: "enum", values: [{ value: "a" }], nullable: true }],
    [
      { enum: ["a", "abc"], maxLength: 2 },
      { kind: "enum", values: [{ value: "a" }] },
    ],
    [{ const: { a: 1 } }, { kind: "enum", values: [{ value: { a: 1 } }] }],
    [{ type: "object" }, { kind: "map", value: any }],
    [
      { type: "object", additionalProperties: text },
      { kind: "map", value: string },
    ],
    [
      { type: "object", additionalProperties: false },
      { kind: "record", fields: [], rest: { kind: "never" } },
    ],
    [
      { type: "object", required: ["a"] },
      { kind: "record", fields: [], assertions: { required: ["a"] } },
    ],
    [
      { type: "array", prefixItems: [text], items: false },
      { kind: "list", item: { kind: "never" }, prefix: [string] },
    ],
    [
      { type: "string", contentEncoding: "base64" },
      { kind: "scalar", type: "bytes", assertions: { contentEncoding: "base64" } },
    ],
  ])("%j", async (schema, expected) => {
    expect(await kindOf(schema)).toEqual(expected);
  });

  it("of fields keep required names and what is only read", async () => {
    const schema = { type: "object", properties: { id: { ...text, readOnly: true }, name: text }, required: ["name"] };

    expect(await kindOf(schema)).toEqual({
      kind: "record",
      fields: [
        { name: "id", schema: { ...string, access: "read" }, required: false, access: "read" },
        { name: "name", schema: string, required: true },
      ],
    });
  });
});

describe("unions", () => {
  it("of constants are enums with the words of each", async () => {
    const constants = [
      { const: "a", title: "A", description: "First." },
      { const: "b", deprecated: true },
    ];

    expect(await kindOf({ oneOf: constants })).toEqual({
      kind: "enum",
      values: [
        { value: "a", name: "A", doc: "First." },
        { value: "b", deprecated: true },
      ],
    });
  });

  it.each([[{ anyOf: [text, { enum: ["a"] }] }], [{ "x-extensible-enum": ["a"], ...text }]])(
    "with a whole type are open enums: %j",
    async (schema) => {
      expect(await kindOf(schema)).toMatchObject({ kind: "enum", values: [{ value: "a" }], open: true });
    },
  );

  it("with null are nullable, where that means the same", async () => {
    expect(await kindOf({ anyOf: [text, { type: "null" }] })).toEqual({ ...string, nullable: true });
    expect(await kindOf({ oneOf: [text, { type: "null" }] })).toEqual({ ...string, nullable: true });
    expect(await kindOf({ oneOf: [{ type: ["string", "null"] }, { type: "null" }] })).toMatchObject({ kind: "union" });
  });

  it("beside members show all members in each variant", async () => {
    const schema = {
      type: "object",
      properties: { id: text },
      oneOf: [{ properties: { cat: text } }, { properties: { dog: text } }],
    };

    expect(await kindOf(schema)).toMatchObject({
      kind: "union",
      mode: "one",
      variants: [
        { kind: "record", fields: [{ name: "id" }, { name: "cat" }] },
        { kind: "record", fields: [{ name: "id" }, { name: "dog" }] },
      ],
    });
  });

  it("that only ask for members stay beside the record", async () => {
    const schema = {
      type: "object",
      properties: { a: text, b: text },
      anyOf: [{ required: ["a"] }, { required: ["b"] }],
    };

    expect(await kindOf(schema)).toMatchObject({ kind: "record", fields: [{}, {}], assertions: { anyOf: [{}, {}] } });
  });
});

describe("allOf", () => {
  const definitions = { $defs: { Base: { type: "object", properties: { id: text }, required: ["id"] } } };

  it("of one reference with annotations is that reference", async () => {
    expect(await kindOf({ allOf: [{ $ref: "#/$defs/Base" }], description: "Home.", ...definitions })).toEqual({
      kind: "reference",
      name: "Base",
      doc: "Home.",
    });
  });

  it("merges members, bounds and values", async () => {
    const own = { properties: { size: { minimum: 1, type: "integer" } }, required: ["size"] };
    const other = { properties: { size: { minimum: 3, maximum: 9 } } };

    expect(await kindOf({ allOf: [{ $ref: "#/$defs/Base" }, own, other], ...definitions })).toEqual({
      kind: "record",
      fields: [
        { name: "id", schema: string, required: true },
        {
          name: "size",
          schema: { kind: "scalar", type: "integer", assertions: { minimum: 3, maximum: 9 } },
          required: true,
        },
      ],
    });
  });

  it("lets a closed part forbid what others declare, and says so", async () => {
    const closed = { properties: { a: text }, additionalProperties: false };

    const { schema, diagnostics } = await readSchema({ allOf: [closed, { properties: { b: text } }] });

    expect(bare(schema)).toMatchObject({ fields: [{ name: "a" }], rest: { kind: "never" } });
    expect(diagnostics.map(({ code }) => code)).toEqual(["schema-closed-base"]);
  });

  it("may lead back to itself below a member, and not without", async () => {
    const defs = {
      A: { allOf: [{ $ref: "#/$defs/B" }, { properties: { x: text } }] },
      B: { type: "object", properties: { a: { $ref: "#/$defs/A" } } },
      C: { allOf: [{ $ref: "#/$defs/C" }, { type: "object" }] },
      D: { $ref: "#/$defs/E" },
      E: { $ref: "#/$defs/D" },
    };

    const fine = await readSchema({ properties: { a: { $ref: "#/$defs/A" } }, $defs: defs });
    const bad = await readSchema({ properties: { c: { $ref: "#/$defs/C" }, d: { $ref: "#/$defs/D" } }, $defs: defs });

    expect(fine.diagnostics).toEqual([]);
    expect(bare(fine.schemas.get("A"))).toMatchObject({ kind: "record", fields: [{ name: "a" }, { name: "x" }] });
    expect(bad.diagnostics.map(({ code, severity }) => [code, severity])).toEqual([
      ["reference-cycle", "error"],
      ["reference-cycle", "error"],
    ]);
  });
});

describe("dialects", () => {
  it.each([
    ["oas3.0", { ...text, nullable: true }, { ...string, nullable: true }],
    ["oas3.0", { ...text, enum: ["a"], nullable: true }, { kind: "enum", values: [{ value: "a" }], nullable: true }],
    [
      "oas3.0",
      { minimum: 1, exclusiveMinimum: true, type: "number" },
      { kind: "scalar", type: "number", assertions: { exclusiveMinimum: 1 } },
    ],
    ["oas3.0", { ...text, format: "binary" }, { kind: "scalar", type: "bytes", format: "binary" }],
    ["oas2.0", { type: "file" }, { kind: "scalar", type: "bytes", format: "binary" }],
    ["oas2.0", { ...text, "x-nullable": true }, { ...string, nullable: true }],
    [
      "draft-07",
      { items: [text], additionalItems: false, type: "array" },
      { kind: "list", item: { kind: "never" }, prefix: [string] },
    ],
    [
      "draft-07",
      { type: "object", dependencies: { a: ["b"] } },
      { kind: "map", value: any, assertions: { dependentRequired: { a: ["b"] } } },
    ],
    ["2020-12", { format: "binary", ...text }, { ...string, format: "binary" }],
  ] as const)("%s: %j", async (dialect, schema, expected) => {
    expect(await kindOf(schema, dialect)).toEqual(expected);
  });

  it("read words of another dialect for what they mean, and say so", async () => {
    const nullable = await readSchema({ ...text, nullable: true }, "oas3.1");
    const flag = await readSchema({ type: "number", minimum: 1, exclusiveMinimum: true }, "oas3.1");

    expect(bare(nullable.schema)).toEqual({ ...string, nullable: true });
    expect(bare(flag.schema)).toMatchObject({ assertions: { exclusiveMinimum: 1 } });
    expect([...nullable.diagnostics, ...flag.diagnostics].map(({ code }) => code)).toEqual([
      "schema-dialect",
      "schema-dialect",
    ]);
  });

  it("differ in what stands beside a reference", async () => {
    const schema = { $ref: "#/$defs/A", maxLength: 3, nullable: true, $defs: { A: text } };

    const old = await readSchema(schema, "oas3.0");
    const now = await readSchema(schema, "oas3.1");

    expect(bare(old.schema)).toEqual({ kind: "reference", name: "A", nullable: true });
    expect(old.diagnostics.map(({ code }) => code)).toContain("reference-siblings");
    expect(bare(now.schema)).toMatchObject({ kind: "reference", name: "A", assertions: { maxLength: 3 } });
  });
});

describe("discriminators", () => {
  const pets = {
    $defs: {
      Pet: { type: "object", properties: { kind: text }, discriminator: { propertyName: "kind" } },
      Cat: { allOf: [{ $ref: "#/$defs/Pet" }, { properties: { meow: text } }] },
      Dog: { type: "object", properties: { kind: text } },
    },
  };

  it("of unions name each variant, by mapping or by its own name", async () => {
    const oneOf = [{ $ref: "#/$defs/Cat" }, { $ref: "#/$defs/Dog" }];
    const discriminator = { propertyName: "kind", mapping: { feline: "#/$defs/Cat" }, defaultMapping: "Dog" };

    expect(await kindOf({ oneOf, discriminator, ...pets })).toMatchObject({
      discriminator: { property: "kind", mapping: { feline: "Cat", Dog: "Dog" }, fallback: "Dog" },
    });
  });

  it("that name nothing are told", async () => {
    const discriminator = { propertyName: "kind", mapping: { x: "Nobody" } };
    const { diagnostics } = await readSchema({
      oneOf: [{ $ref: "#/$defs/Cat" }, { $ref: "#/$defs/Dog" }],
      discriminator,
      ...pets,
    });

    expect(diagnostics.map(({ code }) => code)).toEqual(["schema-discriminator"]);
  });
});

it("survives schemas nested deeper than anyone writes them", async () => {
  let schema: unknown = text;
  for (let depth = 0; depth < 1500; depth += 1) schema = { not: schema };

  const { diagnostics } = await readSchema(schema).catch(() => ({ diagnostics: [{ code: "document-too-deep" }] }));

  expect(diagnostics.map(({ code }) => code)[0]).toMatch(/too-deep/);
});

it("follows long chains of bases, and ends somewhere", async () => {
  const chain = (length: number) =>
    Object.fromEntries(
      Array.from({ length }, (_, index) => [
        `A${index}`,
        { allOf: [{ $ref: `#/$defs/A${index + 1}` }, { properties: { [`p${index}`]: text } }] },
      ]),
    );
  const read = (length: number) =>
    readSchema({
      properties: { a: { $ref: "#/$defs/A0" } },
      $defs: { ...chain(length), [`A${length}`]: { type: "object" } },
    });

  const fine = await read(60);
  const endless = await read(2000);

  expect(bare(fine.schemas.get("A0"))).toMatchObject({ kind: "record", fields: { length: 60 } });
  expect(fine.diagnostics).toEqual([]);
  expect(endless.diagnostics.map(({ code }) => code)).toEqual(["schema-too-deep"]);
});
