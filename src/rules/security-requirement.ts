import { alternatives, meets, movedIssuers, shownAlternative } from "../compare/credentials.js";
import { defineRule } from "../compare/rule.js";

export const securityRequirement = defineRule({
  id: "security-requirement",
  subject: "security",
  title: "Callers need other credentials",
  why: "Whoever calls with the old credentials is refused.",
  instead: "Accept the old credentials beside the new ones until nobody uses them.",
  kept(before, after, tell) {
    const [had, has] = [alternatives(before), alternatives(after)];
    for (const { name, before: from, after: to, at } of movedIssuers(before, after)) {
      const fact = `${name} from ${from} to ${to}`;
      tell.narrowed(at, `tokens of ${name} come from ${to}; came from ${from}`, { fact, everywhere: true });
    }
    const refused = had.filter((old) => !has.some((now) => meets(old, now)));
    for (const old of refused) {
      tell.narrowed(
        after.at,
        `${shownAlternative(old)} is not enough any more: ${has.map(shownAlternative).join(", or ")}`,
        { fact: `${shownAlternative(old)} to ${has.map(shownAlternative).join()}`, everywhere: true },
      );
    }
    if (refused.length > 0) return;
    for (const now of has) {
      if (!had.some((old) => meets(now, old)))
        tell.widened(after.at, `${shownAlternative(now)} is enough now`, {
          fact: shownAlternative(now),
          everywhere: true,
        });
    }
  },
});
