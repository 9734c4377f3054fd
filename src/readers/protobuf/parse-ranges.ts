import type { Cursor } from "./cursor.js";
import { readInteger } from "./literals.js";
import { parseOptionList, stringBytes } from "./parse-options.js";
import type { RangeNode, ReservedNameNode } from "./syntax.js";
import { tokenKind } from "./tokens.js";

const decoder = new TextDecoder();

/** What `reserved …;` keeps from being used: numbers, or names. */
export interface Reserved {
  readonly ranges: readonly RangeNode[];
  readonly names: readonly ReservedNameNode[];
}

/** `reserved 2, 9 to 11, 40 to max;` or `reserved "foo", "bar";` or, in editions, `reserved foo, bar;`. */
export function parseReserved(cursor: Cursor, max: number): Reserved {
  cursor.next();
  const names: ReservedNameNode[] = [];
  const ranges: RangeNode[] = [];
  do {
    const at = cursor.offset;
    if (cursor.kind === tokenKind.string) names.push({ text: decoder.decode(stringBytes(cursor)), at, quoted: true });
    else if (cursor.kind === tokenKind.identifier) names.push({ ...cursor.identifier("a name"), quoted: false });
    else ranges.push(range(cursor, max));
  } while (cursor.take(","));
  cursor.expectSemicolon("after the reserved numbers or names");
  return { ranges, names };
}

/** `extensions 100 to 199, 500 to max [declaration = {…}];` */
export function parseExtensionRanges(cursor: Cursor, max: number): readonly RangeNode[] {
  cursor.next();
  const ranges: RangeNode[] = [];
  do ranges.push(range(cursor, max));
  while (cursor.take(","));
  const options = parseOptionList(cursor);
  cursor.expectSemicolon("after the extension range");
  return ranges.map((one) => ({ ...one, options }));
}

function range(cursor: Cursor, max: number): RangeNode {
  const at = cursor.offset;
  const from = signedNumber(cursor, "a number");
  if (!cursor.take("to")) return { from, to: from, at, options: [] };
  const to = cursor.take("max") ? max : signedNumber(cursor, 'the last number, or "max",');
  return { from, to, at, options: [] };
}

/** An integer with an optional minus. Beyond 2^53 it loses digits, which no number that is allowed has. */
export function signedNumber(cursor: Cursor, what: string): number {
  const negative = cursor.take("-");
  const value = cursor.kind === tokenKind.integer ? readInteger(cursor.text()) : undefined;
  if (value === undefined) cursor.fail(`${what} is expected, but here is ${cursor.seen()}`);
  cursor.next();
  return value === 0n ? 0 : Number(negative ? -value : value);
}
