import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Contract } from "../../../src/contract/contract.js";
import { Failure } from "../../../src/diagnostics/failure.js";
import { protobuf } from "../../../src/readers/protobuf/protobuf.js";
import { diskSources, textSources } from "./disk-sources.js";
import { modelLines, oracleLines } from "./oracle.js";

const corpus = join(import.meta.dirname, "../../../../shared/corpus/protobuf");
const sets = existsSync(corpus) ? readdirSync(corpus).sort() : [];
const dependencies = sets
  .filter((set) => set.startsWith("_dep-"))
  .flatMap((set) =>
    set === "_dep-protobuf-features"
      ? ["src", "go", "java/core/src/main/resources"].map((root) => `${set}/${root}`)
      : [set],
  );

const cache = new Map<string, Promise<Contract>>();
function contractOf(set: string): Promise<Contract> {
  const known = cache.get(set);
  if (known !== undefined) return known;
  const sources = diskSources(corpus);
  const made = sources
    .list(set, [".proto"])
    .then((entries) => protobuf.read(entries, sources, { importPaths: dependencies }));
  cache.set(set, made);
  return made;
}

describe.skipIf(sets.length === 0)("real contracts", () => {
  it("all read, and say what is wrong with them", async () => {
    const told: Record<string, Record<string, number>> = {};
    let files = 0;
    let clean = 0;
    for (const set of sets) {
      const { diagnostics, protobuf: details } = await contractOf(set);
      files += details?.files.filter(({ entry }) => entry).length ?? 0;
      const errors = diagnostics.filter(({ severity }) => severity === "error");
      if (errors.length === 0) clean += 1;
      const counts: Record<string, number> = {};
      for (const { code } of errors) counts[code] = (counts[code] ?? 0) + 1;
      if (errors.length > 0) told[set] = counts;
    }

    expect({ sets: sets.length, files, clean }).toEqual({ sets: 24, files: 884, clean: 21 });
    expect(told).toEqual({
      // Options and a package that exist inside of Google alone.
      "protobuf-editions-golden@2026-08-21": { "protobuf-option": 28, "protobuf-type": 1 },
      // Inputs of a migration tool: one option set twice, and one that a later version took away.
      "protovalidate@v0.1.0": { "protobuf-option": 4 },
      "protovalidate@v1.2.2": { "protobuf-option": 13 },
    });
  });

  it("have a place for every declaration", async () => {
    const { protobuf: details } = await contractOf("googleapis-core@2026-08-22");
    const places: unknown[] = [];
    JSON.stringify(details, (key, value) => {
      if (key === "at" || key.endsWith("At")) places.push(value);
      return typeof value === "bigint" ? String(value) : value;
    });

    expect(places.length).toBeGreaterThan(50_000);
    expect(places).not.toContainEqual(expect.not.objectContaining({ line: expect.any(Number) }));
  });

  it.each(sets.filter((set) => !set.startsWith("_dep-")))("of %s read as protobufjs reads them", async (set) => {
    const { protobuf: details } = await contractOf(set);
    const entries = details?.files.filter(({ entry }) => entry) ?? [];
    const roots = new Set([join(corpus, set), ...dependencies.map((one) => join(corpus, one))]);
    for (const { at, name } of entries)
      if (at.file.endsWith(name)) roots.add(join(corpus, at.file.slice(0, -name.length)));

    const differing = entries.flatMap((file) => {
      const theirs = attempt(() => oracleLines(join(corpus, file.at.file), [...roots]));
      if (theirs === undefined) return [];
      const ours = new Set(modelLines(file));
      return [...theirs.filter((line) => !ours.has(line)), ...[...ours].filter((line) => !theirs.includes(line))];
    });

    expect(differing).toEqual([]);
  });

  it("are refused by protobufjs only where known", async () => {
    const refused: string[] = [];
    for (const set of ["bazel-remote-apis@v2.12.0", "protobuf-es-tests@2026-08"]) {
      const { protobuf: details } = await contractOf(set);
      const roots = [
        join(corpus, set),
        join(corpus, set, "packages/protobuf-test"),
        ...dependencies.map((one) => join(corpus, one)),
      ];
      for (const { entry, at } of details?.files ?? []) {
        if (entry && attempt(() => oracleLines(join(corpus, at.file), roots)) === undefined)
          refused.push(at.file.slice(set.length + 1));
      }
    }

    expect(refused.sort()).toEqual([
      "build/bazel/remote/asset/v1/remote_asset.proto",
      "build/bazel/remote/execution/v2/remote_execution.proto",
      "packages/protobuf-test/extra/proto2.proto",
    ]);
  });
});

const pairs = join(import.meta.dirname, "../../../../shared/hard-pairs/protobuf");

describe.skipIf(!existsSync(pairs))("small contracts made to be hard", () => {
  it("all read without a word", async () => {
    const sources = diskSources(pairs);
    const sides = readdirSync(pairs)
      .filter((name) => name.startsWith("P"))
      .flatMap((name) => readdirSync(join(pairs, name)).map((side) => `${name}/${side}`));

    const told = await Promise.all(
      sides.map(async (side) => (await protobuf.read(await sources.list(side, [".proto"]), sources, {})).diagnostics),
    );

    expect(sides.length).toBeGreaterThan(80);
    expect(told.flat()).toEqual([]);
  });
});

describe.skipIf(sets.length === 0)("damaged contracts", () => {
  it("are read or refused, with a place for every problem", async () => {
    const sources = diskSources(corpus);
    const texts = (await sources.list("protobuf-editions-golden@2026-08-21", [".proto"])).map(({ text }) =>
      text.slice(0, 4000),
    );
    let seed = 20261121;
    const random = (below: number): number => {
      seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
      return (seed >>> 8) % below;
    };
    const junk = [
      "{",
      "}",
      ";",
      '"',
      "/*",
      "[",
      "(",
      "=",
      "message",
      "enum",
      "extend",
      "option",
      "1e999",
      "-",
      "\u0000",
      "<",
      "reserved",
    ];
    const mutants = Array.from({ length: 400 }, () => {
      let text = texts[random(texts.length)] ?? "";
      for (let change = random(4); change >= 0; change -= 1) {
        const at = random(text.length + 1);
        text = text.slice(0, at) + (random(2) === 0 ? junk[random(junk.length)] : "") + text.slice(at + random(20));
      }
      return text;
    });

    const unplaced: unknown[] = [];
    for (const text of mutants) {
      const alone = textSources({ "a.proto": text });
      const told = await protobuf.read(alone.all, alone, {}).then(
        ({ diagnostics }) => diagnostics,
        (error: unknown) => (error instanceof Failure ? error.diagnostics : [error]),
      );
      unplaced.push(...told.filter((one) => !(one instanceof Object && "at" in one)));
    }

    expect(unplaced).toEqual([]);
  });
});

function attempt<T>(run: () => T): T | undefined {
  try {
    return run();
  } catch {
    return undefined;
  }
}
