import type { Extensions } from "../../contract/extensions.js";
import type {
  ProtoComments,
  ProtoEnum,
  ProtoField,
  ProtoFile,
  ProtoMessage,
  ProtoOptions,
  ProtoScalar,
  ProtoType,
} from "../../contract/protobuf.js";
import type { EnumSchema, Field, RecordSchema, ScalarSchema, Schema } from "../../contract/schema.js";
import type { Location } from "../../diagnostics/location.js";

/**
 * The messages and enums of the files that were named, and of the others what fields and methods of those need; by full
 * name. A well-known type (Timestamp, Struct, …) is a message like any other.
 */
export function mapSchemas(files: readonly ProtoFile[]): ReadonlyMap<string, Schema> {
  const declared = declarations(files);
  const schemas = new Map<string, Schema>();
  const waiting: string[] = [];
  const visit = (name: string): void => {
    const found = schemas.has(name) ? undefined : declared.get(name);
    if (found === undefined) return;
    schemas.set(name, "fields" in found ? recordOf(found) : enumOf(found));
    if ("fields" in found) waiting.push(...found.fields.flatMap(({ type }) => typeNames(type)));
  };
  const entries = files.filter(({ entry }) => entry);
  for (const file of entries) {
    for (const message of file.messages) eachType(message, (type) => visit(type.fullName));
    for (const one of file.enums) visit(one.fullName);
  }
  for (const { services } of entries) {
    for (const { methods } of services) waiting.push(...methods.flatMap(({ input, output }) => [input, output]));
  }
  // Depth first, but in the order of the fields.
  waiting.reverse();
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) visit(name);
  return schemas;
}

function declarations(files: readonly ProtoFile[]): ReadonlyMap<string, ProtoMessage | ProtoEnum> {
  const declared = new Map<string, ProtoMessage | ProtoEnum>();
  // Where two files declare one name, the named file's is meant, and of two named ones the first.
  const ranked = [...files.filter(({ entry }) => entry), ...files.filter(({ entry }) => !entry)];
  const add = (type: ProtoMessage | ProtoEnum): void => {
    if (!declared.has(type.fullName)) declared.set(type.fullName, type);
  };
  for (const file of ranked) {
    for (const message of file.messages) eachType(message, add);
    for (const one of file.enums) add(one);
  }
  return declared;
}

/** A message and all types inside it, outermost first. */
function eachType(message: ProtoMessage, visit: (type: ProtoMessage | ProtoEnum) => void): void {
  visit(message);
  for (const one of message.enums) visit(one);
  for (const inner of message.messages) eachType(inner, visit);
}

function typeNames(type: ProtoType): readonly string[] {
  if (type.kind === "map") return typeNames(type.value);
  return type.kind === "message" || type.kind === "enum" ? [type.name] : [];
}

function recordOf(message: ProtoMessage): RecordSchema {
  return {
    kind: "record",
    fields: message.fields.map(fieldOf),
    ...annotations(message.comments, message.options, message.options.values["deprecated"] === true),
    at: message.at,
  };
}

function enumOf(one: ProtoEnum): EnumSchema {
  return {
    kind: "enum",
    values: one.values.map((value) => ({
      value: value.name,
      number: value.number,
      ...(docOf(value.comments) !== undefined && { doc: docOf(value.comments)! }),
      ...(value.deprecated && { deprecated: true }),
      at: value.at,
    })),
    ...(one.open && { open: true }),
    format: one.fullName,
    ...annotations(one.comments, one.options, one.options.values["deprecated"] === true),
    at: one.at,
  };
}

function fieldOf(field: ProtoField): Field {
  const extensions = customOptions(field.options);
  const schema: Schema = {
    ...schemaOf(field),
    ...annotations(field.comments, undefined, field.deprecated),
    ...(field.default !== undefined && { default: field.default }),
  };
  return {
    name: field.name,
    schema,
    required: field.presence === "required",
    number: field.number,
    ...(field.jsonName !== field.name && { jsonName: field.jsonName }),
    ...(field.oneof !== undefined && { oneof: field.oneof }),
    ...(field.presence === "explicit" || field.presence === "required" ? { presence: "explicit" as const } : {}),
    ...(field.presence === "implicit" && { presence: "implicit" as const }),
    ...(extensions !== undefined && { extensions }),
    at: field.at,
  };
}

function schemaOf({ type, cardinality, typeAt }: ProtoField): Schema {
  if (type.kind === "map") {
    return { kind: "map", key: scalarOf(type.key, typeAt), value: single(type.value, typeAt), at: typeAt };
  }
  return cardinality === "repeated" ? { kind: "list", item: single(type, typeAt), at: typeAt } : single(type, typeAt);
}

function single(type: Exclude<ProtoType, { readonly kind: "map" }>, at: Location): Schema {
  switch (type.kind) {
    case "scalar":
      return scalarOf(type.name, at);
    case "unknown":
      return { kind: "any", at };
    default:
      return { kind: "reference", name: type.name, at };
  }
}

const scalars: Readonly<Record<ProtoScalar, Pick<ScalarSchema, "type" | "format" | "wire">>> = {
  double: { type: "number", format: "double" },
  float: { type: "number", format: "float" },
  int32: { type: "integer", format: "int32" },
  int64: { type: "integer", format: "int64" },
  uint32: { type: "integer", format: "uint32" },
  uint64: { type: "integer", format: "uint64" },
  sint32: { type: "integer", format: "int32", wire: "sint32" },
  sint64: { type: "integer", format: "int64", wire: "sint64" },
  fixed32: { type: "integer", format: "uint32", wire: "fixed32" },
  fixed64: { type: "integer", format: "uint64", wire: "fixed64" },
  sfixed32: { type: "integer", format: "int32", wire: "sfixed32" },
  sfixed64: { type: "integer", format: "int64", wire: "sfixed64" },
  bool: { type: "boolean" },
  string: { type: "string" },
  bytes: { type: "bytes" },
};

const scalarOf = (name: ProtoScalar, at: Location): ScalarSchema => ({ kind: "scalar", ...scalars[name], at });

function annotations(comments: ProtoComments | undefined, options: ProtoOptions | undefined, deprecated: boolean) {
  const doc = docOf(comments);
  const extensions = options === undefined ? undefined : customOptions(options);
  return {
    ...(doc !== undefined && { doc }),
    ...(deprecated && { deprecated: true }),
    ...(extensions !== undefined && { extensions }),
  };
}

/** What the authors say of a declaration: before it, and behind it on its line. */
export function docOf(comments: ProtoComments | undefined): string | undefined {
  const parts = [comments?.leading?.text, comments?.trailing?.text].filter((text) => text !== undefined && text !== "");
  return parts.length === 0 ? undefined : parts.join("\n\n");
}

/** The options that are extensions, by "(full.name)". */
export function customOptions({ values }: ProtoOptions): Extensions | undefined {
  const custom = Object.entries(values).filter(([name]) => name.startsWith("("));
  return custom.length === 0 ? undefined : Object.fromEntries(custom);
}
