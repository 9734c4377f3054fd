import { copied, type Data, isMembers, type Members } from "./data.js";
import { placewise, resolved } from "./respelling.js";
import { replace } from "./slots.js";

/** An `allOf` of plain records as one record. */
export const allOfFlattened = placewise(
  "allOf flattened",
  ({ kind, value }, { root }) =>
    kind === "schema" && Array.isArray(value["allOf"]) && merged(value, root) !== undefined,
  (slot, { root }) => {
    const record = merged(slot.value, root);
    if (record !== undefined) replace(slot, record);
  },
);

const words = new Set(["type", "properties", "required", "title", "description"]);
const beside = new Set(["allOf", "title", "description", "example", "examples", "deprecated"]);

function merged(schema: Members, root: Members): Members | undefined {
  const { allOf, ...others } = schema;
  if (!Array.isArray(allOf) || !Object.keys(others).every((word) => beside.has(word) || word.startsWith("x-")))
    return undefined;
  const properties: Members = {};
  const required = new Set<Data>();
  const said: Members = {};
  for (const part of allOf) {
    if (!isMembers(part)) return undefined;
    const only = Object.keys(part).length === 1 && typeof part["$ref"] === "string";
    const record = only ? resolved(root, String(part["$ref"])) : part;
    if (record === undefined || record["type"] !== "object") return undefined;
    if (!Object.keys(record).every((word) => words.has(word))) return undefined;
    for (const [name, property] of Object.entries((record["properties"] ?? {}) as Members)) {
      if (Object.hasOwn(properties, name)) return undefined;
      properties[name] = copied(property);
    }
    // An extension speaks for the whole, unless that speaks for itself; what is extended does not.
    if (!only || allOf.length === 1) {
      for (const word of ["title", "description"]) {
        if (said[word] !== undefined && record[word] !== undefined) return undefined;
        if (record[word] !== undefined) said[word] = record[word];
      }
    }
    if (Array.isArray(record["required"])) for (const name of record["required"]) required.add(name);
  }
  if (Object.keys(properties).length === 0) return undefined;
  return { ...said, ...others, type: "object", properties, ...(required.size > 0 && { required: [...required] }) };
}
