/**
 * Silence means equivalence: a contract written in another way gives no finding at all, whichever of the two is the
 * older one. `CORPUS=all` tries every respelling on every contract of the corpus.
 */
import { statSync } from "node:fs";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { compare } from "../../src/compare/compare.js";
import type { Finding } from "../../src/compare/finding.js";
import type { Contract } from "../../src/contract/contract.js";
import { rules } from "../../src/rules/index.js";
import { corpusContracts, corpusIsThere, nameOf, ownContracts } from "./real-contracts.js";
import { choiceFrom } from "./respell/choice.js";
import { copied, type Members } from "./respell/data.js";
import { respellings } from "./respell/index.js";
import { dataOf, readWritten } from "./respell/read-written.js";
import type { Respelling, Written } from "./respell/respelling.js";

/** Off unless asked for: it takes some minutes. */
const everything = process.env["CORPUS"] === "all";

/** Of the corpus, so many that are not large, always the same. */
const sampled = choiceFrom(20_261_121)
  .shuffled(corpusContracts.filter((path) => statSync(path).size < 300_000 && !path.includes("digitalocean")))
  .slice(0, 60);

/** In many files: these are what can be joined. */
const inManyFiles = corpusContracts.filter((path) => path.includes("camara-qod@2026"));

const contracts = [...ownContracts, ...(everything ? corpusContracts : new Set([...sampled, ...inManyFiles]))];

interface Original {
  readonly data: Written;
  readonly read: Contract;
}

/** Undefined for what is no contract after all. */
async function original(path: string): Promise<Original | undefined> {
  const data = await dataOf(path);
  try {
    return { data, read: await readWritten(fresh(data)) };
  } catch {
    return undefined;
  }
}

const fresh = (contract: Written): Written => ({
  ...contract,
  root: copied(contract.root) as Members,
  files: new Map(contract.files),
});

/** Where a description stands, and which of several counts, is no part of what a contract means. */
const isDocumentation = ({ rule }: Finding): boolean => rule.endsWith("-documentation");

const said = (before: Contract, after: Contract): readonly string[] =>
  compare(before, after, { rules })
    .findings.filter((finding) => !isDocumentation(finding))
    .map(
      ({ rule, severity, subject, message, before: old, after: now }) =>
        `${severity} ${rule}: ${subject}: ${message} (${old?.line ?? "nowhere"} to ${now?.line ?? "nowhere"})`,
    );

/** What is said of a contract and its respelling; undefined when there is nothing to respell. */
async function saidOf(
  { data, read }: Original,
  chain: readonly Respelling[],
  seed: number,
): Promise<readonly string[] | undefined> {
  const choice = choiceFrom(seed);
  let current = fresh(data);
  let changed = false;
  for (const { respell } of chain) {
    const next = respell(fresh(current), choice);
    if (next === undefined) continue;
    changed = true;
    current = next;
  }
  if (!changed) return undefined;
  const other = await readWritten(current);
  return [...said(read, other), ...said(other, read).map((line) => `backwards: ${line}`)];
}

const originals = new Map<string, Original>();

const byName = new Map(respellings.map((respelling) => [respelling.name, respelling]));

beforeAll(async () => {
  if (everything) return;
  for (const path of contracts) {
    const one = await original(path);
    if (one !== undefined) originals.set(nameOf(path), one);
  }
});

describe.skipIf(everything)("a contract", () => {
  it("is equivalent to itself", () => {
    const found = [...originals].flatMap(([name, { read }]) => said(read, read).map((line) => `${name}: ${line}`));

    expect(found).toEqual([]);
  });

  it.each(respellings)("means the same: $name", async (respelling) => {
    const fitting = [...originals].flatMap(([name, { data }]) =>
      respelling.respell(fresh(data), choiceFrom(1)) === undefined ? [] : [name],
    );
    if (!corpusIsThere && fitting.length === 0) return;

    expect(fitting.length).toBeGreaterThan(0);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...fitting), fc.nat(), async (name, seed) => {
        const found = await saidOf(originals.get(name)!, [respelling], seed);

        expect({ in: name, said: found ?? [] }).toEqual({ in: name, said: [] });
      }),
      { seed: 7, numRuns: 25, endOnFailure: true },
    );
  });

  it("means the same however many respellings meet", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...originals.keys()),
        fc.shuffledSubarray([...byName.keys()], { minLength: 2, maxLength: 6 }),
        fc.nat(),
        async (name, chain, seed) => {
          const found = await saidOf(
            originals.get(name)!,
            chain.map((each) => byName.get(each)!),
            seed,
          );

          expect({ in: name, chain, said: found ?? [] }).toEqual({ in: name, chain, said: [] });
        },
      ),
      { seed: 7, numRuns: 100, endOnFailure: true },
    );
  });
});

describe.each((everything ? contracts : []).map((path) => [nameOf(path), path] as const))("%s", (_, path) => {
  it("means the same, whatever the respelling", async () => {
    const one = await original(path);
    if (one === undefined) return;
    const found = said(one.read, one.read);

    expect(found).toEqual([]);
    for (const [index, respelling] of respellings.entries()) {
      expect({ by: respelling.name, said: (await saidOf(one, [respelling], index)) ?? [] }).toEqual({
        by: respelling.name,
        said: [],
      });
    }
    for (let seed = 0; seed < 4; seed += 1) {
      const chain = choiceFrom(seed + 100)
        .shuffled(respellings)
        .slice(0, 5);
      const by = chain.map(({ name }) => name);
      expect({ by, said: (await saidOf(one, chain, seed)) ?? [] }).toEqual({ by, said: [] });
    }
  }, 600_000);
});

describe.skipIf(corpusIsThere)("the corpus", () => {
  it.skip("is not here: only our own contracts were respelt", () => undefined);
});
