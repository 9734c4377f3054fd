import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { Failure } from "../diagnostics/failure.js";

/** The files that one maker wants in one folder, all of them: what it made before and is not here any more, goes. */
export interface Plan {
  /** An absolute path. */
  readonly folder: string;
  /**
   * Who makes these files, the same at each run and different for others that write into the same folder: the
   * contract's name in the config and the target, for example.
   */
  readonly owner: string;
  readonly files: readonly PlannedFile[];
}

export interface PlannedFile {
  /** Below the folder, with `/` between segments. */
  readonly path: string;
  /** As it is to be written, header included. */
  readonly text: string;
  /** Written when absent, and then left to its owner. */
  readonly once?: boolean;
  /** Whether it may be run: scripts. */
  readonly executable?: boolean;
}

/** What stands between a plan and the disk. */
export interface Drift {
  readonly changes: readonly Change[];
  /** How many files are as they should be. */
  readonly unchanged: number;
  readonly diagnostics: readonly Diagnostic[];
}

export interface Change {
  /** Below the folder. */
  readonly path: string;
  readonly kind: "added" | "changed" | "removed";
  /** What the file holds now; absent when it is new. */
  readonly before?: string;
  /** What it will hold; absent when it goes. */
  readonly after?: string;
}

/**
 * @throws Failure `output-path` for paths that lead out of the folder or that no file system takes, and for two that
 *   differ in case alone, which are one file on Windows and macOS
 */
export function checkPaths(files: readonly PlannedFile[]): void {
  const seen = new Map<string, string>();
  const problems: Diagnostic[] = [];
  const refuse = (message: string): void => {
    problems.push({ code: "output-path", severity: "error", message });
  };
  for (const { path } of files) {
    const wrong = path.split("/").find((segment) => !isName(segment));
    if (wrong !== undefined) refuse(`"${path}" cannot be written: "${wrong}" is no name for a file`);
    const folded = path.normalize("NFC").toLowerCase();
    const other = seen.get(folded);
    if (other !== undefined) refuse(`"${path}" and "${other}" are the same file where case does not matter`);
    seen.set(folded, path);
  }
  if (problems.length > 0) throw new Failure(problems);
}

/** File systems allow 255 octets; temporary names need some of them. */
const longestName = 230;

/** A segment that is a file's name on every system: no separators, no device names of Windows, nothing hidden in it. */
const isName = (segment: string): boolean =>
  segment.length > 0 &&
  Buffer.byteLength(segment) <= longestName &&
  !/[\\/:*?"<>|\0-\x1f]|[. ]$/.test(segment) &&
  !/^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i.test(segment);
