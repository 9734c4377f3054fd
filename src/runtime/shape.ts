/**
 * What a value looks like that was written as text: parameters, form fields, response headers. Enough to turn the text
 * back into JSON; whether the result is valid is for the checks to say.
 */
export type Shape =
  | "string"
  | "integer"
  /** An integer of which no digit may be lost: a bigint beyond ±(2^53 − 1). */
  | "exact"
  | "number"
  | "boolean"
  | "null"
  | "any"
  | { readonly list: Shape; readonly prefix?: readonly Shape[] }
  | { readonly fields: Readonly<Record<string, Shape>>; readonly rest?: Shape }
  | { readonly oneOf: readonly Shape[] }
  | (() => Shape);

export type ListShape = Extract<Shape, { readonly list: Shape }>;
export type RecordShape = Extract<Shape, { readonly fields: unknown }>;

/** The shape itself, where a name stands for it. */
export const shapeOf = (shape: Shape): Exclude<Shape, () => Shape> => {
  let current = shape;
  while (typeof current === "function") current = current();
  return current;
};

/** The list among the alternatives, if there is one. */
export function listIn(shape: Shape): ListShape | undefined {
  const own = shapeOf(shape);
  if (typeof own === "string") return undefined;
  if ("list" in own) return own;
  return "oneOf" in own ? firstOf(own.oneOf, listIn) : undefined;
}

/** The record among the alternatives, if there is one; several are joined, since the text does not tell which is meant. */
export function recordIn(shape: Shape): RecordShape | undefined {
  const own = shapeOf(shape);
  if (typeof own === "string") return undefined;
  if ("fields" in own) return own;
  if (!("oneOf" in own)) return undefined;
  const records = own.oneOf.map(recordIn).filter((record) => record !== undefined);
  if (records.length < 2) return records[0];
  const fields: Record<string, Shape> = {};
  for (const record of records) {
    for (const [name, field] of Object.entries(record.fields)) {
      fields[name] = Object.hasOwn(fields, name) ? { oneOf: [fields[name] as Shape, field] } : field;
    }
  }
  const rest = records.find((record) => record.rest !== undefined)?.rest;
  return rest === undefined ? { fields } : { fields, rest };
}

/** Whether text itself is among what is meant. */
export function admitsText(shape: Shape): boolean {
  const own = shapeOf(shape);
  if (own === "string" || own === "any") return true;
  return typeof own === "object" && "oneOf" in own && own.oneOf.some(admitsText);
}

/** Text as the JSON value that the shape means; as it is when it can mean nothing else, for the checks to refuse. */
export function coerce(text: string, shape: Shape): unknown {
  const own = shapeOf(shape);
  switch (own) {
    case "string":
    case "any":
      return text;
    case "integer":
      return integer.test(text) ? Number(text) : text;
    case "exact":
      return integer.test(text) ? exact(text) : text;
    case "number":
      return number.test(text) ? Number(text) : text;
    case "boolean":
      return text === "true" ? true : text === "false" ? false : text;
    case "null":
      return text === "" || text === "null" ? null : text;
  }
  if ("oneOf" in own) {
    for (const alternative of own.oneOf) {
      const value = coerce(text, alternative);
      if (value !== text) return value;
    }
  }
  return text;
}

/** A scalar as the text that stands for it. */
export function textOf(value: unknown): string {
  if (typeof value === "string") return value;
  if (value === null || value === undefined) return "";
  if (value instanceof Date) return value.toISOString();
  if (typeof value === "object" && !hasOwnText(value)) return JSON.stringify(value);
  return String(value);
}

const integer = /^-?(?:0|[1-9]\d*)$/;
const number = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

const exact = (text: string): number | bigint => (Number.isSafeInteger(Number(text)) ? Number(text) : BigInt(text));

/** Temporal objects and their like. */
const hasOwnText = (value: object): boolean =>
  !Array.isArray(value) && Object.getPrototypeOf(value) !== Object.prototype && Object.getPrototypeOf(value) !== null;

function firstOf<T>(shapes: readonly Shape[], find: (shape: Shape) => T | undefined): T | undefined {
  for (const shape of shapes) {
    const found = find(shape);
    if (found !== undefined) return found;
  }
  return undefined;
}
