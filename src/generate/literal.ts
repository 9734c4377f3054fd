import type { Json } from "../contract/json.js";

/** A JSON value as a TypeScript expression. `__proto__` stays data: computed, it is a member like any other. */
export function literal(value: Json): string {
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "string") return quoted(value);
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value === "number") return Object.is(value, -0) ? "-0" : String(value);
  if (isList(value)) return `[${value.map(literal).join(", ")}]`;
  const members = Object.entries(value).map(
    ([name, member]) => `${name === "__proto__" ? '["__proto__"]' : quoted(name)}: ${literal(member)}`,
  );
  return members.length === 0 ? "{}" : `{ ${members.join(", ")} }`;
}

/** A string literal in double quotes. Line separators are escaped, so that it is one line for every tool. */
export function quoted(text: string): string {
  const literal = JSON.stringify(text);
  return separators.test(literal) ? literal.replaceAll("\u2028", "\\u2028").replaceAll("\u2029", "\\u2029") : literal;
}

const separators = /[\u2028\u2029]/;

/** A type that has just this value. */
export function literalType(value: Json): string {
  if (typeof value === "bigint") return "number";
  if (typeof value !== "object" || value === null) return literal(Object.is(value, -0) ? 0 : value);
  if (isList(value)) return `readonly [${value.map(literalType).join(", ")}]`;
  const members = Object.entries(value).map(([name, member]) => `${quoted(name)}: ${literalType(member)}`);
  return members.length === 0 ? "Record<string, never>" : `{ ${members.join("; ")} }`;
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);
