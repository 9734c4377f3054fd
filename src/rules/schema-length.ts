import { defineRule } from "../compare/rule.js";
import { withAssertions } from "../compare/schema-edit.js";
import type { Schema } from "../contract/schema.js";

export const schemaLength = defineRule({
  id: "schema-length",
  subject: "schema",
  title: "A text may be shorter or longer than before, or no longer as short or long",
  why: "Texts outside the new lengths are refused; texts outside the old lengths may not fit where they are kept.",
  instead: "Keep the old lengths, or add a new field.",
  kept(before, after, tell) {
    if (said(before) === said(after)) return;
    tell.becomes(
      withAssertions(before, after, ["minLength", "maxLength"]),
      after.at,
      `must have ${said(after)}, had ${said(before)}`,
    );
  },
});

function said({ assertions }: Schema): string {
  const { minLength, maxLength } = assertions ?? {};
  if (minLength === undefined && maxLength === undefined) return "any length";
  if (minLength === undefined) return `at most ${maxLength} characters`;
  return maxLength === undefined ? `at least ${minLength} characters` : `${minLength} to ${maxLength} characters`;
}
