import { defineRule } from "../compare/rule.js";
import { withAssertions } from "../compare/schema-edit.js";
import type { Schema } from "../contract/schema.js";

export const listSize = defineRule({
  id: "list-size",
  subject: "schema",
  title: "A list may have fewer or more items than before",
  why: "Lists outside the new sizes are refused; lists outside the old sizes may not be expected.",
  instead: "Accept the old sizes and page or truncate inside.",
  kept(before, after, tell) {
    if (said(before) === said(after)) return;
    tell.becomes(
      withAssertions(before, after, ["minItems", "maxItems"]),
      after.at,
      `must have ${said(after)}, had ${said(before)}`,
    );
  },
});

function said({ assertions }: Schema): string {
  const { minItems, maxItems } = assertions ?? {};
  if (minItems === undefined && maxItems === undefined) return "any number of items";
  if (minItems === undefined) return `at most ${maxItems} items`;
  return maxItems === undefined ? `at least ${minItems} items` : `${minItems} to ${maxItems} items`;
}
