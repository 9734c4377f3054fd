import type { Choice } from "./choice.js";
import { type Data, isMembers, type Members, put } from "./data.js";
import type { Respelling } from "./respelling.js";

/** Members of objects, and items of lists that are sets, in another order. */
export const membersReordered: Respelling = {
  name: "members reordered",
  respell: (contract, choice) => ({ ...contract, root: shuffled(contract.root, "", choice) as Members }),
};

const sets = new Set(["required", "enum", "type", "parameters", "security", "oneOf", "anyOf", "allOf"]);

/** What is inside these is data, where order is left alone. */
const values = new Set(["default", "example", "examples", "value", "const"]);

function shuffled(value: Data, name: string, choice: Choice): Data {
  if (Array.isArray(value)) {
    const items = value.map((item) => shuffled(item, "", choice));
    return sets.has(name) ? choice.shuffled(items) : items;
  }
  if (!isMembers(value)) return value;
  const made: Members = {};
  const namesParts = name === "properties" || name === "schemas" || name === "definitions";
  for (const [key, inner] of choice.shuffled(Object.entries(value))) {
    const kept = !namesParts && (values.has(key) || key.startsWith("x-"));
    put(made, key, kept ? inner : shuffled(inner, namesParts ? "" : key, choice));
  }
  return made;
}
