import { defineRule } from "../compare/rule.js";
import type { ScalarSchema, Schema } from "../contract/schema.js";

export const schemaFormat = defineRule({
  id: "schema-format",
  subject: "annotation",
  title: "A value is written in another format",
  why: "Texts and numbers in the old format are refused, or those in the new one cannot be read.",
  instead: "Add a new field in the new format.",
  kept(before, after, tell) {
    if (before.kind !== "scalar" || after.kind !== "scalar" || formatOf(before) === formatOf(after)) return;
    const { format: _, ...plain } = before;
    const changed: Schema = after.format === undefined ? plain : { ...plain, format: after.format };
    const words = `has ${said(after.format)}, had ${said(before.format)}`;
    if (before.type === after.type && !tell.becomes(changed, after.at, words)) tell.noted(after.at, words);
  },
});

/** OpenAPI 3.1 says by `contentEncoding` what `format: byte` said, and nothing of octets that are the whole body. */
function formatOf({ type, format, assertions }: ScalarSchema): string | undefined {
  if (type !== "bytes" || format !== undefined) return format;
  if (assertions?.contentEncoding === "base64") return "byte";
  return assertions?.contentMediaType === "application/octet-stream" ? "binary" : undefined;
}

const said = (format: string | undefined): string => (format === undefined ? "no format" : `the format "${format}"`);
