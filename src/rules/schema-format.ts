import { defineRule } from "../compare/rule.js";
import type { Schema } from "../contract/schema.js";

export const schemaFormat = defineRule({
  id: "schema-format",
  subject: "annotation",
  title: "A value is written in another format",
  why: "Texts and numbers in the old format are refused, or those in the new one cannot be read.",
  instead: "Add a new field in the new format.",
  kept(before, after, tell) {
    if (before.kind !== "scalar" || after.kind !== "scalar" || before.format === after.format) return;
    const { format: _, ...plain } = before;
    const changed: Schema = after.format === undefined ? plain : { ...plain, format: after.format };
    const words = `has ${said(after.format)}, had ${said(before.format)}`;
    if (before.type === after.type && !tell.becomes(changed, after.at, words)) tell.noted(after.at, words);
  },
});

const said = (format: string | undefined): string => (format === undefined ? "no format" : `the format "${format}"`);
