import type { ProtoEdition } from "../../../contract/protobuf.js";
import { featureValues } from "../features.js";
import type { EnumNode, FieldNode, MessageNode, OptionNode, ReservedNameNode } from "../syntax.js";
import type { Checked } from "./check.js";

/** What the language version of a file does not have: groups, visibility, features, spellings of reserved names. */
export function checkEdition(checked: Checked): void {
  const { loaded, report } = checked;
  const { node, edition, place } = loaded;
  const editions: readonly ProtoEdition[] = ["2024", "2026"];
  const visit = new EditionCheck(checked, edition !== "proto2" && edition !== "proto3", editions.includes(edition));
  visit.features(node.options);
  for (const message of node.messages) visit.message(message, undefined);
  for (const one of node.enums) visit.enum(one, undefined);
  for (const { fields } of node.extends) for (const field of fields) visit.field(field);
  for (const service of node.services) for (const { options } of [service, ...service.methods]) visit.features(options);
  const imported = new Set<string>();
  for (const { kind, at, path } of node.imports) {
    if (kind === "option" && !editions.includes(edition)) {
      report.error(
        "protobuf-edition",
        place(at),
        '"import option" is part of edition 2024 and later',
        'Write "import".',
      );
    }
    if (imported.has(path.text))
      report.warning("protobuf-import-duplicate", place(at), `"${path.text}" is imported twice`);
    imported.add(path.text);
  }
}

class EditionCheck {
  readonly #checked: Checked;
  readonly #isEdition: boolean;
  readonly #hasVisibility: boolean;

  constructor(checked: Checked, isEdition: boolean, hasVisibility: boolean) {
    this.#checked = checked;
    this.#isEdition = isEdition;
    this.#hasVisibility = hasVisibility;
  }

  message(node: MessageNode, around: MessageNode | undefined): void {
    this.#visibility(node, around, false);
    this.features(node.options);
    this.#reservedNames(node.reservedNames);
    for (const oneof of node.oneofs) this.features(oneof.options);
    for (const field of node.fields) this.field(field);
    for (const { fields } of node.extends) for (const field of fields) this.field(field);
    for (const inner of node.messages) this.message(inner, node);
    for (const one of node.enums) this.enum(one, node);
  }

  enum(node: EnumNode, around: MessageNode | undefined): void {
    this.#visibility(node, around, true);
    this.features(node.options);
    this.#reservedNames(node.reservedNames);
    for (const { options } of node.values) this.features(options);
  }

  field(node: FieldNode): void {
    const { report, loaded } = this.#checked;
    this.features(node.options);
    if (node.group === undefined) return;
    if (loaded.edition !== "proto2") {
      report.error(
        "protobuf-group",
        loaded.place(node.at),
        `the group "${node.type.text}" stands in a file that is not proto2`,
      );
    }
    if (!/^[A-Z]/.test(node.type.text)) {
      report.error(
        "protobuf-group",
        loaded.place(node.type.at),
        `the group "${node.type.text}" does not begin with a capital letter`,
      );
    }
    this.message(node.group, undefined);
  }

  features(options: readonly OptionNode[]): void {
    const { report, loaded } = this.#checked;
    for (const { name, value, at } of options) {
      const [first, second] = name;
      if (first?.text !== "features" || first.extension) continue;
      if (!this.#isEdition) {
        report.error(
          "protobuf-feature",
          loaded.place(at),
          `features are part of editions; this file is ${loaded.edition}`,
        );
        continue;
      }
      const known = second === undefined || second.extension ? undefined : featureValues.get(second.text);
      if (known !== undefined && value.kind === "identifier" && !known.values.includes(value.text)) {
        report.error(
          "protobuf-feature",
          loaded.place(value.at),
          `"${second?.text}" cannot be ${value.text}`,
          `It is ${known.values.join(" or ")}.`,
        );
      }
    }
  }

  #visibility(node: MessageNode | EnumNode, around: MessageNode | undefined, isEnum: boolean): void {
    const { report, loaded, file } = this.#checked;
    if (node.visibility === undefined) return;
    const at = loaded.place(node.at);
    if (!this.#hasVisibility) {
      report.error("protobuf-visibility", at, `"${node.visibility}" is part of edition 2024 and later`, "Remove it.");
      return;
    }
    const strict = file.features.defaultSymbolVisibility === "STRICT";
    if (strict && node.visibility === "export" && around !== undefined && !(isEnum && isNamespace(around))) {
      const text = `"${node.name.text}" is nested and exported, which default_symbol_visibility = STRICT does not allow`;
      report.error("protobuf-visibility", at, text, "Move it to the top level of the file.");
    }
  }

  #reservedNames(names: readonly ReservedNameNode[]): void {
    const { report, loaded } = this.#checked;
    const wrong = names.find(({ quoted }) => quoted === this.#isEdition);
    if (wrong === undefined) return;
    const [is, should] = this.#isEdition
      ? ["a string", `an identifier: reserved ${wrong.text};`]
      : ["an identifier", `a string: reserved "${wrong.text}";`];
    report.error(
      "protobuf-reserved",
      loaded.place(wrong.at),
      `the reserved name "${wrong.text}" is ${is}; here it is written as ${should}`,
    );
  }
}

/** A local message that only holds enums: it can have no fields. */
const isNamespace = ({ visibility, reserved }: MessageNode): boolean =>
  visibility === "local" && reserved.length === 1 && reserved[0]?.from === 1 && reserved[0].to >= 536870911;
