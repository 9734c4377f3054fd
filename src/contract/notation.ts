import type { Json } from "./json.js";
import type { Assertions, Field, RecordSchema, Schema } from "./schema.js";

/** How deep inline records are written out before they become `{…}`. */
const deepest = 3;

/**
 * A schema in one line, for people: `{ isbn: Isbn, title: string, price?: Money }`, `string (uuid)`,
 * `integer (1..100)`, `Book[]`, `"a" | "b"`.
 */
export function notation(schema: Schema, depth = 0): string {
  const shown = shape(schema, depth) + limits(schema);
  const nullable = schema.nullable === true ? `${schema.kind === "union" ? `(${shown})` : shown} | null` : shown;
  return nullable;
}

function shape(schema: Schema, depth: number): string {
  switch (schema.kind) {
    case "any":
    case "never":
      return schema.kind;
    case "scalar":
      return schema.format === undefined ? schema.type : `${schema.type} (${schema.format})`;
    case "enum":
      return [
        ...schema.values.map(({ value, name }) => name ?? literal(value)),
        ...(schema.open === true ? ["…"] : []),
      ].join(" | ");
    case "record":
      return record(schema, depth);
    case "map":
      return `{ [${schema.key === undefined ? "string" : shape(schema.key, depth)}]: ${notation(schema.value, depth + 1)} }`;
    case "list":
      return list(schema.prefix ?? [], schema.item, depth);
    case "union":
      return schema.variants.map((variant) => notation(variant, depth + 1)).join(" | ");
    case "reference":
      return schema.name;
  }
}

function record({ fields, rest }: RecordSchema, depth: number): string {
  const closed = rest?.kind === "never";
  const more = rest === undefined || closed ? [] : [`…: ${notation(rest, depth + 1)}`];
  const members = [...fields.map((field) => member(field, depth)), ...more];
  if (members.length === 0) return closed ? "{} closed" : "{}";
  return depth >= deepest ? "{…}" : `{ ${members.join(", ")} }${closed ? " closed" : ""}`;
}

const member = ({ name, number, required, schema }: Field, depth: number): string =>
  `${name}${number === undefined ? "" : ` = ${number}`}${required ? "" : "?"}: ${notation(schema, depth + 1)}`;

function list(prefix: readonly Schema[], item: Schema, depth: number): string {
  if (prefix.length > 0) {
    const rest = item.kind === "never" ? [] : [`…${notation(item, depth + 1)}[]`];
    return `[${[...prefix.map((part) => notation(part, depth + 1)), ...rest].join(", ")}]`;
  }
  const inner = notation(item, depth + 1);
  return inner.includes(" ") && !inner.startsWith("{") ? `(${inner})[]` : `${inner}[]`;
}

/** Bounds and patterns, the way people write them. */
function limits({ assertions }: Schema): string {
  if (assertions === undefined) return "";
  const said = [
    range(assertions.minimum, assertions.maximum, ""),
    assertions.exclusiveMinimum === undefined ? "" : `> ${assertions.exclusiveMinimum}`,
    assertions.exclusiveMaximum === undefined ? "" : `< ${assertions.exclusiveMaximum}`,
    assertions.multipleOf === undefined ? "" : `× ${assertions.multipleOf}`,
    range(assertions.minLength, assertions.maxLength, " characters"),
    assertions.pattern === undefined ? "" : `/${assertions.pattern}/`,
    range(assertions.minItems, assertions.maxItems, " items"),
    assertions.uniqueItems === true ? "unique" : "",
    range(assertions.minProperties, assertions.maxProperties, " members"),
    ...others(assertions),
  ].filter((part) => part !== "");
  return said.length === 0 ? "" : ` (${said.join(", ")})`;
}

const structural: readonly (keyof Assertions)[] = [
  "patternProperties",
  "propertyNames",
  "required",
  "dependentRequired",
  "dependentSchemas",
  "unevaluatedProperties",
  "unevaluatedItems",
  "contains",
  "contentSchema",
  "values",
  "allOf",
  "anyOf",
  "oneOf",
  "not",
  "if",
];

const others = (assertions: Assertions): string[] =>
  structural.filter((keyword) => assertions[keyword] !== undefined).map((keyword) => `+ ${keyword}`);

function range(least: unknown, most: unknown, unit: string): string {
  if (least === undefined && most === undefined) return "";
  if (least === most) return `${least}${unit}`;
  if (least === undefined) return `≤ ${most}${unit}`;
  return most === undefined ? `≥ ${least}${unit}` : `${least}..${most}${unit}`;
}

function literal(value: Json): string {
  if (typeof value === "bigint") return String(value);
  return typeof value === "object" && value !== null ? "{…}" : JSON.stringify(value);
}
