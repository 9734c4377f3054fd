import type { Json } from "../contract/json.js";
import { jsonText } from "./words.js";

/** A value this short stands in one line. */
const oneLine = 64;

/** JSON with two spaces of indentation, where it does not fit one line. Integers keep all their digits. */
export function prettyValue(value: Json, indent = ""): string {
  const short = jsonText(value);
  if (value === null || typeof value !== "object" || short.length + indent.length <= oneLine)
    return spaced(value, short);
  const deeper = `${indent}  `;
  if (Array.isArray(value))
    return wrapped(
      "[",
      "]",
      value.map((item: Json) => prettyValue(item, deeper)),
      indent,
    );
  const members = Object.entries(value as { readonly [name: string]: Json });
  return wrapped(
    "{",
    "}",
    members.map(([name, member]) => `${JSON.stringify(name)}: ${prettyValue(member, deeper)}`),
    indent,
  );
}

const wrapped = (open: string, close: string, lines: readonly string[], indent: string): string =>
  `${open}\n${lines.map((line) => `${indent}  ${line}`).join(",\n")}\n${indent}${close}`;

/** A short value as people write it, with spaces behind commas and colons. */
function spaced(value: Json, short: string): string {
  if (value === null || typeof value !== "object") return short;
  if (Array.isArray(value)) return `[${value.map((item: Json) => spaced(item, jsonText(item))).join(", ")}]`;
  const members = Object.entries(value as { readonly [name: string]: Json });
  if (members.length === 0) return "{}";
  return `{ ${members.map(([name, member]) => `${JSON.stringify(name)}: ${spaced(member, jsonText(member))}`).join(", ")} }`;
}
