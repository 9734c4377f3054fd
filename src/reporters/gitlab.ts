import type { Finding, Severity } from "../compare/finding.js";
import { anchorOf } from "./anchor.js";
import { headline, oneLine } from "./plain-finding.js";
import { defineReporter } from "./reporter.js";
import { witnessText } from "./words.js";

/** What is waived is left out: GitLab shows what a merge request adds, and has no word for it. */
export const gitlab = defineReporter({
  name: "gitlab",
  summary: "for GitLab: a Code Quality report that merge requests show",
  render({ findings }) {
    const open = findings.filter(({ waived }) => waived === null);
    return `${JSON.stringify(distinct(open.map(issue)), null, 2)}\n`;
  },
});

const severities: { readonly [S in Severity]: string } = { break: "critical", warning: "minor", note: "info" };

/** One entry of the report, as GitLab documents it under "Code Quality report format". */
function issue(finding: Finding) {
  const { place, line } = anchorOf(finding) ?? { place: { path: "." } };
  return {
    description: [headline(finding), ...proof(finding)].join(". "),
    check_name: finding.rule,
    fingerprint: finding.fingerprint,
    severity: severities[finding.severity],
    location: { path: place.path, lines: { begin: line ?? 1 } },
  };
}

const proof = ({ witness }: Finding): readonly string[] =>
  witness === null ? [] : [oneLine(`Proof: ${witnessText(witness)}`)];

/** GitLab drops entries whose fingerprint it has seen: later ones get a number. */
function distinct<T extends { readonly fingerprint: string }>(issues: readonly T[]): readonly T[] {
  const seen = new Map<string, number>();
  return issues.map((one) => {
    const times = (seen.get(one.fingerprint) ?? 0) + 1;
    seen.set(one.fingerprint, times);
    return times === 1 ? one : { ...one, fingerprint: `${one.fingerprint}-${times}` };
  });
}
