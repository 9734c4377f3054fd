/** Words about a contract: told once, where they stand, and as harmless as they are. */
import { expect, it } from "vitest";
import { parse } from "yaml";
import { compare } from "../../src/compare/compare.js";
import type { Finding } from "../../src/compare/finding.js";
import type { ComparePolicy } from "../../src/compare/policy.js";
import { text } from "../../src/reporters/text.js";
import { rules } from "../../src/rules/index.js";
import { plain } from "../reporters/bookshop.js";
import type { Members } from "./respell/data.js";
import { readWritten } from "./respell/read-written.js";
import { written } from "./respell/respelling.js";

/** Two operations that share a schema with one field for each description. */
const contract = (pet: string, fields: readonly string[] = []): string => `
openapi: 3.1.0
info: { title: T, version: "1" }
paths:
  /a: { get: { operationId: a, responses: { "200": { description: ok, content: { application/json: { schema: { $ref: "#/components/schemas/Pet" } } } } } } }
  /b: { get: { operationId: b, responses: { "200": { description: ok, content: { application/json: { schema: { $ref: "#/components/schemas/Pet", description: One. } } } } } } }
components:
  schemas:
    Pet: { type: object, description: "${pet}", properties: { ${fields.map((doc, index) => `f${index}: { description: "${doc}" }`).join(", ")} } }
`;

async function compared(before: string, after: string, policy: Partial<ComparePolicy> = {}) {
  const read = (words: string) => readWritten(written("/contract.json", parse(words) as Members));
  return compare(await read(before), await read(after), { rules, policy });
}

const said = ({ rule, subject, message, operations }: Finding): string =>
  `${rule}: ${subject}: ${message} (${operations.join(", ")})`;

it("are told once of a shared schema, though one reference has words of its own", async () => {
  const { findings, bump } = await compared(contract("Old."), contract("New."));

  expect(findings.map(said)).toEqual(["schema-documentation: Pet: is described differently (a, b)"]);
  expect(bump).toBe("patch");
});

it("are told where they stand beside a reference", async () => {
  const { findings } = await compared(contract("Old."), contract("Old.").replace("One.", "Another."));

  expect(findings.map(said)).toEqual(["schema-documentation: GET /b › 200: is described differently (b)"]);
});

it("are the same however they are laid out", async () => {
  const { findings } = await compared(contract("Both lines."), contract("Both\\n  lines. "));

  expect(findings).toEqual([]);
});

it("are not told of when the policy says so", async () => {
  const { findings, bump } = await compared(contract("Old."), contract("New."), { documentation: "off" });

  expect(findings).toEqual([]);
  expect(bump).toBe("none");
});

it("are folded where they are many", async () => {
  const fields = (word: string) => Array.from({ length: 9 }, (_, index) => `${word} ${index}`);
  const comparison = await compared(contract("", fields("Old")), contract("", fields("New")));

  const lines = text.render(comparison, { paint: plain, line: () => undefined }).split("\n");

  expect(comparison.findings).toHaveLength(9);
  expect(lines.filter((line) => line.includes("is described differently"))).toHaveLength(5);
  expect(lines).toContain("note  4 more titles and descriptions are other than before; --format json tells them all");
});
