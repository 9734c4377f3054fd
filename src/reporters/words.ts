/** What several reporters say in the same words. */
import type { Comparison, Finding, Witness } from "../compare/finding.js";
import type { Json } from "../contract/json.js";
import type { Location } from "../diagnostics/location.js";

export const placeText = ({ file, line, column }: Location): string => `${file}:${line}:${column}`;

/** "1 break, no warnings, 3 notes" */
export function counted({ summary }: Comparison): string {
  const parts = [count(summary.break, "break"), count(summary.warning, "warning"), count(summary.note, "note")];
  if (summary.waived > 0) parts.push(`${summary.waived} waived`);
  return parts.join(", ");
}

const count = (number: number, word: string): string =>
  number === 0 ? `no ${word}s` : number === 1 ? `1 ${word}` : `${number} ${word}s`;

/** A JSON value in one line; long ones are cut, and say so. */
export function valueText(value: Json, limit = 160): string {
  const text = jsonText(value);
  return text.length <= limit ? text : `${text.slice(0, limit)}… (${text.length} characters)`;
}

/** JSON as text, integers beyond 2^53 with all their digits. */
export function jsonText(value: Json): string {
  if (typeof value === "bigint") return value.toString();
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((item: Json) => jsonText(item)).join(",")}]`;
  const members = Object.entries(value as { readonly [name: string]: Json });
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${jsonText(member)}`).join(",")}}`;
}

export const witnessText = ({ value, admittedBy }: Witness): string =>
  admittedBy === "before"
    ? `${valueText(value)} was valid and is not any more`
    : `${valueText(value)} was not valid and is now`;

/** A few names, and how many more there are. */
export function someOf(names: readonly string[], limit: number): string {
  const first = names.slice(0, limit).join(", ");
  return names.length > limit ? `${first} and ${names.length - limit} more` : first;
}

/** Whom it hurts, for a break. */
export const harmText = ({ direction }: Finding): string =>
  direction === "backward"
    ? "callers that send what was valid are refused"
    : direction === "forward"
      ? "callers may get what was not valid"
      : "callers that send what was valid are refused, and may get what was not valid";

export const bumpText = ({ bump }: Comparison): string =>
  bump === "none" ? "The contracts are equivalent." : `The version asks for a ${bump} step.`;
