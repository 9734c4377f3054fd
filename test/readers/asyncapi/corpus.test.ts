import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { printContract } from "../../../src/contract/print-contract.js";
import { Failure } from "../../../src/diagnostics/failure.js";
import { contractsIn, danglingNames, operationsOf, readFile, shared } from "./contracts.js";

/** The published schema of what `inspect` prints. */
const schemaFile = join(import.meta.dirname, "../../../docs/schemas/contract.schema.json");
const published = new Ajv2020({ strict: false }).compile(JSON.parse(readFileSync(schemaFile, "utf8")));

/** How many documents of each folder are read, and how many are refused since their AsyncAPI is too old. */
const expected: readonly (readonly [folder: string, read: number, refused: number, operations: number])[] = [
  ["corpus/asyncapi", 182, 15, 578],
  ["corpus/series/springwolf", 199, 0, 1184],
];

describe.each(expected)("%s", (folder, read, refused, operations) => {
  const root = shared(folder);

  it.skipIf(root === undefined)(`gives ${read} contracts, and ${refused} refusals of old versions`, async () => {
    const found = { read: 0, refused: 0, operations: 0 };
    for (const file of contractsIn(root ?? "")) {
      try {
        const contract = await readFile(join(root ?? "", file));
        expect(published(JSON.parse(printContract(contract))), `${file}: ${JSON.stringify(published.errors)}`).toBe(
          true,
        );
        expect(danglingNames(contract), file).toEqual([]);
        found.read += 1;
        found.operations += operationsOf(contract).length;
        for (const { at } of contract.diagnostics)
          expect(at?.line, `${file}: a place for everything`).toBeGreaterThan(0);
      } catch (error) {
        expect(error, file).toBeInstanceOf(Failure);
        const [first] = error instanceof Failure ? error.diagnostics : [];
        expect([first?.code, first?.message.includes("@asyncapi/converter")], file).toEqual(["asyncapi-version", true]);
        found.refused += 1;
      }
    }

    expect(found).toEqual({ read, refused, operations });
  });
});
