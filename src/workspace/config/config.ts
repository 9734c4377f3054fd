import type { GenerateOptions } from "../../generate/options.js";

/** What a project says of its contracts once, instead of by flags each time. `docs/schemas/config.schema.json`. */
export interface Config {
  /** By the names that commands take. */
  readonly contracts?: Readonly<Record<string, ContractConfig>>;
  /** How severe the findings of a rule are, by the rule's id; or for which operations they are how severe. */
  readonly rules?: Readonly<Record<string, RuleSeverity | readonly ScopedSeverity[]>>;
  /** How `diff` judges. */
  readonly diff?: DiffConfig;
  /** The file of findings that somebody has accepted. */
  readonly waivers?: string;
}

export type RuleSeverity = "break" | "warning" | "note" | "off";

/** A severity for some operations. Where several fit, the last one counts. */
export interface ScopedSeverity {
  readonly severity: RuleSeverity;
  /** Patterns of operations, as in `--only`. A finding is meant when all operations that it reaches are. Default: all. */
  readonly only?: readonly string[];
}

/** What `--profile` and `--policy` say when the command line does not. `docs/policy.md`. */
export interface DiffConfig {
  readonly profile?: "strict" | "default" | "lenient";
  readonly policy?: Readonly<Record<string, string>>;
}

export interface ContractConfig {
  /** A file, a folder, a URL or `<git revision>:<path>`. */
  readonly source: string;
  /** OpenAPI Overlay documents, applied in order. */
  readonly overlays?: readonly string[];
  /** What `diff` compares with when only the contract's name is given: a git revision, a file or a URL. */
  readonly against?: string;
  /** Folders below which protobuf imports are looked for, in order. */
  readonly importPaths?: readonly string[];
  /** Patterns of the operations that are wanted. Default: all. */
  readonly only?: readonly string[];
  readonly generate?: readonly GenerateConfig[];
}

/** What is made of a contract in one folder. What is left out has the defaults of `GenerateOptions`. */
export interface GenerateConfig extends Partial<GenerateOptions> {
  readonly target: string | readonly string[];
  readonly out: string;
  /** A folder whose templates stand in for ours of the same relative path. */
  readonly templates?: string;
}

/** Gives editors the type of a config: `export default defineConfig({ … })`. */
export const defineConfig = (config: Config): Config => config;
