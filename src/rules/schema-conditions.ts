import { defineRule } from "../compare/rule.js";
import { withAssertions } from "../compare/schema-edit.js";
import type { Schema } from "../contract/schema.js";

type Key = "not" | "if" | "then" | "else" | "dependentRequired" | "dependentSchemas";

/** Keywords that say one thing together. */
const parts: readonly (readonly Key[])[] = [
  ["not"],
  ["if", "then", "else"],
  ["dependentRequired"],
  ["dependentSchemas"],
];

export const schemaConditions = defineRule({
  id: "schema-conditions",
  subject: "schema",
  title: "What must hold under a condition, or must not hold at all, changed",
  why: "Values that were fine are refused under the new condition, or values that were ruled out turn up.",
  instead: "Put new conditions on new fields, so that old values meet them.",
  kept(before, after, tell) {
    for (const part of parts) {
      if (part.every((key) => before.assertions?.[key] === undefined && after.assertions?.[key] === undefined))
        continue;
      tell.becomes(withAssertions(before, after, part), after.at, said(part, before, after));
    }
  },
});

function said(keys: readonly Key[], before: Schema, after: Schema): string {
  const had = keys.some((key) => before.assertions?.[key] !== undefined);
  const has = keys.some((key) => after.assertions?.[key] !== undefined);
  const name = `\`${keys.join("/")}\``;
  if (!had) return `has a new condition (${name})`;
  return has ? `has another condition (${name})` : `has lost a condition (${name})`;
}
