/** Whether a schema says of anything that it travels one way only. Where none does, both directions are one question. */
import type { Schema } from "../contract/schema.js";

/** Looks at a schema and all that stands inside it, but not at what it refers to. Remembers what it saw. */
export function createAccessFinder(): (schema: Schema) => boolean {
  const known = new Map<Schema, boolean>();
  const find = (schema: Schema): boolean => {
    const seen = known.get(schema);
    if (seen !== undefined) return seen;
    const found = schema.access !== undefined || accessibleInside(schema);
    known.set(schema, found);
    return found;
  };
  const accessibleInside = (schema: Schema): boolean => {
    const shape =
      schema.kind === "record"
        ? schema.fields.some((field) => field.access !== undefined || find(field.schema)) ||
          (schema.rest !== undefined && find(schema.rest))
        : schema.kind === "map"
          ? find(schema.value)
          : schema.kind === "list"
            ? find(schema.item) || schema.prefix?.some(find) === true
            : schema.kind === "union" && schema.variants.some(find);
    return shape || Object.values(schema.assertions ?? {}).some(anywhere);
  };
  /** Schemas inside assertions, however they are held there. */
  const anywhere = (part: unknown): boolean => {
    if (typeof part !== "object" || part === null) return false;
    if ("kind" in part && "at" in part) return find(part as Schema);
    return Object.values(part).some(anywhere);
  };
  return find;
}
