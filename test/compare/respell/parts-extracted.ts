import { filed, lineOf, placewise, type Section } from "./respelling.js";
import { replace, type SlotKind } from "./slots.js";

const kinds: ReadonlySet<SlotKind> = new Set<SlotKind>(["parameter", "response", "requestBody", "header"]);

/** Parameters, responses, bodies and headers as components, with references in their places. */
export const partsExtracted = placewise(
  "parts extracted",
  ({ kind, value, role }, contract) =>
    kinds.has(kind) &&
    role !== "component" &&
    value["$ref"] === undefined &&
    !(lineOf(contract) === "2.0" && kind === "header"),
  (slot, contract) => {
    const name = typeof slot.value["name"] === "string" ? slot.value["name"] : `${slot.kind}_${slot.key}`;
    replace(slot, { $ref: filed(contract, slot.kind as Section, name, slot.value) });
  },
);
