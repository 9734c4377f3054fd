/** One change, one finding: what many operations reach is said once, at the place where it stands. */
import type { Location } from "../diagnostics/location.js";
import type { Bump, Direction, Finding, Promised, Severity, Summary, Waived, Waiver } from "./finding.js";
import { fingerprintOf } from "./fingerprint.js";
import type { RuleBase } from "./rule.js";
import { isPast } from "./sunset.js";
import type { Told } from "./told.js";
import { directionOf } from "./variance.js";
import { isDocumentation } from "./wording.js";

/** What was told, and the ids of the operations that reach it. */
export interface Reached {
  readonly told: Told;
  readonly operations: ReadonlySet<string>;
}

/** Has the last word on how severe something is, knowing all the operations that it reaches; "off" drops it. */
export type Judge = (told: Told, operations: ReadonlySet<string>) => Severity | "off";

interface FoldOptions {
  readonly judge?: Judge | undefined;
  readonly rules: ReadonlyMap<string, RuleBase>;
  /** Ids of operations in the order in which they are to stand. */
  readonly order: readonly string[];
  readonly promises: readonly Promised[];
  readonly waivers: readonly Waiver[];
  readonly today?: string | undefined;
}

/** The promises that something touches, among those that are asked about. */
const concerned = ({ promises }: Told, asked: readonly Promised[]): readonly Promised[] =>
  promises === undefined ? asked.filter((one) => one !== "source") : asked.filter((one) => promises.includes(one));

const weight: Readonly<Record<Severity, number>> = { break: 2, warning: 1, note: 0 };

/** Findings, the gravest first, then in the order of the contract. */
export function fold(all: readonly Reached[], options: FoldOptions): readonly Finding[] {
  const groups = new Map<string, Reached[]>();
  for (const one of judged(all, options.judge)) {
    if (concerned(one.told, options.promises).length === 0) continue;
    const { rule, before, after, words, everywhere } = one.told;
    const places = everywhere ? "everywhere" : `${placeText(before)} ${placeText(after)}`;
    const key = [rule, places, words].join("\n");
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  const rank = new Map(options.order.map((id, index) => [id, index]));
  const findings = [...groups.values()].map((group) => finding(group, rank, options));
  const position = ({ before, after }: Finding): Location => after ?? before ?? { file: "", line: 0, column: 0 };
  return findings.sort((a, b) => {
    const [x, y] = [position(a), position(b)];
    return (
      weight[b.severity] - weight[a.severity] ||
      (x.file < y.file ? -1 : x.file > y.file ? 1 : 0) ||
      x.line - y.line ||
      x.column - y.column ||
      (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0)
    );
  });
}

const judged = (all: readonly Reached[], judge: Judge | undefined): readonly Reached[] =>
  judge === undefined
    ? all
    : all.flatMap((one) => {
        const severity = judge(one.told, one.operations);
        return severity === "off" ? [] : [{ ...one, told: { ...one.told, severity } }];
      });

function finding(group: readonly Reached[], rank: ReadonlyMap<string, number>, options: FoldOptions): Finding {
  const gravest = Math.max(...group.map(({ told }) => weight[told.severity]));
  const grave = group.filter(({ told }) => weight[told.severity] === gravest);
  const { told } = grave.find((one) => one.told.witness !== null) ?? grave[0]!;
  const operations = [...new Set(grave.flatMap((one) => [...one.operations]))];
  operations.sort((a, b) => (rank.get(a) ?? 0) - (rank.get(b) ?? 0));
  const directions = new Set(grave.map((one) => directionOf(one.told.polarity)));
  const direction: Direction = directions.size > 1 ? "both" : directionOf(told.polarity);
  const fingerprint = fingerprintOf(told);
  return {
    rule: told.rule,
    severity: told.severity,
    undecided: told.undecided,
    promises: concerned(told, options.promises),
    direction,
    subject: told.subject,
    message: told.words,
    instead: told.severity === "note" ? "" : (options.rules.get(told.rule)?.instead ?? ""),
    before: told.before,
    after: told.after,
    operations,
    witness: told.witness,
    fingerprint,
    waived: waivedBy(fingerprint, options.waivers, options.today),
  };
}

function waivedBy(fingerprint: string, waivers: readonly Waiver[], today: string | undefined): Waived | null {
  const waiver = waivers.find((one) => one.fingerprint === fingerprint);
  if (waiver === undefined || (waiver.until !== undefined && isPast(waiver.until, today))) return null;
  return { by: waiver.by, reason: waiver.reason, until: waiver.until ?? null };
}

const placeText = (at: Location | null): string => (at === null ? "nowhere" : `${at.file}:${at.line}:${at.column}`);

export function summarised(findings: readonly Finding[]): Summary {
  const open = findings.filter(({ waived }) => waived === null);
  const count = (severity: Severity) => open.filter((one) => one.severity === severity).length;
  return {
    break: count("break"),
    warning: count("warning"),
    note: count("note"),
    waived: findings.length - open.length,
  };
}

/** A break asks for a major step, other words for a patch, whatever else is said for a minor one; waived breaks are breaks all the same. */
export function bumpFor(findings: readonly Finding[]): Bump {
  if (findings.some(({ severity }) => severity === "break")) return "major";
  if (findings.some(({ severity }) => severity === "warning")) return "minor";
  if (findings.every(isDocumentation)) return findings.length > 0 ? "patch" : "none";
  return "minor";
}
