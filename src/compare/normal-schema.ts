/** Schemas as rules see them: references followed, maps as records, wrappers of one part taken off. */
import type { Json } from "../contract/json.js";
import type { EnumValue, Field, RecordSchema, Schema } from "../contract/schema.js";
import { typeBit, valueKey } from "../schema/value.js";
import { plainName } from "./one-scope.js";

/** What a schema says once references and wrappers are out of the way, and the name under which it is known. */
export interface Named {
  readonly schema: Schema;
  /** The schema of the contract that this is: the same object however it was reached. */
  readonly origin: Schema;
  readonly name?: string;
  /** What references on the way say of their own accord, with the place of the outermost that does. */
  readonly beside?: Beside;
}

type Beside = Pick<Schema, "default" | "deprecated"> & Pick<Schema, "at">;

export function normalised(schema: Schema, schemas: ReadonlyMap<string, Schema>): Named {
  const seen = new Set<string>();
  let current = schema;
  let name: string | undefined;
  let beside: Beside | undefined;
  while (current.kind === "reference" && isBare(current) && !seen.has(current.name)) {
    const target = schemas.get(current.name);
    if (target === undefined) break;
    seen.add(current.name);
    name = plainName(current.name);
    if (saysSomething(current)) {
      const { default: fallback, deprecated, at } = current;
      const own = {
        ...(fallback !== undefined && { default: fallback }),
        ...(deprecated !== undefined && { deprecated }),
      };
      beside = { at, ...own, ...beside };
    }
    current = target;
  }
  const inner = withLooseNames(unwrapped(current, schemas, 0));
  return {
    schema: inner,
    origin: current,
    ...(name !== undefined && { name }),
    ...(beside !== undefined && { beside }),
  };
}

const saysSomething = (schema: Schema): boolean =>
  (["default", "deprecated", "title", "doc"] as const).some((word) => schema[word] !== undefined);

/** Both schemas with what references to them say besides; at the references where that is what differs. */
export function withBeside(before: Named, after: Named): readonly [before: Schema, after: Schema] {
  if (before.beside === undefined && after.beside === undefined) return [before.schema, after.schema];
  const whole = ({ schema, beside }: Named): Schema => ({ ...schema, ...beside, at: schema.at });
  const [old, now] = [whole(before), whole(after)];
  const isMoved = (["default", "deprecated"] as const).some(
    (word) =>
      keyOf(old[word]) !== keyOf(now[word]) &&
      (before.beside?.[word] !== undefined || after.beside?.[word] !== undefined),
  );
  if (!isMoved) return [old, now];
  return [
    { ...old, at: before.beside?.at ?? old.at },
    { ...now, at: after.beside?.at ?? now.at },
  ];
}

/** Names that must be there and that no field declares, as fields that may be anything. */
function withLooseNames(schema: Schema): Schema {
  const required = schema.assertions?.required;
  if (schema.kind !== "record" || schema.rest !== undefined || required === undefined) return schema;
  if (schema.assertions?.patternProperties !== undefined) return schema;
  const { required: _, ...others } = schema.assertions ?? {};
  const { assertions: __, ...rest } = schema;
  const fields: Field[] = schema.fields.map((field) =>
    required.includes(field.name) ? { ...field, required: true } : field,
  );
  for (const name of required) {
    if (fields.some((field) => field.name === name)) continue;
    fields.push({ name, schema: { kind: "any", at: schema.at }, required: true, at: schema.at });
  }
  return { ...rest, fields, ...(Object.keys(others).length > 0 && { assertions: others }) };
}

function unwrapped(schema: Schema, schemas: ReadonlyMap<string, Schema>, depth: number): Schema {
  if (depth > 8) return schema;
  if (schema.kind === "map") {
    const { key: _, value, kind: __, ...base } = schema;
    const open = value.kind === "any" && value.assertions === undefined;
    return { ...base, kind: "record", fields: [], ...(!open && { rest: value }) };
  }
  if (schema.kind === "reference" && !isBare(schema)) {
    const { name, assertions, kind: _, ...base } = schema;
    const target: Schema = { kind: "reference", name, at: schema.at };
    return unwrapped(
      { ...base, kind: "any", assertions: { ...assertions, allOf: [target, ...(assertions?.allOf ?? [])] } },
      schemas,
      depth + 1,
    );
  }
  return listed(schema, schemas, depth) ?? merged(schema, schemas, depth);
}

/** A choice of constants, the idiom for values with descriptions, is a list of values. */
function listed(schema: Schema, schemas: ReadonlyMap<string, Schema>, depth: number): Schema | undefined {
  const { oneOf, ...others } = schema.assertions ?? {};
  const plain = Object.keys(others).length === 0 && schema.nullable !== true;
  const beside = plain && (schema.kind === "scalar" || schema.kind === "any") ? oneOf : undefined;
  const variants =
    schema.kind === "union" && schema.assertions === undefined && schema.nullable !== true ? schema.variants : beside;
  if (variants === undefined) return undefined;
  const values: EnumValue[] = [];
  for (const variant of variants) {
    const constant = unwrapped(followed(variant, schemas), schemas, depth + 1);
    if (constant.kind !== "enum" || constant.open === true || constant.assertions !== undefined) return undefined;
    if (constant.nullable === true) return undefined;
    for (const value of constant.values) values.push({ ...value, at: constant.at });
  }
  const keys = new Set(values.map(({ value }) => valueKey(value)));
  const allTyped = schema.kind !== "scalar" || values.every(({ value }) => typeName(value) === schema.type);
  if (keys.size < values.length || !allTyped) return undefined;
  return {
    kind: "enum",
    values,
    ...notesOf(schema),
  };
}

/** Where bare references lead. */
function followed(schema: Schema, schemas: ReadonlyMap<string, Schema>): Schema {
  const seen = new Set<string>();
  let current = schema;
  while (current.kind === "reference" && isBare(current) && !seen.has(current.name)) {
    seen.add(current.name);
    const target = schemas.get(current.name);
    if (target === undefined) break;
    current = target;
  }
  return current;
}

/** An `allOf` of records (and nothing else beside) is one record, where no field is said twice. */
function merged(schema: Schema, schemas: ReadonlyMap<string, Schema>, depth: number): Schema {
  const parts = schema.assertions?.allOf;
  if (parts === undefined) return schema;
  const { allOf: _, ...others } = schema.assertions ?? {};
  const own: Schema[] = schema.kind === "any" && Object.keys(others).length === 0 ? [] : [withoutParts(schema)];
  const all = [
    ...own,
    ...parts.map((part) => normalised(part, schemas).schema).map((part) => unwrapped(part, schemas, depth + 1)),
  ];
  const [only] = all;
  if (all.length === 1 && only !== undefined && schema.nullable !== true) return only;
  if (schema.nullable === true || !all.every(isPlainRecord)) return schema;
  const fields = new Map<string, Field>();
  for (const record of all as RecordSchema[]) {
    if (record.rest !== undefined && all.length > 1) return schema;
    for (const field of record.fields) {
      const present = fields.get(field.name);
      if (present !== undefined && present.schema !== field.schema) return schema;
      fields.set(field.name, present?.required === true ? present : field);
    }
  }
  const required = [...new Set((all as RecordSchema[]).flatMap(({ assertions }) => assertions?.required ?? []))];
  const declared = [...fields.values()].map((field) =>
    required.includes(field.name) ? { ...field, required: true } : field,
  );
  const loose = required.filter((name) => !fields.has(name));
  return {
    kind: "record",
    ...notesOf(schema),
    fields: declared,
    ...(loose.length > 0 && { assertions: { required: loose } }),
  };
}

/** What a schema says beside what it admits, and where. */
function notesOf(schema: Schema): Pick<Schema, "at" | "title" | "doc" | "deprecated" | "default" | "access"> {
  const { at, title, doc, deprecated, default: fallback, access } = schema;
  return {
    at,
    ...(title !== undefined && { title }),
    ...(doc !== undefined && { doc }),
    ...(deprecated !== undefined && { deprecated }),
    ...(fallback !== undefined && { default: fallback }),
    ...(access !== undefined && { access }),
  };
}

/** A record that says nothing but its fields and which must be there. */
const isPlainRecord = (schema: Schema): boolean =>
  schema.kind === "record" &&
  schema.nullable !== true &&
  Object.keys(schema.assertions ?? {}).every((key) => key === "required");

function withoutParts(schema: Schema): Schema {
  const { allOf: _, ...others } = schema.assertions ?? {};
  const { assertions: __, ...rest } = schema;
  return (Object.keys(others).length > 0 ? { ...rest, assertions: others } : rest) as Schema;
}

const keyOf = (value: Json | undefined): string => (value === undefined ? "" : valueKey(value));

const isBare = (schema: Schema): boolean => schema.assertions === undefined && schema.nullable !== true;

/** JSON types that the kind names: ["string"], ["integer"], …; "any" where it names none. */
export function typeNames(schema: Schema): readonly string[] {
  switch (schema.kind) {
    case "any":
    case "reference":
    case "union":
      return ["any"];
    case "never":
      return ["nothing"];
    case "scalar":
      return schema.untyped === true ? ["any"] : [schema.type === "bytes" ? "string" : schema.type];
    case "enum":
      return [...new Set(schema.values.map(({ value }) => typeName(value)).filter((name) => name !== "null"))].sort();
    case "record":
    case "map":
      return schema.untyped === true ? ["any"] : ["object"];
    case "list":
      return schema.untyped === true ? ["any"] : ["array"];
  }
}

const names: Readonly<Record<number, string>> = {
  1: "null",
  2: "boolean",
  4: "number",
  8: "string",
  16: "array",
  32: "object",
};

function typeName(value: Json): string {
  if (typeof value === "bigint" || (typeof value === "number" && Number.isInteger(value))) return "integer";
  return names[typeBit(value)] ?? "any";
}

/** The variants of a union; any other schema is its only variant. */
export const variantsOf = (schema: Schema): readonly Schema[] => (schema.kind === "union" ? schema.variants : [schema]);
