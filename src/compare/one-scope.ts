/** The schemas of both contracts under one roof: names of the newer one carry a mark, so that parts of both may mix. */
import { singleSchemas } from "../contract/json-schema.js";
import type { Assertions, Schema } from "../contract/schema.js";

/** A character that no contract has in a name. */
const MARK = "\u0001";

/** The name as the contract has it. */
export const plainName = (name: string): string => (name.endsWith(MARK) ? name.slice(0, -MARK.length) : name);

/** A schema of the newer contract with its references pointing at marked names. The same schema gives the same result. */
export function createMarker(): (schema: Schema) => Schema {
  const marked = new Map<Schema, Schema>();
  const mark = (schema: Schema): Schema => {
    const known = marked.get(schema);
    if (known !== undefined) return known;
    const made = { ...schema } as { -readonly [K in keyof Schema]: Schema[K] } & Record<string, unknown>;
    marked.set(schema, made as Schema);
    const inner = innerOf(schema);
    Object.assign(made, inner);
    if (schema.assertions !== undefined) made["assertions"] = markedAssertions(schema.assertions);
    return made as Schema;
  };
  const innerOf = (schema: Schema): object => {
    switch (schema.kind) {
      case "reference":
        return { name: schema.name + MARK };
      case "record":
        return {
          fields: schema.fields.map((field) => ({ ...field, schema: mark(field.schema) })),
          ...(schema.rest !== undefined && { rest: mark(schema.rest) }),
        };
      case "map":
        return { value: mark(schema.value) };
      case "list":
        return { item: mark(schema.item), ...(schema.prefix !== undefined && { prefix: schema.prefix.map(mark) }) };
      case "union":
        return { variants: schema.variants.map(mark) };
      default:
        return {};
    }
  };
  const markedAssertions = (given: Assertions): Assertions => {
    const made: Record<string, unknown> = { ...given };
    for (const key of singleSchemas) if (given[key] !== undefined) made[key] = mark(given[key]);
    for (const key of ["allOf", "anyOf", "oneOf"] as const)
      if (given[key] !== undefined) made[key] = given[key].map(mark);
    if (given.patternProperties !== undefined) {
      made["patternProperties"] = given.patternProperties.map((one) => ({ ...one, schema: mark(one.schema) }));
    }
    if (given.dependentSchemas !== undefined) {
      const entries = Object.entries(given.dependentSchemas).map(([name, schema]) => [name, mark(schema)]);
      made["dependentSchemas"] = Object.fromEntries(entries);
    }
    return made as Assertions;
  };
  return mark;
}

/** Every named schema of both contracts, those of the newer one by their marked names. */
export function oneScope(
  before: ReadonlyMap<string, Schema>,
  after: ReadonlyMap<string, Schema>,
  mark: (schema: Schema) => Schema,
): ReadonlyMap<string, Schema> {
  const scope = new Map(before);
  for (const [name, schema] of after) scope.set(name + MARK, mark(schema));
  return scope;
}
