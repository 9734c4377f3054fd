import { filed, mentions, placewise } from "./respelling.js";
import { replace } from "./slots.js";

/** A schema written in place as a component, with a reference in its place. */
export const componentsExtracted = placewise(
  "schemas extracted",
  ({ kind, value, role, parent }, { root }) =>
    kind === "schema" &&
    role !== "component" &&
    value["$ref"] === undefined &&
    !(Array.isArray(parent) && mentions(root, "discriminator")) &&
    !["$id", "$anchor", "$dynamicAnchor", "$dynamicRef", "$recursiveRef"].some((word) => mentions(root, word)) &&
    // A 2.0 parameter is no schema, and types of the file kind have no name.
    !(root["swagger"] !== undefined && (value["type"] === "file" || role === "items")),
  (slot, contract) => {
    const reference = filed(contract, "schema", `${slot.role}_${slot.key}`, slot.value);
    replace(slot, { $ref: reference });
  },
);
