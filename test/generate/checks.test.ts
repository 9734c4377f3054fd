import { describe, expect, it } from "vitest";
import type { Field, Schema } from "../../src/contract/schema.js";
import { createModel } from "../../src/generate/model.js";
import { defaultOptions } from "../../src/generate/options.js";
import type { Issue } from "../../src/runtime/check.js";
import { checkOf, load } from "./load.js";

const at = { file: "api.yaml", line: 1, column: 1 };
const text: Schema = { kind: "scalar", type: "string", at };
const integer: Schema = { kind: "scalar", type: "integer", at };
const any: Schema = { kind: "any", at };
const never: Schema = { kind: "never", at };
const field = (name: string, schema: Schema, more: Partial<Field> = {}): Field => ({
  name,
  schema,
  required: true,
  at,
  ...more,
});
const record = (fields: readonly Field[], more: object = {}): Schema => ({ kind: "record", fields, at, ...more });
const list = (item: Schema, more: object = {}): Schema => ({ kind: "list", item, at, ...more });
const constant = (value: string): Schema => ({ kind: "enum", values: [{ value, at }], at });
const reference = (name: string): Schema => ({ kind: "reference", name, at });
const asserted = (schema: Schema, assertions: Schema["assertions"]): Schema => ({ ...schema, assertions }) as Schema;

const issuesOf = (schema: Schema, value: unknown, schemas?: ReadonlyMap<string, Schema>, path?: string): Issue[] => {
  const issues: Issue[] = [];
  checkOf(schema, schemas)(value, issues, path);
  return issues;
};
const told = (schema: Schema, value: unknown, schemas?: ReadonlyMap<string, Schema>): string[] =>
  issuesOf(schema, value, schemas).map(({ pointer, keyword, kind }) => `${pointer} ${keyword} ${kind}`);

describe("issues", () => {
  it("name every fault by pointer, keyword and JSON type", () => {
    const schema = record([
      field("name", asserted(text, { maxLength: 3 })),
      field("tags", list(integer)),
      field("a/b~c", text, { required: false }),
      field("gone", text),
    ]);

    expect(told(schema, { name: "Rexx", tags: [1, "2", null], "a/b~c": [] })).toEqual([
      "/name maxLength string",
      "/a~1b~0c type array",
      " required object",
      "/tags/1 type string",
      "/tags/2 type null",
    ]);
  });

  it("never hold the value", () => {
    const schema = record([field("password", asserted(text, { pattern: "^x$" })), field("code", constant("a"))]);

    expect(JSON.stringify(issuesOf(schema, { password: "hunter2", code: "hunter3" }))).not.toContain("hunter");
  });

  it("begin at the path that is given", () => {
    expect(issuesOf(list(text), [1], undefined, "/body")[0]?.pointer).toBe("/body/0");
  });

  it("stop at a hundred", () => {
    expect(
      issuesOf(
        list(text),
        Array.from({ length: 500 }, () => 1),
      ),
    ).toHaveLength(100);
    expect(
      issuesOf(
        list(record([field("a", text)])),
        Array.from({ length: 500 }, () => ({})),
      ),
    ).toHaveLength(100);
  });

  it("tell the faults of the variant that the discriminator names", () => {
    const cat = record([field("type", constant("cat")), field("lives", integer)]);
    const dog = record([field("type", constant("dog"))]);
    const pet: Schema = { kind: "union", mode: "one", variants: [cat, dog], at };

    expect(told(pet, { type: "cat", lives: "9" })).toEqual(["/lives type string"]);
    expect(told(pet, { type: "cow" })).toEqual([" discriminator object"]);
    expect(told(pet, 5)).toEqual([" type number"]);
  });

  it("tell the faults of the only object among the variants", () => {
    const schema: Schema = { kind: "union", mode: "any", variants: [text, record([field("a", text)])], at };

    expect(told(schema, { a: 1 })).toEqual(["/a type number"]);
    expect(told(schema, 1)).toEqual([" anyOf number"]);
  });
});

describe("names that every object inherits", () => {
  const schema = record([field("toString", text), field("__proto__", integer, { required: false })], { rest: never });

  it("are only there when they are the object's own", () => {
    expect(told(schema, {})).toEqual([" required object"]);
    expect(told(schema, { toString: "x" })).toEqual([]);
    expect(told(schema, JSON.parse('{ "toString": "x", "__proto__": 1 }'))).toEqual([]);
    expect(told(schema, JSON.parse('{ "toString": "x", "__proto__": "1" }'))).toEqual(["/__proto__ type string"]);
    expect(told(schema, JSON.parse('{ "toString": "x", "constructor": 1 }'))).toEqual([
      "/constructor additionalProperties number",
    ]);
  });
});

describe("hostile input", () => {
  it("does not multiply the variants of a recursive union", () => {
    const leaf = (op: string) =>
      record([
        field("left", reference("Term"), { required: false }),
        field("op", constant(op)),
        field("note", text, { required: false }),
      ]);
    const terms = new Map<string, Schema>([
      [
        "Term",
        {
          kind: "union",
          mode: "one",
          variants: [
            leaf("+"),
            record([field("left", reference("Term"), { required: false }), field("op", text)], {
              assertions: { not: leaf("+") },
            }),
          ],
          at,
        },
      ],
    ]);
    let term: unknown = { op: "-" };
    for (let depth = 0; depth < 100; depth += 1) term = { left: term, op: "+", note: 1 };
    const started = performance.now();

    expect(checkOf(reference("Term"), terms)({ op: "+" })).toBe(true);
    checkOf(reference("Term"), terms)(term);
    expect(performance.now() - started).toBeLessThan(2_000);
  });

  const schemas = new Map<string, Schema>([
    ["Tree", record([field("children", list(reference("Tree")), { required: false })])],
    ["Nest", list(reference("Nest"))],
  ]);
  const nested = (depth: number): unknown => JSON.parse("[".repeat(depth) + "]".repeat(depth));

  it("ends in an issue, not in a stack overflow", () => {
    expect(told(reference("Nest"), nested(200), schemas)).toEqual([]);
    expect(issuesOf(reference("Nest"), nested(10_000), schemas).map(({ keyword }) => keyword)).toEqual(["depth"]);
    expect(checkOf(reference("Nest"), schemas)(nested(10_000))).toBe(false);
    const tree = JSON.parse(`${'{"children":['.repeat(10_000)}${"]}".repeat(10_000)}`);
    expect(issuesOf(reference("Tree"), tree, schemas).map(({ keyword }) => keyword)).toEqual(["depth"]);
  });

  it("cannot overflow the comparison of items", () => {
    const unique = asserted(list(any), { uniqueItems: true });

    expect(checkOf(unique)([nested(10_000), 1])).toBe(true);
    expect(
      checkOf(unique)([
        { a: 1, b: [2] },
        { b: [2], a: 1 },
      ]),
    ).toBe(false);
    expect(checkOf(unique)([1, true, "1", [1], { a: 1 }, null, 0, false])).toBe(true);
  });

  it("compares many items in linear time", () => {
    const items = Array.from({ length: 50_000 }, (_, index) => ({ index }));
    const started = performance.now();

    expect(checkOf(asserted(list(any), { uniqueItems: true }))(items)).toBe(true);
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});

describe("variants", () => {
  const schemas = new Map<string, Schema>([
    [
      "User",
      record([
        field("id", text, { access: "read" }),
        field("password", text, { access: "write" }),
        field("name", text),
      ]),
    ],
    ["Plain", record([field("name", text)])],
  ]);
  const model = createModel({ schemas }, defaultOptions);
  const read = model.check(reference("User"), "read", "x") ?? "";
  const write = model.check(reference("User"), "write", "x") ?? "";
  const functions = load(model);

  it("ask for what their side sends", () => {
    expect([read, write]).toEqual(["checkUser", "checkUserWrite"]);
    expect(functions[read]?.({ id: "1", name: "a" })).toBe(true);
    expect(functions[write]?.({ id: "1", name: "a" })).toBe(false);
    expect(functions[write]?.({ password: "1", name: "a" })).toBe(true);
    expect(functions[read]?.({ password: "1", name: "a" })).toBe(false);
  });

  it("share one check where they do not differ", () => {
    expect(model.check(reference("Plain"), "write", "x")).toBe(model.check(reference("Plain"), "read", "y"));
  });
});

describe("numbers", () => {
  it.each<[string, Schema, unknown, boolean]>([
    ["1.0 is an integer", integer, 1.0, true],
    ["1e308 is an integer", integer, 1e308, true],
    ["NaN is no number", { kind: "scalar", type: "number", at }, Number.NaN, false],
    [
      "0.0075 is a multiple of 0.0001",
      asserted({ kind: "scalar", type: "number", at }, { multipleOf: 0.0001 }),
      0.0075,
      true,
    ],
    [
      "1e308 is no multiple of 0.123456789",
      asserted({ kind: "scalar", type: "number", at }, { multipleOf: 0.123456789 }),
      1e308,
      false,
    ],
    ["-0 is 0", { kind: "enum", values: [{ value: 0, at }], at }, -0, true],
    ["a bound beyond doubles is exact", asserted(integer, { maximum: 9007199254740993n }), 9007199254740996, false],
    ["int32 has bounds", { ...integer, format: "int32" } as Schema, 2147483648, false],
  ])("%s", (_, schema, value, valid) => {
    expect(checkOf(schema)(value)).toBe(valid);
  });

  it("may be bigints when 64-bit integers are bigints in code", () => {
    const schema = { ...integer, format: "int64" } as Schema;

    expect(checkOf(schema)(5n)).toBe(false);
    expect(checkOf(schema, new Map(), { int64: "bigint" })(9223372036854775807n)).toBe(true);
    expect(checkOf(schema, new Map(), { int64: "bigint" })(9223372036854775808n)).toBe(false);
  });
});

it("counts code points, not UTF-16 units", () => {
  const schema = asserted(text, { minLength: 2, maxLength: 2 });

  expect(["😀", "😀😀", "😀😀😀", "ab", "abc"].map((value) => checkOf(schema)(value))).toEqual([
    false,
    true,
    false,
    true,
    false,
  ]);
});

it("says when a pattern cannot be checked", () => {
  const model = createModel(
    { schemas: new Map([["Odd", asserted(text, { pattern: "(?<n>a)(?<n>b)(" })]]) },
    defaultOptions,
  );
  const name = model.check(reference("Odd"), "read", "x") ?? "";

  expect(model.diagnostics()).toMatchObject([{ code: "pattern-unsupported", at }]);
  expect(load(model)[name]?.("anything")).toBe(true);
});

it("prints no more for a schema that many refer to", () => {
  const shared = record([field("a", text), field("b", list(integer))]);
  const printed = (count: number) => {
    const schemas = new Map<string, Schema>([
      ["All", record(Array.from({ length: count }, (_, index) => field(`f${index}`, { ...shared })))],
    ]);
    const model = createModel({ schemas }, defaultOptions);
    model.check(reference("All"), "read", "x");
    return model.pages()[1]?.text.match(/^function /gm)?.length;
  };

  expect(printed(50)).toBe(printed(2));
});
