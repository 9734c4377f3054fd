import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toDefinitions } from "../../../src/contract/json-schema.js";
import { Failure } from "../../../src/diagnostics/failure.js";
import { readValue } from "./read.js";

const junk: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -1.5,
  "",
  "#/components/schemas/Nowhere",
  "x",
  [],
  [null],
  {},
  { $ref: "#/paths" },
  { $ref: 7 },
  { $ref: "#" },
  { type: "object", properties: [] },
  [[{}]],
  { "": { "": null } },
];

/** Puts `value` at the `place`-th node of the document. */
function spoilt(document: unknown, place: number, value: unknown): unknown {
  const copy = structuredClone(document);
  const slots: [Record<string, unknown>, string][] = [];
  const visit = (node: unknown) => {
    if (typeof node !== "object" || node === null) return;
    for (const key of Object.keys(node)) {
      slots.push([node as Record<string, unknown>, key]);
      visit((node as Record<string, unknown>)[key]);
    }
  };
  visit(copy);
  const [holder, key] = slots[place % slots.length] ?? [{}, ""];
  holder[key] = value;
  return copy;
}

const corpus = join(import.meta.dirname, "../../../../shared/corpus/openapi");
const documents = [
  "readme-oas-examples@8.2.2/2.0/json/petstore.json",
  "readme-oas-examples@8.2.2/3.0/json/discriminators.json",
  "readme-oas-examples@8.2.2/3.0/json/callbacks.json",
  "readme-oas-examples@8.2.2/3.0/json/link-example.json",
  "scalar-galaxy@npm-0.6.12/dist/3.1.json",
];

describe.skipIf(!existsSync(corpus))("documents with junk in them", () => {
  it.each(documents)("%s is read or refused, and never breaks the reader", async (file) => {
    const document: unknown = JSON.parse(readFileSync(join(corpus, file), "utf8"));
    let refused = 0;

    await fc.assert(
      fc.asyncProperty(fc.nat(1_000_000), fc.constantFrom(...junk), fc.nat(1_000_000), async (first, value, second) => {
        const spoiltOnce = spoilt(document, first, value);
        const spoiltTwice = spoilt(spoiltOnce, second, value);
        try {
          const contract = await readValue(spoiltTwice);
          toDefinitions(contract.schemas);
          for (const { at, message } of contract.diagnostics) {
            expect(message).not.toBe("");
            expect(at?.line).toBeGreaterThan(0);
          }
        } catch (error) {
          if (!(error instanceof Failure)) throw error;
          refused += 1;
        }
      }),
      { numRuns: Number(process.env["RUNS"] ?? 150), seed: Number(process.env["SEED"] ?? 11), endOnFailure: true },
    );
    expect(refused).toBeLessThan(50);
  });
});
