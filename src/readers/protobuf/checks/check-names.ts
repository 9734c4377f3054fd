import type { ProtoField, ProtoMessage } from "../../../contract/protobuf.js";
import type { Location } from "../../../diagnostics/location.js";
import { jsonNameOf } from "../derived-names.js";
import { type Checked, enumsIn, messagesIn } from "./check.js";

/** Names within a file: one meaning each, and fields that stay apart in JSON. */
export function checkNames({ file, report }: Checked): void {
  const seen = new Map<string, { readonly what: string; readonly at: Location }>();
  const declare = (fullName: string, what: string, at: Location): void => {
    const before = seen.get(fullName);
    if (before === undefined) {
      seen.set(fullName, { what, at });
      return;
    }
    const hint =
      what === "enum value" ? "Enum values stand beside their enum: prefix them with the enum's name." : undefined;
    report.error(
      "protobuf-name-duplicate",
      at,
      `the ${what} "${fullName}" has the name of the ${before.what} in line ${before.at.line}`,
      hint,
    );
  };
  for (const message of messagesIn(file)) {
    declare(message.fullName, "message", message.at);
    for (const field of message.fields) declare(field.fullName, "field", field.at);
    for (const oneof of message.oneofs) declare(oneof.fullName, "oneof", oneof.at);
    for (const extension of message.extensions) declare(extension.fullName, "extension", extension.at);
    checkJsonNames(message, report);
  }
  for (const one of enumsIn(file)) {
    declare(one.fullName, "enum", one.at);
    for (const value of one.values) declare(value.fullName, "enum value", value.at);
  }
  for (const extension of file.extensions) declare(extension.fullName, "extension", extension.at);
  for (const service of file.services) {
    declare(service.fullName, "service", service.at);
    const methods = new Set<string>();
    for (const { name, at } of service.methods) {
      if (methods.has(name))
        report.error("protobuf-service", at, `"${service.fullName}" has a second method "${name}"`);
      methods.add(name);
    }
  }
}

/** Two fields with one JSON name: an error where the file promises JSON, else a warning (as protoc tells them apart). */
function checkJsonNames(message: ProtoMessage, report: Checked["report"]): void {
  const strict =
    message.features.jsonFormat === "ALLOW" &&
    message.options.values["deprecated_legacy_json_field_conflicts"] !== true;
  const seen = new Map<string, ProtoField>();
  const derived = new Map<string, ProtoField>();
  for (const field of message.fields) {
    const plain = jsonNameOf(field.name);
    const sameName = seen.get(field.jsonName);
    const before = sameName ?? derived.get(plain);
    if (!seen.has(field.jsonName)) seen.set(field.jsonName, field);
    if (!derived.has(plain)) derived.set(plain, field);
    if (before === undefined) continue;
    const custom = [field, before].some(({ name, jsonName }) => jsonName !== jsonNameOf(name));
    const shared = sameName === undefined ? `"${plain}" in JSON but for json_name` : `"${field.jsonName}" in JSON`;
    const text = `"${field.name}" and "${before.name}" of "${message.fullName}" are both ${shared}`;
    if (strict || (custom && sameName !== undefined)) report.error("protobuf-json-name", field.at, text);
    else report.warning("protobuf-json-name", field.at, text);
  }
  for (const field of message.fields) {
    if (field.jsonName.startsWith("[") && field.jsonName.endsWith("]")) {
      report.error(
        "protobuf-json-name",
        field.at,
        `the JSON name "${field.jsonName}" has the form that extensions have`,
      );
    }
  }
}
