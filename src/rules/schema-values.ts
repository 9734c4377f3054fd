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
      const gone = before.values.filter((value) => !has.has(key(value)));
      const fresh = after.values.filter((value) => !had.has(key(value)));
      if (gone.length > 0) {
        const values = before.values.filter((value) => !gone.includes(value));
        tell.becomes(listing(before, values), after.at, `does not list ${list(gone)} any more`, options);
      }
      const [first] = fresh;
      if (first !== undefined) {
        tell.becomes(listing(before, [...before.values, ...fresh]), first.at, `lists ${list(fresh)} too`, options);
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
    if (after.kind === "enum") tell.becomes(after, after.at, `must be one of ${list(after.values)}`, options);
    else if (before.kind === "enum")
      tell.becomes(after, after.at, `need not be one of ${list(before.values)} any more`, options);
  },
});

const key = ({ value }: EnumValue): string => valueKey(value);

/** The same list with other values; without any it admits nothing. */
const listing = (of: EnumSchema, values: readonly EnumValue[]): Schema =>
  values.length === 0 ? { kind: "never", at: of.at } : { ...of, values };

function list(values: readonly EnumValue[]): string {
  const first = values.slice(0, 5).map(key).join(", ");
  return values.length > 5 ? `${first} and ${values.length - 5} more` : first;
}
