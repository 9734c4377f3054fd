import type { Finding, Severity, Waived } from "../../compare/finding.js";
import { Failure } from "../../diagnostics/failure.js";
import type { Sources } from "../../source/source.js";

/** The findings of an earlier run: they are known, and only what is new since then counts. */
export interface Baseline {
  /** How a finding is waived that was there before and was no less grave; else null. */
  knows(finding: Finding): Waived | null;
}

const weight: Readonly<Record<Severity, number>> = { break: 2, warning: 1, note: 0 };

/**
 * Reads what `concordat diff --format json` wrote.
 * @throws Failure `baseline-invalid`, and those of opening a file
 */
export async function loadBaseline(sources: Sources, name: string): Promise<Baseline> {
  const { openDocument } = await import("../../source/open-document.js");
  const source = await sources.open(name);
  const { document } = await openDocument(source);
  const known = new Map<string, Severity>();
  for (const finding of findingsOf(document.value)) {
    const { fingerprint, severity } = finding;
    const gravest = known.get(fingerprint);
    if (gravest === undefined || weight[gravest] < weight[severity]) known.set(fingerprint, severity);
  }
  return {
    knows({ fingerprint, severity }) {
      const then = known.get(fingerprint);
      if (then === undefined || weight[severity] > weight[then]) return null;
      return { by: "baseline", reason: `known in ${source.name}`, until: null };
    },
  };

  function findingsOf(value: unknown): readonly Pick<Finding, "fingerprint" | "severity">[] {
    const findings = (value as { readonly findings?: unknown } | null)?.findings;
    const right = Array.isArray(findings) && findings.every(isFinding);
    if (right) return findings;
    const message = `${source.name} is no report of an earlier run: it has no list of findings`;
    throw new Failure([
      { code: "baseline-invalid", severity: "error", message, at: { file: source.name, line: 1, column: 1 } },
    ]);
  }
}

function isFinding(value: unknown): value is Pick<Finding, "fingerprint" | "severity"> {
  if (typeof value !== "object" || value === null) return false;
  const { fingerprint, severity } = value as Partial<Finding>;
  return typeof fingerprint === "string" && severity !== undefined && Object.hasOwn(weight, severity);
}
