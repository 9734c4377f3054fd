import { defineRule } from "../compare/rule.js";
import type { Schema } from "../contract/schema.js";

export const schemaNullability = defineRule({
  id: "schema-nullability",
  subject: "schema",
  title: "A value may be null, or may no longer be",
  why: "Whoever sends null is refused once it is ruled out; whoever reads the value fails on a null that could not be there.",
  instead: "Leave the field out instead of sending null, or add a new field that may be null.",
  kept(before, after, tell) {
    const has = after.nullable === true;
    if ((before.nullable === true) === has) return;
    const { nullable: _, ...plain } = before;
    const changed = (has ? { ...plain, nullable: true } : plain) as Schema;
    tell.becomes(changed, after.at, has ? "may be null" : "may not be null any more");
  },
});
