import type { Members } from "./data.js";
import { lineOf, mentions, placewise } from "./respelling.js";

/** What holds anyway, said aloud. */
export const defaultsSpelled = placewise(
  "defaults spelled out",
  ({ kind, value }, contract) =>
    value["$ref"] === undefined &&
    (kind === "schema" ||
      kind === "parameter" ||
      kind === "header" ||
      kind === "requestBody" ||
      kind === "operation") &&
    !(lineOf(contract) === "2.0" && kind !== "schema" && kind !== "operation"),
  ({ kind, value }, contract) => {
    const say = (members: Members) => {
      for (const [name, said] of Object.entries(members)) if (value[name] === undefined) value[name] = said;
    };
    const old = lineOf(contract) === "2.0";
    if (kind === "operation") say({ deprecated: false });
    if (kind === "requestBody") say({ required: false });
    if (kind === "header" && value["schema"] !== undefined) say({ style: "simple", required: false, explode: false });
    if (kind === "parameter") {
      const style = styles[String(value["in"])];
      if (value["schema"] !== undefined && style !== undefined) {
        say({ style });
        say({ explode: value["style"] === "form" || value["style"] === "cookie" });
      }
      if (value["in"] !== "path") say({ required: false });
      if (value["in"] === "query" && value["schema"] !== undefined)
        say({ allowReserved: false, allowEmptyValue: false });
      if (!old) say({ deprecated: false });
    }
    if (kind !== "schema") return;
    if (value["type"] === "string") say({ minLength: 0 });
    if (value["type"] === "array") say({ minItems: 0, uniqueItems: false });
    if (value["type"] === "object") {
      say({ minProperties: 0 });
      if (!mentions(contract.root, "unevaluatedProperties")) say({ additionalProperties: true });
    }
    if (lineOf(contract) === "3.0") say({ nullable: false, deprecated: false, readOnly: false });
    if (lineOf(contract) === "3.0" && value["minimum"] !== undefined) say({ exclusiveMinimum: false });
  },
);

const styles: Readonly<Record<string, string>> = { query: "form", cookie: "form", path: "simple", header: "simple" };
