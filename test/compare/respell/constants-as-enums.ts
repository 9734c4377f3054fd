import { isModern, placewise } from "./respelling.js";

/** `const` as an `enum` of one, and the other way. */
export const constantsAsEnums = placewise(
  "const and enum",
  ({ kind, value }, contract) =>
    kind === "schema" &&
    isModern(contract) &&
    ((value["const"] !== undefined && value["enum"] === undefined) ||
      (Array.isArray(value["enum"]) && value["enum"].length === 1)),
  ({ value }) => {
    if (Array.isArray(value["enum"])) {
      value["const"] = value["enum"][0] ?? null;
      delete value["enum"];
    } else {
      value["enum"] = [value["const"] ?? null];
      delete value["const"];
    }
  },
);
