import type { Schema } from "../contract/schema.js";
import type { SchemaGraph } from "./schema-graph.js";

/** Assertions that are annotations: what they say is not checked. */
const silent = new Set(["contentEncoding", "contentMediaType", "contentSchema"]);

/** Whether every value passes. */
export function isTrivial(schema: Schema, graph: SchemaGraph): boolean {
  const meant = schema.kind === "reference" ? graph.meant(schema) : schema;
  const { kind, assertions } = meant;
  if (assertions !== undefined && Object.keys(assertions).some((name) => !silent.has(name))) return false;
  return kind === "any" || (kind === "reference" && graph.named(meant.name) === undefined);
}
