import { expect, it } from "vitest";
import { channelOf, codes, operation, read } from "./contracts.js";

const proto = `syntax = "proto3";
package shop;

message Line { string article = 1; }

// What was bought.
message Order {
  string id = 1;
  repeated Line lines = 2;
}
`;

const contractOf = (payload: string, message = "m"): string => `asyncapi: 3.0.0
info: { title: T, version: "1" }
channels:
  c:
    address: c
    messages:
      ${message}:
        payload:
          schemaFormat: application/vnd.google.protobuf;version=3
          schema: ${payload}
operations:
  o: { action: receive, channel: { $ref: "#/channels/c" } }
`;

const block = `|\n${proto.replaceAll(/^(?=.)/gm, "            ")}`;

it("reads the message that no other message holds, every line where it stands", async () => {
  const contract = await read(contractOf(block));

  const [message] = channelOf(operation(contract, "o")).messages;
  expect(codes(contract)).toEqual([]);
  expect(message).toMatchObject({
    schemaFormat: "application/vnd.google.protobuf;version=3",
    original: proto,
    payload: { mediaType: "application/protobuf", assumed: true, schema: { kind: "reference", name: "shop.Order" } },
  });
  expect(contract.schemas.get("shop.Order")).toMatchObject({
    kind: "record",
    fields: [
      { name: "id", number: 1, at: { file: "asyncapi.yaml", line: 18 } },
      { name: "lines", number: 2, schema: { kind: "list", item: { kind: "reference", name: "shop.Line" } } },
    ],
  });
});

it("reads the message that is called as the contract's message is", async () => {
  const contract = await read(contractOf(block, "Line"));

  const [message] = channelOf(operation(contract, "o")).messages;
  expect(message?.payload.schema).toMatchObject({ kind: "reference", name: "shop.Line" });
});

it("reads a .proto file that the payload refers to", async () => {
  const contract = await read(contractOf('{ $ref: "protos/order.proto" }'), { "protos/order.proto": proto });

  expect(codes(contract)).toEqual([]);
  expect(contract.schemas.get("shop.Order")).toMatchObject({
    fields: [{ at: { file: "protos/order.proto", line: 8 } }, {}],
  });
});

it("takes the payload for a message of the text itself, whatever that imports", async () => {
  const contract = await read(contractOf('{ $ref: "protos/order.proto" }'), {
    "protos/order.proto":
      'syntax = "proto3";\nimport "common.proto";\nimport "google/protobuf/timestamp.proto";\nmessage Order { Money sum = 1; google.protobuf.Timestamp at = 2; }\n',
    "protos/common.proto": 'syntax = "proto3";\nmessage Unused {}\nmessage Money { int64 cents = 1; }\n',
  });

  expect(codes(contract)).toEqual([]);
  expect(channelOf(operation(contract, "o")).messages[0]?.payload.schema).toMatchObject({ name: "Order" });
});

it("keeps types of one name apart when several texts define them, and those that they import together", async () => {
  const text = (type: string): string =>
    `syntax = "proto3"; import "common.proto"; message Order { ${type} id = 1; Money sum = 2; }`;
  const schema = (file: string) => ({
    schemaFormat: "application/vnd.google.protobuf;version=3",
    schema: { $ref: file },
  });
  const contract = await read(
    {
      asyncapi: "3.0.0",
      info: { title: "T", version: "1" },
      channels: {
        c: {
          messages: Object.fromEntries(["a", "b", "d"].map((name) => [name, { payload: schema(`${name}.proto`) }])),
        },
      },
      operations: { o: { action: "send", channel: { $ref: "#/channels/c" } } },
    },
    {
      "a.proto": text("string"),
      "b.proto": text("int32"),
      "d.proto": text("bytes"),
      "common.proto": 'syntax = "proto3"; message Money { int64 cents = 1; }',
    },
  );

  const names = channelOf(operation(contract, "o")).messages.map(({ payload }) =>
    payload.schema.kind === "reference" ? payload.schema.name : "",
  );
  expect(new Set(names).size).toBe(3);
  expect(names.map((name) => contract.schemas.get(name))).toMatchObject(
    ["string", "integer", "bytes"].map((type) => ({ fields: [{ schema: { type } }, { schema: { name: "Money" } }] })),
  );
  expect([...contract.schemas.keys()].filter((name) => name.startsWith("Money"))).toEqual(["Money"]);
});

it("says what is wrong with a .proto text, where it stands", async () => {
  const { diagnostics } = await read(contractOf('|\n            syntax = "proto3";\n            message {\n'));

  expect(diagnostics[0]).toMatchObject({ severity: "error", at: { file: "asyncapi.yaml", line: 12 } });
});

it("says when the payload is no text", async () => {
  const { diagnostics } = await read(contractOf("{ type: object }"));

  expect(diagnostics).toMatchObject([{ code: "asyncapi-structure", message: expect.stringContaining("is an object") }]);
});
