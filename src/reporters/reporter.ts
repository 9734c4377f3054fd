import type { Comparison } from "../compare/finding.js";
import type { RuleBase } from "../compare/rule.js";

/** Puts a comparison into a form that people or programs read. */
export interface Reporter {
  /** What `--format` takes. */
  readonly name: string;
  /** One line for help and `explain`. */
  readonly summary: string;
  /** The whole output, ending with a line break. The same input gives the same output. */
  render(comparison: Comparison, context: ReportContext): string;
}

export interface ReportContext {
  readonly paint: Paint;
  /** A line of a file that was read, counted from one, for excerpts. */
  readonly line: (file: string, line: number) => string | undefined;
  /** The rules that were asked, for reports that explain them or name those that were silent. Default: not known. */
  readonly rules?: readonly RuleBase[];
  /** What the user called the two sides. Default: the files in which findings lie. */
  readonly names?: { readonly before: string; readonly after: string };
  /** The version of this tool. Default: not told. */
  readonly version?: string;
}

/** Colours for a terminal, or none. */
export interface Paint {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly red: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly green: (text: string) => string;
  readonly cyan: (text: string) => string;
}

export const defineReporter = (reporter: Reporter): Reporter => reporter;
