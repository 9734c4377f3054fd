import type { ProtoField, ProtoOption, ProtoOptions } from "../../../contract/protobuf.js";
import { type Checked, enumsIn, messagesIn } from "./check.js";

type Target = "file" | "message" | "field" | "oneof" | "enum" | "enum value" | "service" | "method";

/** Where each feature may stand (descriptor.proto, FeatureSet); the others may stand anywhere. */
const targets: Readonly<Record<string, readonly Target[]>> = {
  field_presence: ["file", "field"],
  enum_type: ["file", "enum"],
  repeated_field_encoding: ["file", "field"],
  utf8_validation: ["file", "field"],
  message_encoding: ["file", "field"],
  json_format: ["file", "message", "enum"],
  default_symbol_visibility: ["file"],
};

/** Features on declarations for which they mean nothing. */
export function checkFeatures({ file, report }: Checked): void {
  const told = (options: ProtoOptions, target: Target): void => {
    for (const { name, at } of featuresIn(options)) {
      const allowed = targets[name];
      if (allowed !== undefined && !allowed.includes(target)) {
        report.error(
          "protobuf-feature",
          at,
          `the feature "${name}" cannot stand on a ${target}; it is for a ${allowed.join(" or ")}`,
        );
      }
    }
  };
  const field = (one: ProtoField): void => {
    told(one.options, "field");
    for (const { name, at, value } of featuresIn(one.options)) {
      const why = misplaced(name, value, one);
      if (why !== undefined)
        report.error("protobuf-feature", at, `"${one.name}" cannot have the feature "${name}": it is ${why}`);
    }
  };
  file.extensions.forEach(field);
  for (const message of messagesIn(file)) {
    told(message.options, "message");
    for (const oneof of message.oneofs) told(oneof.options, "oneof");
    message.fields.forEach(field);
    message.extensions.forEach(field);
  }
  for (const one of enumsIn(file)) {
    told(one.options, "enum");
    for (const value of one.values) told(value.options, "enum value");
  }
  for (const service of file.services) {
    told(service.options, "service");
    for (const method of service.methods) told(method.options, "method");
  }
}

/** Single features that are set, whether by path or within `features = { … }`. */
function featuresIn({
  statements,
}: ProtoOptions): readonly { name: string; value: ProtoOption["value"]; at: ProtoOption["at"] }[] {
  return statements.flatMap(({ path: [first, second], value, at }) => {
    if (first !== "features") return [];
    if (second !== undefined) return [{ name: second, value, at }];
    if (typeof value !== "object" || value === null || Array.isArray(value)) return [];
    return Object.entries(value).map(([name, inner]) => ({ name, value: inner, at }));
  });
}

function misplaced(name: string, value: ProtoOption["value"], field: ProtoField): string | undefined {
  const { type, cardinality } = field;
  if (name === "field_presence") {
    if (cardinality !== "singular") return "repeated";
    if (field.oneof !== undefined) return "in a oneof";
    if (field.extendee !== undefined) return "an extension";
    return type.kind === "message" && value === "IMPLICIT" ? "a message, which always has presence" : undefined;
  }
  if (name === "repeated_field_encoding") {
    if (cardinality !== "repeated") return "not repeated";
    const isText =
      type.kind === "message" || (type.kind === "scalar" && (type.name === "string" || type.name === "bytes"));
    return isText && value === "PACKED" ? "neither a number nor an enum" : undefined;
  }
  if (name === "utf8_validation") {
    const names = type.kind === "map" ? [type.key, "name" in type.value ? type.value.name : ""] : [type.name];
    return names.includes("string") ? undefined : "no string";
  }
  if (name === "message_encoding") return type.kind === "message" ? undefined : "no message";
  return undefined;
}
