import { defineRule } from "../compare/rule.js";
import { withAssertions } from "../compare/schema-edit.js";
import type { RecordSchema } from "../contract/schema.js";

const keys = ["patternProperties", "unevaluatedProperties"] as const;

export const recordOpenness = defineRule({
  id: "record-openness",
  subject: "schema",
  title: "An object takes other members than the declared ones, or no longer does",
  why: "Whoever sends members that are not declared is refused by a closed object; whoever validates strictly refuses the members of an open one.",
  instead: "Leave requests open and ignore what is not known; close responses from the start or never.",
  kept(before, after, tell) {
    if (before.kind === "record" && after.kind === "record" && openness(before) !== openness(after)) {
      const { rest: _, ...open } = before;
      const changed: RecordSchema = after.rest === undefined ? open : { ...open, rest: after.rest };
      tell.becomes(changed, after.at, `${openness(after)}, ${openness(before)} before`);
    }
    for (const key of keys) {
      const [had, has] = [before.assertions?.[key], after.assertions?.[key]];
      if (had === undefined && has === undefined) continue;
      const words = had === undefined ? "is new" : has === undefined ? "is gone" : "says something else";
      tell.becomes(withAssertions(before, after, [key]), after.at, `\`${key}\` ${words}`);
    }
  },
});

const openness = ({ rest }: RecordSchema): string =>
  rest === undefined || rest.kind === "any"
    ? "takes undeclared members"
    : rest.kind === "never"
      ? "takes no undeclared members"
      : "takes undeclared members of a kind";
