/** A finding in plain words, for services that show text and nothing else. */
import type { Finding } from "../compare/finding.js";
import { visible } from "./visible.js";
import { harmText, placeText, someOf, witnessText } from "./words.js";

/** One line: what changed, and where in the contract. */
export const headline = ({ subject, message, undecided }: Finding): string =>
  oneLine(`${subject}: ${message}${undecided ? " (undecided)" : ""}`);

/** One line for each thing that is known beyond the headline: the proof, whom it hurts, what to do instead, … */
export function details(finding: Finding): readonly string[] {
  const { severity, witness, operations, instead, before, after, waived, compared } = finding;
  const lines: string[] = [];
  if (witness !== null) lines.push(`Proof: ${witnessText(witness)}`);
  if (severity === "break") lines.push(`Harm: ${harmText(finding)}`);
  if (instead !== "") lines.push(`Instead: ${instead}`);
  if (operations.length > 0) lines.push(`Reaches: ${someOf(operations, 10)}`);
  if (compared !== undefined) lines.push(`Compared: ${compared.before ?? "nothing"} → ${compared.after ?? "nothing"}`);
  if (before !== null) lines.push(`Before: ${placeText(before)}`);
  if (after !== null) lines.push(`After: ${placeText(after)}`);
  if (waived !== null) lines.push(`Waived: ${waivedText(waived)}`);
  return lines.map(oneLine);
}

export const waivedText = ({ by, until, reason }: NonNullable<Finding["waived"]>): string =>
  `by ${by}${until === null ? "" : ` until ${until}`}: ${reason}`;

/** Breaks become spaces, and what is unseen is named. */
export const oneLine = (text: string): string => visible(text.replace(/\s*[\r\n]+\s*/g, " "));
