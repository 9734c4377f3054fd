/**
 * The one among `words` that was probably meant by `word`, for "did you mean …?".
 * Compares by optimal string alignment distance (insert, delete, replace, swap neighbours), case last of all.
 * @returns undefined when nothing is near: more than a third of the letters would have to change
 */
export const suggest = (word: string, words: Iterable<string>): string | undefined => nearest(word, words, 1)[0];

/** The up to `count` nearest of `words`, the nearest first. Equals keep the order in which they were given. */
export function nearest(word: string, words: Iterable<string>, count = 3): readonly string[] {
  const lower = word.toLowerCase();
  const limit = Math.max(1, Math.floor(word.length / 3));
  const found: { readonly candidate: string; readonly distance: number }[] = [];
  for (const candidate of new Set(words)) {
    if (candidate === word || Math.abs(candidate.length - word.length) > limit) continue;
    const ignoringCase = alignmentDistance(lower, candidate.toLowerCase());
    if (ignoringCase > limit) continue;
    const distance = ignoringCase + alignmentDistance(word, candidate) / 1000;
    found.push({ candidate, distance });
  }
  return found
    .sort((a, b) => a.distance - b.distance)
    .slice(0, count)
    .map(({ candidate }) => candidate);
}

/** How many letters must be inserted, deleted, replaced or swapped with their neighbour to make `b` of `a`. */
export function alignmentDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const same = a[row - 1] === b[column - 1];
      let best = Math.min(last[column]! + 1, current[column - 1]! + 1, last[column - 1]! + (same ? 0 : 1));
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) {
        best = Math.min(best, beforeLast[column - 2]! + 1);
      }
      current.push(best);
    }
    beforeLast = last;
    last = current;
  }
  return last[b.length]!;
}
