import type { Json } from "../contract/json.js";
import { defineReporter } from "./reporter.js";
import { jsonText } from "./words.js";

/** Raw JSON text inside `JSON.stringify` (ECMAScript proposal JSON.rawJSON, in every supported Node). */
const { rawJSON } = JSON as unknown as { readonly rawJSON: (text: string) => unknown };

export const json = defineReporter({
  name: "json",
  summary: "for programs: findings, summary and version step, as docs/schemas/diff.schema.json describes",
  render({ findings, summary, bump }) {
    const exact = (_: string, value: unknown) => (typeof value === "bigint" ? rawJSON(jsonText(value as Json)) : value);
    return `${JSON.stringify({ findings, summary, bump }, exact, 2)}\n`;
  },
});
