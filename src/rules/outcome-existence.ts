import { defineRule } from "../compare/rule.js";

export const outcomeExistence = defineRule({
  id: "outcome-existence",
  subject: "outcome",
  title: "A way in which an operation may end is new, or is gone",
  why: "Callers wait for the success that they know; a success that is gone never comes, and a new one may not be taken for one.",
  instead: "Keep the status of success, and tell further cases apart in the body.",
  added(after, tell, policy) {
    const noteIs = after.error ? policy.newError : policy.newSuccess;
    tell.noted(after.at, `may end with ${after.name}`, { noteIs });
  },
  removed(before, tell) {
    if (before.error) tell.noted(before.at, `does not end with ${before.name} any more`);
    else tell.altered(before.at, `does not end with ${before.name} any more`);
  },
});
