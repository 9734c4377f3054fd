import type { EnumSchema } from "../contract/schema.js";
import { printDoc } from "./doc-printer.js";
import { literal, quoted } from "./literal.js";
import { nameAll, propertyName, typeName } from "./names.js";

/** A frozen object with the values of a named enum under readable names; "" when the values are no texts or numbers. */
export function printEnumObject(name: string, schema: EnumSchema): string {
  const values = schema.values.filter(({ value }) => typeof value === "string" || typeof value === "number");
  if (values.length === 0) return "";
  const things = values.map((value) => ({ key: literal(value.value), text: value.name ?? textOf(value.value) }));
  const names = nameAll(things, typeName);
  const members = values.map((entry) => {
    const key = literal(entry.value);
    const doc = printDoc({ doc: entry.doc, deprecated: entry.deprecated }, "  ");
    return `${doc}  ${propertyName(names.get(key) ?? quoted(key))}: ${key},\n`;
  });
  const unique = [...new Set(members)];
  return `export const ${name} = /* @__PURE__ */ Object.freeze({\n${unique.join("")}} as const);\n`;
}

const textOf = (value: unknown): string => (typeof value === "string" ? value : String(value).replace("+", ""));
