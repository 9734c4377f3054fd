import { defineRule } from "../compare/rule.js";

export const fieldDeprecation = defineRule({
  id: "field-deprecation",
  subject: "annotation",
  title: "A value is deprecated, or is no longer",
  why: "Who uses it should look for what takes its place.",
  instead: "Say in the description what to use instead, and from when on it may be gone.",
  kept(before, after, tell) {
    if ((before.deprecated === true) === (after.deprecated === true)) return;
    tell.noted(after.at, after.deprecated === true ? "is deprecated" : "is not deprecated any more");
  },
});
