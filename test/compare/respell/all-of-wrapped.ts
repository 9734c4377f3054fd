import { placewise } from "./respelling.js";
import { replace } from "./slots.js";

/** A schema as the only part of an `allOf`. */
export const allOfWrapped = placewise(
  "wrapped in allOf",
  ({ kind, value, parent, role }, { root }) =>
    kind === "schema" &&
    value["discriminator"] === undefined &&
    !["$id", "$anchor", "$dynamicAnchor", "$defs"].some((word) => value[word] !== undefined) &&
    value["type"] !== "file" &&
    !(role === "items" && root["swagger"] !== undefined) &&
    // Variants of a discriminated choice, and children of a discriminated parent, are known by what they are.
    !Array.isArray(parent),
  (slot) => replace(slot, { allOf: [slot.value] }),
);
