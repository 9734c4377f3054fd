import type { Schema } from "../contract/schema.js";
import type { CheckPrinter } from "./check-printer.js";
import type { GenerateOptions } from "./options.js";
import type { SchemaGraph, Variant } from "./schema-graph.js";
import type { TypePrinter } from "./type-printer.js";

export interface CodecPrinter {
  request(way: "decode" | "encode", schema: Schema, variant: Variant, suggestedName: string): string | undefined;
  page(): string | undefined;
}
export function createCodecPrinter(
  _g: SchemaGraph,
  _t: TypePrinter,
  _c: CheckPrinter,
  _o: GenerateOptions,
): CodecPrinter {
  return { request: () => undefined, page: () => undefined };
}
