import { describe, expect, it } from "vitest";
import type { Field, Schema } from "../../src/contract/schema.js";
import { createModel } from "../../src/generate/model.js";
import { defaultOptions, type GenerateOptions } from "../../src/generate/options.js";

const at = { file: "api.yaml", line: 1, column: 1 };
const text: Schema = { kind: "scalar", type: "string", at };
const integer: Schema = { kind: "scalar", type: "integer", at };
const never: Schema = { kind: "never", at };
const any: Schema = { kind: "any", at };
const field = (name: string, schema: Schema, more: Partial<Field> = {}): Field => ({
  name,
  schema,
  required: true,
  at,
  ...more,
});
const record = (fields: readonly Field[], more: object = {}): Schema => ({ kind: "record", fields, at, ...more });
const list = (item: Schema, more: object = {}): Schema => ({ kind: "list", item, at, ...more });
const enumeration = (values: readonly (string | null)[], more: object = {}): Schema => ({
  kind: "enum",
  values: values.map((value) => ({ value, at })),
  at,
  ...more,
});
const reference = (name: string, more: object = {}): Schema => ({ kind: "reference", name, at, ...more });

const modelOf = (schemas: Record<string, Schema>, options: Partial<GenerateOptions> = {}) =>
  createModel({ schemas: new Map(Object.entries(schemas)) }, { ...defaultOptions, ...options });
const typesOf = (schemas: Record<string, Schema>, options: Partial<GenerateOptions> = {}): string =>
  modelOf(schemas, options).pages()[0]?.text ?? "";
const typeOf = (schema: Schema, options: Partial<GenerateOptions> = {}): string =>
  modelOf({}, options).type(schema, "read");

describe("a type expression", () => {
  it.each<[string, Schema, string]>([
    [
      "a nullable list of a union",
      list({ kind: "union", mode: "any", variants: [text, integer], at }, { nullable: true }),
      "(string | number)[] | null",
    ],
    [
      "a tuple with a rest",
      list(integer, { prefix: [text, text], assertions: { minItems: 1 } }),
      "[string, string?, ...number[]]",
    ],
    ["a closed tuple", list(never, { prefix: [text, integer], assertions: { minItems: 2 } }), "[string, number]"],
    ["an open enum", enumeration(["a", "b"], { open: true }), '"a" | "b" | (string & {})'],
    ["an enum with null", enumeration(["a", null]), '"a" | null'],
    ["a map", { kind: "map", value: integer, at }, "{ [name: string]: number }"],
    ["an empty record", record([]), "{ [name: string]: unknown }"],
    [
      "a record with a typed rest",
      record([field("id", integer), field("note", text, { required: false })], { rest: text }),
      "{ id: number; note?: string; [name: string]: string | number | undefined }",
    ],
    ["a closed record", record([field("x-id", integer)], { rest: never }), '{ "x-id": number }'],
    [
      "a record and one of two",
      record([field("id", text)], { assertions: { oneOf: [record([field("a", text)]), record([field("b", text)])] } }),
      "{ id: string } & ({ a: string } | { b: string })",
    ],
    [
      "a required member without declaration",
      record([field("a", text, { required: false })], { assertions: { required: ["b"] } }),
      "{ a?: string; b: unknown }",
    ],
    ["a constant beside a type", { ...text, assertions: { values: ["x"] } } as Schema, '"x"'],
    ["anything", any, "unknown"],
    ["nothing", never, "never"],
    ["a reference to nothing", reference("Gone"), "unknown"],
  ])("of %s", (_, schema, type) => {
    expect(typeOf(schema)).toBe(type);
  });

  it("follows the options for dates and integers", () => {
    const time: Schema = { ...text, format: "date-time" } as Schema;
    const wide: Schema = { ...integer, format: "int64" } as Schema;

    expect([typeOf(time), typeOf(time, { dates: "Date" }), typeOf(time, { dates: "Temporal" })]).toEqual([
      "string",
      "Date",
      "Temporal.Instant",
    ]);
    expect([typeOf(wide), typeOf(wide, { int64: "bigint" }), typeOf(wide, { int64: "string" })]).toEqual([
      "number",
      "bigint",
      "string",
    ]);
  });
});

describe("types.ts", () => {
  it("declares records as interfaces, with their documentation", () => {
    const types = typesOf({
      Pet: record(
        [
          field("name", { ...text, doc: "Ends */ here", assertions: { maxLength: 5 } } as Schema),
          field("old", { ...text, deprecated: true, default: "x" } as Schema, { required: false }),
        ],
        { doc: "A pet." },
      ),
    });

    expect(types).toBe(
      [
        "/** A pet. */",
        "export interface Pet {",
        "  /**",
        "   * Ends *\\/ here",
        "   *",
        "   * Length at most 5.",
        "   */",
        "  name: string;",
        "  /**",
        "   * @deprecated",
        '   * @default "x"',
        "   */",
        "  old?: string;",
        "}",
        "",
      ].join("\n"),
    );
  });

  it("gives the variants two types only where they differ", () => {
    const schemas = {
      Account: record([field("id", text, { access: "read" }), field("secret", text, { access: "write" })]),
      Holder: record([field("account", reference("Account"))]),
      Plain: record([field("id", text)]),
    };
    const model = modelOf(schemas);

    expect(model.type(reference("Plain"), "write")).toBe("types.Plain");
    expect(model.type(reference("Holder"), "read")).toBe("types.Holder");
    expect(model.type(reference("Holder"), "write")).toBe("types.HolderWrite");
    expect(typesOf(schemas)).toContain("export interface Account {\n  id: string;\n}\n");
    expect(typesOf(schemas)).toContain("export interface AccountWrite {\n  id?: string;\n  secret: string;\n}\n");
  });

  it("puts the discriminator's value where a variant leaves it open", () => {
    const types = typesOf({
      Cat: record([field("type", text)]),
      Dog: record([field("type", enumeration(["dog"]))]),
      Pet: {
        kind: "union",
        mode: "one",
        variants: [reference("Cat"), reference("Dog")],
        discriminator: {
          property: "type",
          mapping: new Map([
            ["cat", "Cat"],
            ["dog", "Dog"],
          ]),
          at,
        },
        at,
      },
    });

    expect(types).toContain('export type Pet = (Cat & { type: "cat" }) | Dog;');
  });

  it("lists the values of a named enum under readable names", () => {
    expect(typesOf({ Vote: enumeration(["+1", "-1", "in_progress", ""]) })).toContain(
      ['export type Vote = "+1" | "-1" | "in_progress" | "";', ""].join("\n"),
    );
    expect(typesOf({ Vote: enumeration(["+1", "-1", "in_progress", ""]) })).toContain(
      'Object.freeze({\n  Plus1: "+1",\n  Minus1: "-1",\n  InProgress: "in_progress",\n  Empty: "",\n} as const);',
    );
  });

  it("does not refer to itself where TypeScript cannot", () => {
    const types = typesOf({
      One: { kind: "union", mode: "any", variants: [reference("Two"), text], at },
      Two: { kind: "union", mode: "any", variants: [reference("One"), integer], at },
    });

    expect(types).toContain("export type One = unknown;");
  });

  it("keeps names when something unrelated comes first", () => {
    const pets = { "pet-a": record([field("a", text)]), pet_a: record([field("b", text)]) };

    const before = typesOf(pets);
    const after = typesOf({ Zoo: record([]), ...pets });

    expect(after.endsWith(before)).toBe(true);
  });
});
