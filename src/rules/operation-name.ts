import { defineRule } from "../compare/rule.js";

export const operationName = defineRule({
  id: "operation-name",
  subject: "operation",
  title: "An operation has another id",
  why: "On the wire nothing changes, but generated code calls its functions by the id.",
  instead: "Leave ids as they are.",
  kept(before, after, tell) {
    if (before.named && after.named && before.id !== after.id) {
      tell.noted(after.at, `has the id "${after.id}", had "${before.id}"`, { promises: ["source"] });
    }
  },
});
