import { defineRule } from "../compare/rule.js";
import { withAssertions } from "../compare/schema-edit.js";
import type { Schema } from "../contract/schema.js";

export const schemaStep = defineRule({
  id: "schema-step",
  subject: "schema",
  title: "A number must be a multiple of something else",
  why: "Numbers between the new steps are refused, or turn up where nobody expects them.",
  instead: "Accept what was accepted and round inside.",
  kept(before, after, tell) {
    if (said(before) === said(after)) return;
    tell.becomes(
      withAssertions(before, after, ["multipleOf"]),
      after.at,
      `must be ${said(after)}, was ${said(before)}`,
    );
  },
});

const said = ({ assertions }: Schema): string =>
  assertions?.multipleOf === undefined ? "any number" : `a multiple of ${assertions.multipleOf}`;
