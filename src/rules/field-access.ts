import { defineRule } from "../compare/rule.js";
import { withField } from "../compare/schema-edit.js";
import type { Access, Field } from "../contract/schema.js";

export const fieldAccess = defineRule({
  id: "field-access",
  subject: "field",
  title: "A field travels in one direction only, or in both again",
  why: "A required field that was read-only must now be sent by callers; one that became write-only is no longer there to be read.",
  instead: "Make the field optional before it starts to travel.",
  kept(before, after, tell) {
    const [had, has] = [accessOf(before.field), accessOf(after.field)];
    if (had === has) return;
    const words = `"${after.name}" is ${said(has)}, was ${said(had)}`;
    if (!tell.becomes(withField(before.record, accessible(before.field, has)), after.at, words)) {
      tell.noted(after.at, words);
    }
  },
});

const accessOf = ({ access, schema }: Field): Access | undefined => access ?? schema.access;

function accessible(field: Field, access: Access | undefined): Field {
  const { access: _, ...plain } = field;
  const { access: __, ...schema } = field.schema;
  return { ...plain, schema: schema as Field["schema"], ...(access !== undefined && { access }) };
}

const said = (access: Access | undefined): string =>
  access === undefined ? "read and written" : access === "read" ? "read-only" : "write-only";
