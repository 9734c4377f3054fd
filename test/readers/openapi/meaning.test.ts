import { existsSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { toDefinitions } from "../../../src/contract/json-schema.js";
import { openapi } from "../../../src/readers/openapi/openapi.js";
import { openDocument } from "../../../src/source/open-document.js";
import { createSources } from "../../../src/source/sources.js";
import { withoutBigints } from "../json-schema/read.js";
import { likelyValue, nearly, randomFrom } from "./near-values.js";

const corpus = join(import.meta.dirname, "../../../../shared/corpus/openapi");

const contracts = [
  "museum@1.2.1/openapi.yaml",
  "scalar-galaxy@npm-0.6.12/dist/3.1.yaml",
  "figma@npm-0.43.0/openapi/openapi.yaml",
  "meilisearch@2025-06-16/open-api.json",
  "adyen-checkout@v72/CheckoutService-v72.json",
  "adyen-webhooks@2026-07-01/Webhooks-v1.json",
  "discord@2026-07-18/openapi.json",
  "petstore@HEAD/openapi.yaml",
  "stripe@2022-11-15/spec3.yaml",
  "readme-oas-examples@8.2.2/3.0/json/discriminators.json",
  "readme-oas-examples@8.2.2/3.0/json/schema-types.json",
];

/** A schema of OpenAPI 3.0 in words of 2020-12, by the shortest road: what the specification says, keyword by keyword. */
function modern(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(modern);
  if (typeof schema !== "object" || schema === null) return schema;
  if ("$ref" in schema && typeof schema.$ref === "string") return { $ref: schema.$ref };
  const out: Record<string, unknown> = {};
  for (const [keyword, value] of Object.entries(schema)) {
    out[keyword] = keyword === "enum" || keyword === "default" || keyword === "example" ? value : modern(value);
  }
  if (out["nullable"] === true) {
    const { nullable: _, ...rest } = out;
    return { anyOf: [rest, { type: "null" }] };
  }
  delete out["example"];
  return out;
}

describe.skipIf(!existsSync(corpus))("the schemas of real contracts mean what they meant before they were read", () => {
  it.each(contracts.filter((file) => existsSync(join(corpus, file))))(
    "%s",
    async (file) => {
      const sources = createSources({ cwd: corpus });
      const source = await sources.open(file);
      const contract = await openapi.read([source], sources, {});
      const original = (await openDocument(source)).document.value as { components: { schemas: object } };
      const raw = withoutBigints((contract.dialect.startsWith("3.0") ? modern(original) : original) as never);
      const options = { strict: false, validateFormats: false, logger: false, inlineRefs: false } as const;
      const before = new Ajv2020(options).addSchema(raw as object, "before");
      const after = new Ajv2020(options).addSchema(
        { $defs: withoutBigints(toDefinitions(contract.schemas) as never) } as object,
        "after",
      );
      const random = randomFrom(17);
      let admitted = 0;
      let asked = 0;

      const components = [...contract.schemas].filter(([name]) => Object.hasOwn(original.components.schemas, name));
      for (const [name, schema] of components.slice(0, 60)) {
        const pointer = encodeURIComponent(name.replaceAll("~", "~0").replaceAll("/", "~1"));
        const old = before.getSchema(`before#/components/schemas/${pointer}`);
        const read = after.getSchema(`after#/$defs/${pointer}`);
        if (old === undefined || read === undefined) throw new Error(`There is no ${name}`);
        for (let round = 0; round < 12; round += 1) {
          const likely = likelyValue(schema, contract.schemas, random);
          for (const value of [likely, nearly(likely, random), nearly(nearly(likely, random), random)]) {
            const valid = old(value) === true;
            asked += 1;
            if (valid) admitted += 1;
            if (read(value) !== valid) {
              expect({ name, value, errors: valid ? read.errors : old.errors }).toBe(valid ? "admitted" : "refused");
            }
          }
        }
      }

      expect(admitted).toBeGreaterThan(asked * 0.1);
      expect(asked - admitted).toBeGreaterThan(asked * 0.05);
    },
    60_000,
  );
});
