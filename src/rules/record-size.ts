import { defineRule } from "../compare/rule.js";
import { withAssertions } from "../compare/schema-edit.js";
import type { Schema } from "../contract/schema.js";

export const recordSize = defineRule({
  id: "record-size",
  subject: "schema",
  title: "An object may have fewer or more members than before",
  why: "Objects outside the new sizes are refused; objects outside the old sizes may not be expected.",
  instead: "Accept the old sizes.",
  kept(before, after, tell) {
    if (said(before) === said(after)) return;
    tell.becomes(
      withAssertions(before, after, ["minProperties", "maxProperties"]),
      after.at,
      `must have ${said(after)}, had ${said(before)}`,
    );
  },
});

function said({ assertions }: Schema): string {
  const { minProperties, maxProperties } = assertions ?? {};
  if (minProperties === undefined && maxProperties === undefined) return "any number of members";
  if (minProperties === undefined) return `at most ${maxProperties} members`;
  return maxProperties === undefined
    ? `at least ${minProperties} members`
    : `${minProperties} to ${maxProperties} members`;
}
