import { describe, expect, it } from "vitest";
import type { Field, Schema } from "../../src/contract/schema.js";
import { createModel } from "../../src/generate/model.js";
import { defaultOptions, type GenerateOptions } from "../../src/generate/options.js";
import { loadPages } from "./load.js";

const at = { file: "api.yaml", line: 1, column: 1 };
const text: Schema = { kind: "scalar", type: "string", at };
const time = { ...text, format: "date-time" } as Schema;
const day = { ...text, format: "date" } as Schema;
const wide: Schema = { kind: "scalar", type: "integer", format: "int64", at };
const field = (name: string, schema: Schema, more: Partial<Field> = {}): Field => ({
  name,
  schema,
  required: true,
  at,
  ...more,
});
const record = (fields: readonly Field[], more: object = {}): Schema => ({ kind: "record", fields, at, ...more });
const list = (item: Schema): Schema => ({ kind: "list", item, at });
const reference = (name: string): Schema => ({ kind: "reference", name, at });

function codec(schema: Schema, options: Partial<GenerateOptions>, schemas: ReadonlyMap<string, Schema> = new Map()) {
  const model = createModel({ schemas }, { ...defaultOptions, ...options });
  const decode = model.decode(schema, "read", "Value");
  const encode = model.encode(schema, "read", "Value");
  const functions = loadPages(model, ["checks.ts", "codecs.ts"]);
  return {
    decode: decode === undefined ? undefined : (functions[decode] as (value: unknown) => unknown),
    encode: encode === undefined ? undefined : (functions[encode] as (value: unknown) => unknown),
  };
}

describe("codecs", () => {
  it("are printed only where they change something", () => {
    expect(codec(record([field("a", text)]), { dates: "Date" })).toEqual({ decode: undefined, encode: undefined });
    expect(codec(record([field("a", time)]), {})).toEqual({ decode: undefined, encode: undefined });
  });

  it.each<[string, Schema, unknown, unknown, Partial<GenerateOptions>]>([
    ["date-times", time, "2024-01-02T03:04:05.000Z", new Date("2024-01-02T03:04:05.000Z"), { dates: "Date" }],
    ["days", day, "2024-01-02", new Date("2024-01-02"), { dates: "Date" }],
    ["small integers as bigint", wide, 5, 5n, { int64: "bigint" }],
    ["great integers as bigint", wide, 9007199254740993n, 9007199254740993n, { int64: "bigint" }],
    ["integers as text", wide, 5, "5", { int64: "string" }],
    ["lists", list(time), ["2024-01-02T03:04:05.000Z"], [new Date("2024-01-02T03:04:05.000Z")], { dates: "Date" }],
    ["null", { ...time, nullable: true } as Schema, null, null, { dates: "Date" }],
    ["maps", { kind: "map", value: wide, at }, { a: 1, b: 2 }, { a: 1n, b: 2n }, { int64: "bigint" }],
    [
      "members that are there",
      record([field("a", time, { required: false }), field("b", day, { required: false }), field("c", text)]),
      { b: "2024-01-02", c: "x" },
      { b: new Date("2024-01-02"), c: "x" },
      { dates: "Date" },
    ],
  ])("turn %s and turn them back", (_, schema, json, value, options) => {
    const { decode, encode } = codec(schema, options);

    expect(decode?.(json)).toEqual(value);
    expect(encode?.(value)).toEqual(json);
  });

  it("leave the value that they are given alone", () => {
    const json = { a: "2024-01-02" };

    codec(record([field("a", day)]), { dates: "Date" }).decode?.(json);

    expect(json).toEqual({ a: "2024-01-02" });
  });

  it("follow recursion", () => {
    const schemas = new Map([
      ["Node", record([field("at", day), field("next", reference("Node"), { required: false })])],
    ]);
    const { decode, encode } = codec(reference("Node"), { dates: "Date" }, schemas);
    const json = { at: "2024-01-01", next: { at: "2024-01-02" } };
    const value = { at: new Date("2024-01-01"), next: { at: new Date("2024-01-02") } };

    expect(decode?.(json)).toEqual(value);
    expect(encode?.(value)).toEqual(json);
  });

  it("find the variant of a union", () => {
    const constant = (value: string): Schema => ({ kind: "enum", values: [{ value, at }], at });
    const union: Schema = {
      kind: "union",
      mode: "one",
      variants: [
        record([field("type", constant("a")), field("at", day)]),
        record([field("type", constant("b")), field("at", text)]),
      ],
      at,
    };
    const { decode, encode } = codec(union, { dates: "Date" });

    expect(decode?.({ type: "a", at: "2024-01-02" })).toEqual({ type: "a", at: new Date("2024-01-02") });
    expect(decode?.({ type: "b", at: "2024-01-02" })).toEqual({ type: "b", at: "2024-01-02" });
    expect(encode?.({ type: "a", at: new Date("2024-01-02") })).toEqual({ type: "a", at: "2024-01-02" });
    expect(encode?.({ type: "b", at: "2024-01-02" })).toEqual({ type: "b", at: "2024-01-02" });
  });

  it("turn what allOf adds", () => {
    const schemas = new Map([["Base", record([field("at", day)])]]);
    const schema = record([field("end", day)], { assertions: { allOf: [reference("Base")] } });
    const { decode, encode } = codec(schema, { dates: "Date" }, schemas);
    const value = { at: new Date("2024-01-01"), end: new Date("2024-01-02") };

    expect(decode?.({ at: "2024-01-01", end: "2024-01-02" })).toEqual(value);
    expect(encode?.(value)).toEqual({ at: "2024-01-01", end: "2024-01-02" });
  });
});
