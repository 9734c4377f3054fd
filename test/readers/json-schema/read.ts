import type { Json } from "../../../src/contract/json.js";
import { type JsonSchema, toDefinitions, toJsonSchema } from "../../../src/contract/json-schema.js";
import type { Schema } from "../../../src/contract/schema.js";
import type { Diagnostic } from "../../../src/diagnostics/diagnostic.js";
import { createSchemaReader, type Dialect } from "../../../src/readers/json-schema/index.js";
import { createLibrary } from "../../../src/source/open-library.js";
import { inMemory, sourceOf } from "../in-memory.js";

export interface ReadSchema {
  readonly schema: Schema;
  readonly schemas: ReadonlyMap<string, Schema>;
  readonly diagnostics: readonly Diagnostic[];
  /** What the schema admits, with all that it refers to. */
  readonly admits: JsonSchema;
}

/** Reads one schema that is a document of its own. */
export async function readSchema(
  value: unknown,
  dialect: Dialect = "2020-12",
  files: Readonly<Record<string, string>> = {},
): Promise<ReadSchema> {
  const text = JSON.stringify({ schema: value });
  const wrapped = typeof value !== "object" || value === null;
  const library = await createLibrary(sourceOf("schema.json", wrapped ? text : JSON.stringify(value)), inMemory(files));
  const diagnostics: Diagnostic[] = [];
  const reader = createSchemaReader({ library, dialect, diagnose: (one) => diagnostics.push(one) });
  const root = library.entry;
  const schema = wrapped
    ? reader.read(value as Json, root.value as object, "schema", root)
    : reader.readTarget({ document: root, value: root.value, pointer: "", at: root.at(root.value as object) });
  return { schema, schemas: reader.schemas, diagnostics, admits: whole(schema, reader.schemas) };
}

/** For validators that know no bigint. */
export const withoutBigints = (schema: JsonSchema): JsonSchema =>
  JSON.parse(
    JSON.stringify(schema, (_, value: unknown) => (typeof value === "bigint" ? Number(value) : value)),
  ) as JsonSchema;

/** A schema with the named ones beside it, as one JSON Schema. */
export function whole(schema: Schema, schemas: ReadonlyMap<string, Schema>): JsonSchema {
  const own = toJsonSchema(schema);
  const definitions = { $defs: toDefinitions(schemas) };
  if (typeof own === "boolean") return own ? definitions : { ...definitions, not: {} };
  return { ...own, ...definitions };
}
