import type { Finding, Severity } from "../compare/finding.js";
import { isDocumentation } from "../compare/wording.js";
import { defineReporter } from "./reporter.js";
import { bumpText, counted, harmText, placeText, someOf, valueText } from "./words.js";

/** More notes than these are counted, not told: a pull request has little room. */
const MAX_NOTES = 30;

export const markdown = defineReporter({
  name: "markdown",
  summary: "for pull requests: a summary, the breaks with their proofs, everything else folded away",
  render(comparison) {
    const open = comparison.findings.filter(({ waived }) => waived === null);
    const waived = comparison.findings.filter((finding) => finding.waived !== null);
    const of = (severity: Severity) => open.filter((finding) => finding.severity === severity);
    // Little room is left to notes: those on words alone come last.
    const notes = [...of("note")].sort((a, b) => Number(isDocumentation(a)) - Number(isDocumentation(b)));
    const sections = [
      `### Contract: ${counted(comparison)}`,
      bumpText(comparison),
      ...of("break").map(section),
      ...folded("warnings", of("warning").length, of("warning").map(section), "\n\n"),
      ...folded("notes", notes.length, shortened(notes.map(item)), "\n"),
      ...folded("waived", waived.length, waived.map(waivedItem), "\n"),
    ];
    return `${sections.join("\n\n")}\n`;
  },
});

function section(finding: Finding): string {
  const { severity, undecided, witness, operations } = finding;
  const sign = severity === "break" ? "❌" : undecided ? "❔" : "⚠️";
  const lines = [
    `#### ${sign} ${escaped(finding.subject)}`,
    "",
    `${escaped(finding.message)} — \`${finding.rule}\``,
    "",
  ];
  if (severity === "break") lines.push(`- Harm: ${harmText(finding)}`);
  if (witness !== null) {
    const words = witness.admittedBy === "before" ? "was valid and is not any more" : "was not valid and is now";
    lines.push(`- Proof: ${code(valueText(witness.value))} ${words}`);
  }
  if (operations.length > 0)
    lines.push(
      `- Reaches: ${operations.length === 1 ? "" : `${operations.length} operations, `}${code(someOf(operations, 5))}`,
    );
  const places = [finding.before, finding.after].map((at) => (at === null ? "nowhere" : code(placeText(at))));
  lines.push(`- Where: ${places.join(" → ")}`);
  if (finding.instead !== "") lines.push(`- Instead: ${finding.instead}`);
  lines.push(`- Fingerprint: \`${finding.fingerprint}\``);
  return lines.join("\n");
}

const item = ({ subject, message }: Finding): string => `- ${escaped(subject)}: ${escaped(message)}`;

const waivedItem = (finding: Finding): string =>
  `${item(finding)} (waived by ${escaped(finding.waived?.by ?? "")}: ${escaped(finding.waived?.reason ?? "")})`;

const shortened = (items: readonly string[]): readonly string[] =>
  items.length <= MAX_NOTES ? items : [...items.slice(0, MAX_NOTES), `- … and ${items.length - MAX_NOTES} more`];

const folded = (title: string, count: number, parts: readonly string[], between: string): readonly string[] =>
  parts.length === 0 ? [] : [`<details><summary>${title} (${count})</summary>\n\n${parts.join(between)}\n\n</details>`];

/** Text of the contract as text: nothing in it is markup. */
const escaped = (text: string): string => text.replace(/[\\`*_{}[\]<>#|~]/g, "\\$&");

/** Inline code whose fence is longer than any in the text. */
function code(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return longest === 0 ? `${fence}${text}${fence}` : `${fence} ${text} ${fence}`;
}
