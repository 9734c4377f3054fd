import { isModern, placewise } from "./respelling.js";

/** A list of values as a choice of constants. */
export const enumsAsChoices = placewise(
  "enum as oneOf of constants",
  ({ kind, value, parent }, { root }) =>
    kind === "schema" &&
    Array.isArray(value["enum"]) &&
    value["enum"].length > 1 &&
    new Set(value["enum"]).size === value["enum"].length &&
    value["enum"].every((one) => typeof one === "string") &&
    value["oneOf"] === undefined &&
    value["type"] === "string" &&
    value["nullable"] !== true &&
    value["x-nullable"] !== true &&
    !Object.keys(value).some((word) => word.startsWith("x-")) &&
    !Array.isArray(parent) &&
    root["swagger"] === undefined,
  ({ value }, contract) => {
    const values = Array.isArray(value["enum"]) ? value["enum"] : [];
    value["oneOf"] = values.map((one) => (isModern(contract) ? { const: one } : { enum: [one] }));
    delete value["enum"];
  },
);
