import type { ProtoFeatures, ProtoMessage } from "../../../contract/protobuf.js";
import type { Location } from "../../../diagnostics/location.js";
import { type Checked, enumsIn, messagesIn } from "./check.js";

const styles = {
  TitleCase: /^[A-Z][A-Za-z0-9]*$/,
  lower_snake_case: /^[a-z][a-z0-9]*(?:_[a-z][a-z0-9]*)*$/,
  UPPER_SNAKE_CASE: /^[A-Z][A-Z0-9]*(?:_[A-Z][A-Z0-9]*)*$/,
} as const;

/** The names that editions 2024 and later ask for, unless `features.enforce_naming_style = STYLE_LEGACY` lets them be. */
export function checkStyle({ file, loaded, report }: Checked): void {
  const told = (
    name: string,
    what: string,
    style: keyof typeof styles,
    features: ProtoFeatures,
    at: Location,
  ): void => {
    if (features.enforceNamingStyle === "STYLE_LEGACY" || styles[style].test(name)) return;
    report.error(
      "protobuf-naming",
      at,
      `the ${what} "${name}" is not in ${style}, which edition ${file.edition} asks for`,
    );
  };
  const at = loaded.place(loaded.node.package?.at ?? 0);
  for (const part of file.package.split("."))
    if (part !== "") told(part, "package part", "lower_snake_case", file.features, at);
  for (const message of messagesIn(file)) {
    told(message.name, "message", "TitleCase", message.features, message.at);
    for (const field of message.fields) {
      // A group's field is its message in lower case.
      if (!field.delimited) told(field.name, "field", "lower_snake_case", field.features, field.at);
    }
    for (const field of message.extensions) told(field.name, "extension", "lower_snake_case", field.features, field.at);
    for (const oneof of message.oneofs) told(oneof.name, "oneof", "lower_snake_case", oneof.features, oneof.at);
    if (message.features.enforceNamingStyle === "STYLE2026") checkAccessors(message, report);
  }
  for (const field of file.extensions) told(field.name, "extension", "lower_snake_case", field.features, field.at);
  for (const one of enumsIn(file)) {
    told(one.name, "enum", "TitleCase", one.features, one.at);
    for (const value of one.values) told(value.name, "enum value", "UPPER_SNAKE_CASE", value.features, value.at);
  }
  for (const service of file.services) {
    told(service.name, "service", "TitleCase", service.features, service.at);
    for (const method of service.methods) told(method.name, "method", "TitleCase", method.features, method.at);
  }
}

/** Names that generated accessors of another field already have. */
function checkAccessors({ fields }: ProtoMessage, report: Checked["report"]): void {
  const names = new Set(fields.map(({ name }) => name));
  for (const { name, at } of fields) {
    const other = /^(?:has|set|get|clear)_(.+)$/.exec(name)?.[1] ?? /^(.+)_value$/.exec(name)?.[1];
    if (name === "descriptor" || (other !== undefined && names.has(other))) {
      const why =
        name === "descriptor" ? "generated code has a member of that name" : `"${other}" has accessors of that name`;
      report.error("protobuf-naming", at, `a field cannot be called "${name}": ${why} (edition 2026)`);
    }
  }
}
