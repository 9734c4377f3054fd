/** Turns offsets into lines and columns. The table of line starts is made when the first is asked for. */
export interface Lines {
  /** Both counted from one; the column in UTF-16 code units, a byte order mark not counted. */
  position(offset: number): { readonly line: number; readonly column: number };
  /** The text of a line, counted from one, without its end. */
  line(number: number): string | undefined;
}

export function createLines(text: string): Lines {
  const bom = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  let starts: readonly number[] | undefined;
  return {
    position(offset) {
      starts ??= lineStarts(text);
      const line = lastAtMost(starts, offset);
      return { line: line + 1, column: Math.max(offset - starts[line]! + 1 - (line === 0 ? bom : 0), 1) };
    },
    line(number) {
      starts ??= lineStarts(text);
      const start = starts[number - 1];
      return start === undefined ? undefined : text.slice(start, starts[number]).replace(/[\r\n]+$/, "");
    },
  };
}

/** Where each line begins. A line ends with LF, CR LF or CR, as YAML 1.2 section 5.4 has it. */
function lineStarts(text: string): readonly number[] {
  const starts = [0];
  const breaks = /\r\n?|\n/g;
  while (breaks.test(text)) starts.push(breaks.lastIndex);
  return starts;
}

function lastAtMost(sorted: readonly number[], value: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (sorted[middle]! <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}
