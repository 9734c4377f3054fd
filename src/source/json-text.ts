import type { Json } from "../contract/json.js";
import {
  deepest,
  hasMember,
  longestInteger,
  type OpenObject,
  type Parsed,
  type Remark,
  readInteger,
  setMember,
  Unreadable,
} from "./parsed.js";
import { PlaceRecorder } from "./places.js";

/**
 * Reads JSON (RFC 8259) and keeps the place of everything in it. A leading byte order mark is passed over; of members
 * with the same name the last one counts, with a remark; integers that a double cannot hold become bigints.
 * @throws Unreadable at the first character that JSON does not allow
 */
export function readJsonText(text: string): Parsed {
  const places = new PlaceRecorder();
  const remarks: Remark[] = [];
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  let depth = 0;

  const skipSpace = (): number => {
    for (;;) {
      const code = text.charCodeAt(at);
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return code;
      at += 1;
    }
  };

  const fail = (expected: string, offset = at): never => {
    const found = offset >= text.length ? "the file ends here" : `${shown(text, offset)} stands here`;
    throw new Unreadable({
      code: "document-syntax",
      message: `this is not JSON: ${found}, where ${expected} is expected`,
      offset: Math.min(offset, text.length),
      ...hint(text, offset),
    });
  };

  const readValue = (): Json => {
    switch (text.charCodeAt(at)) {
      case 0x7b:
        return readObject();
      case 0x5b:
        return readArray();
      case 0x22:
        return readString();
      case 0x74:
        return readWord("true", true);
      case 0x66:
        return readWord("false", false);
      case 0x6e:
        return readWord("null", null);
      default:
        return readNumber();
    }
  };

  const enter = (): void => {
    depth += 1;
    if (depth > deepest) throw new Unreadable(tooDeep(at));
  };

  const readObject = (): Json => {
    const start = at;
    const object: OpenObject = {};
    const mark = places.open();
    enter();
    at += 1;
    let code = skipSpace();
    if (code === 0x7d) at += 1;
    else {
      for (;;) {
        if (code !== 0x22) fail("a member's name in double quotes");
        const key = at;
        const name = readString();
        if (skipSpace() !== 0x3a) fail('":"');
        at += 1;
        skipSpace();
        const value = at;
        if (hasMember(object, name)) remarks.push(duplicate(name, key));
        setMember(object, name, readValue());
        places.member(name, key, value);
        code = skipSpace();
        at += 1;
        if (code === 0x2c) code = skipSpace();
        else if (code === 0x7d) break;
        else fail('"," or "}"', at - 1);
      }
    }
    depth -= 1;
    places.close(object, start, mark);
    return object;
  };

  const readArray = (): Json => {
    const start = at;
    const array: Json[] = [];
    const mark = places.open();
    enter();
    at += 1;
    if (skipSpace() === 0x5d) at += 1;
    else {
      for (;;) {
        places.item(at);
        array.push(readValue());
        const code = skipSpace();
        at += 1;
        if (code === 0x2c) skipSpace();
        else if (code === 0x5d) break;
        else fail('"," or "]"', at - 1);
      }
    }
    depth -= 1;
    places.close(array, start, mark);
    return array;
  };

  const readString = (): string => {
    const start = at + 1;
    let end = start;
    for (;;) {
      const code = text.charCodeAt(end);
      if (code === 0x22) {
        at = end + 1;
        return text.slice(start, end);
      }
      if (code === 0x5c) return readEscaped(start, end);
      if (!(code >= 0x20))
        fail(end >= text.length ? "the closing quote of a string" : "an escape such as \\n or \\t", end);
      end += 1;
    }
  };

  const readEscaped = (start: number, firstEscape: number): string => {
    let result = text.slice(start, firstEscape);
    let end = firstEscape;
    for (;;) {
      const code = text.charCodeAt(end);
      if (code === 0x22) {
        at = end + 1;
        return result;
      }
      if (code === 0x5c) {
        const letter = text[end + 1] ?? "";
        if (letter === "u") {
          const digits = text.slice(end + 2, end + 6);
          if (!/^[0-9a-fA-F]{4}$/.test(digits)) fail("four hexadecimal digits after \\u", end + 2);
          result += String.fromCharCode(Number.parseInt(digits, 16));
          end += 6;
        } else {
          const meant = escapes[letter];
          if (meant === undefined) fail('one of " \\ / b f n r t u after the backslash', end + 1);
          result += meant;
          end += 2;
        }
      } else {
        if (!(code >= 0x20))
          fail(end >= text.length ? "the closing quote of a string" : "an escape such as \\n or \\t", end);
        const from = end;
        do end += 1;
        while (isOrdinary(text.charCodeAt(end)));
        result += text.slice(from, end);
      }
    }
  };

  const readWord = <T extends Json>(word: string, value: T): T => {
    if (!text.startsWith(word, at)) fail("a value");
    at += word.length;
    return value;
  };

  const readNumber = (): number | bigint => {
    const start = at;
    number.lastIndex = at;
    const match = number.exec(text);
    if (match === null) return fail("a value");
    at = number.lastIndex;
    const next = text.charCodeAt(at);
    if ((next >= 0x30 && next <= 0x39) || next === 0x2e)
      fail('the end of a number: neither leading zeros nor a bare "." are JSON');
    if (match[1] === undefined && match[0].length <= longestInteger) return readInteger(match[0]);
    const value = Number(match[0]);
    if (Number.isFinite(value)) return value;
    remarks.push(outOfRange(match[0], start));
    return Math.sign(value) * Number.MAX_VALUE;
  };

  skipSpace();
  const value = readValue();
  skipSpace();
  if (at < text.length) fail("the end of the file");
  return { value, places, remarks };
}

export const duplicate = (name: string, offset: number): Remark => ({
  code: "duplicate-key",
  message: `"${name}" stands twice in the same object; only the last one counts`,
  offset,
});

export const outOfRange = (literal: string, offset: number): Remark => ({
  code: "number-out-of-range",
  message: `${literal.slice(0, 40)} is beyond what a double can hold; the largest double is taken instead`,
  offset,
});

export const tooDeep = (offset: number): Remark => ({
  code: "document-too-deep",
  message: `objects and arrays are nested more than ${deepest} deep here`,
  offset,
});

const number = /-?(?:0|[1-9][0-9]*)((?:\.[0-9]+)?[eE][+-]?[0-9]+|\.[0-9]+)?/y;

const escapes: Readonly<Record<string, string>> = {
  '"': '"',
  "\\": "\\",
  "/": "/",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
};

const isOrdinary = (code: number): boolean => code >= 0x20 && code !== 0x22 && code !== 0x5c;

function shown(text: string, offset: number): string {
  const code = text.codePointAt(offset)!;
  if (code < 0x20 || code === 0x7f)
    return `the control character U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
  const word = /^[\w$]+/.exec(text.slice(offset, offset + 20))?.[0];
  return `"${word ?? String.fromCodePoint(code)}"`;
}

function hint(text: string, offset: number): { readonly fix?: string } {
  if (offset >= text.length) return { fix: "The file seems to be cut off: fetch or save it again." };
  const rest = text.slice(offset, offset + 2);
  if (rest === "//" || rest === "/*") return { fix: "JSON has no comments: remove it, or write the file in YAML." };
  if (/[}\]]/.test(rest[0]!) && /,\s*$/.test(text.slice(Math.max(0, offset - 200), offset))) {
    return { fix: "Remove the comma before it." };
  }
  if (rest[0] === "'") return { fix: "JSON strings stand in double quotes." };
  return {};
}
