/** The JSON-Schema-Test-Suite as questions of inclusion: a constant inside a schema, and schemas inside each other. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Json } from "../../src/contract/json.js";
import { createAlgebra } from "../../src/schema/inclusion.js";
import { readSchema } from "../readers/json-schema/read.js";
import { judge, oneOfValues } from "./schemas.js";

const suite = join(import.meta.dirname, "../../../shared/corpus/jsonschema/json-schema-test-suite@2026-08-22");
const folder = existsSync(suite) ? join(suite, "tests/draft2020-12") : undefined;
const policy = { formats: "described", undeclared: "travel" } as const;

/** What these files ask is answered by resolving references, which is the reader's part. */
const elsewhere = new Set([
  "refRemote.json",
  "vocabulary.json",
  "dynamicRef.json",
  "format.json",
  "anchor.json",
  "defs.json",
  "ref.json",
]);

/** Where ajv itself does not answer as the suite says it must. */
const beyondAjv = /__proto__|"unevaluatedItems":\{"type":"boolean"\}/;

interface Group {
  readonly description: string;
  readonly schema: Json;
  readonly tests: readonly { readonly description: string; readonly data: Json; readonly valid: boolean }[];
}

const files = folder === undefined ? [] : readdirSync(folder).filter((file) => file.endsWith(".json"));

describe.skipIf(folder === undefined)("the JSON-Schema-Test-Suite", () => {
  it("is answered rightly for constants", async () => {
    const wrong: string[] = [];
    let right = 0;
    let undecided = 0;
    for (const file of files.filter((name) => !elsewhere.has(name))) {
      for (const group of JSON.parse(readFileSync(join(folder!, file), "utf8")) as Group[]) {
        const { schema, schemas } = await readSchema(group.schema);
        const algebra = createAlgebra({ policy });
        for (const { data, valid, description } of group.tests) {
          const constant = { schema: oneOfValues(data), schemas: new Map() };
          const { answer } = algebra.included(constant, { schema, schemas });
          if (answer === "undecided") undecided += 1;
          else if ((answer === "included") === valid) right += 1;
          else wrong.push(`${file}: ${group.description}: ${description}`);
        }
      }
    }

    expect(wrong).toEqual([]);
    expect(undecided).toBeLessThan(right / 100);
    expect(right).toBeGreaterThan(900);
  }, 60_000);

  it("gives witnesses between its schemas that another validator confirms", async () => {
    const refuted: string[] = [];
    let decided = 0;
    let undecided = 0;
    for (const file of files.filter((name) => !elsewhere.has(name))) {
      const groups = JSON.parse(readFileSync(join(folder!, file), "utf8")) as Group[];
      const all = await Promise.all(
        groups
          .filter(({ schema }) => !beyondAjv.test(JSON.stringify(schema)))
          .slice(0, 6)
          .map(({ schema }) => readSchema(schema)),
      );
      const algebra = createAlgebra({ policy });
      for (const a of all) {
        for (const b of all) {
          const answer = algebra.included(a, b);
          if (answer.answer === "undecided") undecided += 1;
          else decided += 1;
          if (answer.answer !== "not-included") continue;
          if (judge(a.schema, a.schemas)(answer.witness) && !judge(b.schema, b.schemas)(answer.witness)) continue;
          refuted.push(`${file}: ${JSON.stringify([a.admits, b.admits, answer.witness])}`);
        }
      }
      expect(algebra.statistics.refuted, file).toBe(0);
    }

    expect(refuted).toEqual([]);
    expect(undecided).toBeLessThan(decided / 50);
  }, 120_000);
});
