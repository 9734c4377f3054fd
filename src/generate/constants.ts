import type { Schema } from "../contract/schema.js";
import type { SchemaGraph } from "./schema-graph.js";

/**
 * The texts that a required member of a record must be one of, whatever else is said; undefined when the member may be
 * left out, or be something that is no listed text. Follows references and `allOf`.
 */
export function constantsOf(
  schema: Schema,
  property: string,
  graph: SchemaGraph,
  depth = 0,
): ReadonlySet<string> | undefined {
  if (depth > 20 || schema.nullable === true) return undefined;
  if (schema.kind === "reference") {
    const target = graph.named(schema.name);
    const found = target === undefined ? undefined : constantsOf(target, property, graph, depth + 1);
    if (found !== undefined) return found;
  }
  if (schema.kind === "record" && schema.untyped !== true) {
    const field = schema.fields.find(({ name }) => name === property);
    const found = field?.required === true ? textsOf(field.schema, graph, depth + 1) : undefined;
    if (found !== undefined && field?.access === undefined && field?.schema.access === undefined) return found;
  }
  for (const part of schema.assertions?.allOf ?? []) {
    const found = constantsOf(part, property, graph, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

function textsOf(schema: Schema, graph: SchemaGraph, depth: number): ReadonlySet<string> | undefined {
  if (depth > 20 || schema.nullable === true) return undefined;
  if (schema.kind === "reference") {
    const target = graph.named(schema.name);
    return target === undefined ? undefined : textsOf(target, graph, depth + 1);
  }
  const values =
    schema.kind === "enum"
      ? schema.open === true
        ? undefined
        : schema.values.map(({ value }) => value)
      : schema.assertions?.values;
  if (values === undefined || values.some((value) => typeof value !== "string")) return undefined;
  return new Set(values as readonly string[]);
}
