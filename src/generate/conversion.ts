import type { Schema } from "../contract/schema.js";
import type { GenerateOptions } from "./options.js";
import { conversionOf } from "./scalar-type.js";
import { inside, type SchemaGraph } from "./schema-graph.js";

/** Whether values of a schema are in code something else than in JSON, somewhere inside. Follows references. */
export function isConverted(schema: Schema, graph: SchemaGraph, options: GenerateOptions): boolean {
  if (options.dates === "string" && options.int64 === "number") return false;
  const open: Schema[] = [schema];
  const seen = new Set<Schema>(open);
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next.kind === "scalar" && conversionOf(next, options) !== undefined) return true;
    const target = next.kind === "reference" ? graph.named(next.name) : undefined;
    for (const part of target === undefined ? inside(next) : [target, ...inside(next)]) {
      if (seen.has(part)) continue;
      seen.add(part);
      open.push(part);
    }
  }
  return false;
}
