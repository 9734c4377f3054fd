import type { Json } from "../../../contract/json.js";
import type {
  ProtoEnum,
  ProtoField,
  ProtoFile,
  ProtoMessage,
  ProtoOptions,
  ProtoRange,
  ProtoScalar,
  ProtoService,
  ProtoType,
  ProtoVisibility,
} from "../../../contract/protobuf.js";
import { entryName, jsonNameOf } from "../derived-names.js";

type JsonObject = { readonly [name: string]: Json };

/**
 * A file as google.protobuf.FileDescriptorProto in ProtoJSON (descriptor.proto): what reflection and plugins want.
 * Places and comments are left out. The result, in `{"file": […]}`, is a descriptor image.
 */
export function describeFile(file: ProtoFile): JsonObject {
  const isEdition = file.edition !== "proto2" && file.edition !== "proto3";
  const dependencies = file.imports.filter(({ kind }) => kind !== "option");
  const indexes = (kind: string) => dependencies.flatMap((one, index) => (one.kind === kind ? [index] : []));
  return {
    name: file.name,
    ...some("package", file.package),
    ...some(
      "dependency",
      dependencies.map(({ path, file: name }) => name ?? path),
    ),
    ...some("publicDependency", indexes("public")),
    ...some("weakDependency", indexes("weak")),
    ...some(
      "optionDependency",
      file.imports.filter(({ kind }) => kind === "option").map(({ path }) => path),
    ),
    ...some(
      "messageType",
      file.messages.map((message) => describeMessage(message, file)),
    ),
    ...some("enumType", file.enums.map(describeEnum)),
    ...some("service", file.services.map(describeService)),
    ...some(
      "extension",
      file.extensions.map((field) => describeField(field, file, [])),
    ),
    ...optionsOf(file.options),
    ...(isEdition
      ? { syntax: "editions", edition: `EDITION_${file.edition}` }
      : file.edition === "proto3" && { syntax: "proto3" }),
  };
}

function describeMessage(message: ProtoMessage, file: ProtoFile): JsonObject {
  const optional = message.fields.filter((field) => isHidden(field, file));
  const oneofs = [...message.oneofs.map(({ name }) => name), ...optional.map((field) => hiddenOneof(field, message))];
  const maps = message.fields.filter(({ cardinality }) => cardinality === "map");
  return {
    name: message.name,
    ...some(
      "field",
      message.fields.map((field) => describeField(field, file, oneofs, message)),
    ),
    ...some(
      "extension",
      message.extensions.map((field) => describeField(field, file, [])),
    ),
    ...some("nestedType", [
      ...message.messages.map((inner) => describeMessage(inner, file)),
      ...maps.map(describeEntry),
    ]),
    ...some("enumType", message.enums.map(describeEnum)),
    ...some(
      "extensionRange",
      message.extensionRanges.map((range) => ({ ...interval(range, 1), ...optionsOf(range.options) })),
    ),
    ...some("oneofDecl", [
      ...message.oneofs.map((oneof) => ({ name: oneof.name, ...optionsOf(oneof.options) })),
      ...optional.map((field) => ({ name: hiddenOneof(field, message) })),
    ]),
    ...optionsOf(message.options),
    ...some(
      "reservedRange",
      message.reservedRanges.map((range) => interval(range, 1)),
    ),
    ...some(
      "reservedName",
      message.reservedNames.map(({ name }) => name),
    ),
    ...visibility(message),
  };
}

const isHidden = (field: ProtoField, file: ProtoFile): boolean =>
  file.edition === "proto3" && field.label === "optional" && field.extendee === undefined;

/** The oneof that stands for proto3's `optional`: "_name", with as many X before it as it takes to be new. */
function hiddenOneof(field: ProtoField, message: ProtoMessage): string {
  const taken = new Set([...message.fields, ...message.oneofs].map(({ name }) => name));
  let name = `_${field.name}`;
  while (taken.has(name)) name = `X${name}`;
  return name;
}

function describeField(
  field: ProtoField,
  file: ProtoFile,
  oneofs: readonly string[],
  message?: ProtoMessage,
): JsonObject {
  const hidden = message !== undefined && isHidden(field, file);
  const oneof = hidden ? hiddenOneof(field, message) : field.oneof;
  const label = field.cardinality !== "singular" ? "REPEATED" : field.label === "required" ? "REQUIRED" : "OPTIONAL";
  const type: JsonObject =
    field.type.kind === "map" && message !== undefined
      ? { type: "TYPE_MESSAGE", typeName: `.${message.fullName}.${entryName(field.name)}` }
      : describeType(field.type, field.delimited && file.edition === "proto2");
  return {
    name: field.name,
    ...some("extendee", field.extendee === undefined ? "" : `.${field.extendee}`),
    number: field.number,
    label: `LABEL_${label}`,
    ...type,
    ...(field.defaultText !== undefined && { defaultValue: defaultText(field) }),
    ...(oneof !== undefined && { oneofIndex: oneofs.indexOf(oneof) }),
    ...(field.extendee === undefined && { jsonName: field.jsonName }),
    ...optionsOf(field.options),
    ...(hidden && { proto3Optional: true }),
  };
}

function describeType(type: ProtoType, group: boolean): JsonObject {
  switch (type.kind) {
    case "scalar":
      return { type: `TYPE_${type.name.toUpperCase()}` };
    case "enum":
      return { type: "TYPE_ENUM", typeName: `.${type.name}` };
    case "message":
      return { type: group ? "TYPE_GROUP" : "TYPE_MESSAGE", typeName: `.${type.name}` };
    case "unknown":
      return { typeName: type.name };
    case "map":
      return {};
  }
}

/** Numbers in decimal; bytes with C escapes (descriptor.proto, FieldDescriptorProto.default_value). */
function defaultText(field: ProtoField): string {
  const value = field.default;
  if (field.type.kind !== "scalar") return field.defaultText ?? "";
  const type: ProtoScalar = field.type.name;
  if (type === "bytes" && typeof value === "string") {
    return [...Buffer.from(value, "base64")]
      .map((byte) =>
        byte === 92 || byte === 34 || byte === 39
          ? `\\${String.fromCharCode(byte)}`
          : byte >= 32 && byte < 127
            ? String.fromCharCode(byte)
            : `\\${byte.toString(8).padStart(3, "0")}`,
      )
      .join("");
  }
  if (type === "string") return field.defaultText ?? "";
  return String(value ?? field.defaultText)
    .replace("NaN", "nan")
    .replace("Infinity", "inf");
}

/** The hidden message of a map's entries. */
function describeEntry(field: ProtoField): JsonObject {
  const { type } = field;
  if (type.kind !== "map") return {};
  const part = (name: string, number: number, of: ProtoType): JsonObject => ({
    name,
    number,
    label: "LABEL_OPTIONAL",
    ...describeType(of, false),
    jsonName: name,
  });
  return {
    name: entryName(field.name),
    field: [part("key", 1, { kind: "scalar", name: type.key }), part("value", 2, type.value)],
    options: { mapEntry: true },
  };
}

const describeEnum = (one: ProtoEnum): JsonObject => ({
  name: one.name,
  ...some(
    "value",
    one.values.map(({ name, number, options }) => ({ name, number, ...optionsOf(options) })),
  ),
  ...optionsOf(one.options),
  ...some(
    "reservedRange",
    one.reservedRanges.map((range) => interval(range, 0)),
  ),
  ...some(
    "reservedName",
    one.reservedNames.map(({ name }) => name),
  ),
  ...visibility(one),
});

const describeService = (service: ProtoService): JsonObject => ({
  name: service.name,
  ...some(
    "method",
    service.methods.map((method) => ({
      name: method.name,
      inputType: `.${method.input}`,
      outputType: `.${method.output}`,
      ...optionsOf(method.options),
      ...(method.requestStream && { clientStreaming: true }),
      ...(method.responseStream && { serverStreaming: true }),
    })),
  ),
  ...optionsOf(service.options),
});

const interval = ({ from, to }: ProtoRange, beyond: number): JsonObject => ({ start: from, end: to + beyond });

const visibility = ({ visibility: word }: ProtoVisibility): JsonObject =>
  word === undefined ? {} : { visibility: word === "export" ? "VISIBILITY_EXPORT" : "VISIBILITY_LOCAL" };

/** Resolved options, extensions in brackets. What could not be resolved has no number, and so no place here. */
function optionsOf({ values, statements }: ProtoOptions): JsonObject {
  const known = new Set(statements.filter(({ resolved }) => resolved).map(({ path }) => path[0]));
  const entries = Object.entries(values).filter(([name]) => known.has(name));
  return entries.length === 0 ? {} : { options: inJson(Object.fromEntries(entries), false) };
}

/** descriptor.proto's own names in camel case; inside of custom options as declared, which readers take as well. */
function inJson(value: Json, custom: boolean): Json {
  if (typeof value === "bigint") return String(value);
  if (Array.isArray(value)) return value.map((item) => inJson(item, custom));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      jsonKey(name, custom),
      inJson(member, custom || name.startsWith("(")),
    ]),
  );
}

function jsonKey(name: string, custom: boolean): string {
  if (name.startsWith("(")) return `[${name.slice(1, -1)}]`;
  return custom ? name : jsonNameOf(name);
}

function some(name: string, value: string | readonly Json[]): JsonObject {
  return value.length === 0 ? {} : { [name]: value };
}
