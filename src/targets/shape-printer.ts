import type { Schema } from "../contract/schema.js";
import { quoted } from "../generate/literal.js";
import type { Meaning } from "./media-kind.js";

/** Prints what text means, for `coerce` of the runtime. Records that several shapes share are printed once. */
export interface ShapePrinter {
  shape(schema: Schema): string;
  /** The constants that the printed shapes refer to. */
  declarations(): string;
}

export function createShapePrinter(
  meaning: Meaning,
  identifier: (schemaName: string) => string,
  exact: boolean,
): ShapePrinter {
  const named = new Map<string, string>();
  const printed = new Map<string, string>();

  function shape(schema: Schema): string {
    const text = schema.kind === "reference" ? reference(schema.name, schema) : shapeOfKind(schema);
    return schema.nullable === true && text !== '"any"' ? `{ oneOf: ["null", ${text}] }` : text;
  }

  function reference(name: string, schema: Schema): string {
    const meant = meaning(schema);
    if (meant.kind === "reference") return '"any"';
    if (meant.kind === "scalar" || meant.kind === "enum" || meant.kind === "any") return shape(meant);
    const known = named.get(name);
    if (known !== undefined) return `() => ${known}`;
    const constant = `${identifier(name)}Shape_`;
    named.set(name, constant);
    printed.set(constant, shape(meant));
    return `() => ${constant}`;
  }

  function shapeOfKind(schema: Schema): string {
    switch (schema.kind) {
      case "scalar":
        if (schema.type === "integer" && exact) return '"exact"';
        return quoted(schema.type === "bytes" ? "string" : schema.type);
      case "enum": {
        const kinds = [...new Set(schema.values.map(({ value }) => shapeOfValue(value)))];
        return kinds.length === 1 ? (kinds[0] as string) : `{ oneOf: [${kinds.join(", ")}] }`;
      }
      case "list": {
        const prefix =
          schema.prefix === undefined || schema.prefix.length === 0
            ? ""
            : `, prefix: [${schema.prefix.map(shape).join(", ")}]`;
        return `{ list: ${shape(schema.item)}${prefix} }`;
      }
      case "map":
        return `{ fields: {}, rest: ${shape(schema.value)} }`;
      case "record": {
        const fields = schema.fields.map(
          (field) => `${field.name === "__proto__" ? '["__proto__"]' : quoted(field.name)}: ${shape(field.schema)}`,
        );
        const rest = schema.rest === undefined || schema.rest.kind === "never" ? "" : `, rest: ${shape(schema.rest)}`;
        return `{ fields: { ${fields.join(", ")} }${rest} }`;
      }
      case "union":
        return `{ oneOf: [${[...schema.variants].sort(textLast).map(shape).join(", ")}] }`;
      default:
        return merged(schema);
    }
  }

  /** `allOf` beside nothing else: the parts together. */
  function merged(schema: Schema): string {
    const parts = [
      ...(schema.assertions?.allOf ?? []),
      ...(schema.assertions?.anyOf ?? []),
      ...(schema.assertions?.oneOf ?? []),
    ];
    return schema.kind === "any" && parts.length > 0 ? `{ oneOf: [${parts.map(shape).join(", ")}] }` : '"any"';
  }

  const textLast = (one: Schema, other: Schema): number => Number(isText(one)) - Number(isText(other));
  const isText = (schema: Schema): boolean => {
    const meant = meaning(schema);
    return meant.kind === "scalar" && meant.type === "string";
  };

  return {
    shape,
    declarations: () => [...printed].map(([name, text]) => `const ${name}: Shape_ = ${text};\n`).join(""),
  };
}

function shapeOfValue(value: unknown): string {
  if (value === null) return '"null"';
  if (typeof value === "number" || typeof value === "bigint") return '"number"';
  return typeof value === "boolean" ? '"boolean"' : '"string"';
}
