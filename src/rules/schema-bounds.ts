import { defineRule } from "../compare/rule.js";
import { withAssertions } from "../compare/schema-edit.js";
import type { Assertions, Schema } from "../contract/schema.js";

const keys = ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"] as const;

export const schemaBounds = defineRule({
  id: "schema-bounds",
  subject: "schema",
  title: "A number may be smaller or larger than before, or no longer as small or large",
  why: "Whoever sends a number outside the new bounds is refused; whoever reads one outside the old bounds may not hold it.",
  instead: "Accept the old range and clamp or round inside, or add a new field with the new range.",
  kept(before, after, tell) {
    if (range(before) === range(after)) return;
    tell.becomes(withAssertions(before, after, keys), after.at, `must be ${range(after)}, was ${range(before)}`);
  },
});

function range({ assertions }: Schema): string {
  const given: Assertions = assertions ?? {};
  const parts = [
    given.minimum !== undefined && `at least ${given.minimum}`,
    given.exclusiveMinimum !== undefined && `more than ${given.exclusiveMinimum}`,
    given.maximum !== undefined && `at most ${given.maximum}`,
    given.exclusiveMaximum !== undefined && `less than ${given.exclusiveMaximum}`,
  ].filter((part) => part !== false);
  return parts.length === 0 ? "any number" : parts.join(" and ");
}
