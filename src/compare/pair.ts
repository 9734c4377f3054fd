/** Pairs of schemas as they were looked at. */
import type { Polarity } from "../contract/polarity.js";
import type { Schema } from "../contract/schema.js";
import type { Told } from "./told.js";
import type { Mask } from "./verdict.js";

/** A pair of schemas, with what was told of it and the pairs inside. */
export interface Pair {
  readonly told: Told[];
  readonly inside: Pair[];
}

export interface Place {
  readonly polarity: Polarity;
  /** The words that lead here, outermost first. */
  readonly subject: readonly string[];
  /** The value travels as text: a parameter of path, query, headers or cookies. */
  readonly text?: boolean;
  /** They admit much the same, but are not known to be one thing: their words are not compared. */
  readonly unalike?: boolean;
}

/** A pair that differs. */
export interface Open {
  readonly pair: Pair;
  readonly before: Schema;
  readonly after: Schema;
  readonly place: Place;
  readonly mask: Mask;
}

/**
 * Finds the pairs that differ though nothing that was told, of them or of what is inside them, says why; the innermost
 * first, so that one word is enough for all around it.
 */
export function eachUnexplained(
  pairs: readonly Pair[],
  open: readonly Open[],
  speak: (one: Open, mask: Mask) => void,
): void {
  const around = new Map<Pair, Pair[]>();
  for (const pair of pairs) for (const inner of pair.inside) around.set(inner, [...(around.get(inner) ?? []), pair]);
  const explained = { narrowed: new Set<Pair>(), widened: new Set<Pair>() };
  const spread = (pair: Pair, direction: "narrowed" | "widened") => {
    const queue = [pair];
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      if (explained[direction].has(next)) continue;
      explained[direction].add(next);
      queue.push(...(around.get(next) ?? []));
    }
  };
  const note = (pair: Pair) => {
    for (const { shift, undecided } of pair.told) {
      if (shift === "narrowed" || shift === "altered" || undecided) spread(pair, "narrowed");
      if (shift === "widened" || shift === "altered" || undecided) spread(pair, "widened");
    }
  };
  pairs.forEach(note);
  for (const one of [...open].reverse()) {
    const mask = {
      narrowed: one.mask.narrowed && !explained.narrowed.has(one.pair),
      widened: one.mask.widened && !explained.widened.has(one.pair),
    };
    if (!mask.narrowed && !mask.widened) continue;
    speak(one, mask);
    note(one.pair);
  }
}
