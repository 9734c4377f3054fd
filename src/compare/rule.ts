/** A rule asks one question of pairs: it walks nothing and judges nothing. */
import type { HttpBody } from "../contract/binding.js";
import type { Content } from "../contract/content.js";
import type { Contract, Operation } from "../contract/contract.js";
import type { Outcome } from "../contract/outcome.js";
import type { HttpParameter } from "../contract/parameter.js";
import type { Field, RecordSchema, Schema } from "../contract/schema.js";
import type { SecurityRequirement, SecurityScheme } from "../contract/security.js";
import type { Server } from "../contract/server.js";
import type { Location } from "../diagnostics/location.js";
import type { Promised, Severity } from "./finding.js";
import type { LinksSubject } from "./links.js";
import type { ComparePolicy } from "./policy.js";
import type { Wording } from "./wording.js";

/** What rules are asked about. */
export interface Subjects {
  /** The contract as a whole. */
  readonly contract: Contract;
  readonly operation: Operation;
  /** A parameter of a place, with how it is written. */
  readonly parameter: ParameterSubject;
  readonly body: HttpBody;
  readonly outcome: Outcome;
  /** What may be called after an outcome. */
  readonly links: LinksSubject;
  readonly content: ContentSubject;
  readonly security: SecuritySubject;
  readonly servers: ServersSubject;
  /** A field of a record that is not equal on both sides. */
  readonly field: FieldSubject;
  /** Two schemas that do not admit the same. References are followed; maps are records without fields. */
  readonly schema: Schema;
  /** What became of the variants of a choice: asked as one thing, the same on both sides. */
  readonly variants: VariantsSubject;
  /** Two schemas that may well admit the same: for what is said beside. */
  readonly annotation: Schema;
  /** Titles and descriptions of a schema, a field, a parameter or a header. */
  readonly wording: Wording;
}

export interface ParameterSubject {
  readonly name: string;
  readonly field: Field;
  readonly parameter: HttpParameter;
  /** Whether values may be lists or objects, whose parts are written one by one. */
  readonly compound: boolean;
  /** For parameters of the path: how many others stand before it. */
  readonly position?: number;
  readonly at: Location;
}

export interface ContentSubject {
  readonly content: Content;
  readonly of: "body" | "outcome";
  readonly at: Location;
}

export interface SecuritySubject {
  readonly requirements: readonly SecurityRequirement[];
  readonly schemes: ReadonlyMap<string, SecurityScheme>;
  readonly at: Location;
}

export interface ServersSubject {
  readonly servers: readonly Server[];
  readonly at: Location;
}

export interface FieldSubject {
  readonly field: Field;
  /** The record of before, on either side: what a change is tried on. */
  readonly record: RecordSchema;
  readonly name: string;
  readonly at: Location;
}

export interface VariantsSubject {
  readonly before: Schema;
  readonly after: Schema;
  /** Variants that have no counterpart on the other side. */
  readonly added: readonly Schema[];
  readonly removed: readonly Schema[];
}

/** How a rule says what it saw. `at` is where; words finish the sentence that begins with the subject. */
export interface Tell {
  narrowed(at: Location, words: string, options?: TellOptions): void;
  widened(at: Location, words: string, options?: TellOptions): void;
  altered(at: Location, words: string, options?: TellOptions): void;
  noted(at: Location, words: string, options?: TellOptions): void;
  /**
   * For schemas and fields: what the schema of before would be with this change alone. Whether that admits less or more
   * is decided by the algebra, with a witness; where it admits the same, nothing is told.
   * @returns whether something was told
   */
  becomes(changed: Schema, at: Location, words: string, options?: TellOptions): boolean;
}

export interface TellOptions {
  /** Takes the place of the severity that a break would have had. */
  readonly breakIs?: Severity;
  /** Takes the place of the severity that something harmless would have had. */
  readonly noteIs?: Severity;
  /** What it concerns, where that is not everything that the comparison is about. */
  readonly promises?: readonly Promised[];
  /** What tells this from other things that the rule may say of the same subject: data, never words. */
  readonly fact?: string;
  /** The same fact is the same change wherever it stands: one finding for all places. */
  readonly everywhere?: boolean;
  /** Like `breakIs`, where more is sent than before. */
  readonly moreSentIs?: Severity;
}

export interface RuleBase {
  /** `subject-aspect`, never a verdict. */
  readonly id: string;
  readonly title: string;
  /** Why it hurts, and whom. */
  readonly why: string;
  /** What to do instead. */
  readonly instead: string;
}

export interface RuleOf<S extends keyof Subjects> extends RuleBase {
  readonly subject: S;
  kept?(before: Subjects[S], after: Subjects[S], tell: Tell, policy: ComparePolicy): void;
  added?(after: Subjects[S], tell: Tell, policy: ComparePolicy): void;
  removed?(before: Subjects[S], tell: Tell, policy: ComparePolicy): void;
  /** For schemas: asked where something changed that no other rule accounts for. */
  unexplained?(before: Subjects[S], after: Subjects[S], tell: Tell, policy: ComparePolicy): void;
}

export type Rule = { [S in keyof Subjects]: RuleOf<S> }[keyof Subjects];

export const defineRule = <S extends keyof Subjects>(rule: RuleOf<S>): RuleOf<S> => rule;

/** The rules that are asked about one sort of thing. */
export const rulesOf = <S extends keyof Subjects>(rules: readonly Rule[], subject: S): readonly RuleOf<S>[] =>
  rules.filter((rule): rule is Extract<Rule, RuleOf<S>> => rule.subject === subject) as unknown as readonly RuleOf<S>[];
