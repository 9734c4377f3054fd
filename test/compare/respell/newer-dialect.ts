import type { Data, Members } from "./data.js";
import { lineOf, type Respelling } from "./respelling.js";
import { replace, type Slot, slotsOf } from "./slots.js";

/** OpenAPI 3.0 as 3.1. */
export const newerDialect: Respelling = {
  name: "3.0 written as 3.1",
  respell(contract) {
    if (lineOf(contract) !== "3.0") return undefined;
    const slots = slotsOf(contract.root);
    for (const slot of [...slots].reverse()) if (slot.kind === "schema") explicitNull(slot);
    for (const { kind, value } of slotsOf(contract.root)) if (kind === "schema") modernise(value);
    return { ...contract, root: { ...contract.root, openapi: "3.1.0" } };
  },
};

/** What 3.0 leaves open, `nullable` without a type or beside values that lack null, is read as null admitted. */
function explicitNull(slot: Slot): void {
  const { value } = slot;
  if (value["nullable"] !== true) return;
  const values = value["enum"];
  if (typeof value["$ref"] === "string" || typeof value["type"] !== "string") {
    delete value["nullable"];
    const { description, title, default: fallback, deprecated, readOnly, writeOnly, ...rest } = value;
    const kept = { description, title, default: fallback, deprecated, readOnly, writeOnly };
    const said = Object.entries(kept).filter((entry): entry is [string, Data] => entry[1] !== undefined);
    replace(slot, { ...Object.fromEntries(said), anyOf: [rest, { type: "null" }] });
  } else if (Array.isArray(values) && !values.includes(null)) values.push(null);
}

const unknown = [
  "const if then else contains minContains maxContains propertyNames patternProperties prefixItems",
  "dependentRequired dependentSchemas unevaluatedProperties unevaluatedItems $defs $id $anchor dependencies",
  "contentEncoding contentMediaType contentSchema examples definitions $schema $comment",
].join(" ");

function modernise(schema: Members): void {
  const { $ref: reference, nullable, example, minimum, maximum } = schema;
  if (typeof reference === "string") {
    for (const name of Object.keys(schema)) {
      if (!["$ref", "description", "title", "deprecated"].includes(name) && !name.startsWith("x-")) delete schema[name];
    }
    return;
  }
  for (const name of unknown.split(" ")) delete schema[name];
  if (nullable === true && typeof schema["type"] === "string") schema["type"] = [schema["type"], "null"];
  delete schema["nullable"];
  if (example !== undefined) {
    schema["examples"] = [example];
    delete schema["example"];
  }
  for (const [flag, name, bound] of [
    ["exclusiveMinimum", "minimum", minimum],
    ["exclusiveMaximum", "maximum", maximum],
  ] as const) {
    if (schema[flag] === true && bound !== undefined) {
      schema[flag] = bound;
      delete schema[name];
    } else if (typeof schema[flag] === "boolean") delete schema[flag];
  }
  if (schema["type"] === "string" && schema["format"] === "byte") {
    schema["contentEncoding"] = "base64";
    delete schema["format"];
  }
}
