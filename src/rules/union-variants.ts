import { variantsOf } from "../compare/normal-schema.js";
import { plainName } from "../compare/one-scope.js";
import { defineRule } from "../compare/rule.js";
import type { Schema, UnionSchema } from "../contract/schema.js";

export const unionVariants = defineRule({
  id: "union-variants",
  subject: "variants",
  title: "A variant was added to, or removed from, a choice of schemas",
  why: "Whoever sends a variant that is gone is refused; whoever reads a new one may have no branch for it. A new variant of a oneOf may even refuse what others admitted.",
  instead: "Add new variants where things are received first, and where they are sent when every reader knows them.",
  kept({ before, after, added, removed }, _, tell, policy) {
    const own = variantsOf(before);
    const mode = before.kind === "union" ? before.mode : after.kind === "union" ? after.mode : "any";
    const base: UnionSchema = before.kind === "union" ? before : { kind: "union", mode, variants: own, at: before.at };
    for (const variant of removed) {
      const rest = own.filter((other) => other !== variant);
      tell.becomes({ ...base, variants: rest }, after.at, `is not ${named(variant)} any more`);
    }
    for (const variant of added) {
      const options = { moreSentIs: policy.newValueSent };
      tell.becomes({ ...base, variants: [...own, variant] }, variant.at, `may be ${named(variant)} too`, options);
    }
    if (before.kind === "union" && after.kind === "union" && before.mode !== after.mode) {
      const words =
        after.mode === "one" ? "must be exactly one of its variants" : "may be several of its variants at once";
      tell.becomes({ ...before, mode: after.mode }, after.at, words);
    }
  },
});

function named(schema: Schema): string {
  if (schema.kind === "reference") return plainName(schema.name);
  if (schema.title !== undefined) return schema.title;
  if (schema.kind === "scalar") return `a ${schema.type}`;
  if (schema.kind === "enum") return schema.values.map(({ value }) => JSON.stringify(value)).join(" or ");
  return {
    record: "an object",
    map: "an object",
    list: "a list",
    union: "a choice",
    any: "anything",
    never: "nothing",
  }[schema.kind];
}
