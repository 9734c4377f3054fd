import { copied } from "./data.js";
import { placewise, resolved } from "./respelling.js";
import { replace } from "./slots.js";

const kinds = new Set(["parameter", "response", "requestBody", "header"]);

/** Parameters, responses, bodies and headers in the place of references to them. */
export const partsInlined = placewise(
  "parts inlined",
  ({ kind, value }, { root }) =>
    kinds.has(kind) &&
    typeof value["$ref"] === "string" &&
    Object.keys(value).length === 1 &&
    resolved(root, value["$ref"]) !== undefined,
  (slot, { root }) => replace(slot, copied(resolved(root, String(slot.value["$ref"])) ?? {})),
);
