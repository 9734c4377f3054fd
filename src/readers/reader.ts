import type { Contract, Format } from "../contract/contract.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { Source, Sources } from "../source/source.js";

/** Turns one contract language into the model that everything else works on. It keeps no state. */
export interface Reader {
  readonly format: Format;
  /** The endings of files that are looked at when a folder is named. Recognition itself never looks at names. */
  readonly endings: readonly string[];
  /** Whether the text is in this reader's language, by a look at the text alone. Cheap: no parsing of the whole. */
  recognises(source: Source): boolean;
  /**
   * Reads a contract. `entries` is one file, or for languages whose contracts are folders, all of them.
   * What is odd but readable becomes a diagnostic in the contract.
   * @throws Failure when there is no contract to be had
   */
  read(entries: readonly Source[], sources: Sources, options: ReadOptions): Promise<Contract>;
  /** What the language's own validator finds beyond what reading found: for `lint`. Slow to start, never a gate. */
  validate?(entries: readonly Source[], sources: Sources): Promise<readonly Diagnostic[]>;
}

export interface ReadOptions {
  /** OpenAPI Overlay documents to apply, in order. */
  readonly overlays?: readonly Source[];
  /** Roots below which protobuf imports are looked for, in order. */
  readonly importPaths?: readonly string[];
}

export const defineReader = (reader: Reader): Reader => reader;
