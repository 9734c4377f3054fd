import { catalog, type Entry } from "../diagnostics/catalog.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { Location } from "../diagnostics/location.js";
import { oneLine } from "./one-line.js";
import type { Paint } from "./paint.js";

/** The text of a line of a file that was read, counted from one, or undefined when it is not at hand. */
export type Excerpt = (at: Location) => string | undefined;

const widest = 160;

/** A diagnostic for people: what is wrong, where, the line itself, and how to mend it. */
export function describeDiagnostic(diagnostic: Diagnostic, paint: Paint, excerpt: Excerpt): string {
  const { code, severity, message, at } = diagnostic;
  const colour = { error: paint.red, warning: paint.yellow, note: paint.cyan }[severity];
  const entry: Entry = catalog[code];
  const lines = [`${colour(paint.bold(severity))}${paint.dim(`[${code}]`)} ${oneLine(message)}`];
  if (at !== undefined) {
    const number = String(at.line);
    const margin = " ".repeat(number.length);
    lines.push(`${margin}${paint.dim("-->")} ${oneLine(at.file)}:${at.line}:${at.column}`);
    lines.push(...quote(at, excerpt(at), number, margin, paint, colour));
  }
  const fix = diagnostic.fix ?? (severity === "note" ? undefined : entry.fix);
  if (fix !== undefined) lines.push(`  ${paint.green("mend:")} ${oneLine(fix)}`);
  return lines.join("\n");
}

/** One line for a diagnostic, as compilers write it. */
export const summariseDiagnostic = ({ code, severity, message, at }: Diagnostic): string =>
  `${at === undefined ? "" : `${at.file}:${at.line}:${at.column}: `}${severity} ${code}: ${message}`;

function quote(
  at: Location,
  line: string | undefined,
  number: string,
  margin: string,
  paint: Paint,
  colour: (text: string) => string,
): string[] {
  if (line === undefined || line.trim() === "") return [];
  const start = Math.max(0, Math.min(at.column - 1 - widest / 2, line.length - widest));
  const shown = printable(line.slice(start, start + widest));
  const caret = Math.max(0, Math.min(at.column - 1 - start, shown.length));
  return [`${paint.dim(`${number} |`)} ${shown}`, `${margin} ${paint.dim("|")} ${" ".repeat(caret)}${colour("^")}`];
}

/** What a terminal may be sent: no control characters from a contract. */
const printable = (text: string): string => text.replaceAll(/[\u0000-\u001f\u007f-\u009f]/g, " ");
