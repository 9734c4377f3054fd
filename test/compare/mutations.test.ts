/**
 * Nothing that changes what a contract means is passed over: one change gives one finding, at its place, and where a
 * value proves it, another validator confirms the value. `CORPUS=all` tries more, and prints how many findings there
 * were to a change.
 */
import { statSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compare } from "../../src/compare/compare.js";
import type { Finding } from "../../src/compare/finding.js";
import type { Contract } from "../../src/contract/contract.js";
import { rules } from "../../src/rules/index.js";
import { judge } from "../schema/schemas.js";
import { around, type Mutated } from "./mutate/mutation.js";
import { mutations } from "./mutate/mutations.js";
import { placesIn } from "./mutate/places.js";
import { placeText, schemasByPlace } from "./mutate/schemas-by-place.js";
import { corpusContracts, corpusIsThere, nameOf, ownContracts } from "./real-contracts.js";
import { choiceFrom } from "./respell/choice.js";
import { copied, type Members } from "./respell/data.js";
import { dataOf, readWritten } from "./respell/read-written.js";
import { mentions, type Written } from "./respell/respelling.js";

const more = process.env["CORPUS"] === "all";

/**
 * Left out: documents that try out a syntax and mean nothing, and one with a record that must hold itself, of which
 * there is no value, whatever else is said of it.
 */
const unfit = /schema-tests|circular-request-bodies|digitalocean/;

const sampled = choiceFrom(20_261_121)
  .shuffled(corpusContracts.filter((path) => statSync(path).size < (more ? 1_500_000 : 150_000) && !unfit.test(path)))
  .slice(0, more ? 1_000 : 40);

interface Original {
  readonly name: string;
  readonly data: Written;
  readonly read: Contract;
}

const fresh = (contract: Written): Written => ({ ...contract, root: copied(contract.root) as Members });

const originals: Original[] = [];
const counts = new Map<string, Map<number, number>>();
const witnesses = { confirmed: 0, refuted: 0 };

beforeAll(async () => {
  for (const path of [...ownContracts, ...sampled]) {
    const data = await dataOf(path);
    try {
      originals.push({ name: nameOf(path), data, read: await readWritten(fresh(data)) });
    } catch {
      // Some entry documents of the corpus cannot be read: that is for the reader's tests.
    }
  }
});

afterAll(() => {
  if (!more) return;
  for (const [name, all] of counts) {
    const sorted = [...all].sort(([a], [b]) => a - b).map(([findings, times]) => `${findings}: ${times}`);
    console.log(`${name}: ${sorted.join(", ")}`);
  }
  console.log(`witnesses: ${witnesses.confirmed} confirmed, ${witnesses.refuted} refuted`);
});

/** Whether another validator tells the two versions apart by the witness, at the place of the change or around it. */
async function isConfirmed(
  { witness }: Finding,
  { places }: Mutated,
  before: readonly [Written, Contract],
  after: readonly [Written, Contract],
): Promise<boolean> {
  if (witness === null) return true;
  const sides = await Promise.all(
    [before, after].map(async ([data, contract]) => ({
      contract,
      placeOf: await placesIn(data),
      schemas: schemasByPlace(contract),
    })),
  );
  const [first = ""] = places;
  return [...places, ...around(first)].some((pointer) => {
    const [old = [], now = []] = sides.map(({ contract, placeOf, schemas }) => {
      const at = placeOf(pointer);
      const here = at === undefined ? [] : (schemas.get(placeText(at)) ?? []);
      return here.map((schema) => judge(schema, contract.schemas, false)(witness.value));
    });
    return old.includes(witness.admittedBy === "before") && now.includes(witness.admittedBy === "after");
  });
}

describe("a change of meaning", () => {
  it.each(mutations)(
    "is told, once and where it is: $name",
    async ({ name, mutate }) => {
      const found = new Map<number, number>();
      counts.set(name, found);
      let several = 0;
      let tried = 0;
      for (const [index, { name: contract, data, read }] of originals.entries()) {
        const other = fresh(data);
        const mutated = mutate(other, choiceFrom(index));
        if (mutated === undefined) continue;
        const after = await readWritten(other);
        const { findings } = compare(read, after, { rules });
        tried += 1;
        found.set(findings.length, (found.get(findings.length) ?? 0) + 1);
        if (findings.length > 1) several += 1;
        const what = { contract, changed: mutated.places[0] };

        expect({ ...what, silent: findings.length === 0 }).toEqual({ ...what, silent: false });
        const placeOf = await placesIn(mutated.gone === true ? data : other);
        const wanted = mutated.places.flatMap((pointer) => placeOf(pointer)?.line ?? []);
        const lines = findings.map(({ before: old, after: now }) => (mutated.gone ? (old ?? now) : now)?.line);
        expect({ ...what, lines, isThere: lines.some((line) => wanted.includes(line ?? 0)) }).toEqual({
          ...what,
          lines,
          isThere: true,
        });
        // What only travels one way is left out of a witness, and parameters travel as text.
        const [only] = findings;
        const plain = !/\/(parameters|headers)\//.test(mutated.places[0] ?? "");
        if (only === undefined || findings.length > 1 || only.witness === null || !plain) continue;
        if (mentions(data.root, "readOnly") || mentions(data.root, "writeOnly")) continue;
        const confirmed = await isConfirmed(only, mutated, [data, read], [other, after]);
        witnesses[confirmed ? "confirmed" : "refuted"] += 1;
        expect({ ...what, witness: only.witness, confirmed }).toEqual({
          ...what,
          witness: only.witness,
          confirmed: true,
        });
      }

      // Our own contracts alone do not hold everything that can be changed.
      expect(tried).toBeGreaterThanOrEqual(corpusIsThere ? 1 : 0);
      expect(several).toBeLessThanOrEqual(1 + tried * 0.15);
    },
    600_000,
  );
});
