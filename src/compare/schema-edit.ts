/** Schemas with one thing changed: what a rule tries. */
import type { Assertions, Field, RecordSchema, Schema } from "../contract/schema.js";

/** The record with a field in place of the one of that name, or besides the others. */
export function withField(record: RecordSchema, field: Field): RecordSchema {
  const present = record.fields.some(({ name }) => name === field.name);
  const fields = present
    ? record.fields.map((own) => (own.name === field.name ? field : own))
    : [...record.fields, field];
  return { ...record, fields };
}

export const withoutField = (record: RecordSchema, name: string): RecordSchema => ({
  ...record,
  fields: record.fields.filter((field) => field.name !== name),
});

/** The schema with some assertions as another has them, gone where that has none. */
export function withAssertions<S extends Schema>(schema: S, from: Schema, keys: readonly (keyof Assertions)[]): S {
  const kept = Object.entries(schema.assertions ?? {}).filter(([key]) => !keys.includes(key as keyof Assertions));
  const taken = Object.entries(from.assertions ?? {}).filter(([key]) => keys.includes(key as keyof Assertions));
  const { assertions: _, ...rest } = schema;
  const all = [...kept, ...taken];
  return (all.length > 0 ? { ...rest, assertions: Object.fromEntries(all) } : rest) as S;
}
