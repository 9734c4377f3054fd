/** What `diff` itself finds, beside the rules that are asked about pairs. */
import type { Finding, Severity } from "../compare/finding.js";
import { fingerprintOf } from "../compare/fingerprint.js";
import type { RuleBase } from "../compare/rule.js";
import type { Location } from "../diagnostics/location.js";

export const contractExistence: RuleBase = {
  id: "contract-existence",
  title: "A contract went away, or a new one appeared",
  why: "Whoever calls an API whose contract is gone calls something that nobody promises any more.",
  instead: "Deprecate all operations with a sunset date first, and remove the contract after that date.",
};

export const versionStep: RuleBase = {
  id: "version-step",
  title: "The contract's version moved by less than its changes ask for",
  why: "People and programs read the version to know whether they may take it; one that moved too little promises that nothing breaks.",
  instead: "Raise `info.version` by the step that the changes ask for.",
};

export const waiverUse: RuleBase = {
  id: "waiver-use",
  title: "A waiver matches no finding, or has expired",
  why: "A waiver that matches nothing is a licence that somebody forgot; one that has expired no longer covers what it was given for.",
  instead: "Remove the waiver, or renew it with a new date and reason.",
};

export const ownRules: readonly RuleBase[] = [contractExistence, versionStep, waiverUse];

interface Own {
  readonly severity: Severity;
  readonly subject: string;
  readonly message: string;
  readonly before: Location | null;
  readonly after: Location | null;
  /** What tells it from others about the same subject: data, never words. */
  readonly fact: string;
}

/** A finding of our own. It touches no operation and has no witness. */
export function ownFinding(rule: RuleBase, { severity, subject, message, before, after, fact }: Own): Finding {
  return {
    rule: rule.id,
    severity,
    undecided: false,
    promises: ["json", "source"],
    direction: "backward",
    subject,
    message,
    instead: severity === "note" ? "" : rule.instead,
    before,
    after,
    operations: [],
    witness: null,
    fingerprint: fingerprintOf({ rule: rule.id, subject, shift: "altered", fact }),
    waived: null,
  };
}
