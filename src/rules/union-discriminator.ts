import { defineRule } from "../compare/rule.js";
import type { Discriminator, Schema } from "../contract/schema.js";

export const unionDiscriminator = defineRule({
  id: "union-discriminator",
  subject: "annotation",
  title: "A discriminator tells variants apart by another field, or takes a value for another variant",
  why: "Who goes by the discriminator reads a value as something that it is not.",
  instead: "Give new variants new values, and never give a value to another variant.",
  kept(before, after, tell) {
    const [had, has] = [discriminatorOf(before), discriminatorOf(after)];
    if (had === undefined || has === undefined) {
      if (had !== has)
        tell.noted(after.at, has === undefined ? "has no discriminator any more" : "has a discriminator");
      return;
    }
    if (had.property !== has.property) {
      tell.noted(has.at, `is told apart by "${has.property}", was by "${had.property}"`, { noteIs: "warning" });
      return;
    }
    for (const [value, variant] of had.mapping) {
      const now = has.mapping.get(value);
      // A variant that is merely called otherwise now was no variant of before.
      if (now === undefined || now === variant || ![...had.mapping.values()].includes(now)) continue;
      tell.altered(has.at, `"${value}" means ${now}, meant ${variant}`, { fact: value });
    }
  },
});

const discriminatorOf = (schema: Schema): Discriminator | undefined =>
  schema.kind === "union" || schema.kind === "record" ? schema.discriminator : undefined;
