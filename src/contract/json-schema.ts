import type { Json } from "./json.js";
import type { Assertions, RecordSchema, ScalarSchema, Schema } from "./schema.js";

/** A JSON Schema 2020-12 document, or a part of one. */
export type JsonSchema = boolean | { readonly [keyword: string]: Json | JsonSchema | readonly JsonSchema[] };

/** Options of `toJsonSchema`. */
export interface JsonSchemaOptions {
  /** What stands before a schema's name in a `$ref`. Default: "#/$defs/". */
  readonly prefix?: string;
  /** Whether titles, descriptions, defaults and examples are written too. Default: no. */
  readonly annotations?: boolean;
}

/**
 * The schema in JSON Schema 2020-12: the definition of what a schema of the model admits.
 * Discriminators and access are hints and do not appear. The result shares nothing with the input.
 */
export function toJsonSchema(schema: Schema, options: JsonSchemaOptions = {}): JsonSchema {
  const own = { ...shape(schema, options), ...assertions(schema.assertions, schema, options) };
  const typed = schema.untyped === true ? without(own, "type") : own;
  const admitted = schema.nullable === true ? orNull(typed, schema) : typed;
  return options.annotations === true ? { ...admitted, ...annotations(schema) } : simplified(admitted);
}

/** All named schemas as `$defs`, to stand beside what `toJsonSchema` gives. */
export const toDefinitions = (
  schemas: ReadonlyMap<string, Schema>,
  options: JsonSchemaOptions = {},
): Record<string, JsonSchema> =>
  Object.fromEntries([...schemas].map(([name, schema]) => [name, toJsonSchema(schema, options)]));

type Keywords = Record<string, Json | JsonSchema | readonly JsonSchema[]>;

function shape(schema: Schema, options: JsonSchemaOptions): Keywords {
  const convert = (part: Schema) => toJsonSchema(part, options);
  switch (schema.kind) {
    case "any":
      return {};
    case "never":
      return { not: {} };
    case "scalar":
      return { type: jsonType(schema), ...(schema.format !== undefined && { format: schema.format }) };
    case "enum": {
      const values = schema.values.map(({ value }) => value);
      return schema.open === true ? { type: [...new Set(values.map(typeOfJson))] } : { enum: values };
    }
    case "record":
      return record(schema, options);
    case "map":
      return {
        type: "object",
        ...(schema.value.kind !== "any" || hasMore(schema.value)
          ? { additionalProperties: convert(schema.value) }
          : {}),
      };
    case "list":
      return {
        type: "array",
        ...(schema.prefix !== undefined && schema.prefix.length > 0 && { prefixItems: schema.prefix.map(convert) }),
        ...((schema.item.kind !== "any" || hasMore(schema.item)) && { items: convert(schema.item) }),
      };
    case "union":
      return { [schema.mode === "any" ? "anyOf" : "oneOf"]: schema.variants.map(convert) };
    case "reference":
      return { $ref: (options.prefix ?? "#/$defs/") + pointerSegment(schema.name) };
  }
}

function record({ fields, rest }: RecordSchema, options: JsonSchemaOptions): Keywords {
  const required = fields.filter((field) => field.required).map(({ name }) => name);
  return {
    type: "object",
    ...(fields.length > 0 && {
      properties: Object.fromEntries(fields.map(({ name, schema }) => [name, toJsonSchema(schema, options)])),
    }),
    ...(required.length > 0 && { required }),
    ...(rest !== undefined && { additionalProperties: toJsonSchema(rest, options) }),
  };
}

/** The assertions as keywords. Those that would stand twice beside what the kind says are wrapped in an `allOf`. */
function assertions(given: Assertions | undefined, schema: Schema, options: JsonSchemaOptions): Keywords {
  if (given === undefined) return {};
  const convert = (part: Schema) => toJsonSchema(part, options);
  const keywords: Keywords = {};
  for (const [keyword, value] of Object.entries(given)) {
    if (value === undefined) continue;
    switch (keyword) {
      case "values":
        keywords["enum"] = value as Json;
        break;
      case "patternProperties":
        keywords[keyword] = Object.fromEntries(
          (given.patternProperties ?? []).map((member) => [member.pattern, convert(member.schema)]),
        );
        break;
      case "dependentSchemas":
        keywords[keyword] = Object.fromEntries(
          Object.entries(given.dependentSchemas ?? {}).map(([name, part]) => [name, convert(part)]),
        );
        break;
      case "allOf":
      case "anyOf":
      case "oneOf":
        keywords[keyword] = (value as readonly Schema[]).map(convert);
        break;
      default:
        keywords[keyword] = schemaKeywords.has(keyword) ? convert(value as Schema) : (value as Json);
    }
  }
  return withoutClash(keywords, schema);
}

/** The assertions whose value is one schema. */
export const singleSchemas = [
  "contentSchema",
  "contains",
  "unevaluatedItems",
  "propertyNames",
  "unevaluatedProperties",
  "not",
  "if",
  "then",
  "else",
] as const;

const schemaKeywords = new Set<string>(singleSchemas);

function withoutClash(keywords: Keywords, schema: Schema): Keywords {
  const { required, enum: values, anyOf, oneOf, not, ...rest } = keywords;
  const clashing: Keywords[] = [];
  const place = (name: string, value: Keywords[string] | undefined, clashes: boolean) => {
    if (value === undefined) return;
    if (clashes) clashing.push({ [name]: value });
    else rest[name] = value;
  };
  place("required", required, schema.kind === "record" && schema.fields.some((field) => field.required));
  place("enum", values, schema.kind === "enum");
  place("anyOf", anyOf, schema.kind === "union" && schema.mode === "any");
  place("oneOf", oneOf, schema.kind === "union" && schema.mode === "one");
  place("not", not, schema.kind === "never");
  return clashing.length === 0
    ? rest
    : { ...rest, allOf: [...((rest["allOf"] as JsonSchema[] | undefined) ?? []), ...clashing] };
}

/** `null` passes at once; in place where a type alone says it, as an alternative otherwise. */
function orNull(keywords: Keywords, schema: Schema): Keywords {
  const plain = schema.kind === "scalar" || schema.kind === "record" || schema.kind === "map" || schema.kind === "list";
  const inPlace = ["allOf", "anyOf", "oneOf", "not", "if", "then", "else", "enum"];
  if (schema.untyped !== true && plain && !inPlace.some((keyword) => keyword in keywords)) {
    return { ...keywords, type: [keywords["type"] as string, "null"] };
  }
  if (schema.kind === "enum" && schema.assertions === undefined && "enum" in keywords) {
    const values = keywords["enum"] as Json[];
    return { ...keywords, enum: values.includes(null) ? values : [...values, null] };
  }
  return { anyOf: [keywords, { type: "null" }] };
}

function annotations({ title, doc, deprecated, default: fallback, examples, access }: Schema): Keywords {
  return {
    ...(title !== undefined && { title }),
    ...(doc !== undefined && { description: doc }),
    ...(deprecated === true && { deprecated }),
    ...(fallback !== undefined && { default: fallback }),
    ...(examples !== undefined && { examples: [...examples] }),
    ...(access === "read" && { readOnly: true }),
    ...(access === "write" && { writeOnly: true }),
  };
}

const simplified = (keywords: Keywords): JsonSchema => {
  const names = Object.keys(keywords);
  if (names.length === 0) return true;
  const { not } = keywords;
  const empty = not === true || (typeof not === "object" && not !== null && Object.keys(not).length === 0);
  return names.length === 1 && empty ? false : keywords;
};

const jsonType = ({ type }: ScalarSchema): string => (type === "bytes" ? "string" : type);

function typeOfJson(value: Json): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  if (typeof value === "bigint") return "integer";
  if (typeof value === "number") return Number.isInteger(value) ? "integer" : "number";
  return typeof value;
}

const hasMore = ({ assertions, nullable }: Schema): boolean => assertions !== undefined || nullable === true;

const without = (keywords: Keywords, name: string): Keywords =>
  Object.fromEntries(Object.entries(keywords).filter(([keyword]) => keyword !== name));

const pointerSegment = (name: string): string => encodeURIComponent(name.replaceAll("~", "~0").replaceAll("/", "~1"));
