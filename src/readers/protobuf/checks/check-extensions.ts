import type { ProtoField, ProtoMessage } from "../../../contract/protobuf.js";
import { type Checked, messagesIn } from "./check.js";
import { numberInRange } from "./check-numbers.js";

/** Extensions: of what may be extended, with numbers that are left to them, as declared. */
export function checkExtensions(checked: Checked): void {
  const { file, report } = checked;
  for (const extension of file.extensions) checkExtension(extension, checked);
  for (const message of messagesIn(file)) {
    for (const extension of message.extensions) checkExtension(extension, checked);
    const [range] = message.extensionRanges;
    if (file.edition === "proto3" && range !== undefined) {
      report.error(
        "protobuf-extension",
        range.at,
        `"${message.fullName}" has an extension range; proto3 messages cannot be extended`,
        "Use google.protobuf.Any, or an edition.",
      );
    }
  }
}

function checkExtension(field: ProtoField, { file, report, symbols, loaded }: Checked): void {
  const extended = field.extendee === undefined ? undefined : symbols.message(field.extendee, loaded);
  if (field.cardinality === "map")
    report.error("protobuf-map", field.at, `the extension "${field.fullName}" is a map; extensions cannot be`);
  if (extended === undefined) return;
  numberInRange(field, report, extended.options.values["message_set_wire_format"] === true);
  if (file.edition === "proto3" && !/^google\.protobuf\.\w+Options$/.test(extended.fullName)) {
    report.error(
      "protobuf-extension",
      field.at,
      `"${field.fullName}" extends "${extended.fullName}"; proto3 allows extensions of options alone`,
    );
  }
  const range = extended.extensionRanges.find(({ from, to }) => from <= field.number && field.number <= to);
  if (range === undefined) {
    report.error(
      "protobuf-extension",
      field.numberAt,
      `"${extended.fullName}" leaves no number ${field.number} to extensions`,
      rangesOf(extended),
    );
    return;
  }
  const declaration = range.declarations.find(({ number }) => number === field.number);
  if (declaration === undefined) {
    if (range.declarations.length > 0 || range.options.values["verification"] === "DECLARATION") {
      report.error(
        "protobuf-extension",
        field.numberAt,
        `"${extended.fullName}" declares no extension with the number ${field.number}`,
      );
    }
  } else if (declaration.reserved) {
    report.error(
      "protobuf-extension",
      field.numberAt,
      `"${extended.fullName}" reserves the extension number ${field.number}`,
    );
  } else if (declaration.fullName !== field.fullName || declaration.repeated !== (field.cardinality === "repeated")) {
    report.error(
      "protobuf-extension",
      field.at,
      `"${extended.fullName}" declares the number ${field.number} for ${declaration.repeated ? "the repeated" : "the"} extension "${declaration.fullName}"`,
    );
  } else if (
    declaration.type !== undefined &&
    declaration.type.replace(/^\./, "") !== ("name" in field.type ? field.type.name : "")
  ) {
    report.error(
      "protobuf-extension",
      field.typeAt,
      `"${extended.fullName}" declares the extension "${field.fullName}" with the type ${declaration.type}`,
    );
  }
}

function rangesOf({ extensionRanges }: ProtoMessage): string {
  const shown = extensionRanges.slice(0, 5).map(({ from, to }) => (from === to ? String(from) : `${from} to ${to}`));
  return shown.length === 0 ? "The message has no `extensions` statement." : `It leaves them ${shown.join(", ")}.`;
}
