/** Spellings that were once taken for changes, and changes that were once passed over. */

import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { compare } from "../../src/compare/compare.js";
import { rules } from "../../src/rules/index.js";
import type { Members } from "./respell/data.js";
import { readWritten } from "./respell/read-written.js";
import { written } from "./respell/respelling.js";

async function said(before: string, after: string): Promise<readonly string[]> {
  const read = (text: string) => readWritten(written("/contract.json", parse(text) as Members));
  const { findings } = compare(await read(before), await read(after), { rules });
  return findings.map(({ rule, message }) => `${rule}: ${message}`);
}

/** A contract whose only operation takes and gives one schema. */
const contract = (schema: string, { components = "", openapi = "3.1.0", more = "" } = {}): string => `
openapi: ${openapi}
info: { title: T, version: "1" }
paths:
  /things:
    post:
      requestBody: { content: { application/json: { schema: ${schema} } } }
      responses: { "200": { description: ok, content: { application/json: { schema: ${schema} } } } }
${more}
${components === "" ? "" : `components: { schemas: { ${components} } }`}
`;

const nothing: readonly string[] = [];

describe("silence", () => {
  it("meets parts of a choice in another order", async () => {
    const choice = (one: string, other: string) =>
      contract(`{ type: object, properties: { a: {}, b: {}, c: {} }, anyOf: [${one}, ${other}] }`);
    const [one, other] = ["{ required: [a, b] }", "{ required: [a, c] }"];

    expect(await said(choice(one, other), choice(other, one))).toEqual(nothing);
  });

  it("meets a deprecated parameter whose schema became a component", async () => {
    const parameter = (schema: string) => `
      parameters: [{ name: q, in: query, deprecated: true, schema: ${schema} }]`;
    const before = contract("{ type: string }", { more: parameter("{ type: integer }"), components: "N: {}" });
    const after = contract("{ type: string }", {
      more: parameter('{ $ref: "#/components/schemas/N" }'),
      components: "N: { type: integer }",
    });

    expect(await said(before, after)).toEqual(nothing);
  });

  it("meets base64 as 3.0 and as 3.1 say it", async () => {
    const before = contract("{ type: string, format: byte }", { openapi: "3.0.3" });
    const after = contract("{ type: string, contentEncoding: base64 }");

    expect(await said(before, after)).toEqual(nothing);
  });

  it("meets two callbacks to one address in another order", async () => {
    const callback = (name: string, status: string) =>
      `        ${name}: { "{$request.body#/url}": { post: { responses: { "${status}": { description: ok } } } } }`;
    const [done, failed] = [callback("done", "204"), callback("failed", "410")];
    const callbacks = (...all: string[]) => contract("{}", { more: ["      callbacks:", ...all].join("\n") });

    expect(await said(callbacks(done, failed), callbacks(failed, done))).toEqual(nothing);
  });

  it("meets anchors of one name in two identified schemas, whichever stands first", async () => {
    const schemas = [
      'A: { $id: "https://example.com/a", properties: { x: { $ref: "#part" } }, $defs: { p: { $anchor: part, type: string } } }',
      'B: { $id: "https://example.com/b", properties: { x: { $ref: "#part" } }, $defs: { p: { $anchor: part, type: integer } } }',
    ];
    const schema = '{ properties: { a: { $ref: "#/components/schemas/A" }, b: { $ref: "#/components/schemas/B" } } }';
    const before = contract(schema, { components: schemas.join(", ") });
    const after = contract(schema, { components: schemas.reverse().join(", ") });

    expect(await said(before, after)).toEqual(nothing);
  });
});

describe("a word", () => {
  it("is said of a default beside a reference that changed", async () => {
    const version = (fallback: number) =>
      contract(`{ properties: { n: { $ref: "#/components/schemas/N", default: ${fallback} } } }`, {
        components: "N: { type: integer }",
      });

    expect(await said(version(1), version(2))).toContain("field-default: the default is 2, was 1");
  });

  it("is said of headers and credentials whose names begin like extensions", async () => {
    const version = (type: string) => `
      openapi: 3.0.3
      info: { title: T, version: "1" }
      paths:
        /things:
          get:
            security: [{ x-key: [] }]
            responses:
              "200": { description: ok, headers: { x-next: { schema: { type: ${type} } } } }
      components:
        securitySchemes: { x-key: { type: apiKey, in: header, name: ${type} } }`;

    const found = await said(version("string"), version("integer"));

    expect(found).toContain("schema-type: is integer, was string");
    expect(found.some((line) => line.startsWith("security-requirement"))).toBe(true);
  });

  it("is said once of a parameter that many operations share, where it is declared", async () => {
    const version = (required: boolean) => `
      openapi: 3.0.3
      info: { title: T, version: "1" }
      paths:
        /a: { get: { parameters: [{ $ref: "#/components/parameters/P" }], responses: {} } }
        /b: { get: { parameters: [{ $ref: "#/components/parameters/P" }], responses: {} } }
      components:
        parameters: { P: { name: p, in: query, required: ${required}, schema: { type: string } } }`;

    expect(await said(version(false), version(true))).toEqual(['field-requiredness: "p" is now required']);
  });
});
