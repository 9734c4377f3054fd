import type { Contract, Operation } from "../../src/contract/contract.js";
import type { RecordSchema, Schema } from "../../src/contract/schema.js";

/** A small contract written by hand in the model's own terms, for tests of what works on the model. */
export const at = { file: "shop.yaml", line: 1, column: 1 };

export const text: Schema = { kind: "scalar", type: "string", at };
export const reference = (name: string): Schema => ({ kind: "reference", name, at });
export const record = (fields: Readonly<Record<string, Schema>>): RecordSchema => ({
  kind: "record",
  at,
  fields: Object.entries(fields).map(([name, schema]) => ({ name, schema, required: true, at })),
});

export function operation(id: string, path: string, tag: string, output: Schema): Operation {
  const derived = <T>(value: T) => ({ value, from: "a test" });
  return {
    id,
    named: true,
    tags: [tag],
    binding: { kind: "http", method: "GET", path, parameters: [], servers: [] },
    input: record({}),
    outcomes: [
      {
        name: "200",
        error: false,
        headers: record({}),
        headerStyles: [],
        contents: [{ mediaType: "application/json", schema: output, encodings: new Map(), examples: [], at }],
        links: [],
        at,
      },
    ],
    guarantees: {
      effect: derived("safe" as const),
      attempts: derived(2),
      attemptTimeoutMs: derived(1000),
      totalTimeoutMs: derived(5000),
    },
    security: [],
    polarity: "received",
    callbacks: [],
    at,
  };
}

export const shop: Contract = {
  format: "openapi",
  dialect: "3.1.0",
  title: "Shop",
  version: "1.0.0",
  services: [
    { name: "books", operations: [operation("listBooks", "/books", "books", reference("Books"))], at },
    { name: "orders", operations: [operation("getOrder", "/orders/{id}", "orders", reference("Order"))], at },
  ],
  webhooks: [],
  schemas: new Map<string, Schema>([
    ["Books", { kind: "list", item: reference("Book"), at }],
    ["Book", record({ title: text, next: reference("Book") })],
    ["Order", record({ id: text, line: { kind: "any", at, assertions: { anyOf: [reference("Line")] } } })],
    ["Line", { kind: "scalar", type: "integer", at, assertions: { maximum: 9223372036854775807n } }],
    ["Unused", text],
  ]),
  securitySchemes: new Map(),
  servers: [],
  tags: [],
  at,
  diagnostics: [],
};
