import { defineRule } from "../compare/rule.js";

export const bodyExistence = defineRule({
  id: "body-existence",
  subject: "body",
  title: "A request has a body, needs one, or no longer does",
  why: "Who sends no body is refused where one is required; who sends one where there is none may be.",
  instead: "Take new input as optional first.",
  added(after, tell) {
    if (after.required) tell.narrowed(after.at, "a body is new and required");
    else tell.widened(after.at, "a body may be sent");
  },
  removed(before, tell) {
    tell.narrowed(before.at, "takes no body any more");
  },
  kept(before, after, tell) {
    if (!before.required && after.required) tell.narrowed(after.at, "the body is now required");
    if (before.required && !after.required) tell.widened(after.at, "the body is now optional");
  },
});
