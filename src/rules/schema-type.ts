import { typeNames } from "../compare/normal-schema.js";
import { defineRule } from "../compare/rule.js";
import type { Schema } from "../contract/schema.js";

export const schemaType = defineRule({
  id: "schema-type",
  subject: "schema",
  title: "A value has another JSON type",
  why: "Whoever sends the old type is refused, and whoever reads it finds something that cannot be read so.",
  instead: "Add a new field of the new type and keep the old one until nobody uses it.",
  kept(before, after, tell) {
    const [had, has] = [typeNames(before).join(), typeNames(after).join()];
    if (before.kind === "union" || after.kind === "union" || had === has || had === "" || has === "") return;
    tell.becomes(retyped(before, after), after.at, `is ${named(after)}, was ${named(before)}`);
  },
});

/** The schema of before with the type alone of after, where that can be said. */
function retyped(before: Schema, after: Schema): Schema {
  const { untyped: _, ...typed } = before;
  if (before.kind === "scalar" && after.kind === "scalar") {
    const { format: __, ...plain } = typed as typeof before;
    const changed = { ...plain, type: after.type, ...(after.format !== undefined && { format: after.format }) };
    return after.untyped === true ? { ...changed, untyped: true } : changed;
  }
  if (before.kind !== after.kind) return after;
  return (after.untyped === true ? { ...typed, untyped: true } : typed) as Schema;
}

function named(schema: Schema): string {
  const names = typeNames(schema);
  const words = names.map((name) => (name === "any" ? "of any type" : name));
  return `${words.join(" or ")}${schema.nullable === true ? " or null" : ""}`;
}
