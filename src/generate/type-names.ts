import { toJsonSchema } from "../contract/json-schema.js";
import type { Schema } from "../contract/schema.js";
import { fingerprint, nameAll, typeName } from "./names.js";
import type { SchemaGraph, Variant } from "./schema-graph.js";

/** The names of types.ts. */
export interface TypeNames {
  /** The declared name of a named schema in a variant; undefined when the contract has no such schema. */
  of(name: string, variant: Variant): string | undefined;
  /** A free name for a schema that the contract leaves nameless; the same schema and wish give the same name. */
  claim(suggestedName: string, schema: Schema): string;
}

/**
 * Names of the contract come first, then those of their write variants ("PetWrite"), then what targets suggest: a later
 * sort never takes a name from an earlier one.
 */
export function createTypeNames(schemas: ReadonlyMap<string, Schema>, graph: SchemaGraph): TypeNames {
  const things = [...schemas.keys()].map((name) => ({ key: name, text: name }));
  const readNames = nameAll(things, typeName);
  const split = things.filter(({ key }) => graph.typeDiffers(schemas.get(key) as Schema));
  const taken = new Set(readNames.values());
  const writeNames = nameAll(
    split.map(({ key }) => ({ key, text: `${readNames.get(key) ?? key}Write` })),
    typeName,
    { taken },
  );
  for (const name of writeNames.values()) taken.add(name);
  const claimed = new Map<string, Schema>();

  return {
    of: (name, variant) => (variant === "write" ? writeNames.get(name) : undefined) ?? readNames.get(name),
    claim(suggestedName, schema) {
      const plain = typeName(suggestedName);
      const candidates = [
        () => plain,
        () => `${plain}_${fingerprint(suggestedName)}`,
        () => `${plain}_${fingerprint(suggestedName + textOf(schema))}`,
      ];
      for (const candidate of candidates) {
        const name = candidate();
        const owner = claimed.get(name);
        if (owner === schema) return name;
        if (taken.has(name) || owner !== undefined) continue;
        claimed.set(name, schema);
        return name;
      }
      return candidates.at(-1)?.() ?? plain;
    },
  };
}

const textOf = (schema: Schema): string =>
  JSON.stringify(toJsonSchema(schema), (_, value: unknown) => (typeof value === "bigint" ? `${value}` : value));
