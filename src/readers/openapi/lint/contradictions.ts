import type { Diagnostic } from "../../../diagnostics/diagnostic.js";
import { order, toRational } from "../../../schema/rational.js";
import type { Visit, Walk } from "./walk.js";

/** Lower and upper bounds, and whether a value may be both. */
const pairs = [
  ["minimum", "maximum", true],
  ["exclusiveMinimum", "maximum", false],
  ["minimum", "exclusiveMaximum", false],
  ["exclusiveMinimum", "exclusiveMaximum", false],
  ["minLength", "maxLength", true],
  ["minItems", "maxItems", true],
  ["minProperties", "maxProperties", true],
  ["minContains", "maxContains", true],
] as const;

const bounded = new Set(["schema", "parameter", "header", "items"]);

/** Schemas whose bounds leave nothing between them. */
export const contradictions = ({ visits }: Walk): readonly Diagnostic[] =>
  visits.filter(({ kind }) => bounded.has(kind)).flatMap(contradictionsIn);

function contradictionsIn({ node, value }: Visit): readonly Diagnostic[] {
  return pairs.flatMap(([lower, upper, mayMeet]): Diagnostic[] => {
    const [low, high] = [value[lower], value[upper]].map((bound) =>
      typeof bound === "number" || typeof bound === "bigint" ? toRational(bound) : undefined,
    );
    if (low === undefined || high === undefined) return [];
    const sign = order(low, high);
    // With the flags of OpenAPI 3.0, `exclusiveMinimum: true` makes bounds that meet exclude each other.
    const flagged = value["exclusiveMinimum"] === true || value["exclusiveMaximum"] === true;
    const open = !mayMeet || (lower === "minimum" && flagged);
    if (sign < 0 || (sign === 0 && !open)) return [];
    const message = `No value fits: "${lower}" is ${String(value[lower])}, and "${upper}" is ${String(value[upper])}`;
    return [{ code: "schema-contradiction", severity: "warning", message, at: node.document.at(value, lower) }];
  });
}
