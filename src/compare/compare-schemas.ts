/**
 * Compares schemas by meaning, then finds what is responsible. Each pair of schemas is looked at once: the algebra says
 * whether one admits less or more than the other, and where it does, the rules try each change by itself.
 */
import type { Polarity } from "../contract/polarity.js";
import type { Assertions, Field, RecordSchema, Schema } from "../contract/schema.js";
import type { Location } from "../diagnostics/location.js";
import type { Algebra, Inclusion, Scoped } from "../schema/inclusion.js";
import { declared } from "./declared.js";
import { differenceOf } from "./difference.js";
import { createAccessFinder } from "./mentions-access.js";
import { normalised, withBeside } from "./normal-schema.js";
import { createMarker, oneScope } from "./one-scope.js";
import { eachUnexplained, type Open, type Pair, type Place } from "./pair.js";
import { pairParts, pairVariants } from "./pair-variants.js";
import type { ComparePolicy } from "./policy.js";
import { type FieldSubject, type Rule, rulesOf, type Tell } from "./rule.js";
import { wordingPairs } from "./schema-wording.js";
import { type Asked, filed, tellTo } from "./told.js";
import { type Mask, neither, verdict } from "./verdict.js";
import { onTheWire } from "./wire-text.js";

export interface SchemaComparison {
  compare(before: Schema, after: Schema, place: Place): Pair;
  /**
   * Compares records that stand for places, not for values: parameters and headers, which travel as text.
   * @param structured names of those whose text is a document of a media type
   */
  compareFields(before: RecordSchema, after: RecordSchema, place: Place, structured: ReadonlySet<string>): Pair;
  /** Speaks of what no rule accounted for. To be called once, after all pairs. */
  finish(): void;
}

export interface SchemaComparisonOptions {
  readonly before: ReadonlyMap<string, Schema>;
  readonly after: ReadonlyMap<string, Schema>;
  readonly algebra: Algebra;
  readonly policy: ComparePolicy;
  readonly rules: readonly Rule[];
}

const included: Inclusion = { answer: "included" };

export function createSchemaComparison(options: SchemaComparisonOptions): SchemaComparison {
  const { algebra, policy, rules } = options;
  const mark = createMarker();
  const schemas = oneScope(options.before, options.after, mark);
  const schemaRules = rulesOf(rules, "schema");
  const fieldRules = rulesOf(rules, "field");
  const variantRules = rulesOf(rules, "variants");
  const annotationRules = rulesOf(rules, "annotation");
  const wordingRules = rulesOf(rules, "wording");
  const pairs = new Map<string, Pair>();
  const others: Pair[] = [];
  const open: Open[] = [];
  const waiting: (() => void)[] = [];
  const numbers = new Map<Schema, number>();
  const mentionsAccess = createAccessFinder();
  const oneWay = [...schemas.values()].some(mentionsAccess);
  /** The schemas as the algebra takes them: the direction matters only where something travels one way. */
  const scoped = (all: readonly Schema[], view: Polarity): readonly Scoped[] => {
    const viewed = oneWay || all.some(mentionsAccess);
    return all.map((schema) => (viewed ? { schema, schemas, view } : { schema, schemas }));
  };
  for (const view of oneWay ? (["received", "sent"] as const) : (["received"] as const)) {
    algebra.prepare(scoped([...schemas.values()], view));
  }

  const numberOf = (schema: Schema): number => {
    const number = numbers.get(schema) ?? numbers.size;
    numbers.set(schema, number);
    return number;
  };

  /** Whether everything that the first admits is admitted by the second. */
  const within = (narrow: Schema, wide: Schema, { polarity: view, text }: Place): Inclusion => {
    const [a, b] = text === true ? onTheWire(bare(narrow), bare(wide), bare) : [narrow, wide];
    const [from, into] = scoped([a, b], view);
    return algebra.included(from!, into!);
  };

  /** A choice whose variants exclude each other may admit nothing as written: that says nothing of what is inside. */
  const isEmpty = (schema: Schema, place: Place): boolean =>
    within(schema, { kind: "never", at: schema.at }, place).answer === "included";

  const bare = (schema: Schema): Schema => normalised(schema, schemas).schema;

  const isSame = (a: Schema, b: Schema, view: Polarity): boolean => {
    const [from, into] = scoped([a, b], view);
    return algebra.isSame(from!, into!);
  };

  const compare = (before: Schema, after: Schema, place: Place, mask: Mask): Pair => {
    const left = normalised(before, schemas);
    const right = normalised(after, schemas);
    const { polarity, text = false } = place;
    // What is said beside a reference holds at this place only.
    const beside = left.beside !== undefined || right.beside !== undefined;
    const both = beside
      ? `${numberOf(before)} ${numberOf(after)} beside`
      : `${numberOf(left.origin)} ${numberOf(right.origin)}`;
    // What has another name was written of something else: so were its words.
    const unalike =
      left.name === undefined || right.name === undefined ? place.unalike === true : left.name !== right.name;
    const key = `${both} ${polarity} ${text} ${unalike} ${mask.narrowed} ${mask.widened}`;
    const known = pairs.get(key);
    if (known !== undefined) return known;
    const pair: Pair = { told: [], inside: [] };
    pairs.set(key, pair);
    const name = right.name ?? left.name;
    const there: Place = { ...place, unalike };
    const here: Place = name === undefined ? there : { ...there, subject: [name] };
    waiting.push(() => {
      const rest = counted(before, after, here, mask);
      annotations(pair, ...withBeside(left, right), here, rest);
      if (!unalike) wordings(pair, before, after, there);
      look(pair, left.schema, right.schema, here, rest);
    });
    return pair;
  };

  /** Schemas may be nested without end: what is inside waits for its turn instead of being gone into at once. */
  const settle = (): void => {
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) next();
  };

  /** What of the mask is left here: a direction in which the algebra finds nothing counts no more. */
  const counted = (before: Schema, after: Schema, place: Place, mask: Mask): Mask => {
    if (!mask.narrowed && !mask.widened) return neither;
    if (isSame(before, after, place.polarity)) return isEmpty(before, place) ? mask : neither;
    return {
      narrowed: mask.narrowed && (within(before, after, place).answer !== "included" || isEmpty(before, place)),
      widened: mask.widened && (within(after, before, place).answer !== "included" || isEmpty(after, place)),
    };
  };

  const annotations = (pair: Pair, before: Schema, after: Schema, place: Place, mask: Mask): void => {
    for (const rule of annotationRules) {
      const asked = askedAt(rule.id, place, before, after);
      rule.kept?.(before, after, tellOf(pair, before, asked, place, mask), policy);
    }
  };

  const wordings = (pair: Pair, before: Schema, after: Schema, place: Place): void => {
    for (const { before: old, after: now, name } of wordingPairs(before, after, schemas)) {
      const here = name === undefined ? place : { ...place, subject: [name] };
      for (const rule of wordingRules) {
        rule.kept?.(old, now, tellTo(pair.told, askedAt(rule.id, here, old, now)), policy);
      }
    }
  };

  const look = (pair: Pair, before: Schema, after: Schema, place: Place, mask: Mask): void => {
    if (mask.narrowed || mask.widened) {
      for (const rule of schemaRules) {
        const asked = askedAt(rule.id, place, before, after);
        rule.kept?.(before, after, tellOf(pair, before, asked, place, mask), policy);
      }
      variants(pair, before, after, place, mask);
      open.push({ pair, before, after, place, mask });
    }
    inside(pair, before, after, place, mask);
  };

  const variants = (pair: Pair, before: Schema, after: Schema, place: Place, mask: Mask): void => {
    if (before.kind !== "union" && after.kind !== "union") return;
    const { added, removed } = pairVariants(before, after, schemas, (a, b) => isSame(a, b, place.polarity));
    const subject = { before, after, added, removed };
    for (const rule of variantRules) {
      const asked = askedAt(rule.id, place, before, after);
      rule.kept?.(subject, subject, tellOf(pair, before, asked, place, mask), policy);
    }
  };

  const inside = (pair: Pair, before: Schema, after: Schema, place: Place, mask: Mask): void => {
    const { polarity, subject } = place;
    const go: Go = (a, b, ...words) => {
      pair.inside.push(compare(a, b, { ...place, subject: [...subject, ...words] }, mask));
    };
    if (before.kind === "record" && after.kind === "record") fields(pair, before, after, place, mask, go);
    if (before.kind === "list" && after.kind === "list") {
      go(before.item, after.item, "items");
      (before.prefix ?? []).forEach((part, index) => {
        const other = after.prefix?.[index];
        if (other !== undefined) go(part, other, `item ${index + 1}`);
      });
    }
    if (before.kind === "union" || after.kind === "union") {
      const { kept } = pairVariants(before, after, schemas, (a, b) => isSame(a, b, polarity));
      for (const [a, b] of kept) go(a, b);
    }
    assertionPairs(before.assertions ?? {}, after.assertions ?? {}, go);
    for (const key of ["allOf", "anyOf", "oneOf"] as const) {
      const [olds, news] = [before.assertions?.[key], after.assertions?.[key]];
      if (olds === undefined || news === undefined) continue;
      const { kept, removed, added } = pairParts(olds, news, schemas, (a, b) => isSame(a, b, polarity));
      for (const [a, b] of kept) go(a, b);
      if (removed.length === added.length) for (const [index, part] of removed.entries()) go(part, added[index]!);
    }
  };

  const fields = (pair: Pair, before: RecordSchema, after: RecordSchema, place: Place, mask: Mask, go: Go): void => {
    const olds = new Map(before.fields.map((field) => [field.name, field]));
    const news = new Map(after.fields.map((field) => [field.name, field]));
    const subjectOf = (field: Field): FieldSubject => ({ field, record: before, name: field.name, at: field.at });
    const ask = (name: string, a: Field | undefined, b: Field | undefined) => {
      const deeper = { ...place, subject: [...place.subject, name] };
      const both = a !== undefined && b !== undefined;
      const [old, now] = both ? [declared(a), declared(b)] : [a, b];
      for (const rule of fieldRules) {
        const asked = askedAt(rule.id, deeper, old, now);
        const tell = tellOf(pair, before, asked, deeper, mask);
        if (old !== undefined && now !== undefined) rule.kept?.(subjectOf(old), subjectOf(now), tell, policy);
        else if (b !== undefined) rule.added?.(subjectOf(b), tell, policy);
        else if (a !== undefined) rule.removed?.(subjectOf(a), tell, policy);
      }
    };
    for (const [name, field] of olds) {
      const other = news.get(name);
      ask(name, field, other);
      if (other !== undefined) go(field.schema, other.schema, name);
    }
    for (const [name, field] of news) if (!olds.has(name)) ask(name, undefined, field);
    if (before.rest !== undefined && after.rest !== undefined) go(before.rest, after.rest, "other members");
  };

  const tellOf = (pair: Pair, schema: Schema, asked: Asked, place: Place, mask: Mask): Tell => ({
    ...tellTo(pair.told, asked),
    becomes(changed, at, words, tellOptions) {
      if (!mask.narrowed && !mask.widened) return false;
      const narrow = mask.narrowed ? within(schema, changed, place) : included;
      const wide = mask.widened ? within(changed, schema, place) : included;
      const found = verdict(narrow, wide, place.polarity);
      if (found === undefined) return false;
      const fact = differenceOf(schema, changed);
      pair.told.push(filed(asked, found.shift, at, words, { fact, ...tellOptions }, found));
      return true;
    },
  });

  return {
    compare(before, after, place) {
      const pair = compare(before, mark(after), place, { narrowed: true, widened: true });
      settle();
      return pair;
    },
    compareFields(before, unmarked, place, structured) {
      const after = mark(unmarked) as RecordSchema;
      const pair: Pair = { told: [], inside: [] };
      others.push(pair);
      const all: Mask = { narrowed: true, widened: true };
      fields(pair, before, after, place, all, (a, b, name = "") => {
        const text = !structured.has(name);
        pair.inside.push(compare(a, b, { ...place, subject: [...place.subject, name], text }, all));
      });
      settle();
      return pair;
    },
    finish() {
      algebra.forgetDoubts();
      eachUnexplained([...pairs.values(), ...others], open, ({ pair, before, after, place }, mask) => {
        const narrow = mask.narrowed ? within(before, after, place) : included;
        const wide = mask.widened ? within(after, before, place) : included;
        const found = verdict(narrow, wide, place.polarity);
        if (found === undefined) return;
        for (const rule of schemaRules) {
          const asked = askedAt(rule.id, place, before, after);
          const becomes: Tell["becomes"] = (_, at, words, tellOptions) => {
            const said = found.why === undefined ? words : `${words}: ${found.why}`;
            const fact = differenceOf(before, after);
            pair.told.push(filed(asked, found.shift, at, said, { fact, ...tellOptions }, found));
            return true;
          };
          rule.unexplained?.(before, after, { ...tellTo(pair.told, asked), becomes }, policy);
        }
      });
    },
  };
}

type Go = (before: Schema, after: Schema, ...words: string[]) => void;

/** The schemas inside assertions that stand at the same place on both sides. */
function assertionPairs(before: Assertions, after: Assertions, go: Go): void {
  for (const key of ["contains", "unevaluatedProperties", "unevaluatedItems", "propertyNames"] as const) {
    const [a, b] = [before[key], after[key]];
    if (a !== undefined && b !== undefined) go(a, b, assertionWords[key]);
  }
  for (const { pattern, schema } of before.patternProperties ?? []) {
    const other = after.patternProperties?.find((one) => one.pattern === pattern);
    if (other !== undefined) go(schema, other.schema, `members like ${pattern}`);
  }
  for (const [name, schema] of Object.entries(before.dependentSchemas ?? {})) {
    const other = after.dependentSchemas?.[name];
    if (other !== undefined) go(schema, other, `with ${name}`);
  }
}

const assertionWords = {
  contains: "contained items",
  unevaluatedProperties: "further members",
  unevaluatedItems: "further items",
  propertyNames: "names of members",
} as const;

const askedAt = (
  rule: string,
  { polarity, subject }: Place,
  before: { readonly at: Location } | undefined,
  after: { readonly at: Location } | undefined,
): Asked => ({
  rule,
  polarity,
  subject: subject.join(" › "),
  before: before?.at ?? null,
  after: after?.at ?? null,
});
