import type { Bump, Comparison, Finding, Severity } from "../compare/finding.js";
import { summarised } from "../compare/fold.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";

/** What was found between two versions of one contract, one of which may be missing. */
export interface PairFindings {
  readonly before: string | null;
  readonly after: string | null;
  /** What tells this pair from the others: "pets.yaml", "since v1". Empty where there are no others. */
  readonly label: string;
  readonly findings: readonly Finding[];
  readonly bump: Bump;
  readonly diagnostics: readonly Diagnostic[];
}

const weight: Readonly<Record<Severity, number>> = { break: 2, warning: 1, note: 0 };
const steps: readonly Bump[] = ["none", "patch", "minor", "major"];

/** One report about several pairs: the gravest findings first, each with what was compared. */
export function mergePairs(pairs: readonly PairFindings[]): Comparison {
  const findings = pairs.flatMap(({ before, after, label, findings: own }) =>
    pairs.length === 1
      ? own
      : own.map((finding) => ({
          ...finding,
          subject: label === "" ? finding.subject : `${label} › ${finding.subject}`,
          compared: { before, after },
        })),
  );
  return {
    ...reported(findings),
    bump: steps[Math.max(0, ...pairs.map(({ bump }) => steps.indexOf(bump)))]!,
    diagnostics: pairs.flatMap(({ diagnostics }) => diagnostics),
  };
}

/** Other findings in the place of those that a comparison has; its step stays. */
export const withFindings = (comparison: Comparison, findings: readonly Finding[]): Comparison => ({
  ...comparison,
  ...reported(findings),
});

/** The gravest first, else as they come. */
const reported = (findings: readonly Finding[]): Pick<Comparison, "findings" | "summary"> => ({
  findings: findings.toSorted((a, b) => weight[b.severity] - weight[a.severity]),
  summary: summarised(findings),
});
