import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { Operation } from "../../src/contract/contract.js";
import { createModel, type Model } from "../../src/generate/model.js";
import { defaultOptions, type GenerateOptions } from "../../src/generate/options.js";
import { createSources } from "../../src/source/sources.js";
import { Workspace } from "../../src/workspace/workspace.js";

const corpus = join(import.meta.dirname, "../../../shared/corpus/openapi");
/** One of each sort; `bench/printed.ts` compiles all that there are. */
const contracts = [
  "adyen-checkout@v72/CheckoutService-v72.json",
  "meilisearch@2025-06-16/open-api.json",
  "discord@2026-07-18/openapi.json",
  "stripe@2022-11-15/spec3.yaml",
].filter((file) => existsSync(join(corpus, file)));
const modes: readonly (readonly [string, Partial<GenerateOptions>])[] = [
  ["plain", {}],
  ["with dates and bigints", { dates: "Date", int64: "bigint" }],
];
const folder = mkdtempSync(join(tmpdir(), "corpus-"));

afterAll(() => rmSync(folder, { recursive: true }));

describe.skipIf(contracts.length === 0).each(modes)("what is printed %s", (mode, options) => {
  it("compiles under the strict settings", async () => {
    const root = join(folder, mode.replaceAll(" ", "-"));
    for (const [index, file] of contracts.entries()) {
      const workspace = new Workspace({ sources: createSources({ cwd: corpus }) });
      const contract = await workspace.read(join(corpus, file));
      const model = createModel(contract, { ...defaultOptions, ...options });
      for (const operation of contract.services.flatMap(({ operations }) => operations)) askAll(operation, model);
      write(join(root, `p${index}`), model);
    }
    writeFileSync(join(root, "package.json"), '{ "type": "module" }');
    writeFileSync(join(root, "tsconfig.json"), JSON.stringify({ compilerOptions: strict, include: ["**/*.ts"] }));

    expect(compile(root)).toBe("");
  }, 120_000);
});

const strict = {
  target: "es2023",
  module: "nodenext",
  lib: ["es2023", "dom"],
  types: [],
  noEmit: true,
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  verbatimModuleSyntax: true,
  isolatedModules: true,
  erasableSyntaxOnly: true,
};

function askAll({ id, input, outcomes }: Operation, model: Model): void {
  const asked = [
    ...(input.kind === "record"
      ? input.fields.map(({ name, schema }) => [schema, "write", `${id} ${name}`] as const)
      : []),
    ...outcomes.flatMap(({ name, contents }) =>
      contents.map(({ schema }) => [schema, "read", `${id} ${name}`] as const),
    ),
  ];
  for (const [schema, variant, name] of asked) {
    model.check(schema, variant, name);
    model.encode(schema, variant, name);
    model.decode(schema, variant, name);
  }
}

function write(target: string, model: Model): void {
  for (const { path, text } of model.pages()) {
    mkdirSync(dirname(join(target, path)), { recursive: true });
    writeFileSync(join(target, path), text);
  }
  for (const name of model.runtimeFiles()) {
    cpSync(join(import.meta.dirname, "../../src/runtime", name), join(target, "runtime", name));
  }
}

/** What the compiler has to say: its first lines. */
function compile(root: string): string {
  try {
    execFileSync(join(import.meta.dirname, "../../node_modules/.bin/tsc"), ["-p", root], { encoding: "utf8" });
    return "";
  } catch (error) {
    return String((error as { stdout?: unknown }).stdout)
      .split("\n")
      .slice(0, 10)
      .join("\n");
  }
}
