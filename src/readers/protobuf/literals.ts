/** What a string literal holds: octets, because escapes may write any. `fault` tells what is wrong with it. */
export interface StringLiteral {
  readonly bytes: Uint8Array;
  readonly fault?: string;
}

const simpleEscapes: Readonly<Record<string, number>> = {
  a: 7,
  b: 8,
  f: 12,
  n: 10,
  r: 13,
  t: 9,
  v: 11,
  "?": 63,
  "\\": 92,
  "'": 39,
  '"': 34,
};
const encoder = new TextEncoder();

/** Reads a string literal, quotes included (protobuf language specification, "String literals"). */
export function readString(literal: string): StringLiteral {
  const closed = literal.length > 1 && literal.endsWith(literal[0] ?? "");
  const inside = literal.slice(1, closed ? -1 : undefined);
  if (!inside.includes("\\")) return { bytes: encoder.encode(inside) };
  const out: number[] = [];
  let fault: string | undefined;
  let at = 0;
  while (at < inside.length) {
    const slash = inside.indexOf("\\", at);
    if (slash !== at) {
      for (const byte of encoder.encode(inside.slice(at, slash < 0 ? undefined : slash))) out.push(byte);
      if (slash < 0) break;
      at = slash;
    }
    const escaped = readEscape(inside, at);
    for (const byte of escaped.bytes) out.push(byte);
    fault ??= escaped.fault;
    at = escaped.end;
  }
  return { bytes: Uint8Array.from(out), ...(fault !== undefined && { fault }) };
}

interface Escape {
  readonly bytes: Iterable<number>;
  readonly end: number;
  readonly fault?: string;
}

function readEscape(text: string, at: number): Escape {
  const letter = text[at + 1] ?? "";
  const simple = simpleEscapes[letter];
  if (simple !== undefined) return { bytes: [simple], end: at + 2 };
  const octal = /^[0-7]{1,3}/.exec(text.slice(at + 1, at + 4))?.[0];
  if (octal !== undefined) {
    const value = Number.parseInt(octal, 8);
    const fault = value > 255 ? `\\${octal} is more than one octet` : undefined;
    return { bytes: [value & 255], end: at + 1 + octal.length, ...(fault !== undefined && { fault }) };
  }
  if (letter === "x" || letter === "X") {
    const digits = /^[0-9a-fA-F]{1,2}/.exec(text.slice(at + 2, at + 4))?.[0];
    if (digits !== undefined) return { bytes: [Number.parseInt(digits, 16)], end: at + 2 + digits.length };
  }
  if (letter === "u" || letter === "U") {
    const wanted = letter === "u" ? 4 : 8;
    const digits = text.slice(at + 2, at + 2 + wanted);
    const value = /^[0-9a-fA-F]+$/.test(digits) && digits.length === wanted ? Number.parseInt(digits, 16) : -1;
    if (value >= 0 && value <= 0x10ffff) return unicodeEscape(text, at, value, 2 + wanted);
  }
  return { bytes: encoder.encode(letter), end: at + 2, fault: `\\${letter} is no escape that .proto files know` };
}

/** A pair of \u escapes may write a surrogate pair. */
function unicodeEscape(text: string, at: number, value: number, length: number): Escape {
  const second =
    value >= 0xd800 && value < 0xdc00 ? /^\\u([dD][c-fC-F][0-9a-fA-F]{2})/.exec(text.slice(at + length)) : null;
  if (second?.[1] === undefined) return { bytes: encoder.encode(String.fromCodePoint(value)), end: at + length };
  const pair = String.fromCharCode(value, Number.parseInt(second[1], 16));
  return { bytes: encoder.encode(pair), end: at + length + 6 };
}

/** An integer literal: decimal, octal (`017`) or hexadecimal (`0x1f`). Undefined when it is none. */
export function readInteger(text: string): bigint | undefined {
  if (/^(?:0|[1-9][0-9]*|0[xX][0-9a-fA-F]+)$/.test(text)) return BigInt(text);
  return /^0[0-7]+$/.test(text) ? BigInt(`0o${text.slice(1)}`) : undefined;
}

/** A floating-point literal. Undefined when it is none. */
export function readFloat(text: string): number | undefined {
  return /^(?:[0-9]+\.[0-9]*|\.[0-9]+|[0-9]+)(?:[eE][+-]?[0-9]+)?$/.test(text) ? Number(text) : undefined;
}
