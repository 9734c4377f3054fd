import { defineRule } from "../compare/rule.js";
import { withField, withoutField } from "../compare/schema-edit.js";

export const fieldRequiredness = defineRule({
  id: "field-requiredness",
  subject: "field",
  title: "A field became required, or stopped being so",
  why: "Whoever sends the record must now fill the field; whoever reads it could count on the field until now.",
  instead:
    "Where it is received, add the field as optional with a default first, and require it in the next major version; where it is sent, go on filling it until then.",
  kept(before, after, tell) {
    if (before.field.required === after.field.required) return;
    const changed = withField(before.record, { ...before.field, required: after.field.required });
    tell.becomes(changed, after.at, `"${after.name}" is now ${after.field.required ? "required" : "optional"}`);
  },
  added({ field, record, name, at }, tell) {
    if (!field.required) return;
    if (!tell.becomes(withField(record, field), at, `"${name}" is new and required`)) {
      tell.noted(at, `"${name}" is new`);
    }
  },
  removed({ field, record, name, at }, tell, policy) {
    if (!field.required) return;
    const options = { noteIs: policy.goneField };
    if (!tell.becomes(withoutField(record, name), at, `"${name}" was required and is gone`, options)) {
      tell.noted(at, `"${name}" is gone`, options);
    }
  },
});
