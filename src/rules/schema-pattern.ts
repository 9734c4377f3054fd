import { defineRule } from "../compare/rule.js";
import { withAssertions } from "../compare/schema-edit.js";
import type { Schema } from "../contract/schema.js";

export const schemaPattern = defineRule({
  id: "schema-pattern",
  subject: "schema",
  title: "A text must match another pattern",
  why: "Texts that match the old pattern alone are refused, or texts that match the new one alone turn up.",
  instead: "Widen the pattern where texts are received and narrow it where they are sent, never the reverse.",
  kept(before, after, tell) {
    if (said(before) === said(after)) return;
    tell.becomes(
      withAssertions(before, after, ["pattern"]),
      after.at,
      `must match ${said(after)}, was ${said(before)}`,
    );
  },
});

const said = ({ assertions }: Schema): string =>
  assertions?.pattern === undefined ? "any text" : `/${assertions.pattern}/`;
