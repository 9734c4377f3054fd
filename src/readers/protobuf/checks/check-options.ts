import type { ProtoField, ProtoMessage, ProtoOption, ProtoOptions } from "../../../contract/protobuf.js";
import { type Checked, messagesIn } from "./check.js";

/** Options of descriptor.proto that fit only some declarations or some editions. */
export function checkOptions(checked: Checked): void {
  const { file, report, loaded } = checked;
  const isEdition = file.edition !== "proto2" && file.edition !== "proto3";
  const isLater = isEdition && file.edition !== "2023";
  const field = (one: ProtoField): void => {
    const statement = (name: string) => find(one.options, name);
    const refuse = (name: string, why: string) => {
      const at = statement(name)?.at;
      if (at !== undefined)
        report.error("protobuf-option", at, `"${one.name}" cannot have the option "${name}": ${why}`);
    };
    if (isEdition) refuse("packed", "editions have features.repeated_field_encoding instead");
    if (isLater) refuse("ctype", "it ended with edition 2023");
    if (one.type.kind !== "message") refuse("lazy", "it is no message");
    const is64 = one.type.kind === "scalar" && one.type.name.endsWith("64");
    const jstype = statement("jstype")?.value;
    if (!is64 && jstype !== undefined && jstype !== "JS_NORMAL") refuse("jstype", "it is no 64-bit integer");
  };
  file.extensions.forEach(field);
  for (const message of messagesIn(file)) {
    message.fields.forEach(field);
    message.extensions.forEach(field);
    checkMessage(message, checked);
  }
  for (const { kind, at } of file.imports) {
    if (kind === "weak" && isLater)
      report.error("protobuf-edition", at, `"import weak" ended with edition 2023`, "Write `import`.");
  }
  const unset = find(file.options, "uninterpreted_option");
  if (unset !== undefined)
    report.error("protobuf-option", unset.at, `"uninterpreted_option" in ${loaded.name} is for compilers alone`);
}

const find = ({ statements }: ProtoOptions, name: string): ProtoOption | undefined =>
  statements.find(({ path }) => path.length === 1 && path[0] === name);

function checkMessage(message: ProtoMessage, { report }: Checked): void {
  const entry = find(message.options, "map_entry");
  if (entry !== undefined)
    report.error("protobuf-option", entry.at, `"map_entry" is for compilers alone`, "Write `map<key, value>`.");
  const set = find(message.options, "message_set_wire_format");
  const [first] = message.fields;
  if (set?.value === true && (first !== undefined || message.extensionRanges.length === 0)) {
    const what = first === undefined ? "has no extension range" : `has the field "${first.name}"`;
    report.error(
      "protobuf-option",
      first?.at ?? set.at,
      `the message set "${message.fullName}" ${what}; it holds extensions and nothing else`,
    );
  }
  for (const { from, to, declarations, at } of message.extensionRanges) {
    for (const { number, type } of declarations) {
      if (number < from || number > to) {
        report.error("protobuf-extension", at, `the declared extension ${number} is not within ${from} to ${to}`);
      }
      if (type?.includes(".") && !type.startsWith(".")) {
        report.error("protobuf-extension", at, `the declared type "${type}" does not begin with a dot`);
      }
    }
  }
}
