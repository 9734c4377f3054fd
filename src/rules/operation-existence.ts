import { defineRule } from "../compare/rule.js";
import { isPast } from "../compare/sunset.js";

export const operationExistence = defineRule({
  id: "operation-existence",
  subject: "operation",
  title: "An operation is new, or is gone",
  why: "Whoever calls an operation that is gone gets an error; whoever waits for a webhook that is gone waits in vain.",
  instead: "Deprecate the operation with a sunset date, and remove it after that date in a new major version.",
  added(after, tell) {
    tell.noted(after.at, after.polarity === "received" ? "is new" : "is a new request that may be received");
  },
  removed(before, tell, policy) {
    if (before.deprecated === true && before.sunset !== undefined && isPast(before.sunset, policy.today)) {
      tell.noted(before.at, `is gone, as announced for ${before.sunset}`);
    } else tell.altered(before.at, "is gone");
  },
});
