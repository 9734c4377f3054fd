import { defineRule } from "../compare/rule.js";
import { withAssertions } from "../compare/schema-edit.js";
import type { Schema } from "../contract/schema.js";

export const listContains = defineRule({
  id: "list-contains",
  subject: "schema",
  title: "A list must contain other items, or not as many",
  why: "Lists without such items are refused, or turn up where they were ruled out.",
  instead: "Accept the old lists.",
  kept(before, after, tell) {
    if (said(before) === said(after)) return;
    tell.becomes(
      withAssertions(before, after, ["contains", "minContains", "maxContains"]),
      after.at,
      `must contain ${said(after)}, had to contain ${said(before)}`,
    );
  },
});

function said({ assertions }: Schema): string {
  const { contains, minContains = 1, maxContains } = assertions ?? {};
  if (contains === undefined) return "nothing in particular";
  return `${minContains}${maxContains === undefined ? " or more" : ` to ${maxContains}`} items of a kind`;
}
