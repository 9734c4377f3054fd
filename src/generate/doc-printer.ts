import type { Json } from "../contract/json.js";
import type { Schema } from "../contract/schema.js";

/** What is said about a thing, beside its type. */
export interface Doc {
  readonly title?: string | undefined;
  readonly doc?: string | undefined;
  readonly deprecated?: boolean | undefined;
  readonly default?: Json | undefined;
  readonly example?: Json | undefined;
  /** Bounds, format and the like, each a short phrase. */
  readonly notes?: readonly string[] | undefined;
}

/** A JSDoc comment with its line break, or "" when there is nothing to say. Markdown is kept. */
export function printDoc(doc: Doc, indent: string): string {
  const lines: string[] = [];
  const { title, doc: text = title } = doc;
  if (title !== undefined && text !== title) lines.push(...split(title), "");
  if (text !== undefined) lines.push(...split(text));
  if (doc.notes !== undefined && doc.notes.length > 0) {
    if (lines.length > 0) lines.push("");
    lines.push(`${doc.notes.join("; ")}.`);
  }
  const tags: string[] = [];
  if (doc.deprecated === true) tags.push("@deprecated");
  if (doc.default !== undefined) tags.push(...tag("@default", doc.default));
  if (doc.example !== undefined) tags.push(...tag("@example", doc.example));
  if (tags.length > 0 && lines.length > 0) lines.push("");
  lines.push(...tags);
  while (lines.length > 0 && lines.at(-1)?.trim() === "") lines.pop();
  while (lines.length > 0 && lines[0]?.trim() === "") lines.shift();
  const [only] = lines;
  if (only === undefined) return "";
  if (lines.length === 1) return `${indent}/** ${escaped(only).trim()} */\n`;
  return `${indent}/**\n${lines.map((line) => `${indent} * ${escaped(line)}`.trimEnd()).join("\n")}\n${indent} */\n`;
}

/** What a schema says about itself. */
export const docOf = (schema: Schema): Doc => ({
  title: schema.title,
  doc: schema.doc,
  deprecated: schema.deprecated,
  default: schema.default,
  example: schema.examples?.[0],
  notes: notesOf(schema),
});

function notesOf(schema: Schema): string[] {
  const notes: string[] = [];
  if (schema.kind === "scalar" && schema.format !== undefined) notes.push(`Format: ${schema.format}`);
  const given = schema.assertions;
  if (given === undefined) return notes;
  const note = (phrase: string, value: unknown) => {
    if (value !== undefined) notes.push(`${phrase} ${String(value)}`);
  };
  note("at least", given.minimum);
  note("more than", given.exclusiveMinimum);
  note("at most", given.maximum);
  note("less than", given.exclusiveMaximum);
  note("a multiple of", given.multipleOf);
  note("length at least", given.minLength === 0 ? undefined : given.minLength);
  note("length at most", given.maxLength);
  if (given.pattern !== undefined && given.pattern.length <= 100) notes.push(`pattern \`${given.pattern}\``);
  note("items at least", given.minItems === 0 ? undefined : given.minItems);
  note("items at most", given.maxItems);
  if (given.uniqueItems === true) notes.push("items are unique");
  note("members at least", given.minProperties);
  note("members at most", given.maxProperties);
  return notes.map((phrase, index) => (index === 0 ? phrase.charAt(0).toUpperCase() + phrase.slice(1) : phrase));
}

const tag = (name: string, value: Json): string[] => {
  const text = JSON.stringify(value, (_, member: unknown) => (typeof member === "bigint" ? `${member}` : member));
  return text === undefined || text.length > 100 ? [] : [`${name} ${text}`];
};

const split = (text: string): string[] => text.trim().split(/\r\n|[\r\n\u2028\u2029]/);

/** No text may end the comment. */
const escaped = (line: string): string => line.replaceAll("*/", "*\\/").replaceAll("\u0000", "");
