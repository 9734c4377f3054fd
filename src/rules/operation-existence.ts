import { defineRule } from "../compare/rule.js";
import { isPast } from "../compare/sunset.js";
import type { Operation } from "../contract/contract.js";

export const operationExistence = defineRule({
  id: "operation-existence",
  subject: "operation",
  title: "An operation is new, or is gone",
  why: "Whoever calls an operation that is gone gets an error; whoever waits for a webhook that is gone waits in vain.",
  instead: "Deprecate the operation with a sunset date, and remove it after that date in a new major version.",
  kept(before, after, tell) {
    const [was, is] = [pathOf(before), pathOf(after)];
    if (was === undefined || is === undefined || was.endsWith("/") === is.endsWith("/")) return;
    tell.noted(after.at, `is at ${is}, was at ${was}: not every server takes both`, { noteIs: "warning" });
  },
  added(after, tell) {
    tell.noted(after.at, after.polarity === "received" ? "is new" : "is a new request that may be received");
  },
  removed(before, tell, policy) {
    if (before.deprecated === true && before.sunset !== undefined && isPast(before.sunset, policy.today)) {
      tell.noted(before.at, `is gone, as announced for ${before.sunset}`);
    } else tell.altered(before.at, "is gone");
  },
});

const pathOf = ({ binding }: Operation): string | undefined => (binding.kind === "http" ? binding.path : undefined);
