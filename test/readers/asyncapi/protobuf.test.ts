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
    payload: { mediaType: "application/x-protobuf", assumed: true, schema: { kind: "reference", name: "shop.Order" } },
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

it("says what is wrong with a .proto text, where it stands", async () => {
  const { diagnostics } = await read(contractOf('|\n            syntax = "proto3";\n            message {\n'));

  expect(diagnostics[0]).toMatchObject({ severity: "error", at: { file: "asyncapi.yaml", line: 12 } });
});

it("says when the payload is no text", async () => {
  const { diagnostics } = await read(contractOf("{ type: object }"));

  expect(diagnostics).toMatchObject([{ code: "asyncapi-structure", message: expect.stringContaining("is an object") }]);
});
