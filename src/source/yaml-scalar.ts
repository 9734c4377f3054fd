import type { Json } from "../contract/json.js";
import { longestInteger, readInteger } from "./parsed.js";

/** What a plain scalar means by the core schema of YAML 1.2.2, section 10.3.2. Timestamps and "yes" stay strings. */
export function readPlainScalar(text: string): Json {
  const first = text.charCodeAt(0);
  if ((first >= 0x30 && first <= 0x39) || first === 0x2b || first === 0x2d || first === 0x2e) return readNumber(text);
  if (text !== "" && !wordStarts.has(first)) return text;
  const word = words.get(text);
  return word === undefined ? text : word;
}

/** What a scalar under an explicit tag such as `!!int` means; undefined when the tag is none of the core schema's. */
export function readTaggedScalar(tag: string, text: string): Json | undefined {
  switch (tag.replace(/^!?<?tag:yaml\.org,2002:(.*?)>?$/, "!!$1")) {
    case "!":
    case "!!str":
    case "!!binary":
    case "!!timestamp":
      return text;
    case "!!int":
    case "!!float":
    case "!!bool":
    case "!!null":
      return readPlainScalar(text);
    default:
      return undefined;
  }
}

/** Whether a list's or mapping's tag says only what it is anyway. */
export const isKnownCollectionTag = (tag: string): boolean =>
  /^(?:!|!!(?:map|seq)|!?<?tag:yaml\.org,2002:(?:map|seq)>?)$/.test(tag);

const words = new Map<string, Json>([
  ["", null],
  ["~", null],
  ["null", null],
  ["Null", null],
  ["NULL", null],
  ["true", true],
  ["True", true],
  ["TRUE", true],
  ["false", false],
  ["False", false],
  ["FALSE", false],
]);

const wordStarts = new Set([..."~nNtTfF"].map((letter) => letter.charCodeAt(0)));

const decimal = /^[-+]?[0-9]+$/;
const float = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
const special = /^(?:([-+]?)\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;

function readNumber(text: string): Json {
  if (decimal.test(text)) return text.length <= longestInteger ? readInteger(text) : text;
  if (float.test(text)) {
    const number = Number(text);
    return Number.isFinite(number) ? number : text;
  }
  if (/^0(?:o[0-7]+|x[0-9a-fA-F]+)$/.test(text)) return text.length <= longestInteger ? readInteger(text) : text;
  const match = special.exec(text);
  if (match === null) return text;
  if (match[1] === undefined) return Number.NaN;
  return match[1] === "-" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}
