import { defineRule } from "../compare/rule.js";
import { withAssertions } from "../compare/schema-edit.js";

const keys = ["allOf", "anyOf", "oneOf"] as const;

export const schemaParts = defineRule({
  id: "schema-parts",
  subject: "schema",
  title: "A part was added to, or removed from, what must hold together",
  why: "Each further part of an allOf refuses values that were fine; each part that is gone lets values through that were ruled out.",
  instead: "Add what is new as optional fields.",
  kept(before, after, tell) {
    for (const key of keys) {
      const [had, has] = [before.assertions?.[key]?.length ?? 0, after.assertions?.[key]?.length ?? 0];
      if (had === has) continue;
      tell.becomes(withAssertions(before, after, [key]), after.at, `\`${key}\` has ${has} parts, had ${had}`);
    }
  },
});
