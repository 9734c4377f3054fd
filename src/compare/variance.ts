/** The one table that turns what moved into whom it hurts. */
import type { Polarity } from "../contract/polarity.js";
import type { Direction, Severity } from "./finding.js";

/**
 * What a rule tells. `narrowed`: admits less. `widened`: admits more. `altered`: admits something else. `noted`: worth
 * a word, hurts nobody.
 */
export type Shift = "narrowed" | "widened" | "altered" | "noted";

const breaks: Readonly<Record<Shift, Readonly<Record<Polarity, boolean>>>> = {
  narrowed: { received: true, sent: false },
  widened: { received: false, sent: true },
  altered: { received: true, sent: true },
  noted: { received: false, sent: false },
};

export const severityOf = (shift: Shift, polarity: Polarity): Severity => (breaks[shift][polarity] ? "break" : "note");

/** Whom it hurts: who sends what was old, or who reads what is new. */
export const directionOf = (polarity: Polarity): Direction => (polarity === "received" ? "backward" : "forward");
