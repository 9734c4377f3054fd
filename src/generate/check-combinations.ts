import type { Schema } from "../contract/schema.js";
import { type CheckContext, refuse, type Spot } from "./check-context.js";
import { printUnion } from "./check-union.js";
import { isTrivial } from "./trivial.js";

/** The keywords that hold for values of every type: `allOf`, `anyOf`, `oneOf`, `not`, `if`. */
export function printCombinations(schema: Schema, spot: Spot, context: CheckContext): void {
  const given = schema.assertions;
  if (given === undefined) return;
  const { writer, scope } = context;
  for (const [index, part] of (given.allOf ?? []).entries())
    context.value(part, { ...spot, wish: `${spot.wish}$part${index}` });
  for (const [mode, variants] of [
    ["any", given.anyOf],
    ["one", given.oneOf],
  ] as const) {
    if (variants === undefined) continue;
    const wish = `${spot.wish}$${mode}`;
    printUnion({ kind: "union", mode, variants, at: schema.at }, { ...spot, wish }, context);
  }
  if (given.not !== undefined) {
    refuse(
      context,
      context.test(given.not, spot.x, `${spot.wish}$not`),
      spot,
      "not",
      "must not be of the excluded kind",
    );
  }
  const { if: condition, then: consequence, else: alternative } = given;
  if (condition === undefined) return;
  const test = context.test(condition, spot.x, `${spot.wish}$if`);
  if (consequence !== undefined && !isTrivial(consequence, scope.graph)) {
    writer.block(`if (${test})`, () => context.value(consequence, { ...spot, wish: `${spot.wish}$then` }));
  }
  if (alternative !== undefined && !isTrivial(alternative, scope.graph)) {
    writer.block(`if (!(${test}))`, () => context.value(alternative, { ...spot, wish: `${spot.wish}$else` }));
  }
}
