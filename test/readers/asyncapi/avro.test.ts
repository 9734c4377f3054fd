import { describe, expect, it } from "vitest";
import type { Contract } from "../../../src/contract/contract.js";
import type { Schema } from "../../../src/contract/schema.js";
import { channelOf, codes, operation, read } from "./contracts.js";

const contractOf = (schema: unknown, rest: object = {}) => ({
  asyncapi: "3.1.0",
  info: { title: "T", version: "1" },
  channels: {
    c: {
      address: "c",
      messages: { m: { payload: { schemaFormat: "application/vnd.apache.avro+json;version=1.9.0", schema } } },
    },
  },
  operations: { o: { action: "receive", channel: { $ref: "#/channels/c" } } },
  ...rest,
});

const payloadOf = (contract: Contract): Schema | undefined =>
  channelOf(operation(contract, "o")).messages[0]?.payload.schema;

/** The schema without places. */
const plain = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (name, part) => (name === "at" ? undefined : part)));

const avro = async (schema: unknown): Promise<{ readonly schema: unknown; readonly codes: readonly string[] }> => {
  const contract = await read(contractOf(schema));
  return { schema: plain(payloadOf(contract)), codes: codes(contract) };
};

describe("an Avro schema", () => {
  it.each([
    ["null", { kind: "enum", values: [{ value: null }] }],
    ["boolean", { kind: "scalar", type: "boolean" }],
    ["int", { kind: "scalar", type: "integer", format: "int32" }],
    ["long", { kind: "scalar", type: "integer", format: "int64" }],
    ["float", { kind: "scalar", type: "number", format: "float" }],
    ["double", { kind: "scalar", type: "number", format: "double" }],
    ["bytes", { kind: "scalar", type: "bytes" }],
    [{ type: "string" }, { kind: "scalar", type: "string" }],
    [
      { type: { type: "array", items: "int" } },
      { kind: "list", item: { kind: "scalar", type: "integer", format: "int32" } },
    ],
    [
      { type: "map", values: "boolean" },
      { kind: "map", value: { kind: "scalar", type: "boolean" } },
    ],
    [["null", "string"], { kind: "scalar", type: "string", nullable: true }],
    [
      ["null", "string", "boolean"],
      {
        kind: "union",
        mode: "any",
        nullable: true,
        variants: [
          { kind: "scalar", type: "string" },
          { kind: "scalar", type: "boolean" },
        ],
      },
    ],
    [
      { type: "bytes", logicalType: "decimal", precision: 9, scale: 2 },
      { kind: "scalar", type: "bytes", format: "decimal(9,2)" },
    ],
    [
      { type: "string", logicalType: "uuid" },
      { kind: "scalar", type: "string", format: "uuid" },
    ],
    [
      { type: "int", logicalType: "date" },
      { kind: "scalar", type: "integer", format: "date" },
    ],
    [
      { type: "long", logicalType: "timestamp-micros" },
      { kind: "scalar", type: "integer", format: "timestamp-micros" },
    ],
    [
      { type: "string", logicalType: "of-my-own" },
      { kind: "scalar", type: "string" },
    ],
  ])("%j is read", async (written, expected) => {
    expect(await avro(written)).toEqual({ schema: expected, codes: [] });
  });

  it("is kept as it is written, and says how the message travels", async () => {
    const [message] = channelOf(operation(await read(contractOf(["null", "int"])), "o")).messages;

    expect([message?.original, message?.schemaFormat, message?.payload.mediaType]).toEqual([
      ["null", "int"],
      "application/vnd.apache.avro;version=1.9.0",
      "application/vnd.apache.avro",
    ]);
  });

  it.each([
    [{ type: "int", logicalType: "uuid" }, "does not apply"],
    [{ type: "bytes", logicalType: "decimal", precision: 2, scale: 3 }, "lies between 0 and its precision"],
    [{ type: "record", name: "R" }, 'lists no "fields"'],
    [{ type: "enum", name: "E" }, 'lists its "symbols"'],
    [{ type: "array" }, 'does not say its "items"'],
    [[], "a union of nothing"],
    [["int", ["string"]], "may not hold another union"],
    [{ name: "x" }, 'has no "type"'],
    [7, "cannot be a number"],
    [{ type: "fixed", name: "F", size: -1 }, "its length in octets"],
    [{ type: "record", name: "a-b", fields: [] }, "is no Avro name"],
    [{ type: "record", fields: [] }, "has no name"],
  ])("%j gives a diagnostic with its place", async (written, message) => {
    const { diagnostics } = await read(contractOf(written));

    expect(diagnostics.map((one) => [one.code, one.at?.file])).toEqual([["avro-invalid", "asyncapi.yaml"]]);
    expect(diagnostics[0]?.message.replace("an Avro union", "a union")).toContain(message);
  });
});

describe("a named Avro type", () => {
  it("is known by its full name, inside its namespace by its name, and may hold itself", async () => {
    const contract = await read(
      contractOf({
        type: "record",
        name: "Tree",
        namespace: "garden",
        doc: "A tree.",
        fields: [
          { name: "branches", type: { type: "array", items: "Tree" } },
          {
            name: "fruit",
            type: { type: "enum", name: "Fruit", symbols: ["APPLE", "PEAR"], default: "APPLE" },
            default: "PEAR",
          },
          { name: "second", type: ["null", "garden.Fruit"], default: null, doc: "Grafted.", aliases: ["other"] },
          { name: "mark", type: { type: "fixed", name: "stamps.Mark", size: 2 }, default: "\u0001\u00ff" },
        ],
      }),
    );

    expect(codes(contract)).toEqual([]);
    expect([...contract.schemas.keys()]).toEqual(["garden.Tree", "garden.Fruit", "stamps.Mark"]);
    expect(plain(contract.schemas.get("garden.Tree"))).toEqual({
      kind: "record",
      doc: "A tree.",
      fields: [
        {
          name: "branches",
          required: true,
          schema: { kind: "list", item: { kind: "reference", name: "garden.Tree" } },
        },
        { name: "fruit", required: false, schema: { kind: "reference", name: "garden.Fruit", default: "PEAR" } },
        {
          name: "second",
          required: false,
          schema: { kind: "reference", name: "garden.Fruit", nullable: true, default: null, doc: "Grafted." },
          extensions: { aliases: ["other"] },
        },
        { name: "mark", required: false, schema: { kind: "reference", name: "stamps.Mark", default: "Af8=" } },
      ],
    });
    expect(plain(contract.schemas.get("stamps.Mark"))).toEqual({ kind: "scalar", type: "bytes", format: "fixed(2)" });
  });

  const line =
    '{ "type": "record", "name": "Line", "namespace": "shop", "fields": [{ "name": "count", "type": "int" }] }';
  const order =
    '{ "type": "record", "name": "Order", "namespace": "shop", "fields": [{ "name": "line", "type": "Line" }] }';

  it.each(["order.avsc", "order.avsc#", "order.avsc#/Order", "order.avsc#/shop.Order"])(
    "is found in a file of its own: %s",
    async (reference) => {
      const contract = await read(contractOf({ $ref: reference }, { "x-also": { $ref: "line.avsc" } }), {
        "order.avsc": order,
        "line.avsc": line,
      });

      expect(codes(contract)).toEqual([]);
      expect(payloadOf(contract)).toMatchObject({ kind: "reference", name: "shop.Order" });
      expect(contract.schemas.get("shop.Line")).toMatchObject({ kind: "record", at: { file: "line.avsc", line: 1 } });
      expect(channelOf(operation(contract, "o")).messages[0]?.original).toMatchObject({ name: "Order" });
    },
  );

  it("is looked for beside the file that names it", async () => {
    const contract = await read(contractOf({ $ref: "avro/order.avsc" }), {
      "avro/order.avsc": order,
      "avro/shop.Line.avsc": line,
    });

    expect(codes(contract)).toEqual([]);
    expect(contract.schemas.get("shop.Line")).toMatchObject({ at: { file: "avro/shop.Line.avsc" } });
  });

  it("that is defined nowhere is said to be", async () => {
    const contract = await read(contractOf({ $ref: "order.avsc" }), { "order.avsc": order });

    expect(contract.diagnostics).toMatchObject([
      { code: "avro-type-unknown", message: expect.stringContaining('"shop.Line"'), at: { file: "order.avsc" } },
    ]);
  });

  it("is told from a JSON schema of the same name", async () => {
    const contract = await read(
      contractOf(
        { type: "record", name: "Order", fields: [] },
        { components: { schemas: { Order: { type: "string" } } } },
      ),
    );

    const [json, own] = [...contract.schemas];
    expect(json).toMatchObject(["Order", { kind: "scalar" }]);
    expect(own).toMatchObject([expect.stringMatching(/^Order-[0-9a-f]{8}$/), { kind: "record" }]);
    expect(payloadOf(contract)).toMatchObject({ name: own?.[0] });
  });

  it("that is defined twice and differently is said to be", async () => {
    const item = (type: string) => ({ type: "record", name: "I", fields: [{ name: "x", type }] });

    expect((await avro([item("int"), { type: "array", items: item("int") }])).codes).toEqual([]);
    expect((await avro([item("int"), { type: "array", items: item("long") }])).codes).toEqual(["avro-invalid"]);
  });

  it("may be nested deeper than any stack", async () => {
    let schema: object = { type: "null" };
    for (let depth = 0; depth < 300; depth += 1) schema = { type: "array", items: schema };

    expect((await avro(schema)).codes).toEqual(["avro-invalid"]);
  });
});
