import { defineRule } from "../compare/rule.js";
import { withAssertions } from "../compare/schema-edit.js";

export const listItems = defineRule({
  id: "list-items",
  subject: "schema",
  title: "The items at the beginning of a list are told one by one, or no longer",
  why: "Items that were fine at their place are refused there, or items turn up that were ruled out.",
  instead: "Add a new field rather than a meaning to a further item.",
  kept(before, after, tell) {
    if (before.kind !== "list" || after.kind !== "list") return;
    const [had, has] = [before.prefix?.length ?? 0, after.prefix?.length ?? 0];
    if (had !== has) {
      const { prefix: _, ...bare } = before;
      const prefix = [...(before.prefix ?? []).slice(0, has), ...(after.prefix ?? []).slice(had)];
      const changed = has === 0 ? bare : { ...bare, prefix };
      tell.becomes(changed, after.at, `tells ${has} first items one by one, told ${had}`);
    }
    const key = "unevaluatedItems";
    if ((before.assertions?.[key] === undefined) !== (after.assertions?.[key] === undefined)) {
      const words = before.assertions?.[key] === undefined ? "is new" : "is gone";
      tell.becomes(withAssertions(before, after, [key]), after.at, `\`${key}\` ${words}`);
    }
  },
});
