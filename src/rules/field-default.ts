import { defineRule } from "../compare/rule.js";
import { valueKey } from "../schema/value.js";

export const fieldDefault = defineRule({
  id: "field-default",
  subject: "annotation",
  title: "What is taken for a value that is not given changed",
  why: "Whoever leaves the value out gets another behaviour without having changed anything.",
  instead: "Keep the default, and let callers ask for the new behaviour.",
  kept(before, after, tell) {
    const [had, has] = [before.default, after.default];
    if (had === undefined && has === undefined) return;
    const [old, now] = [had, has].map((value) => (value === undefined ? "none" : valueKey(value)));
    if (old !== now) tell.noted(after.at, `the default is ${now}, was ${old}`);
  },
});
