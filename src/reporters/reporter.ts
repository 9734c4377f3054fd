import type { Comparison } from "../compare/finding.js";

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
