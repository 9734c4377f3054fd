import type { Comparison } from "../compare/finding.js";
import type { Rule } from "../compare/rule.js";
import type { Contract } from "../contract/contract.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { Failure } from "../diagnostics/failure.js";
import { suggest } from "../diagnostics/suggest.js";
import type { Target } from "../generate/target.js";
import type { Reader } from "../readers/reader.js";
import type { Reporter } from "../reporters/reporter.js";
import type { Source, Sources } from "../source/source.js";
import { builtin } from "./builtin.js";
import { type CompareVersionsOptions, compareVersions } from "./compare-versions.js";
import { gather, type Plugin } from "./plugin.js";
import type { ReadingOptions } from "./reading-options.js";
import { type Recognised, recogniseContract } from "./recognise-contract.js";

export interface WorkspaceOptions {
  readonly sources: Sources;
  /** What to work with besides what ships. */
  readonly plugins?: readonly Plugin[];
}

export type { ReadingOptions };

/** The whole tool as one object: what a command, a test or a program works with. */
export class Workspace {
  readonly sources: Sources;
  readonly #plugins: readonly Plugin[];

  constructor({ sources, plugins = [] }: WorkspaceOptions) {
    this.sources = sources;
    this.#plugins = [builtin, ...plugins];
  }

  /** The same workspace with other sources. */
  with(sources: Sources): Workspace {
    return new Workspace({ sources, plugins: this.#plugins.filter((plugin) => plugin !== builtin) });
  }

  /**
   * Reads one contract, in whichever language it is written.
   * @param name a file, a folder, "-", a URL or `<revision>:<path>`
   * @throws Failure when there is no contract to be had
   */
  async read(name: string, options: ReadingOptions = {}): Promise<Contract> {
    const { reader, entries } = await this.recognise(name);
    const overlays = await Promise.all((options.overlays ?? []).map((overlay) => this.sources.open(overlay)));
    return reader.read(entries, this.sources, { overlays, importPaths: options.importPaths ?? [] });
  }

  /**
   * Finds the files that make up a contract, and who reads them.
   * @throws Failure `misused`, `unknown-format`, `several-contracts`, `document-empty`, `document-binary`
   */
  async recognise(name: string): Promise<Recognised> {
    if (name.trim() === "") throw new Failure([emptyName], "misused");
    const readers = await this.readers();
    return recogniseContract(name, await this.#open(name, readers), readers);
  }

  /**
   * Compares two versions of a contract. A contract that the older revision did not have yet is new as a whole.
   * @throws Failure as `read`; `formats-differ` when they are in different languages
   */
  async compare(before: string, after: string, options: CompareVersionsOptions = {}): Promise<Comparison> {
    return (await compareVersions(this, before, after, options)).comparison;
  }

  /** What reading a contract and its language's own validator have to say, in the order of the places. */
  async lint(name: string, options: ReadingOptions = {}): Promise<readonly Diagnostic[]> {
    const { diagnostics } = await this.read(name, options);
    const validated = await this.validate(name);
    // Where reading says what is wrong, the general words of a validator add nothing.
    const echoes = (said: Diagnostic) =>
      said.at !== undefined &&
      said.code.endsWith("-validation") &&
      diagnostics.some((known) => byPlace(known, said) === 0);
    return [...diagnostics, ...validated.filter((said) => !echoes(said))].sort(byPlace);
  }

  /** What the validator of the contract's own language has to say: warnings at most. Slow to start. */
  async validate(name: string): Promise<readonly Diagnostic[]> {
    const { reader, entries } = await this.recognise(name);
    const found = (await reader.validate?.(entries, this.sources)) ?? [];
    return found.map((said) => (said.severity === "error" ? { ...said, severity: "warning" } : said));
  }

  readers(): Promise<readonly Reader[]> {
    return gather(this.#plugins.map(({ readers }) => readers));
  }

  rules(): Promise<readonly Rule[]> {
    return gather(this.#plugins.map(({ rules }) => rules));
  }

  targets(): Promise<readonly Target[]> {
    return gather(this.#plugins.map(({ targets }) => targets));
  }

  reporters(): Promise<readonly Reporter[]> {
    return gather(this.#plugins.map(({ reporters }) => reporters));
  }

  /** @throws Failure `unknown-target`, with the name that was probably meant */
  async target(name: string): Promise<Target> {
    return named(name, await this.targets(), "unknown-target", "target");
  }

  /** @throws Failure `unknown-reporter` */
  async reporter(name: string): Promise<Reporter> {
    return named(name, await this.reporters(), "unknown-reporter", "format");
  }

  /** The files that a name stands for: one, or those below a folder that a reader may want. */
  async #open(name: string, readers: readonly Reader[]): Promise<readonly Source[]> {
    try {
      return [await this.sources.open(name)];
    } catch (error) {
      if (!(error instanceof Failure) || error.diagnostics[0]?.code !== "source-is-folder") throw error;
      return this.sources.list(name, [...new Set(readers.flatMap(({ endings }) => endings))]);
    }
  }
}

const emptyName: Diagnostic = {
  code: "misused",
  severity: "error",
  message: "the name of the contract is empty",
  fix: "Name a file, a folder, - for standard input, a URL, or <revision>:<path>. In a script, a variable may be unset.",
};

function byPlace({ at: a }: Diagnostic, { at: b }: Diagnostic): number {
  if (a === undefined || b === undefined) return a === b ? 0 : a === undefined ? -1 : 1;
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.line - b.line || a.column - b.column;
}

function named<T extends { readonly name: string }>(
  name: string,
  things: readonly T[],
  code: "unknown-target" | "unknown-reporter",
  sort: string,
): T {
  const found = things.find((thing) => thing.name === name);
  if (found !== undefined) return found;
  const names = things.map((thing) => thing.name);
  const near = suggest(name, names);
  const fix =
    near === undefined ? `There are: ${names.join(", ")}.` : `Did you mean "${near}"? There are: ${names.join(", ")}.`;
  throw new Failure([{ code, severity: "error", message: `there is no ${sort} "${name}"`, fix }], "misused");
}
