import type { Location } from "../../diagnostics/location.js";

/** Turns offsets into a text into places, counted from one. */
export function placer(file: string, text: string): (offset: number) => Location {
  let starts: readonly number[] | undefined;
  let last = 0;
  return (offset) => {
    starts ??= lineStarts(text);
    // Most questions come in the order of the text.
    if (!((starts[last] ?? 0) <= offset && offset < (starts[last + 1] ?? Number.POSITIVE_INFINITY))) {
      last = lineOf(starts, offset);
    }
    return { file, line: last + 1, column: offset - (starts[last] ?? 0) + 1 };
  };
}

export function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}

/** The index of the line, from zero, in which an offset stands. */
export function lineOf(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
