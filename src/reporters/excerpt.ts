import type { Location } from "../diagnostics/location.js";
import type { ReportContext } from "./reporter.js";

/** A line of a contract as it is shown. */
export interface ExcerptLine {
  readonly number: number;
  readonly text: string;
  /** Whether this is the line of the finding. */
  readonly here: boolean;
}

/** So many lines stand before and after the line of a finding. */
const around = 2;
/** Longer lines are cut: contracts are sometimes one line of JSON. */
const longest = 240;

/**
 * A few lines around a place, without the indentation that they share, and none of what follows the block in which the
 * place is. Empty when the file's text is not to be had.
 */
export function excerpt({ file, line, column }: Location, context: ReportContext): readonly ExcerptLine[] {
  const numbers = Array.from({ length: 2 * around + 1 }, (_, index) => line - around + index);
  const lines = numbers.flatMap((number) => {
    const text = number < 1 ? undefined : context.line(file, number)?.trimEnd();
    return text === undefined ? [] : [{ number, text, here: number === line }];
  });
  const own = lines.find(({ here }) => here)?.text;
  if (own === undefined) return [];
  const outside = lines.findIndex(
    ({ text, number }) => number > line && text !== "" && indentation(text) < indentation(own),
  );
  if (outside >= 0) lines.splice(outside);
  while (lines.at(-1)?.text === "") lines.pop();
  while (lines[0]?.text === "") lines.shift();
  const shared = Math.min(...lines.filter(({ text }) => text !== "").map(({ text }) => indentation(text)));
  return lines.map(({ number, text, here }) => ({
    number,
    here,
    text: cut(text.slice(shared), here ? column - 1 - shared : 0),
  }));
}

const indentation = (text: string): number => text.length - text.trimStart().length;

/** The part of a long line that is about an index, without halving a character. */
function cut(text: string, about: number): string {
  if (text.length <= longest) return text;
  const first = Math.max(0, Math.min(about - 40, text.length - longest));
  const start = isTrailing(text, first) ? first - 1 : first;
  const last = Math.min(text.length, start + longest);
  const end = isTrailing(text, last) ? last - 1 : last;
  return `${start > 0 ? "… " : ""}${text.slice(start, end)}${end < text.length ? " …" : ""}`;
}

const isTrailing = (text: string, index: number): boolean => /^[\udc00-\udfff]$/.test(text.charAt(index));
