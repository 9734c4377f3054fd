import { defineRule } from "../compare/rule.js";
import { withField, withoutField } from "../compare/schema-edit.js";

export const fieldExistence = defineRule({
  id: "field-existence",
  subject: "field",
  title: "A field is new, or is gone",
  why: "Where objects are closed, whoever sends a field that is gone is refused, and whoever reads a new one strictly fails.",
  instead: "Keep fields that someone may use, mark them as deprecated, and leave objects open.",
  added({ field, record, name, at }, tell) {
    if (field.required) return;
    if (!tell.becomes(withField(record, field), at, `"${name}" is new`)) tell.noted(at, `"${name}" is new`);
  },
  removed({ field, record, name, at }, tell, policy) {
    if (field.required) return;
    if (!tell.becomes(withoutField(record, name), at, `"${name}" is gone`)) {
      tell.noted(at, `"${name}" is gone`, { noteIs: policy.goneField });
    }
  },
});
