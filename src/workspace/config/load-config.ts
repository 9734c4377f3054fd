import { readFile } from "node:fs/promises";
import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { Failure } from "../../diagnostics/failure.js";
import type { Location } from "../../diagnostics/location.js";
import type { Sources } from "../../source/source.js";
import { createSources } from "../../source/sources.js";
import { checkData, type DataSchema, type Problem } from "./check-data.js";
import type { Config, ContractConfig } from "./config.js";
import { findConfig } from "./find-config.js";

/** A config that was found and is in order. */
export interface LoadedConfig {
  /** As people name it: relative to where the user stands. */
  readonly name: string;
  /** The absolute path of its file. */
  readonly file: string;
  /** Its settings, with paths made absolute; names of revisions and URLs are as written. */
  readonly config: Config;
  /** Where a setting stands: exactly in JSON and YAML, by a look at the text in TypeScript and JavaScript. */
  at(...path: readonly (string | number)[]): Location;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Finds the config, reads and checks it.
 * @param cwd where the user stands
 * @param named the file, when the user named one; else it is looked for upwards from `cwd`
 * @param sources what its file is opened by, so that its lines can be shown. Default: the disk
 * @returns undefined when nobody named one and there is none
 * @throws Failure `config-several`, `config-typescript`, `config-broken`, `config-invalid` (all problems at once), and
 *   those of opening a file
 */
export async function loadConfig(
  cwd: string,
  named?: string,
  sources: Sources = createSources({ cwd }),
): Promise<LoadedConfig | undefined> {
  const file = named === undefined ? await findConfig(cwd) : resolve(cwd, named);
  if (file === undefined) return undefined;
  const name = relative(cwd, file).split(sep).join("/");
  const read = /\.(?:json|ya?ml)$/.test(file) ? readData(file, sources) : readModule(name, file, sources);
  const { value, at, diagnostics } = await read;
  const problems = checkData(value, await schema());
  if (problems.length > 0) throw new Failure(problems.map((problem) => diagnosticOf(problem, at)));
  return {
    name,
    file,
    config: absolute(value as Config, dirname(file)),
    at: (...path) => at(path, false),
    diagnostics,
  };
}

interface ReadConfig {
  readonly value: unknown;
  readonly at: (path: readonly (string | number)[], key: boolean) => Location;
  readonly diagnostics: readonly Diagnostic[];
}

async function readData(file: string, sources: Sources): Promise<ReadConfig> {
  const { openDocument } = await import("../../source/open-document.js");
  const { document, diagnostics } = await openDocument(await sources.open(file));
  const at = (path: readonly (string | number)[], key: boolean): Location => {
    let value: unknown = document.value;
    let place = document.at(value instanceof Object ? value : {});
    for (const [index, step] of path.entries()) {
      if (typeof value !== "object" || value === null || !Object.hasOwn(value, step)) break;
      place = key && index === path.length - 1 ? document.at(value, step) : document.valueAt(value, step);
      value = (value as Readonly<Record<string | number, unknown>>)[step];
    }
    return place;
  };
  return { value: document.value, at, diagnostics };
}

async function readModule(name: string, file: string, sources: Sources): Promise<ReadConfig> {
  // Opened first so that a missing file is told in the same words as any other.
  const source = await sources.open(file);
  const { importConfig } = await import("./import-config.js");
  const value = await importConfig(name, file);
  const at = (path: readonly (string | number)[]): Location => ({ file: name, ...placeInCode(source.text, path) });
  return { value, at, diagnostics: [] };
}

/** Follows the names of a path through the text of a module; where one does not occur, the last that did. */
function placeInCode(
  text: string,
  path: readonly (string | number)[],
): { readonly line: number; readonly column: number } {
  let found = 0;
  for (const step of path) {
    if (typeof step === "number") continue;
    const escaped = step.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
    const match = new RegExp(`(?<![\\w$-])["']?${escaped}["']?\\s*:`).exec(text.slice(found));
    if (match === null) break;
    found += match.index;
  }
  const before = text.slice(0, found).split("\n");
  return { line: before.length, column: before.at(-1)!.length + 1 };
}

async function schema(): Promise<DataSchema> {
  const file = fileURLToPath(new URL("../../../docs/schemas/config.schema.json", import.meta.url));
  return JSON.parse(await readFile(file, "utf8")) as DataSchema;
}

function diagnosticOf({ path, message, fix, key = false }: Problem, at: ReadConfig["at"]): Diagnostic {
  return { code: "config-invalid", severity: "error", message, at: at(path, key), ...(fix !== undefined && { fix }) };
}

function absolute(config: Config, folder: string): Config {
  const path = (name: string): string => (isAbsolute(name) ? name : join(folder, name));
  const source = (name: string): string => (isElsewhere(name) ? name : path(name));
  const contract = (given: ContractConfig): ContractConfig => ({
    ...given,
    source: source(given.source),
    ...(given.overlays !== undefined && { overlays: given.overlays.map(source) }),
    ...(given.importPaths !== undefined && { importPaths: given.importPaths.map(source) }),
    ...(given.generate !== undefined && {
      generate: given.generate.map((entry) => ({
        ...entry,
        out: path(entry.out),
        ...(entry.templates !== undefined && { templates: path(entry.templates) }),
      })),
    }),
  });
  const contracts = Object.entries(config.contracts ?? {}).map(([name, given]) => [name, contract(given)] as const);
  return {
    ...config,
    ...(config.contracts !== undefined && { contracts: Object.fromEntries(contracts) }),
    ...(config.waivers !== undefined && { waivers: path(config.waivers) }),
  };
}

/** Standard input, a URL, or a path in a revision; "C:\" and "./a:b" are paths of the disk. */
const isElsewhere = (name: string): boolean =>
  name === "-" || (/^[^./\\:][^:\\]*:/.test(name) && !/^[a-z]:[\\/]/i.test(name));
