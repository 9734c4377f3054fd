/** Parameters travel as text: what a number or a boolean is there, when the other side reads text. */
import type { Schema } from "../contract/schema.js";
import { typeNames } from "./normal-schema.js";

/**
 * The two schemas as they meet on the wire, when one is text and the other a number or a boolean, or when the wide one
 * is a list of what the narrow one is; inside lists likewise. A null is not written at all (RFC 6570, 2.3: a value that
 * is undefined is left out), so whoever may send one sends nothing. Sound for the question whether `narrow` is within `wide`.
 * @param sender the narrow one
 * @param bare follows references
 */
export function onTheWire(sender: Schema, wide: Schema, bare: (schema: Schema) => Schema): readonly [Schema, Schema] {
  const narrow = withoutNull(sender, bare);
  if (narrow.kind === "list" && wide.kind === "list" && narrow.prefix === undefined && wide.prefix === undefined) {
    const [item, wideItem] = onTheWire(bare(narrow.item), bare(wide.item), bare);
    return [
      { ...narrow, item },
      { ...wide, item: wideItem },
    ];
  }
  const target = wide.kind === "list" && narrow.kind !== "list" && allowsOne(wide) ? bare(wide.item) : wide;
  if (sameTypes(narrow, target)) return [narrow, target];
  const [sent, read] = [asText(narrow), isExact(target) ? asText(target) : undefined];
  return sent !== undefined && read !== undefined ? [sent, read] : [narrow, target];
}

/** What of a schema can be written. */
function withoutNull(schema: Schema, bare: (schema: Schema) => Schema): Schema {
  if (schema.kind === "enum") {
    const values = schema.values.filter(({ value }) => value !== null);
    return values.length === 0 || values.length === schema.values.length ? notNullable(schema) : { ...schema, values };
  }
  if (schema.kind !== "union") return notNullable(schema);
  const variants = schema.variants.filter((variant) => !isNull(bare(variant)));
  const [only] = variants;
  if (only === undefined || variants.length === schema.variants.length) return notNullable(schema);
  if (variants.length > 1 || schema.assertions !== undefined) return notNullable({ ...schema, variants });
  return withoutNull(bare(only), bare);
}

function notNullable(schema: Schema): Schema {
  if (schema.nullable !== true) return schema;
  const { nullable: _, ...rest } = schema;
  return rest;
}

const isNull = (schema: Schema): boolean =>
  schema.kind === "enum" && schema.values.every(({ value }) => value === null);

/** Whether `asText` gives no text too many. */
const isExact = (schema: Schema): boolean =>
  schema.kind === "enum" ||
  (schema.kind === "scalar" &&
    (schema.type === "string" ||
      schema.type === "boolean" ||
      (schema.assertions === undefined && schema.format === undefined)));

const allowsOne = ({ assertions, prefix }: Extract<Schema, { kind: "list" }>): boolean =>
  prefix === undefined && (assertions?.minItems ?? 0) <= 1 && (assertions?.maxItems ?? 1) >= 1;

const sameTypes = (a: Schema, b: Schema): boolean => typeNames(a).join() === typeNames(b).join();

/** All the texts that a scalar can be written as (and more, where bounds are left out). */
function asText(schema: Schema): Schema | undefined {
  const { at } = schema;
  if (schema.kind === "enum") {
    const values = schema.values.map((listed) => ({ ...listed, value: String(listed.value) }));
    return { kind: "enum", values, at };
  }
  if (schema.kind !== "scalar") return undefined;
  if (schema.type === "string") return schema;
  if (schema.type === "boolean") return { kind: "enum", values: ["true", "false"].map((value) => ({ value, at })), at };
  const pattern = schema.type === "integer" ? "^-?[0-9]+$" : "^-?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?$";
  if (schema.type !== "integer" && schema.type !== "number") return undefined;
  return { kind: "scalar", type: "string", assertions: { pattern }, at };
}
