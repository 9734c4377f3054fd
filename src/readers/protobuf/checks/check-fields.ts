import type { ProtoField, ProtoMessage } from "../../../contract/protobuf.js";
import { entryName } from "../derived-names.js";
import { type Checked, messagesIn } from "./check.js";

/** Labels, defaults, maps, oneofs and packing of fields, as far as they depend on the language version. */
export function checkFields(checked: Checked): void {
  const { file, report, symbols, loaded } = checked;
  for (const extension of file.extensions) checkField(extension, checked);
  for (const message of messagesIn(file)) {
    for (const extension of message.extensions) checkField(extension, checked);
    for (const field of message.fields) {
      checkField(field, checked);
      if (field.cardinality === "map") checkMap(field, message, checked);
      if (field.type.kind === "enum" && field.presence === "implicit") {
        const one = symbols.enum(field.type.name, loaded);
        if (one !== undefined && !one.open) {
          report.error(
            "protobuf-enum",
            field.typeAt,
            `"${field.name}" has no presence, and "${one.fullName}" is a closed enum (proto2): it may lack a value for zero`,
          );
        }
      }
    }
    checkOneofs(message, checked);
  }
}

function checkField(field: ProtoField, { file, report }: Checked): void {
  const { edition } = file;
  if (field.label === "required" && edition === "proto3") {
    report.error(
      "protobuf-label",
      field.at,
      `"${field.name}" is required; proto3 has no required fields`,
      'Remove "required".',
    );
  }
  if (edition !== "proto2" && edition !== "proto3" && (field.label === "required" || field.label === "optional")) {
    const feature =
      field.label === "required" ? "[features.field_presence = LEGACY_REQUIRED]" : "nothing: fields have presence";
    report.error(
      "protobuf-label",
      field.at,
      `"${field.name}" has the label "${field.label}", which editions do not have`,
      `Write ${feature}.`,
    );
  }
  const needsLabel =
    edition === "proto2" && field.label === undefined && field.oneof === undefined && field.cardinality !== "map";
  if (needsLabel) {
    report.error(
      "protobuf-label",
      field.at,
      `"${field.name}" has no label; proto2 wants one`,
      'Write "optional", "required" or "repeated".',
    );
  }
  if (field.defaultText !== undefined && (edition === "proto3" || field.presence === "implicit")) {
    const why = edition === "proto3" ? "proto3 has no explicit defaults" : "it has no presence";
    report.error("protobuf-default", field.at, `"${field.name}" cannot have a default: ${why}`);
  }
  if (field.options.values["packed"] === true && !(field.cardinality === "repeated" && isNumber(field))) {
    report.error(
      "protobuf-option",
      field.at,
      `"${field.name}" cannot be packed: only repeated numbers, bools and enums can`,
    );
  }
  if (field.extendee !== undefined && field.label === "required") {
    report.error("protobuf-extension", field.at, `the extension "${field.fullName}" is required; extensions cannot be`);
  }
}

const isNumber = ({ type }: ProtoField): boolean =>
  type.kind === "enum" || (type.kind === "scalar" && type.name !== "string" && type.name !== "bytes");

function checkMap(field: ProtoField, message: ProtoMessage, { report }: Checked): void {
  const { type } = field;
  if (type.kind !== "map") return;
  if (type.key === "float" || type.key === "double" || type.key === "bytes") {
    report.error(
      "protobuf-map",
      field.typeAt,
      `the keys of "${field.name}" are ${type.key}; integers, bools and strings may be keys`,
    );
  }
  if (field.label !== undefined)
    report.error("protobuf-map", field.at, `the map "${field.name}" has a label; maps have none`);
  if (field.oneof !== undefined)
    report.error("protobuf-map", field.at, `the map "${field.name}" is in a oneof; maps cannot be`);
  const entry = entryName(field.name);
  const clash = [...message.messages, ...message.enums, ...message.fields, ...message.oneofs].find(
    ({ name }) => name === entry,
  );
  if (clash !== undefined) {
    report.error("protobuf-map", clash.at, `"${entry}" is the name of the entries of the map "${field.name}"`);
  }
}

function checkOneofs(message: ProtoMessage, { report }: Checked): void {
  for (const oneof of message.oneofs) {
    const fields = message.fields.filter((field) => field.oneof === oneof.name);
    if (fields.length === 0) report.error("protobuf-oneof", oneof.at, `the oneof "${oneof.fullName}" has no fields`);
    for (const { name, label, at } of fields) {
      if (label === undefined) continue;
      report.error(
        "protobuf-oneof",
        at,
        `"${name}" is in the oneof "${oneof.name}" and has the label "${label}"; fields of oneofs have none`,
        label === "repeated" ? "Put the repeated field in a message, and that in the oneof." : `Remove "${label}".`,
      );
    }
  }
}
