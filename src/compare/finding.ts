/** What a comparison says: one finding for one change, with all that it reaches. The JSON form is public. */
import type { Json } from "../contract/json.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { Location } from "../diagnostics/location.js";

export type Severity = "break" | "warning" | "note";

/** What is broken: the bytes of JSON (or of the text that carries a parameter), protobuf's binary form, generated code. */
export type Promised = "json" | "wire" | "source";

/** `backward`: what is new cannot serve what is old (requests). `forward`: what is old cannot read what is new. */
export type Direction = "backward" | "forward" | "both";

export interface Finding {
  /** The id of the rule that speaks. */
  readonly rule: string;
  readonly severity: Severity;
  /** Nobody could tell within the fuel that there was; what is said is a suspicion. */
  readonly undecided: boolean;
  /** The promises that it touches (and breaks, when it is a break). */
  readonly promises: readonly Promised[];
  readonly direction: Direction;
  /** Where in the contract, in its own words: "POST /pets › body › name", "Pet › name". */
  readonly subject: string;
  readonly message: string;
  /** What to do instead, when it breaks someone. */
  readonly instead: string;
  readonly before: Location | null;
  readonly after: Location | null;
  /** The ids of the operations that it reaches, in the order of the contract. */
  readonly operations: readonly string[];
  readonly witness: Witness | null;
  /** Made of the rule, the place and what stood there before and after; never of message text. */
  readonly fingerprint: string;
  readonly waived: Waived | null;
  /** Which two were compared, where a report is about several; null for a side on which there is no contract. */
  readonly compared?: { readonly before: string | null; readonly after: string | null };
}

/** A value at the place of the finding that one side admits and the other does not. */
export interface Witness {
  readonly value: Json;
  readonly admittedBy: "before" | "after";
}

export interface Waived {
  readonly by: string;
  readonly reason: string;
  /** ISO 8601 date, or null for ever. */
  readonly until: string | null;
}

/** Somebody takes the responsibility for a finding. */
export interface Waiver {
  readonly fingerprint: string;
  readonly reason: string;
  readonly by: string;
  /** ISO 8601 date; from the next day on the waiver counts no more. */
  readonly until?: string;
}

export interface Summary {
  readonly break: number;
  readonly warning: number;
  readonly note: number;
  /** Findings that are waived; they are in none of the other counts. */
  readonly waived: number;
}

/** The step of a semantic version that the changes ask for. */
export type Bump = "major" | "minor" | "patch" | "none";

export interface Comparison {
  readonly findings: readonly Finding[];
  readonly summary: Summary;
  readonly bump: Bump;
  /** What could not be compared, and why. */
  readonly diagnostics: readonly Diagnostic[];
}
