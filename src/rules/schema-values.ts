import { typeNames } from "../compare/normal-schema.js";
import { defineRule } from "../compare/rule.js";
import type { EnumSchema, EnumValue, Schema } from "../contract/schema.js";
import { valueKey } from "../schema/value.js";

export const schemaValues = defineRule({
  id: "schema-values",
  subject: "schema",
  title: "A value was added to, or removed from, a list of values",
  why: "Whoever sends a value that is gone is refused; whoever reads a new value may have no branch for it.",
  instead: "Accept the old value for ever. Announce from the start that values may be added (x-extensible-enum).",
  kept(before, after, tell, policy) {
    const options = { moreSentIs: policy.newValueSent };
    if (before.kind === "enum" && after.kind === "enum") {
      const [had, has] = [new Set(before.values.map(key)), new Set(after.values.map(key))];
      for (const value of before.values) {
        if (has.has(key(value))) continue;
        const values = before.values.filter((other) => other !== value);
        tell.becomes(listing(before, values), after.at, `does not list ${shown(value)} any more`, options);
      }
      for (const value of after.values) {
        if (had.has(key(value))) continue;
        tell.becomes(listing(before, [...before.values, value]), value.at, `lists ${shown(value)} too`, options);
      }
      if ((before.open === true) !== (after.open === true)) {
        const { open: _, ...closed } = before;
        const changed: Schema = after.open === true ? { ...closed, open: true } : closed;
        tell.becomes(changed, after.at, after.open === true ? "takes other values too" : "takes no other values");
      }
      return;
    }
    const sameType =
      typeNames(before).join() === typeNames(after).join() ||
      typeNames(before).includes("any") ||
      typeNames(after).includes("any");
    if (!sameType || before.kind === "union" || after.kind === "union") return;
    if (after.kind === "enum") tell.becomes(after, after.at, `must be one of ${list(after)}`, options);
    else if (before.kind === "enum")
      tell.becomes(after, after.at, `need not be one of ${list(before)} any more`, options);
  },
});

const key = ({ value }: EnumValue): string => valueKey(value);

const shown = (value: EnumValue): string => key(value);

/** The same list with other values; without any it admits nothing. */
const listing = (of: EnumSchema, values: readonly EnumValue[]): Schema =>
  values.length === 0 ? { kind: "never", at: of.at } : { ...of, values };

function list({ values }: EnumSchema): string {
  const first = values.slice(0, 5).map(shown).join(", ");
  return values.length > 5 ? `${first}, … (${values.length})` : first;
}
