/** Chance, from a seed. */
export interface Choice {
  /** A number from zero up to, but not including, `limit`. */
  below(limit: number): number;
  /** Some of the things, at least one when there is one; more than `most` are never taken. */
  some<T>(things: readonly T[], most?: number): readonly T[];
  shuffled<T>(things: readonly T[]): T[];
}

/** The same seed makes the same choices (mulberry32). */
export function choiceFrom(seed: number): Choice {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  const shuffled = <T>(things: readonly T[]): T[] => {
    const list = [...things];
    for (let last = list.length - 1; last > 0; last -= 1) {
      const other = below(last + 1);
      [list[last], list[other]] = [list[other]!, list[last]!];
    }
    return list;
  };
  return {
    below,
    shuffled,
    some(things, most = Number.POSITIVE_INFINITY) {
      const count = Math.min(things.length, most, 1 + below(things.length));
      const taken = new Set(shuffled(things).slice(0, count));
      return things.filter((thing) => taken.has(thing));
    },
  };
}
