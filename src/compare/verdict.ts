/** What two answers of the algebra mean for a change. */
import type { Json } from "../contract/json.js";
import type { Polarity } from "../contract/polarity.js";
import type { Inclusion } from "../schema/inclusion.js";
import type { Shift } from "./variance.js";

/** In which directions a change counts: what an enclosing schema makes good hurts nobody. */
export interface Mask {
  readonly narrowed: boolean;
  readonly widened: boolean;
}

export const neither: Mask = { narrowed: false, widened: false };

export interface Verdict {
  readonly shift: Shift;
  readonly value?: Json;
  readonly admittedBy?: "before" | "after";
  readonly undecided?: boolean;
  /** Why nobody can tell. */
  readonly why?: string;
}

/**
 * The direction that matters in this polarity is looked at first: what is received must not narrow, what is sent must
 * not widen. @returns undefined when nothing changed
 */
export function verdict(narrow: Inclusion, wide: Inclusion, polarity: Polarity): Verdict | undefined {
  const matters = polarity === "received" ? narrow : wide;
  const other = polarity === "received" ? wide : narrow;
  const [shift, side] = polarity === "received" ? (["narrowed", "before"] as const) : (["widened", "after"] as const);
  if (matters.answer === "not-included") {
    const both = other.answer === "not-included";
    return { shift: both ? "altered" : shift, value: matters.witness, admittedBy: side };
  }
  if (matters.answer === "undecided") return { shift, undecided: true, why: matters.why };
  if (other.answer === "not-included") {
    const harmless = shift === "narrowed" ? "widened" : "narrowed";
    return { shift: harmless, value: other.witness, admittedBy: side === "before" ? "after" : "before" };
  }
  return undefined;
}
