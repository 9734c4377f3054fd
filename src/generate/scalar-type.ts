import type { ScalarSchema } from "../contract/schema.js";
import type { GenerateOptions } from "./options.js";

/** What a scalar is in code when that is not what it is in JSON. */
export type Conversion =
  | "Date"
  | "Date (day)"
  | "Instant"
  | "PlainDate"
  | "bigint"
  | "bigint (string)"
  | "string (integer)";

/** How a scalar is turned on its way between JSON and code; undefined when it stays what it is. */
export function conversionOf(schema: ScalarSchema, options: GenerateOptions): Conversion | undefined {
  const { type, format } = schema;
  if (type === "string" && format === "date-time") return byDates(options, "Date", "Instant");
  if (type === "string" && format === "date") return byDates(options, "Date (day)", "PlainDate");
  if (format !== "int64" && format !== "uint64") return undefined;
  if (type === "string") return options.int64 === "bigint" ? "bigint (string)" : undefined;
  if (type !== "integer" && type !== "number") return undefined;
  if (options.int64 === "bigint") return "bigint";
  return options.int64 === "string" ? "string (integer)" : undefined;
}

const byDates = ({ dates }: GenerateOptions, date: Conversion, temporal: Conversion): Conversion | undefined =>
  dates === "Date" ? date : dates === "Temporal" ? temporal : undefined;

/** The type of a scalar in code. Bytes are base64 text here: as a whole body they are the targets' affair. */
export function scalarType(schema: ScalarSchema, options: GenerateOptions): string {
  const conversion = conversionOf(schema, options);
  if (conversion !== undefined) return convertedTypes[conversion];
  switch (schema.type) {
    case "boolean":
      return "boolean";
    case "integer":
    case "number":
      return "number";
    default:
      return "string";
  }
}

const convertedTypes: Readonly<Record<Conversion, string>> = {
  Date: "Date",
  "Date (day)": "Date",
  Instant: "Temporal.Instant",
  PlainDate: "Temporal.PlainDate",
  bigint: "bigint",
  "bigint (string)": "bigint",
  "string (integer)": "string",
};
