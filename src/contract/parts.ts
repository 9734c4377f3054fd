import type { Content } from "./content.js";
import type { Operation } from "./contract.js";
import type { Assertions, Schema } from "./schema.js";

/** The schemas that stand directly inside a schema, those in its assertions included. References are not followed. */
export function partsOf(schema: Schema): readonly Schema[] {
  const parts = [...kindParts(schema)];
  if (schema.assertions !== undefined) parts.push(...assertionParts(schema.assertions));
  return parts;
}

function kindParts(schema: Schema): readonly Schema[] {
  switch (schema.kind) {
    case "record":
      return [...schema.fields.map((field) => field.schema), ...(schema.rest === undefined ? [] : [schema.rest])];
    case "map":
      return schema.key === undefined ? [schema.value] : [schema.key, schema.value];
    case "list":
      return [...(schema.prefix ?? []), schema.item];
    case "union":
      return schema.variants;
    default:
      return [];
  }
}

function assertionParts(assertions: Assertions): readonly Schema[] {
  const { contentSchema, contains, unevaluatedItems, propertyNames, unevaluatedProperties, not } = assertions;
  const { if: condition, then: consequence, else: alternative } = assertions;
  const single = [contentSchema, contains, unevaluatedItems, propertyNames, unevaluatedProperties, not];
  return [
    ...[...single, condition, consequence, alternative].filter((part) => part !== undefined),
    ...(assertions.allOf ?? []),
    ...(assertions.anyOf ?? []),
    ...(assertions.oneOf ?? []),
    ...(assertions.patternProperties ?? []).map(({ schema }) => schema),
    ...Object.values(assertions.dependentSchemas ?? {}),
  ];
}

/** The schemas that an operation names directly: its input, its outcomes, its messages, and those of its callbacks. */
export function schemasOf(operation: Operation): readonly Schema[] {
  const { binding, input, outcomes, callbacks } = operation;
  const bodies = binding.kind === "http" ? (binding.body?.contents ?? []).flatMap(contentSchemas) : [];
  const messages = binding.kind === "channel" ? [...binding.messages, ...(binding.reply?.messages ?? [])] : [];
  return [
    input,
    ...bodies,
    ...messages.flatMap(({ payload, headers }) => [
      ...contentSchemas(payload),
      ...(headers === undefined ? [] : contentSchemas(headers)),
    ]),
    ...outcomes.flatMap(({ headers, contents }) => [headers, ...contents.flatMap(contentSchemas)]),
    ...callbacks.flatMap((callback) => callback.operations.flatMap(schemasOf)),
  ];
}

const contentSchemas = ({ schema, item, encodings }: Content): readonly Schema[] => [
  schema,
  ...(item === undefined ? [] : [item]),
  ...[...encodings.values()].map(({ headers }) => headers),
];

/** The names of all schemas that `roots` lead to by references and discriminator mappings, in no particular order. */
export function reachable(roots: Iterable<Schema>, schemas: ReadonlyMap<string, Schema>): ReadonlySet<string> {
  const names = new Set<string>();
  const waiting = [...roots];
  const reach = (name: string): void => {
    const target = schemas.get(name);
    if (target === undefined || names.has(name)) return;
    names.add(name);
    waiting.push(target);
  };
  for (let schema = waiting.pop(); schema !== undefined; schema = waiting.pop()) {
    if (schema.kind === "reference") reach(schema.name);
    if ("discriminator" in schema && schema.discriminator !== undefined) {
      for (const name of schema.discriminator.mapping.values()) reach(name);
      if (schema.discriminator.fallback !== undefined) reach(schema.discriminator.fallback);
    }
    waiting.push(...partsOf(schema));
  }
  return names;
}
