/** What a token is. Keywords are identifiers: every keyword may be a name as well. */
export const tokenKind = { end: 0, identifier: 1, integer: 2, float: 3, string: 4, symbol: 5 } as const;

/** Something the tokeniser could not read: what, and where it begins (an offset into the text). */
export interface TokenFault {
  readonly offset: number;
  readonly message: string;
}

/**
 * A .proto text cut into tokens. Parallel arrays rather than objects: large contracts have millions of tokens.
 * The last token is always of kind `end`. Comments stand apart, as pairs of offsets in the order of the text.
 */
export interface Tokens {
  readonly text: string;
  readonly kinds: readonly number[];
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  /** Start and end of each comment: `comments[2 * i]`, `comments[2 * i + 1]`. */
  readonly comments: readonly number[];
  /** For each token, how many offsets in `comments` belong to comments that stand before it. */
  readonly commentsBefore: readonly number[];
  readonly faults: readonly TokenFault[];
}

const identifierStart = (code: number): boolean =>
  (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95;
const digit = (code: number): boolean => code >= 48 && code <= 57;

/**
 * Cuts a .proto text into tokens (protobuf language specification, "Lexical elements"). Never throws: what cannot be
 * read is a fault, and reading goes on behind it.
 */
export function tokenise(text: string): Tokens {
  const kinds: number[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  const comments: number[] = [];
  const commentsBefore: number[] = [];
  const faults: TokenFault[] = [];
  const length = text.length;
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;

  const push = (kind: number, start: number, end: number): void => {
    kinds.push(kind);
    starts.push(start);
    ends.push(end);
    commentsBefore.push(comments.length);
  };

  while (at < length) {
    const code = text.charCodeAt(at);
    if (code === 32 || (code >= 9 && code <= 13)) {
      at += 1;
    } else if (identifierStart(code)) {
      const start = at;
      at = endOfWord(text, at + 1);
      push(tokenKind.identifier, start, at);
    } else if (digit(code) || (code === 46 && digit(text.charCodeAt(at + 1)))) {
      const end = endOfNumber(text, at);
      push(isFloat(text, at, end) ? tokenKind.float : tokenKind.integer, at, end);
      at = end;
    } else if (code === 34 || code === 39) {
      const end = endOfString(text, at, code);
      const closed = end - at > 1 && text.charCodeAt(end - 1) === code && !escapedAt(text, at, end - 1);
      if (!closed) faults.push({ offset: at, message: "this string has no closing quote on its line" });
      push(tokenKind.string, at, end);
      at = end;
    } else if (code === 47 && text.charCodeAt(at + 1) === 47) {
      const end = text.indexOf("\n", at);
      comments.push(at, end < 0 ? length : end);
      at = end < 0 ? length : end;
    } else if (code === 47 && text.charCodeAt(at + 1) === 42) {
      const end = text.indexOf("*/", at + 2);
      if (end < 0) faults.push({ offset: at, message: "this comment is never closed: `*/` is missing" });
      comments.push(at, end < 0 ? length : end + 2);
      at = end < 0 ? length : end + 2;
    } else if (code > 32 && code < 127) {
      push(tokenKind.symbol, at, at + 1);
      at += 1;
    } else {
      const start = at;
      while (at < length && isStray(text.charCodeAt(at))) at += 1;
      faults.push({ offset: start, message: `a character that .proto files do not use: ${nameOf(text, start)}` });
    }
  }
  push(tokenKind.end, length, length);
  return { text, kinds, starts, ends, comments, commentsBefore, faults };
}

const isStray = (code: number): boolean => code >= 127 || code < 9 || (code > 13 && code < 32);

const nameOf = (text: string, offset: number): string =>
  `U+${(text.codePointAt(offset) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;

function endOfWord(text: string, from: number): number {
  let at = from;
  for (;;) {
    const code = text.charCodeAt(at);
    if (!(identifierStart(code) || digit(code))) return at;
    at += 1;
  }
}

/** Takes everything that looks like a part of a number, so that "12abc" is one wrong number and not two tokens. */
function endOfNumber(text: string, from: number): number {
  let at = from;
  const hex = text.charCodeAt(at) === 48 && (text.charCodeAt(at + 1) | 32) === 120;
  for (;;) {
    const code = text.charCodeAt(at);
    if (digit(code) || identifierStart(code) || code === 46) {
      at += 1;
      if (!hex && (code | 32) === 101 && (text.charCodeAt(at) === 43 || text.charCodeAt(at) === 45)) at += 1;
    } else return at;
  }
}

function isFloat(text: string, start: number, end: number): boolean {
  if (text.charCodeAt(start) === 48 && (text.charCodeAt(start + 1) | 32) === 120) return false;
  for (let at = start; at < end; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 46 || (code | 32) === 101) return true;
  }
  return false;
}

/** The offset behind the closing quote, or of the end of the line when there is none. */
function endOfString(text: string, from: number, quote: number): number {
  let at = from + 1;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === quote) return at + 1;
    if (code === 10) return at;
    at += code === 92 && text.charCodeAt(at + 1) !== 10 ? 2 : 1;
  }
  return text.length;
}

function escapedAt(text: string, start: number, offset: number): boolean {
  let slashes = 0;
  while (offset - 1 - slashes > start && text.charCodeAt(offset - 1 - slashes) === 92) slashes += 1;
  return slashes % 2 === 1;
}
