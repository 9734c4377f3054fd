/** The schemas of a contract's model by where they stand: what a witness is held against. */
import type { Contract, Operation } from "../../../src/contract/contract.js";
import type { Schema } from "../../../src/contract/schema.js";
import type { Location } from "../../../src/diagnostics/location.js";

export const placeText = ({ line, column }: Location): string => `${line}:${column}`;

export function schemasByPlace(contract: Contract): ReadonlyMap<string, readonly Schema[]> {
  const found = new Map<string, Schema[]>();
  const seen = new Set<Schema>();
  const visit = (schema: Schema | undefined): void => {
    if (schema === undefined || seen.has(schema)) return;
    seen.add(schema);
    const key = placeText(schema.at);
    found.set(key, [...(found.get(key) ?? []), schema]);
    for (const inner of innerOf(schema)) visit(inner);
  };
  const operation = ({ input, outcomes, callbacks, binding }: Operation): void => {
    visit(input);
    if (binding.kind === "http") for (const content of binding.body?.contents ?? []) visit(content.schema);
    for (const { headers, contents } of outcomes) {
      visit(headers);
      for (const { schema } of contents) visit(schema);
    }
    for (const { operations } of callbacks) operations.forEach(operation);
  };
  for (const schema of contract.schemas.values()) visit(schema);
  for (const { operations } of contract.services) operations.forEach(operation);
  contract.webhooks.forEach(operation);
  return found;
}

function innerOf(schema: Schema): readonly (Schema | undefined)[] {
  const { allOf = [], anyOf = [], oneOf = [] } = schema.assertions ?? {};
  const parts = [...allOf, ...anyOf, ...oneOf];
  switch (schema.kind) {
    case "record":
      return [...parts, ...schema.fields.map((field) => field.schema), schema.rest];
    case "list":
      return [...parts, schema.item, ...(schema.prefix ?? [])];
    case "map":
      return [...parts, schema.value];
    case "union":
      return [...parts, ...schema.variants];
    default:
      return parts;
  }
}
