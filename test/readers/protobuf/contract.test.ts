import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Contract } from "../../../src/contract/contract.js";
import type { RecordSchema } from "../../../src/contract/schema.js";
import { protobuf } from "../../../src/readers/protobuf/protobuf.js";
import { textSources } from "./disk-sources.js";
import { readText } from "./reading.js";

const fixtures = join(import.meta.dirname, "../../../fixtures/contracts/protobuf");
const text = (name: string) => readFileSync(join(fixtures, name), "utf8");

/** The shop's two files as they would lie below a root. */
function shop(): Promise<Contract> {
  const sources = textSources({
    "proto/shop/orders/v1/orders.proto": text("shop/orders/v1/orders.proto"),
    "proto/shop/money/v1/money.proto": text("shop/money/v1/money.proto"),
  });
  return protobuf.read(sources.all.slice(0, 1), sources, {});
}

const schema = (contract: Contract, name: string): RecordSchema => {
  const found = contract.schemas.get(name);
  if (found?.kind !== "record") throw new Error(`no record ${name}`);
  return found;
};

describe("a protobuf contract", () => {
  it("is named by its package", async () => {
    const { format, dialect, title, version, doc, diagnostics } = await shop();

    expect({ format, dialect, title, version, doc, diagnostics }).toEqual({
      format: "protobuf",
      dialect: "proto3",
      title: "shop.orders.v1",
      version: "v1",
      doc: "Orders of a small shop.",
      diagnostics: [],
    });
  });

  it("has its rpcs as operations, with what may be relied on", async () => {
    const { services } = await shop();

    expect(services.map(({ name, doc }) => [name, doc])).toEqual([
      ["shop.orders.v1.OrderService", "Takes orders and tells how they are doing."],
    ]);
    const told = services[0]?.operations.map(({ id, guarantees, deprecated }) => [
      id,
      guarantees.effect.value,
      guarantees.effect.from,
      guarantees.attempts.value,
      deprecated ?? false,
    ]);
    expect(told).toEqual([
      ["GetOrder", "safe", "idempotency_level", 3, false],
      ["PlaceOrder", "keyed", 'the request\'s field "request_id" (AIP-155)', 3, false],
      ["CancelOrder", "idempotent", "idempotency_level", 3, true],
      ["WatchOrders", "unsafe", "nothing says that it may be repeated", 2, false],
      ["ImportOrders", "unsafe", "nothing says that it may be repeated", 1, false],
    ]);
  });

  it("binds an operation to its procedure and messages", async () => {
    const { services } = await shop();

    expect(services[0]?.operations[3]).toMatchObject({
      named: true,
      binding: {
        kind: "rpc",
        procedure: "shop.orders.v1.OrderService/WatchOrders",
        requestStream: false,
        responseStream: true,
      },
      input: { kind: "reference", name: "shop.orders.v1.WatchOrdersRequest" },
      outcomes: [
        {
          name: "OK",
          error: false,
          contents: [
            { mediaType: "application/protobuf", schema: { kind: "reference", name: "shop.orders.v1.Order" } },
          ],
        },
      ],
      at: { file: "proto/shop/orders/v1/orders.proto", line: 31, column: 7 },
    });
    expect(services[0]?.operations[0]?.extensions).toEqual({ "(shop.orders.v1.urgency)": 2 });
  });

  it("has the messages and enums of its files, and what they need of others", async () => {
    const { schemas } = await shop();

    expect([...schemas.keys()]).toEqual([
      "shop.orders.v1.GetOrderRequest",
      "shop.orders.v1.PlaceOrderRequest",
      "shop.orders.v1.WatchOrdersRequest",
      "shop.orders.v1.ImportOrdersResponse",
      "shop.orders.v1.Order",
      "shop.orders.v1.Order.Item",
      "shop.orders.v1.State",
      "google.protobuf.FieldMask",
      "google.protobuf.Timestamp",
      "shop.money.v1.Money",
      "shop.money.v1.Money.Rounding",
      "shop.money.v1.Money.Mode",
    ]);
  });

  it("has fields with numbers, presence and JSON names", async () => {
    const { fields, doc } = schema(await shop(), "shop.orders.v1.Order");

    expect(doc).toBe("What somebody wants.");
    expect(fields).toMatchObject([
      {
        name: "order_id",
        number: 1,
        jsonName: "orderId",
        presence: "implicit",
        required: false,
        schema: { kind: "scalar", type: "string" },
      },
      { name: "state", schema: { kind: "reference", name: "shop.orders.v1.State" } },
      { name: "items", schema: { kind: "list", item: { kind: "reference", name: "shop.orders.v1.Order.Item" } } },
      { name: "labels", schema: { kind: "map", key: { type: "string" }, value: { type: "string" } } },
      { name: "placed", presence: "explicit", schema: { kind: "reference", name: "google.protobuf.Timestamp" } },
      {
        name: "note",
        presence: "explicit",
        schema: { deprecated: true, doc: "Absent until there is something to say." },
      },
      { name: "invoice_number", oneof: "payment", presence: "explicit" },
      { name: "card_token", oneof: "payment", jsonName: "card", schema: { kind: "scalar", type: "bytes" } },
      { name: "priority", schema: { type: "integer", format: "int32", wire: "sint32" } },
    ]);
    expect(fields.find(({ name }) => name === "state")).not.toHaveProperty("jsonName");
  });

  it("has proto2's requiredness, defaults and groups", async () => {
    const { fields } = schema(await shop(), "shop.money.v1.Money");

    expect(fields.map(({ name, required, schema: { default: fallback } }) => [name, required, fallback])).toEqual([
      ["currency", true, "EUR"],
      ["units", false, 9223372036854775807n],
      ["nanos", false, -1],
      ["rate", false, "Infinity"],
      ["seal", false, Buffer.from([0, 255, 34, 92, 97]).toString("base64")],
      ["rounding", false, undefined],
    ]);
    expect(fields[5]?.schema).toMatchObject({ kind: "reference", name: "shop.money.v1.Money.Rounding" });
  });

  it("has enums open or closed, with numbers and aliases", async () => {
    const { schemas } = await shop();

    expect(schemas.get("shop.orders.v1.State")).toMatchObject({
      kind: "enum",
      open: true,
      values: [
        { value: "STATE_UNSPECIFIED", number: 0 },
        { value: "STATE_OPEN", number: 1 },
        { value: "STATE_NEW", number: 1, doc: "an older word" },
        { value: "STATE_SHIPPED", number: 2, deprecated: true },
      ],
    });
    expect(schemas.get("shop.money.v1.Money.Mode")).not.toHaveProperty("open");
  });

  it("names operations by their procedure where names clash", async () => {
    const { services } = await readText(`syntax = "proto3"; package p; message M {}
      service A { rpc Get(M) returns (M); rpc List(M) returns (M); } service B { rpc Get(M) returns (M); }`);

    expect(services.flatMap(({ operations }) => operations.map(({ id }) => id))).toEqual([
      "p.A/Get",
      "List",
      "p.B/Get",
    ]);
  });

  it("takes the effect of a call from its http verb when nothing better is said", async () => {
    const { services } = await readText(`syntax = "proto3"; import "google/api/annotations.proto"; message M {}
      service S { rpc A(M) returns (M) { option (google.api.http) = { get: "/a" }; } rpc B(M) returns (M) { option (google.api.http).post = "/b"; }
        rpc C(M) returns (M) { option (google.api.http) = { delete: "/c" additional_bindings { put: "/d" } }; } }`);

    const effects = services[0]?.operations.map(({ guarantees: { effect, attempts } }) => [
      effect.value,
      effect.from,
      attempts.value,
    ]);
    expect(effects).toEqual([
      ["safe", "google.api.http GET", 2],
      ["unsafe", "google.api.http POST", 2],
      ["idempotent", "google.api.http DELETE", 2],
    ]);
  });
});

describe("a text", () => {
  const recognised = (written: string) =>
    protobuf.recognises({ name: "x", id: "x", text: written, bytes: new TextEncoder().encode(written) });

  it.each([
    'syntax = "proto3";',
    "\uFEFF/* c */ // d\n edition = '2023';",
    "package a.b;",
    'import weak "x.proto";',
    "message M {\n}",
    "option java_package = 'x';",
    "service S {}",
  ])("that begins with %j is recognised", (written) => {
    expect(recognised(written)).toBe(true);
  });

  it.each([
    "openapi: 3.1.0",
    '{"asyncapi": "3.0.0"}',
    "message: hello",
    "",
    "// only a comment",
    'package main\nimport "fmt"',
    "enum Color: red",
  ])("that is %j is not", (written) => {
    expect(recognised(written)).toBe(false);
  });
});
