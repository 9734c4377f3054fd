import type { Location } from "../diagnostics/location.js";
import type { GenerateOptions } from "../generate/options.js";
import type { ReadingOptions } from "./workspace.js";

/** What to generate from one contract. */
export interface Job {
  /** What the contract is called in the config, or the path by which it was named. */
  readonly name: string;
  /** A file, a folder, "-", a URL or `<revision>:<path>`. */
  readonly source: string;
  /** Where a config says so. */
  readonly at?: Location;
  readonly reading: ReadingOptions;
  readonly outputs: readonly Output[];
  /** Patterns of the operations that are wanted (`selectOperations`); empty: all. */
  readonly only: readonly string[];
}

/** What goes into one folder. */
export interface Output {
  readonly targets: readonly string[];
  /** A path, relative to where the user stands or, for a config, to the config's folder. */
  readonly folder: string;
  readonly options: Partial<GenerateOptions>;
  /** A folder whose templates stand in for ours of the same relative path. */
  readonly templates?: string;
}

/** Who makes the files of an output, for the manifest of its folder: the same at each run. */
export const ownerOf = ({ name }: Pick<Job, "name">, { targets }: Pick<Output, "targets">): string =>
  `${name} ${[...targets].sort().join(",")}`;
