import { defineRule } from "../compare/rule.js";
import { withAssertions } from "../compare/schema-edit.js";
import type { Schema } from "../contract/schema.js";

export const listUniqueness = defineRule({
  id: "list-uniqueness",
  subject: "schema",
  title: "The items of a list must be distinct, or need not be any more",
  why: "Lists with repeated items are refused, or turn up where they were ruled out.",
  instead: "Remove repetitions inside instead of refusing them.",
  kept(before, after, tell) {
    if (said(before) === said(after)) return;
    tell.becomes(withAssertions(before, after, ["uniqueItems"]), after.at, `${said(after)}`);
  },
});

const said = ({ assertions }: Schema): string =>
  assertions?.uniqueItems === true ? "must have no item twice" : "may have an item twice";
