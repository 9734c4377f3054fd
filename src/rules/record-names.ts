import { defineRule } from "../compare/rule.js";
import { withAssertions } from "../compare/schema-edit.js";
import type { Schema } from "../contract/schema.js";

export const recordNames = defineRule({
  id: "record-names",
  subject: "schema",
  title: "The names of members must be of another form",
  why: "Members with other names are refused, or turn up where they were ruled out.",
  instead: "Accept the old names.",
  kept(before, after, tell) {
    if (said(before) === said(after)) return;
    tell.becomes(withAssertions(before, after, ["propertyNames"]), after.at, `${said(after)}`);
  },
});

const said = ({ assertions }: Schema): string =>
  assertions?.propertyNames === undefined ? "may name its members at will" : "names its members by a rule";
