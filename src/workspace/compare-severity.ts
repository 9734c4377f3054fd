/** Severities as a project wants them: overrides by rule and operation, and contracts that are not settled yet. */
import type { Severity } from "../compare/finding.js";
import type { Judge } from "../compare/fold.js";
import { callbackOperations, operationsOf, pairOperations } from "../compare/pair-operations.js";
import type { Told } from "../compare/told.js";
import type { Contract, Operation } from "../contract/contract.js";
import { matcher } from "../contract/select-operations.js";

/** How severe the findings of one rule are. Of several that fit, the last one counts. */
export interface Override {
  readonly rule: string;
  readonly severity: Severity | "off";
  /** Patterns as in `selectOperations`; a finding is meant when all that it reaches matches one. Default: everything. */
  readonly only?: readonly string[];
}

/** Operations at these levels promise nothing yet. */
const unsettled: readonly (string | undefined)[] = ["draft", "alpha"];

/**
 * What breaks or may break becomes as severe as the override says; so does what a rule only notes. What a rule finds
 * harmless stays a note, since an override of a rule speaks of its harm, and a suspicion is never more than a warning.
 * What reaches nothing but operations that were draft or alpha before is a note.
 */
export function judgeOf(before: Contract, after: Contract, overrides: readonly Override[]): Judge {
  const known = new Map<string, Reached>();
  pair(operationsOf(before), operationsOf(after), known);
  const rows = overrides.map((override) => ({ ...override, matchers: (override.only ?? []).map(matcher) }));
  return (told, ids) => {
    const operations = [...ids].flatMap((id) => known.get(id) ?? []);
    const row = rows.findLast(
      ({ rule, only, matchers }) =>
        rule === told.rule &&
        (only === undefined ||
          (operations.length > 0 && operations.every(({ now }) => matchers.some((matches) => matches(now))))),
    );
    const severity = overridden(told, row?.severity);
    const free = operations.length > 0 && operations.every(({ level }) => unsettled.includes(level));
    return free && severity !== "off" ? "note" : severity;
  };
}

function overridden({ severity, shift, undecided }: Told, wanted: Severity | "off" | undefined): Severity | "off" {
  if (wanted === undefined) return severity;
  if (wanted === "off") return "off";
  if (severity === "note" && shift !== "noted") return severity;
  return undecided && wanted === "break" ? "warning" : wanted;
}

interface Reached {
  /** The newer one, unless it is gone. */
  readonly now: Operation;
  /** What was promised: the level of before, where there was one. */
  readonly level: string | undefined;
}

/** By the id under which the comparison knows an operation: that of after, unless it is gone. */
function pair(before: readonly Operation[], after: readonly Operation[], known: Map<string, Reached>): void {
  const { kept, added, removed } = pairOperations(before, after);
  for (const operation of [...added, ...removed])
    known.set(operation.id, { now: operation, level: operation.stability });
  for (const [old, now] of kept) {
    known.set(now.id, { now, level: old.stability });
    pair(callbackOperations(old.callbacks), callbackOperations(now.callbacks), known);
  }
}
