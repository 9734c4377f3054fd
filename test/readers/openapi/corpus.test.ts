import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Contract } from "../../../src/contract/contract.js";
import { toDefinitions } from "../../../src/contract/json-schema.js";
import { openapi } from "../../../src/readers/openapi/openapi.js";
import { createSources } from "../../../src/source/sources.js";

const corpus = join(import.meta.dirname, "../../../../shared/corpus/openapi");
const present = existsSync(corpus);

/** Parts of contracts that start elsewhere. */
const parts = /digitalocean@[^/]*\/(?!specification\/DigitalOcean-public)|camara-qod@[^/]*\/common\//;

const files = !present
  ? []
  : readdirSync(corpus, { recursive: true, encoding: "utf8" })
      .filter((file) => /\.(?:ya?ml|json)$/.test(file) && !parts.test(file))
      .sort();

/** Where contracts are at fault, and how often each fault is told. Everything else reads without an error. */
const faults: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  "camara-qod@2024-04-30/API_definitions/qos-profiles.yaml": { "openapi-security": 1 },
  "oai-3.1-schema-tests/fail/invalid_schema_types.yaml": { "schema-keyword": 3 },
  "oai-3.1-schema-tests/pass/operation-object-example.yaml": { "openapi-security": 1 },
  "oai-3.1-schema-tests/pass/security-scheme-object-examples.yaml": { "reference-dangling": 1 },
  "oai-3.2-schema-tests/fail/invalid_schema_types.yaml": { "schema-keyword": 3 },
  "oai-3.2-schema-tests/fail/path-item-object-conflicting-additional-operation.yaml": { "reference-dangling": 2 },
  "oai-3.2-schema-tests/pass/operation-object-example.yaml": { "openapi-security": 1 },
  "oai-3.2-schema-tests/pass/security-scheme-object-examples.yaml": { "reference-dangling": 1 },
  "openai@2024-12-18/openapi.yaml": { "openapi-security": 8 },
  "readme-oas-examples@8.2.2/3.0/json/response-http-behavior.json": { "openapi-security": 3 },
};

const read = async (file: string): Promise<Contract | undefined> => {
  const sources = createSources({ cwd: corpus });
  const source = await sources.open(file);
  return openapi.recognises(source) ? openapi.read([source], sources, {}) : undefined;
};

describe.skipIf(!present)("the OpenAPI contracts of the corpus", () => {
  it("all read; what is wrong with them is told", async () => {
    const errors: Record<string, Record<string, number>> = {};
    const versions: Record<string, number> = {};
    const unrecognised: string[] = [];
    const counts = { contracts: 0, operations: 0, webhooks: 0, schemas: 0 };
    for (const file of files) {
      const contract = await read(file);
      if (contract === undefined) {
        unrecognised.push(file);
        continue;
      }
      const line = contract.dialect.slice(0, 3);
      versions[line] = (versions[line] ?? 0) + 1;
      counts.contracts += 1;
      counts.operations += contract.services.flatMap(({ operations }) => operations).length;
      counts.webhooks += contract.webhooks.length;
      counts.schemas += Object.keys(toDefinitions(contract.schemas)).length;
      for (const { code, severity, at } of contract.diagnostics) {
        expect(at?.line, `${file} ${code}`).toBeGreaterThan(0);
        if (severity !== "error") continue;
        errors[file] ??= {};
        errors[file][code] = (errors[file][code] ?? 0) + 1;
      }
    }

    expect(unrecognised).toEqual([]);
    expect(versions).toEqual({ "2.0": 23, "3.0": 68, "3.1": 93, "3.2": 66 });
    expect(counts).toEqual({ contracts: 250, operations: 4758, webhooks: 166, schemas: 8457 });
    expect(errors).toEqual(faults);
  }, 120_000);
});
