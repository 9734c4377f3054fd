/** Real contracts: compared with themselves they are equivalent, and what is said of two versions holds. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { compare } from "../../src/compare/compare.js";
import type { Schema } from "../../src/contract/schema.js";
import { rules } from "../../src/rules/index.js";
import { createAlgebra } from "../../src/schema/inclusion.js";
import { judge } from "../schema/schemas.js";
import { readContract, shared } from "./versions.js";

const corpus = join(shared, "corpus");
const present = existsSync(join(corpus, "pairs.json"));

interface VersionPair {
  readonly name: string;
  readonly format: string;
  readonly old: string;
  readonly new: string;
  readonly old_entry: string;
  readonly new_entry: string;
}

/** The largest are left to the benchmarks. */
const large = /stripe|digitalocean|openai|discord|figma/;

const pairs = present
  ? (JSON.parse(readFileSync(join(corpus, "pairs.json"), "utf8")) as VersionPair[]).filter(
      ({ format, name }) => format === "openapi" && (process.env["CORPUS"] === "all" || !large.test(name)),
    )
  : [];

const read = (folder: string, entry: string) => readContract(join(corpus, "openapi", folder, entry));

describe.skipIf(!present).each(pairs)("$name", (pair) => {
  it("is equivalent to itself, however often it is read", async () => {
    const [one, other] = [await read(pair.new, pair.new_entry), await read(pair.new, pair.new_entry)];

    expect(compare(one, other, { rules }).findings).toEqual([]);
  }, 60_000);

  it("has components of one name that are decided, with witnesses that another validator confirms", async () => {
    const [before, after] = [await read(pair.old, pair.old_entry), await read(pair.new, pair.new_entry)];
    const algebra = createAlgebra({ policy: { formats: "described", undeclared: "travel" } });
    const of = (schemas: ReadonlyMap<string, Schema>) => [...schemas.values()].map((schema) => ({ schema, schemas }));
    algebra.prepare([...of(before.schemas), ...of(after.schemas)]);
    const times: number[] = [];
    let checked = 0;
    for (const [name, schema] of before.schemas) {
      const other = after.schemas.get(name);
      if (other === undefined) continue;
      const old = { schema, schemas: before.schemas };
      const now = { schema: other, schemas: after.schemas };
      for (const [narrow, wide] of [
        [old, now],
        [now, old],
      ] as const) {
        const start = performance.now();
        const answer = algebra.included(narrow, wide);
        times.push(performance.now() - start);
        if (answer.answer !== "not-included" || checked >= 8) continue;
        checked += 1;
        const verdicts = [
          judge(narrow.schema, narrow.schemas, false)(answer.witness),
          judge(wide.schema, wide.schemas, false)(answer.witness),
        ];
        expect({ name, witness: answer.witness, verdicts }).toEqual({
          name,
          witness: answer.witness,
          verdicts: [true, false],
        });
      }
    }

    const { asked, undecided, refuted } = algebra.statistics;
    times.sort((a, b) => a - b);
    if (process.env["CORPUS"] !== undefined) {
      const at = (share: number) => times[Math.floor(times.length * share)]?.toFixed(2);
      console.log(
        `${pair.name}: ${asked} asked, ${undecided} undecided, ${refuted} refuted; ms: median ${at(0.5)}, p99 ${at(0.99)}, max ${times.at(-1)?.toFixed(1)}`,
      );
    }
    expect(refuted).toBe(0);
    expect(undecided).toBeLessThanOrEqual(asked * 0.005);
  }, 60_000);
});
