import type { Schema } from "../contract/schema.js";
import type { SchemaGraph } from "./schema-graph.js";

export type JsonType = "null" | "boolean" | "number" | "string" | "array" | "object";

const every: readonly JsonType[] = ["null", "boolean", "number", "string", "array", "object"];

/** The JSON types that a schema may admit: never too few. */
export function jsonTypesOf(schema: Schema, graph: SchemaGraph, depth = 0): ReadonlySet<JsonType> {
  const types = new Set(shapeTypes(schema, graph, depth));
  for (const part of schema.assertions?.allOf ?? []) {
    if (depth > 10) break;
    const admitted = jsonTypesOf(part, graph, depth + 1);
    for (const type of types) if (!admitted.has(type)) types.delete(type);
  }
  if (schema.nullable === true) types.add("null");
  return types;
}

function shapeTypes(schema: Schema, graph: SchemaGraph, depth: number): Iterable<JsonType> {
  if (schema.untyped === true || depth > 10) return every;
  switch (schema.kind) {
    case "any":
      return schema.assertions?.values?.map(jsonTypeOf) ?? every;
    case "never":
      return [];
    case "scalar":
      return [
        schema.type === "boolean"
          ? "boolean"
          : schema.type === "integer" || schema.type === "number"
            ? "number"
            : "string",
      ];
    case "enum":
      return schema.values.map(({ value }) => jsonTypeOf(value));
    case "record":
    case "map":
      return ["object"];
    case "list":
      return ["array"];
    case "union":
      return schema.variants.flatMap((variant) => [...jsonTypesOf(variant, graph, depth + 1)]);
    case "reference": {
      const target = graph.named(schema.name);
      return target === undefined ? every : jsonTypesOf(target, graph, depth + 1);
    }
  }
}

export function jsonTypeOf(value: unknown): JsonType {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  if (typeof value === "bigint") return "number";
  return typeof value as JsonType;
}

/** An expression that is true for values of a JSON type. */
export function typeTest(type: JsonType, x: string): string {
  switch (type) {
    case "null":
      return `${x} === null`;
    case "array":
      return `Array.isArray(${x})`;
    case "object":
      return `typeof ${x} === "object" && ${x} !== null && !Array.isArray(${x})`;
    default:
      return `typeof ${x} === "${type}"`;
  }
}
