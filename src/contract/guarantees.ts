import type { Location } from "../diagnostics/location.js";

/** What a caller may rely on, and what generated code is therefore wired to do. Times are in milliseconds. */
export interface Guarantees {
  readonly effect: Derived<Effect>;
  /** Where the idempotency key travels; present when the effect is `keyed`. */
  readonly key?: Derived<IdempotencyKey>;
  /** How often a call may be tried in all, the first attempt included. */
  readonly attempts: Derived<number>;
  /** For one attempt, body included. */
  readonly attemptTimeoutMs: Derived<number>;
  /** For the call with all its attempts and waits. */
  readonly totalTimeoutMs: Derived<number>;
}

/**
 * What a repeated call does. `safe` changes nothing; `idempotent` changes the same once as often as it is sent;
 * `keyed` becomes repeatable by an idempotency key; `unsafe` may be sent again only if it certainly never arrived.
 */
export type Effect = "safe" | "idempotent" | "keyed" | "unsafe";

export interface IdempotencyKey {
  readonly place: "header" | "query" | "body" | "metadata";
  readonly name: string;
  readonly required: boolean;
}

/** A value, and where it was derived from: "the method GET", "x-resilience.effect", … */
export interface Derived<T> {
  readonly value: T;
  readonly from: string;
  readonly at?: Location;
}
