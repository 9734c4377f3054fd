import { defineRule } from "../compare/rule.js";

export const schemaAdmission = defineRule({
  id: "schema-admission",
  subject: "schema",
  title: "A schema admits other values, and no single keyword is to blame",
  why: "Values that were fine are refused, or values turn up that were ruled out. The witness is one of them.",
  instead: "Compare the two schemas with the witness in hand.",
  unexplained(_, after, tell) {
    tell.becomes(after, after.at, "does not admit the same values as before");
  },
});
