import type { Members } from "./data.js";
import { isModern, placewise } from "./respelling.js";
import { replace } from "./slots.js";

/** Several types as a choice of schemas of one type each. */
export const typesAsChoices = placewise(
  "type list as anyOf",
  ({ kind, value, parent }, contract) =>
    kind === "schema" &&
    isModern(contract) &&
    Array.isArray(value["type"]) &&
    value["type"].length > 1 &&
    !(value["type"].includes("integer") && value["type"].includes("number")) &&
    !Array.isArray(parent) &&
    !["enum", "const", "anyOf", "oneOf", "allOf", "not", "$ref", "discriminator"].some((word) => word in value),
  (slot) => {
    const { type, ...others } = slot.value;
    const kept: Members = {};
    const inside: Members = {};
    for (const [word, value] of Object.entries(others)) {
      if (annotations.has(word) || word.startsWith("x-")) kept[word] = value;
      else inside[word] = value;
    }
    const types = Array.isArray(type) ? type : [];
    const variants = types.map((one) => (one === "null" ? { type: one } : { type: one, ...inside }));
    replace(slot, { ...kept, anyOf: variants });
  },
);

const annotations = new Set([
  "title",
  "description",
  "default",
  "example",
  "examples",
  "deprecated",
  "readOnly",
  "writeOnly",
  "externalDocs",
  "xml",
]);
