import type { Json } from "../../contract/json.js";
import type { ScalarSchema } from "../../contract/schema.js";

/** What a logical type turns a primitive into: the format, or why it does not apply here. */
export interface LogicalType {
  readonly format?: string;
  readonly problem?: string;
}

/** The formats of the types that a logical type may annotate ("" stands for none), by the logical type's name. */
const carriers: Readonly<Record<string, readonly string[]>> = {
  date: ["int32"],
  "time-millis": ["int32"],
  "time-micros": ["int64"],
  "timestamp-millis": ["int64"],
  "timestamp-micros": ["int64"],
  "timestamp-nanos": ["int64"],
  "local-timestamp-millis": ["int64"],
  "local-timestamp-micros": ["int64"],
  "local-timestamp-nanos": ["int64"],
  duration: ["fixed(12)"],
};

/**
 * The format of a logical type (Avro 1.12, "Logical Types"). A decimal's precision and scale are part of its format,
 * "decimal(9,2)", as they are part of what the octets mean. Names that the specification does not know are no problem:
 * they are ignored, as it asks.
 */
export function logicalType(
  name: string,
  { type, format = "" }: ScalarSchema,
  written: { readonly [member: string]: Json },
): LogicalType {
  if (name === "decimal" || name === "big-decimal") return type === "bytes" ? decimal(name, written) : misplaced(name);
  if (name === "uuid")
    return (type === "string" && format === "") || format === "fixed(16)" ? { format: "uuid" } : misplaced(name);
  const fitting = Object.hasOwn(carriers, name) ? carriers[name] : undefined;
  if (fitting === undefined) return {};
  return fitting.includes(format) ? { format: name } : misplaced(name);
}

function decimal(name: string, { precision, scale = 0 }: { readonly [member: string]: Json }): LogicalType {
  if (name === "big-decimal") return { format: name };
  if (typeof precision !== "number" || !Number.isInteger(precision) || precision < 1)
    return { problem: "the logical type decimal says its precision, a whole number above 0; it is ignored" };
  if (typeof scale !== "number" || !Number.isInteger(scale) || scale < 0 || scale > precision)
    return { problem: "the scale of the logical type decimal lies between 0 and its precision; it is ignored" };
  return { format: `decimal(${precision},${scale})` };
}

const misplaced = (name: string): LogicalType => ({
  problem: `the logical type "${name}" does not apply to this type; it is ignored`,
});
