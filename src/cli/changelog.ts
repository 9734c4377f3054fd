/** What changed, for the people who use an API: grouped, in the words of the contract, as Markdown. */
import type { Finding } from "../compare/finding.js";
import { operationsOf, title } from "../compare/pair-operations.js";
import { isDocumentation } from "../compare/wording.js";
import type { Contract, Operation } from "../contract/contract.js";
import { jsonText } from "../reporters/words.js";
import type { ComparedPair } from "../workspace/compare-pairs.js";

const groups = ["Breaking", "Deprecated", "Added", "Changed", "Removed", "Documentation"] as const;
type Group = (typeof groups)[number];

/** One section for each pair of contracts, the newest version above. Equivalent contracts are said to be so. */
export const changelog = (pairs: readonly ComparedPair[]): string =>
  `${pairs.map((pair) => section(pair).join("\n")).join("\n\n")}\n`;

function section(pair: ComparedPair): readonly string[] {
  const { compared, findings } = pair;
  const lines = [`## ${heading(pair)}`, ""];
  if (findings.every(isDocumentation)) lines.push("Nothing changed for those who call it.", "");
  const operations = new Map<string, Operation>();
  for (const contract of [compared?.before, compared?.after]) {
    for (const operation of contract === undefined ? [] : operationsOf(contract))
      operations.set(operation.id, operation);
  }
  for (const group of groups) {
    const own = findings.filter((finding) => groupOf(finding) === group);
    if (own.length === 0) continue;
    lines.push(`### ${group}`, "", ...new Set(own.map((finding) => item(finding, group, operations))), "");
  }
  return lines.slice(0, -1);
}

function heading({ compared, before, after, label }: ComparedPair): string {
  if (compared === undefined) return escaped(label === "" ? (after ?? before ?? "") : label);
  const { title: name, version } = compared.after;
  const since = compared.isNew ? "" : sinceText(compared.before, compared.after);
  return `${escaped(name === "" ? "(untitled)" : name)} ${escaped(version)}${since}${label === "" ? "" : ` — ${escaped(label)}`}`;
}

const sinceText = (before: Contract, after: Contract): string =>
  before.version === after.version ? "" : ` (since ${escaped(before.version)})`;

function groupOf(finding: Finding): Group {
  const { severity, rule, before, after } = finding;
  if (severity === "break") return "Breaking";
  if (isDocumentation(finding)) return "Documentation";
  if (rule.endsWith("-deprecation")) return "Deprecated";
  if (before === null) return "Added";
  return after === null ? "Removed" : "Changed";
}

/** In characters. */
const longestValue = 80;

function item(finding: Finding, group: Group, operations: ReadonlyMap<string, Operation>): string {
  const { subject, message, witness, operations: ids } = finding;
  const [head = "", ...rest] = subject.split(" › ");
  const reached = ids.flatMap((id) => operations.get(id) ?? []);
  const own = reached.find((operation) => title(operation) === head);
  const place = rest.length === 0 ? "" : ` ${escaped(rest.join(" › "))}`;
  const lines: string[] = [];
  if (own !== undefined) lines.push(`- ${named(own)}${place === "" ? "" : `,${place}`}: ${escaped(message)}`);
  else {
    const reach = reached.length === 0 ? "" : ` (${reachText(reached)})`;
    const what = finding.rule === "contract-documentation" ? "The whole" : `\`${code(head)}\``;
    lines.push(`- ${what}${place === "" ? "" : ` ›${place}`}: ${escaped(message)}${reach}`);
  }
  // A value that must be cut shows nobody anything.
  const value = witness === null ? "" : jsonText(witness.value);
  if (group === "Breaking" && witness !== null && value.length <= longestValue) {
    const words = witness.admittedBy === "before" ? "is not valid any more" : "was not valid before";
    lines.push(`  For example, \`${code(value)}\` ${words}.`);
  }
  return lines.join("\n");
}

/** "**Add a pet** (`POST /pets`)": the contract's summary where it has one. */
function named(operation: Operation): string {
  const way = `\`${code(title(operation))}\``;
  const summary = operation.summary?.trim().replace(/\.$/, "") ?? "";
  return summary === "" ? way : `**${escaped(summary)}** (${way})`;
}

function reachText(operations: readonly Operation[]): string {
  const shown = operations.slice(0, 3).map((operation) => `\`${code(title(operation))}\``);
  const more = operations.length - shown.length;
  return `in ${shown.join(", ")}${more > 0 ? ` and ${more} more ${more === 1 ? "operation" : "operations"}` : ""}`;
}

/** Text of the contract as text: nothing in it is markup. */
const escaped = (text: string): string => text.replace(/\s+/g, " ").replace(/[\\`*_{}[\]<>#|~]/g, "\\$&");

/** Text for a code span: a backtick in a contract would end it. */
const code = (text: string): string => text.replace(/\s+/g, " ").replaceAll("`", "'");
