import type { Finding } from "../compare/finding.js";
import { isDocumentation } from "../compare/wording.js";
import type { Location } from "../diagnostics/location.js";
import { defineReporter, type ReportContext } from "./reporter.js";
import { bumpText, counted, placeText, someOf, witnessText } from "./words.js";

/** Of findings about words alone so many are told: they are many, and hurt nobody. */
const mostWords = 5;

export const text = defineReporter({
  name: "text",
  summary: "for people at a terminal: what changed, where, the proof, and what to do instead",
  render(comparison, context) {
    const grave = comparison.findings.filter(({ severity }) => severity !== "note");
    const notes = comparison.findings.filter((finding) => finding.severity === "note" && !isDocumentation(finding));
    const words = comparison.findings.filter((finding) => finding.severity === "note" && isDocumentation(finding));
    const blocks = grave.map((finding) => block(finding, context));
    const lines = [...notes, ...words.slice(0, mostWords)].map((finding) => noteLine(finding, context));
    if (words.length > mostWords) lines.push(moreWords(words.length - mostWords, context));
    if (lines.length > 0) blocks.push(lines.join("\n"));
    blocks.push(`${context.paint.bold(counted(comparison))}. ${bumpText(comparison)}`);
    return `${blocks.join("\n\n")}\n`;
  },
});

function block(finding: Finding, context: ReportContext): string {
  const { paint } = context;
  const { severity, undecided, waived, witness, operations } = finding;
  const tag = severity === "break" ? paint.red("BREAK") : paint.yellow(undecided ? "UNDECIDED" : "WARNING");
  const lines = [`${tag}  ${paint.bold(finding.subject)}  ${paint.dim(finding.rule)}`, `  ${finding.message}`];
  lines.push(...excerpts(finding, context));
  const say = (word: string, words: string) => lines.push(`  ${paint.cyan(word.padEnd(8))} ${words}`);
  if (witness !== null) say("proof", witnessText(witness));
  if (operations.length > 0) say("reaches", someOf(operations, 6));
  if (finding.instead !== "") say("instead", finding.instead);
  if (waived === null) say("waive as", finding.fingerprint);
  else say("waived", `by ${waived.by}${waived.until === null ? "" : ` until ${waived.until}`}: ${waived.reason}`);
  return lines.join("\n");
}

/** Both sides with their lines; a line that is the same on both (a member is required elsewhere) is shown once. */
function excerpts({ before, after }: Finding, context: ReportContext): string[] {
  const { paint, line } = context;
  const lineOf = (at: Location | null) => (at === null ? undefined : line(at.file, at.line)?.trim());
  const same = lineOf(before) !== undefined && lineOf(before) === lineOf(after);
  return [
    ...(before === null ? [] : excerpt("before", before, paint.red("-"), context).slice(0, same ? 1 : 2)),
    ...(after === null ? [] : excerpt("after", after, same ? "=" : paint.green("+"), context)),
  ];
}

function excerpt(side: string, at: Location, sign: string, { paint, line }: ReportContext): string[] {
  const source = line(at.file, at.line)?.trimEnd();
  const place = `  ${paint.cyan(side.padEnd(8))} ${placeText(at)}`;
  return source === undefined ? [place] : [place, `    ${sign} ${paint.dim(clipped(source.trimStart()))}`];
}

/** Contracts are sometimes one line of JSON: nobody wants to see it all. */
const clipped = (source: string): string => (source.length > 120 ? `${source.slice(0, 120)}…` : source);

const moreWords = (count: number, { paint }: ReportContext): string =>
  `${paint.green("note")}  ${count} more ${count === 1 ? "title or description is" : "titles and descriptions are"} other than before; --format json tells them all`;

function noteLine({ subject, message, after, before, operations }: Finding, { paint }: ReportContext): string {
  const at = after ?? before;
  const reach = operations.length > 1 ? `, ${operations.length} operations` : "";
  return `${paint.green("note")}  ${subject}: ${message}  ${paint.dim(`${at === null ? "" : placeText(at)}${reach}`)}`;
}
