/** Puts pairs before the rules and files what they tell, with the operation that it was told of. */
import type { Polarity } from "../contract/polarity.js";
import type { RecordSchema, Schema } from "../contract/schema.js";
import type { Location } from "../diagnostics/location.js";
import type { SchemaComparison } from "./compare-schemas.js";
import type { Pair } from "./pair.js";
import type { ComparePolicy } from "./policy.js";
import { type Rule, rulesOf, type Subjects } from "./rule.js";
import { type Told, tellTo } from "./told.js";

interface Where {
  readonly subject: readonly string[];
  readonly polarity: Polarity;
}

/** Everything that is not a schema has one place. */
type Placed = {
  readonly [S in keyof Subjects]: Subjects[S] extends { readonly at: Location } ? S : never;
}[keyof Subjects];

export interface Asking {
  kept<S extends Placed>(subject: S, before: Subjects[S], after: Subjects[S], where: Where): void;
  added<S extends Placed>(subject: S, after: Subjects[S], where: Where): void;
  removed<S extends Placed>(subject: S, before: Subjects[S], where: Where): void;
  schemas(before: Schema, after: Schema, where: Where): void;
  /** The fields of two records that stand for places, not for values: parameters, headers. */
  fields(before: RecordSchema, after: RecordSchema, where: Where, structured?: ReadonlySet<string>): void;
}

/** What was told of one operation, directly and by the pairs of schemas that it reaches. */
export interface OperationTold {
  readonly told: Told[];
  readonly pairs: Pair[];
}

export function askingFor(
  { told, pairs }: OperationTold,
  schemas: SchemaComparison,
  rules: readonly Rule[],
  policy: ComparePolicy,
): Asking {
  const asked = (rule: string, { subject, polarity }: Where, before: Location | null, after: Location | null) => ({
    rule,
    polarity,
    subject: subject.join(" › "),
    before,
    after,
  });
  return {
    kept(subject, before, after, where) {
      for (const rule of rulesOf(rules, subject)) {
        rule.kept?.(before, after, tellTo(told, asked(rule.id, where, before.at, after.at)), policy);
      }
    },
    added(subject, after, where) {
      for (const rule of rulesOf(rules, subject)) {
        rule.added?.(after, tellTo(told, asked(rule.id, where, null, after.at)), policy);
      }
    },
    removed(subject, before, where) {
      for (const rule of rulesOf(rules, subject)) {
        rule.removed?.(before, tellTo(told, asked(rule.id, where, before.at, null)), policy);
      }
    },
    schemas(before, after, { subject, polarity }) {
      pairs.push(schemas.compare(before, after, { subject, polarity }));
    },
    fields(before, after, { subject, polarity }, structured = new Set()) {
      pairs.push(schemas.compareFields(before, after, { subject, polarity }, structured));
    },
  };
}
