import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { printContract } from "../../../src/contract/print-contract.js";
import { Failure } from "../../../src/diagnostics/failure.js";
import { openDocument } from "../../../src/source/open-document.js";
import { sourceOf } from "../in-memory.js";
import { contractsIn, danglingNames, operationsOf, read, shared } from "./contracts.js";

/** A small generator of numbers (mulberry32), so that every run does the same. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const junk: readonly unknown[] = [
  null,
  true,
  -1,
  1e300,
  "",
  "junk",
  [],
  {},
  [null],
  [[]],
  { $ref: "#" },
  { $ref: "#/nowhere" },
  { $ref: 7 },
  { $ref: "#/components" },
  { oneOf: [] },
  { type: "record" },
  {
    schemaFormat: "application/vnd.apache.avro",
    schema: { type: "record", name: "R", fields: [{ name: "r", type: "R" }] },
  },
  { schemaFormat: 3, schema: {} },
  { __proto__: null, constructor: { prototype: 1 } },
  "\u0000",
];

/** A copy with one value somewhere replaced by junk. */
function spoiled(value: unknown, pick: (below: number) => number): unknown {
  const copy = structuredClone(value);
  const places: (readonly [object, string])[] = [];
  const visit = (part: unknown): void => {
    if (typeof part !== "object" || part === null) return;
    for (const key of Object.keys(part)) {
      places.push([part, key]);
      visit(Reflect.get(part, key));
    }
  };
  visit(copy);
  const [parent, key] = places[pick(places.length)] ?? [{}, ""];
  Reflect.set(parent, key, junk[pick(junk.length)]);
  return copy;
}

const folders = [
  ["our fixtures", join(import.meta.dirname, "../../../fixtures/contracts/asyncapi")],
  ["real contracts", shared("corpus/asyncapi")],
  ["pairs with one change", shared("hard-pairs/asyncapi")],
] as const;

describe.each(folders)("%s, spoiled", (_, folder) => {
  it.skipIf(folder === undefined)("give diagnostics or a failure, and never anything else", async () => {
    const pick = numbers(20_261_121);
    const documents = await Promise.all(
      contractsIn(folder ?? "").map((file) => documentValue(join(folder ?? "", file))),
    );
    let readable = 0;
    for (let round = 0; round < 400; round += 1) {
      const contract = spoiled(spoiled(documents[pick(documents.length)], pick), pick);
      try {
        const found = await read(contract as object);
        expect(printContract(found)).toContain('"format"');
        expect(danglingNames(found), JSON.stringify(contract)).toEqual([]);
        expect(new Set(operationsOf(found).map(({ id }) => id)).size).toBe(operationsOf(found).length);
        readable += 1;
      } catch (error) {
        if (!(error instanceof Failure)) throw new Error(`broken by ${JSON.stringify(contract)}`, { cause: error });
        expect(error.message).not.toMatch(/undefined|\[object/);
      }
    }

    expect(readable).toBeGreaterThan(200);
  });
});

async function documentValue(path: string): Promise<unknown> {
  const { document } = await openDocument(sourceOf(path, readFileSync(path, "utf8")));
  return document.value;
}
