import { describe, expect, it } from "vitest";
import { notation } from "../../src/contract/notation.js";
import { reachable, schemasOf } from "../../src/contract/parts.js";
import { printContract } from "../../src/contract/print-contract.js";
import type { Schema } from "../../src/contract/schema.js";
import { selectOperations } from "../../src/contract/select-operations.js";
import { at, record, reference, shop, text } from "./shop.js";

describe("selecting operations", () => {
  it.each([["getOrder"], ["GET /orders/*"], ["tag:ord*"], ["get*"]])(
    "finds %s, and the schemas that it leads to",
    (pattern) => {
      const selected = selectOperations(shop, [pattern]);

      expect(selected.services.map(({ name }) => name)).toEqual(["orders"]);
      expect([...selected.schemas.keys()]).toEqual(["Order", "Line"]);
    },
  );

  it("refuses a pattern that matches nothing, and names what was probably meant", () => {
    expect(() => selectOperations(shop, ["getOrdr"])).toThrowError(
      expect.objectContaining({
        diagnostics: [expect.objectContaining({ code: "unknown-operation", fix: 'Did you mean "getOrder"?' })],
      }),
    );
  });
});

it("reaches schemas through references in assertions, and ends on cycles", () => {
  const [books, orders] = shop.services.map(({ operations }) => operations.flatMap(schemasOf));

  expect([...reachable(books ?? [], shop.schemas)].sort()).toEqual(["Book", "Books"]);
  expect([...reachable(orders ?? [], shop.schemas)].sort()).toEqual(["Line", "Order"]);
});

describe("printing a contract", () => {
  it("keeps every digit of a large integer", () => {
    expect(printContract(shop)).toContain('"maximum": 9223372036854775807');
  });

  it("does not depend on the order in which members were made", () => {
    const turned = Object.fromEntries(Object.entries(shop).reverse());

    expect(printContract(turned)).toBe(printContract(shop));
  });

  it("keeps a member called __proto__", () => {
    const strange = JSON.parse('{"extensions":{"__proto__":1}}') as object;

    expect(JSON.parse(printContract(strange))).toEqual(strange);
    expect(printContract(strange)).toContain('"__proto__": 1');
  });
});

describe("the notation of a schema", () => {
  const scalar = { kind: "scalar", type: "string", at } as const;
  const cases: readonly (readonly [string, Schema])[] = [
    ["string (uuid)", { ...scalar, format: "uuid" }],
    ["string (1..5 characters) | null", { ...scalar, nullable: true, assertions: { minLength: 1, maxLength: 5 } }],
    ["{ title: string, next: Book }", record({ title: text, next: reference("Book") })],
    ["{ a: string } closed", { ...record({ a: text }), rest: { kind: "never", at } }],
    ["(string (uuid))[]", { kind: "list", item: { ...scalar, format: "uuid" }, at }],
    ["[string, …any[]]", { kind: "list", prefix: [text], item: { kind: "any", at }, at }],
    ['"a" | 1 | …', { kind: "enum", open: true, values: ["a", 1].map((value) => ({ value, at })), at }],
    ["{ [string]: string }", { kind: "map", value: text, at }],
    ["A | B", { kind: "union", mode: "one", variants: [reference("A"), reference("B")], at }],
  ];

  it.each(cases)("is %s", (expected, schema) => {
    expect(notation(schema)).toBe(expected);
  });
});
