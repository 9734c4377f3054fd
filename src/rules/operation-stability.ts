import { defineRule } from "../compare/rule.js";

/** From what promises nothing to what is kept to its word. Without a level, an operation is stable. */
const levels: readonly string[] = ["draft", "alpha", "beta", "stable"];

export const operationStability = defineRule({
  id: "operation-stability",
  subject: "operation",
  title: "An operation is more settled than before, or less",
  why: "Drafts and alphas may change without a word: whoever builds on a settled operation that becomes one loses that promise.",
  instead: "Keep what is settled as it is, and try the new way in an operation of its own.",
  kept(before, after, tell) {
    const [old, now] = [before.stability ?? "stable", after.stability ?? "stable"];
    if (old === now) return;
    const words = `is ${now} now, and was ${old}`;
    const [from, to] = [levels.indexOf(old), levels.indexOf(now)];
    if (to >= 0 && to < from) tell.altered(after.at, words);
    else tell.noted(after.at, words);
  },
});
