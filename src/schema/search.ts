/** The words of the search for a value: what is looked for, what was found, what the parts of the search ask each other. */
import type { Json } from "../contract/json.js";
import type { Rational } from "./rational.js";

/**
 * Who says it: the schema whose values are looked for, or the one that is asked whether it admits them. Names that only
 * the latter mentions are not sent (see `SchemaPolicy.undeclared`).
 */
export type Side = 0 | 1;
export const SENDER: Side = 0;
export const JUDGE: Side = 1;

/** A class that must hold or must not, and who says so, in one number. */
export type Literal = number;

export const holds = (node: number, side: Side): Literal => node * 4 + side * 2;
export const fails = (node: number, side: Side): Literal => node * 4 + side * 2 + 1;
export const negated = (literal: Literal): Literal => literal ^ 1;
export const nodeOf = (literal: Literal): number => literal >> 2;
export const sideOf = (literal: Literal): Side => ((literal >> 1) & 1) as Side;
export const isNegative = (literal: Literal): boolean => (literal & 1) === 1;
/** Equal for the same statement, whoever makes it. */
export const statement = (literal: Literal): number => nodeOf(literal) * 2 + (literal & 1);

/**
 * What became of a search. `none` may rest on the assumption that a goal further up has no value either: `since` is the
 * depth of the highest such goal, `Infinity` when there is none.
 */
export type Answer =
  | { readonly kind: "some"; readonly value: Json }
  | { readonly kind: "none"; readonly since: number }
  | { readonly kind: "unknown"; readonly why: string };

export const some = (value: Json): Answer => ({ kind: "some", value });
export const none = (since = Number.POSITIVE_INFINITY): Answer => ({ kind: "none", since });
export const unknown = (why: string): Answer => ({ kind: "unknown", why });

/** Which members a demand is about: one by name, those that patterns match, or all that no one else named. */
export interface Members {
  readonly name?: string;
  readonly matching?: string;
  readonly otherThan?: readonly string[];
  readonly notMatching?: readonly string[];
}

/** A demand on a value of one type that needs no further taking apart. `key` is equal for equal demands. */
export type Atom = { readonly key: string } & (
  | { readonly is: "among" | "not-among"; readonly values: readonly Json[] }
  | { readonly is: "from" | "to"; readonly bound: Rational; readonly exclusive: boolean }
  | { readonly is: "multiple" | "no-multiple"; readonly of: Rational }
  | {
      readonly is: "longer" | "shorter" | "more-items" | "fewer-items" | "more-members" | "fewer-members";
      readonly limit: number;
    }
  | { readonly is: "matches" | "misses"; readonly pattern: string }
  | { readonly is: "formatted" | "misformatted"; readonly format: string }
  | { readonly is: "unique" | "repeated" }
  | { readonly is: "items"; readonly prefix: readonly Literal[]; readonly rest: Literal | undefined }
  | { readonly is: "item-at"; readonly index: number; readonly literal: Literal }
  | { readonly is: "item-from"; readonly index: number; readonly literal: Literal }
  | { readonly is: "contains"; readonly literal: Literal; readonly least: number; readonly most: number }
  | { readonly is: "present"; readonly name: string; readonly suspect: boolean }
  | { readonly is: "absent"; readonly name: string }
  | { readonly is: "names"; readonly literal: Literal }
  | { readonly is: "name-exists"; readonly literal: Literal }
  | { readonly is: "members"; readonly of: Members; readonly literal: Literal }
  | { readonly is: "member-exists"; readonly of: Members; readonly literal: Literal }
);

export type Item = Literal | Atom;

/** Things that must all be, and choices of which one must be made. */
export interface Demands {
  readonly all: readonly Item[];
  readonly choices: readonly (readonly (readonly Item[])[])[];
}

/** What the searches for texts, numbers, arrays and objects may ask of the search as a whole. */
export interface Search {
  /** A value that satisfies every literal. */
  solve(goal: readonly Literal[]): Answer;
  /** A value of one type (a bit of `value.ts`) that satisfies every literal and every atom. */
  solveTyped(goal: readonly Literal[], type: number, atoms: readonly Atom[]): Answer;
  /** Whether this value satisfies the literal. */
  satisfies(literal: Literal, value: Json): boolean;
  /** The literal "is one of these". */
  among(values: readonly Json[]): Literal;
  /** The finite set that these literals leave, when there is one and it is small. */
  finite(goal: readonly Literal[]): readonly Json[] | undefined;
  /** One step less to spend. @returns false when nothing is left */
  spend(): boolean;
  readonly undeclaredTravel: boolean;
}

export const outOfFuel: Answer = unknown("the search for a value ran out of steps");

/** Gathers the answers to alternatives: the first value wins; nothing only where all have nothing. */
export class Alternatives {
  #since = Number.POSITIVE_INFINITY;
  #why: string | undefined;

  note(answer: Answer): void {
    if (answer.kind === "none") this.#since = Math.min(this.#since, answer.since);
    if (answer.kind === "unknown") this.#why ??= answer.why;
  }

  outcome(): Answer {
    return this.#why !== undefined ? unknown(this.#why) : none(this.#since);
  }
}
