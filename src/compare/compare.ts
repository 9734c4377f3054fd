/** Compares two versions of a contract: what changed, whom it breaks, and the proof. */
import type { Contract, Operation } from "../contract/contract.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { createAlgebra } from "../schema/inclusion.js";
import { askingFor, type OperationTold } from "./asking.js";
import { compareHttp, type HttpPair } from "./compare-http.js";
import { createSchemaComparison, type SchemaComparison } from "./compare-schemas.js";
import type { Comparison, Promised, Waiver } from "./finding.js";
import { bumpFor, fold, type Judge, type Reached, summarised } from "./fold.js";
import type { Pair } from "./pair.js";
import { callbackOperations, operationsOf, pairOperations, title } from "./pair-operations.js";
import { type ComparePolicy, defaultComparePolicy } from "./policy.js";
import type { Rule } from "./rule.js";
import type { Told } from "./told.js";

export interface CompareOptions {
  readonly rules: readonly Rule[];
  /** Default: `defaultComparePolicy`, option by option. */
  readonly policy?: Partial<ComparePolicy>;
  readonly waivers?: readonly Waiver[];
  /** What is to be compared. Default: all that the format has: json and source; for protobuf wire too. */
  readonly promises?: readonly Promised[];
  /** Default: what the rules and the policy say stands. */
  readonly judge?: Judge;
}

/**
 * Equivalent contracts give no finding. Contracts of different formats are not compared: a diagnostic says so. The
 * contracts are not changed.
 */
export function compare(
  before: Contract,
  after: Contract,
  { rules, policy: given, waivers = [], promises: asked, judge }: CompareOptions,
): Comparison {
  const policy: ComparePolicy = { ...defaultComparePolicy, ...given };
  const diagnostics: Diagnostic[] = [];
  const entries: (OperationTold & { readonly id: string })[] = [];
  const algebra = createAlgebra({ policy });
  const schemas = createSchemaComparison({ before: before.schemas, after: after.schemas, algebra, policy, rules });
  const skipped: Operation[] = [];
  /** What is said of the contract as a whole. */
  const whole: OperationTold = { told: [], pairs: [] };
  const comparing: Comparing = { contracts: { before, after }, rules, policy, schemas, entries, notCompared: skipped };
  if (before.format === after.format) {
    const place = { subject: ["info"], polarity: "received" as const };
    askingFor(whole, schemas, rules, policy).kept("contract", before, after, place);
    operations(operationsOf(before), operationsOf(after), [], comparing);
    schemas.finish();
  } else diagnostics.push(differentFormats(before, after));
  const findings = fold([...whole.told.map((told) => ({ told, operations: new Set<string>() })), ...reached(entries)], {
    rules: new Map(rules.map((rule) => [rule.id, rule])),
    order: entries.map(({ id }) => id),
    promises: promised(before).filter((one) => asked?.includes(one) !== false),
    waivers,
    today: policy.today,
    judge,
  });
  if (skipped.length > 0) diagnostics.push(notCompared(skipped, after));
  return { findings, summary: summarised(findings), bump: bumpFor(findings), diagnostics };
}

const promised = ({ format }: Contract): readonly Promised[] =>
  format === "protobuf" ? ["wire", "json", "source"] : ["json", "source"];

interface Comparing {
  readonly contracts: { readonly before: Contract; readonly after: Contract };
  readonly rules: readonly Rule[];
  readonly policy: ComparePolicy;
  readonly schemas: SchemaComparison;
  readonly entries: (OperationTold & { readonly id: string })[];
  /** Operations of after that are of kinds that are not compared. */
  readonly notCompared: Operation[];
}

function operations(
  before: readonly Operation[],
  after: readonly Operation[],
  way: readonly string[],
  comparing: Comparing,
): void {
  const { rules, policy, schemas, entries } = comparing;
  const { kept, added, removed } = pairOperations(before, after);
  const start = (operation: Operation) => {
    const entry = { id: operation.id, told: [], pairs: [] };
    entries.push(entry);
    const where = { subject: [...way, title(operation)], polarity: operation.polarity };
    return { asking: askingFor(entry, schemas, rules, policy), where };
  };
  for (const operation of removed) {
    const { asking, where } = start(operation);
    asking.removed("operation", operation, where);
  }
  for (const [old, now] of kept) {
    const { asking, where } = start(now);
    asking.kept("operation", old, now, where);
    const { subject } = where;
    if (isHttp(old) && isHttp(now))
      compareHttp({ contracts: comparing.contracts, before: old, after: now, subject }, asking);
    else comparing.notCompared.push(now);
    const [back, forth] = [callbackOperations(old.callbacks), callbackOperations(now.callbacks)];
    if (back.length + forth.length > 0) operations(back, forth, [...subject, "callback"], comparing);
  }
  for (const operation of added) {
    const { asking, where } = start(operation);
    asking.added("operation", operation, where);
  }
}

const isHttp = (operation: Operation): operation is HttpPair["before"] => operation.binding.kind === "http";

/** What was told, each with all the operations from which it is reached. */
function reached(entries: Comparing["entries"]): readonly Reached[] {
  const operationsOfTold = new Map<Told, Set<string>>();
  const add = (told: Told, id: string) => {
    const ids = operationsOfTold.get(told) ?? new Set();
    operationsOfTold.set(told, ids.add(id));
  };
  for (const { id, told, pairs } of entries) {
    for (const one of told) add(one, id);
    const seen = new Set<Pair>();
    const queue = [...pairs];
    for (let pair = queue.pop(); pair !== undefined; pair = queue.pop()) {
      if (seen.has(pair)) continue;
      seen.add(pair);
      for (const one of pair.told) add(one, id);
      queue.push(...pair.inside);
    }
  }
  return [...operationsOfTold].map(([told, ids]) => ({ told, operations: ids }));
}

const differentFormats = (before: Contract, after: Contract): Diagnostic => ({
  code: "formats-differ",
  severity: "error",
  message: `${before.at.file} is ${before.format} and ${after.at.file} is ${after.format}: they are not compared`,
  at: after.at,
});

const notCompared = (operations: readonly Operation[], { at }: Contract): Diagnostic => {
  const some = operations.slice(0, 3).map(title).join(", ");
  const rest = operations.length > 3 ? ` and ${operations.length - 3} more` : "";
  const message = `only HTTP operations are compared so far: not ${some}${rest}`;
  return { code: "binding-not-compared", severity: "warning", message, at };
};
