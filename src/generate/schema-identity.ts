import type { Json } from "../contract/json.js";
import type { Assertions, Schema } from "../contract/schema.js";

/** Tells schemas that admit the same for the same reasons by one number; documentation and places do not count. */
export type SchemaIdentity = (schema: Schema) => number;

/** Linear: each schema object is looked at once, and known by the numbers of its parts. References count by name. */
export function createSchemaIdentity(): SchemaIdentity {
  const known = new Map<Schema, number>();
  const numbers = new Map<string, number>();

  function identity(schema: Schema): number {
    const found = known.get(schema);
    if (found !== undefined) return found;
    const key = keyOf(schema);
    let number = numbers.get(key);
    if (number === undefined) {
      number = numbers.size;
      numbers.set(key, number);
    }
    known.set(schema, number);
    return number;
  }

  function keyOf(schema: Schema): string {
    const flags = `${schema.nullable === true ? "0" : ""}${schema.untyped === true ? "?" : ""}${schema.access ?? ""}`;
    return `${schema.kind}${flags} ${shapeOf(schema)}${schema.assertions === undefined ? "" : asserted(schema.assertions)}`;
  }

  function shapeOf(schema: Schema): string {
    switch (schema.kind) {
      case "any":
      case "never":
        return "";
      case "scalar":
        return `${schema.type} ${schema.format ?? ""}`;
      case "enum":
        return `${schema.open === true ? "open " : ""}${schema.values.map(({ value }) => text(value)).join()}`;
      case "record": {
        const fields = schema.fields.map(
          (field) =>
            `${JSON.stringify(field.name)}${field.required ? "!" : ""}${field.access ?? ""}${identity(field.schema)}`,
        );
        return `${fields.join()} ${schema.rest === undefined ? "" : identity(schema.rest)}`;
      }
      case "map":
        return `${identity(schema.value)}`;
      case "list":
        return `${(schema.prefix ?? []).map(identity).join()};${identity(schema.item)}`;
      case "union":
        return `${schema.mode} ${schema.discriminator?.property ?? ""} ${schema.variants.map(identity).join()}`;
      case "reference":
        return schema.name;
    }
  }

  function asserted(assertions: Assertions): string {
    const parts = Object.entries(assertions).map(([keyword, value]) => `${keyword}=${part(value)}`);
    return ` ${parts.join(" ")}`;
  }

  function part(value: unknown): string {
    if (isSchema(value)) return `#${identity(value)}`;
    if (Array.isArray(value)) return `[${value.map(part).join()}]`;
    if (typeof value !== "object" || value === null) return text(value as Json);
    return `{${Object.entries(value)
      .map(([name, member]) => `${JSON.stringify(name)}:${part(member)}`)
      .join()}}`;
  }

  return identity;
}

const isSchema = (value: unknown): value is Schema =>
  typeof value === "object" && value !== null && "kind" in value && "at" in value;

const text = (value: Json): string =>
  typeof value === "bigint"
    ? `${value}n`
    : (JSON.stringify(value, (_, one: unknown) => (typeof one === "bigint" ? `${one}n` : one)) ?? "");
