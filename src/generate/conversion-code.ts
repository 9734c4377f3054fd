import type { Conversion } from "./scalar-type.js";

type Turn = (x: string) => string;

/** From a checked JSON value to the code's value. */
export const decoders: Readonly<Record<Conversion, Turn>> = {
  Date: (x) => `new Date(${x} as string)`,
  "Date (day)": (x) => `new Date(${x} as string)`,
  Instant: (x) => `Temporal.Instant.from(${x} as string)`,
  PlainDate: (x) => `Temporal.PlainDate.from(${x} as string)`,
  bigint: (x) => `BigInt(${x} as number | bigint)`,
  "bigint (string)": (x) => `BigInt(${x} as string)`,
  "string (integer)": (x) => `String(${x})`,
};

/**
 * From the code's value to JSON. What is no value of the type passes as it is: the check that follows names the fault.
 * An integer beyond 2^53 stays a bigint, whose digits whoever writes the JSON prints.
 */
export const encoders: Readonly<Record<Conversion, Turn>> = {
  Date: (x) => `(${x} instanceof Date && !Number.isNaN(${x}.valueOf()) ? ${x}.toISOString() : ${x})`,
  "Date (day)": (x) =>
    `(${x} instanceof Date && !Number.isNaN(${x}.valueOf()) ? ${x}.toISOString().slice(0, 10) : ${x})`,
  Instant: (x) => `(${x} instanceof Temporal.Instant ? ${x}.toString() : ${x})`,
  PlainDate: (x) => `(${x} instanceof Temporal.PlainDate ? ${x}.toString() : ${x})`,
  bigint: (x) => `(typeof ${x} === "bigint" && Number.isSafeInteger(Number(${x})) ? Number(${x}) : ${x})`,
  "bigint (string)": (x) => `(typeof ${x} === "bigint" ? String(${x}) : ${x})`,
  "string (integer)": (x) =>
    `(typeof ${x} === "string" && /^-?\\d+$/.test(${x}) ? (Number.isSafeInteger(Number(${x})) ? Number(${x}) : BigInt(${x})) : ${x})`,
};
