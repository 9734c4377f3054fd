import { isMembers, type Members } from "./data.js";
import { lineOf, placewise } from "./respelling.js";
import { replace } from "./slots.js";

/** A record as an `allOf` of two records that share its properties. */
export const recordsSplit = placewise(
  "record split into allOf",
  ({ kind, value, role, pointer }, contract) =>
    kind === "schema" &&
    value["type"] === "object" &&
    isMembers(value["properties"]) &&
    Object.keys(value["properties"]).length > 1 &&
    Object.keys(value).every((word) => words.has(word) || word.startsWith("x-")) &&
    !/\/(content|patternProperties)\//.test(pointer) &&
    role !== "media" &&
    lineOf(contract) !== "2.0",
  (slot) => {
    const { properties, required, type, ...others } = slot.value;
    const names = Object.keys(properties as Members);
    const half = Math.ceil(names.length / 2);
    const part = (own: readonly string[]): Members => {
      const needed = Array.isArray(required) ? required.filter((name) => own.includes(String(name))) : [];
      const mine = Object.fromEntries(own.map((name) => [name, (properties as Members)[name] ?? null]));
      return { type: "object", properties: mine, ...(needed.length > 0 && { required: needed }) };
    };
    const loose = Array.isArray(required) ? required.filter((name) => !names.includes(String(name))) : [];
    const parts = [part(names.slice(0, half)), part(names.slice(half))];
    if (loose.length > 0) parts.push({ type: "object", required: loose });
    replace(slot, { ...others, allOf: parts });
  },
);

const words = new Set(["type", "properties", "required", "title", "description", "example", "examples", "deprecated"]);
