import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Contract } from "../../src/contract/contract.js";
import { defaultOptions, type GenerateOptions } from "../../src/generate/options.js";
import type { Page } from "../../src/generate/page.js";
import { createRenderer } from "../../src/generate/render.js";
import { openapi } from "../../src/readers/openapi/openapi.js";
import { createSources } from "../../src/source/sources.js";
import { targets } from "../../src/targets/index.js";

const root = join(import.meta.dirname, "../..");

/** Reads an OpenAPI contract of the repository, or one given as text. */
export async function readContract(name: string): Promise<Contract> {
  const sources = createSources({ cwd: root });
  return openapi.read([await sources.open(name)], sources, {});
}

export const everything = (): Promise<Contract> => readContract("fixtures/contracts/openapi/everything.yaml");

/** The pages of some targets and of what they need, by path. */
export function pagesOf(
  contract: Contract,
  names: readonly string[],
  options: Partial<GenerateOptions> = {},
): Map<string, Page> {
  const pages = new Map<string, Page>();
  for (const name of new Set(names.flatMap((name) => [...(targetOf(name).needs ?? []), name]))) {
    for (const page of targetOf(name).pages(contract, { ...defaultOptions, ...options }).pages)
      pages.set(page.path, page);
  }
  return pages;
}

/** Writes what some targets make of a contract below a folder of its own; `await using` removes it. */
export async function generate(contract: Contract, names: readonly string[], options: Partial<GenerateOptions> = {}) {
  const folder = await mkdtemp(join(tmpdir(), "concordat-generated-"));
  await symlink(join(root, "node_modules"), join(folder, "node_modules"));
  await writeFile(join(folder, "package.json"), '{ "type": "module" }');
  const render = await createRenderer();
  for (const [path, page] of pagesOf(contract, names, options)) {
    const text =
      "runtime" in page
        ? await readFile(join(root, "src/runtime", page.runtime), "utf8")
        : "text" in page
          ? page.text
          : render(page);
    await mkdir(dirname(join(folder, "api", path)), { recursive: true });
    await writeFile(join(folder, "api", path), text);
  }
  return {
    folder,
    load: <Module>(path: string): Promise<Module> => import(join(folder, "api", path)) as Promise<Module>,
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

/** What the compiler says of all that stands below a folder, under the settings that generated code promises to meet. */
export async function compile(folder: string, lib: readonly string[]): Promise<string> {
  const compilerOptions = {
    target: "es2023",
    module: "nodenext",
    lib,
    types: ["node"],
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    verbatimModuleSyntax: true,
    isolatedModules: true,
    erasableSyntaxOnly: true,
    noUnusedLocals: true,
    noImplicitOverride: true,
    noImplicitReturns: true,
    noFallthroughCasesInSwitch: true,
    allowImportingTsExtensions: true,
    skipLibCheck: true,
    noEmit: true,
  };
  await writeFile(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, exclude: ["node_modules"] }));
  return run(join(root, "node_modules/.bin/tsc"), ["-p", folder], folder);
}

/** What a program prints that Node runs from a folder, its sources as they are. */
export const runNode = async (folder: string, program: string, flags: readonly string[] = []): Promise<string> => {
  await writeFile(join(folder, "main.ts"), program);
  const parameters = ["--disable-warning=ExperimentalWarning", ...flags, "main.ts"];
  return run(join(root, "node_modules/.bin/node"), parameters, folder);
};

const run = (command: string, parameters: readonly string[], cwd: string): Promise<string> =>
  new Promise((resolve) => {
    execFile(command, parameters, { cwd, timeout: 60_000, maxBuffer: 10_000_000 }, (_, out, err) => resolve(out + err));
  });

const targetOf = (name: string) => {
  const target = targets.find((one) => one.name === name);
  if (target === undefined) throw new Error(`There is no target ${name}`);
  return target;
};
