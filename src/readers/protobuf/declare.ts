import type {
  ProtoEnum,
  ProtoExtensionRange,
  ProtoFeatures,
  ProtoField,
  ProtoFile,
  ProtoMessage,
  ProtoService,
} from "../../contract/protobuf.js";
import { jsonNameOf } from "./derived-names.js";
import { commented, type Draft, isOn, optionsOf, type Pending, writtenOption } from "./draft.js";
import { declarationsOf } from "./extension-declarations.js";
import { defaultFeatures, ownFeatures } from "./features.js";
import type { LoadedFile } from "./loaded.js";
import type { SymbolTable } from "./symbols.js";
import type { EnumNode, ExtendNode, FieldNode, MessageNode, RangeNode, ServiceNode } from "./syntax.js";

/** What surrounds a declaration. */
interface Around {
  readonly file: LoadedFile;
  /** The full name of the message or package, "" outside of both. */
  readonly scope: string;
  readonly features: ProtoFeatures;
  readonly nested: boolean;
}

/** Makes the model of a file, all but what needs names to be resolved: that is left in `pending`. */
export function declareFile(file: LoadedFile, symbols: SymbolTable, pending: Pending): ProtoFile {
  const { node } = file;
  const scope = node.package?.text ?? "";
  const features = ownFeatures(defaultFeatures[file.edition], node.options);
  const around: Around = { file, scope, features, nested: false };
  const maker = new Declarer(symbols, pending);
  return {
    name: file.name,
    edition: file.edition,
    package: scope,
    entry: file.entry,
    builtIn: file.builtIn,
    imports: file.imports.map(({ node: { path, kind, at }, file: imported }) => ({
      path: path.text,
      kind,
      found: imported !== undefined,
      ...(imported !== undefined && imported.name !== path.text && { file: imported.name }),
      at: file.place(at),
    })),
    options: optionsOf(pending, file, scope, "FileOptions", node.options),
    features,
    messages: [
      ...node.messages.map((message) => maker.message(message, around)),
      ...node.extends
        .flatMap(({ fields }) => fields.flatMap(({ group }) => group ?? []))
        .map((body) => maker.message(body, around, true)),
    ],
    enums: node.enums.map((one) => maker.enum(one, around)),
    services: node.services.map((service) => maker.service(service, around)),
    extensions: node.extends.flatMap((extend) => maker.extensions(extend, around)),
    ...commented(file, node),
    at: file.place((node.syntax ?? node.edition ?? node.package)?.at ?? 0),
  };
}

class Declarer {
  readonly #symbols: SymbolTable;
  readonly #pending: Pending;

  constructor(symbols: SymbolTable, pending: Pending) {
    this.#symbols = symbols;
    this.#pending = pending;
  }

  message(node: MessageNode, around: Around, group = false): ProtoMessage {
    const { file } = around;
    const fullName = joined(around.scope, node.name.text);
    const features = ownFeatures(around.features, node.options);
    const inside: Around = { file, scope: fullName, features, nested: true };
    const oneofFeatures = node.oneofs.map((oneof) => ownFeatures(features, oneof.options));
    const groups = [...node.fields, ...node.extends.flatMap(({ fields }) => fields)].flatMap(
      (field) => field.group ?? [],
    );
    const declared: ProtoMessage = {
      name: node.name.text,
      fullName,
      fields: node.fields.map((field) =>
        this.#field(field, inside, {
          features: oneofFeatures[field.oneof ?? -1] ?? features,
          oneof: node.oneofs[field.oneof ?? -1]?.name.text,
        }),
      ),
      oneofs: node.oneofs.map((oneof, index) => ({
        name: oneof.name.text,
        fullName: joined(fullName, oneof.name.text),
        options: optionsOf(this.#pending, file, fullName, "OneofOptions", oneof.options),
        features: oneofFeatures[index] ?? features,
        ...commented(file, oneof),
        at: file.place(oneof.name.at),
      })),
      messages: [
        ...node.messages.map((message) => this.message(message, inside)),
        ...groups.map((body) => this.message(body, inside, true)),
      ],
      enums: node.enums.map((one) => this.enum(one, inside)),
      extensions: node.extends.flatMap((extend) => this.extensions(extend, inside)),
      extensionRanges: node.extensionRanges.map((range) => this.#extensionRange(range, inside)),
      reservedRanges: node.reserved.map(({ from, to, at }) => ({ from, to, at: file.place(at) })),
      reservedNames: node.reservedNames.map(({ text, at }) => ({ name: text, at: file.place(at) })),
      options: optionsOf(this.#pending, file, fullName, "MessageOptions", node.options),
      features,
      group,
      ...visibility(node, around),
      ...commented(file, node),
      at: file.place(node.name.at),
    };
    this.#symbols.add({ kind: "message", file, declared });
    return declared;
  }

  #field(
    node: FieldNode,
    around: Around,
    more: {
      readonly features: ProtoFeatures;
      readonly oneof?: string | undefined;
      readonly extendee?: ExtendNode["extendee"];
    },
  ): ProtoField {
    const { file, scope } = around;
    const { extendee, oneof } = more;
    const fullName = joined(scope, node.name.text);
    const jsonName = writtenOption(node.options, "json_name");
    const defaultValue = writtenOption(node.options, "default");
    const draft: Draft<ProtoField> = {
      name: node.name.text,
      fullName,
      number: node.number,
      jsonName:
        extendee !== undefined
          ? `[${fullName}]`
          : jsonName?.kind === "string"
            ? decoder.decode(jsonName.bytes)
            : jsonNameOf(node.name.text),
      type: { kind: "unknown", name: node.type.text },
      cardinality: node.key !== undefined ? "map" : node.label === "repeated" ? "repeated" : "singular",
      presence: "none",
      packed: false,
      delimited: false,
      utf8: false,
      deprecated: isOn(node.options, "deprecated"),
      options: optionsOf(
        this.#pending,
        file,
        scope,
        "FieldOptions",
        node.options.filter(
          ({ name: [first, second] }) => second !== undefined || first?.extension !== false || !pseudo.has(first.text),
        ),
      ),
      features: ownFeatures(more.features, node.options),
      at: file.place(node.name.at),
      numberAt: file.place(node.numberAt),
      typeAt: file.place(node.type.at),
      ...(node.label !== undefined && { label: node.label }),
      ...(oneof !== undefined && { oneof }),
      ...(defaultValue !== undefined && { defaultText: textOf(defaultValue) }),
      ...commented(file, node),
    };
    this.#pending.fields.push({ draft, node, file, scope, ...(extendee !== undefined && { extendee }) });
    return draft;
  }

  extensions({ extendee, fields }: ExtendNode, around: Around): readonly ProtoField[] {
    return fields.map((node) => {
      const declared = this.#field(node, around, { features: around.features, extendee });
      this.#symbols.add({ kind: "extension", file: around.file, declared });
      return declared;
    });
  }

  #extensionRange({ from, to, at, options }: RangeNode, { file, scope }: Around): ProtoExtensionRange {
    return {
      from,
      to,
      at: file.place(at),
      options: optionsOf(this.#pending, file, scope, "ExtensionRangeOptions", options),
      declarations: declarationsOf(options),
    };
  }

  enum(node: EnumNode, around: Around): ProtoEnum {
    const { file } = around;
    const fullName = joined(around.scope, node.name.text);
    const features = ownFeatures(around.features, node.options);
    const numbers = new Set<number>();
    const declared: ProtoEnum = {
      name: node.name.text,
      fullName,
      values: node.values.map((value) => {
        const alias = numbers.has(value.number);
        numbers.add(value.number);
        return {
          name: value.name.text,
          fullName: joined(around.scope, value.name.text),
          number: value.number,
          alias,
          deprecated: isOn(value.options, "deprecated"),
          options: optionsOf(this.#pending, file, fullName, "EnumValueOptions", value.options),
          features: ownFeatures(features, value.options),
          ...commented(file, value),
          at: file.place(value.name.at),
          numberAt: file.place(value.numberAt),
        };
      }),
      open: features.enumType === "OPEN",
      reservedRanges: node.reserved.map(({ from, to, at }) => ({ from, to, at: file.place(at) })),
      reservedNames: node.reservedNames.map(({ text, at }) => ({ name: text, at: file.place(at) })),
      options: optionsOf(this.#pending, file, fullName, "EnumOptions", node.options),
      features,
      ...visibility(node, around),
      ...commented(file, node),
      at: file.place(node.name.at),
    };
    this.#symbols.add({ kind: "enum", file, declared });
    return declared;
  }

  service(node: ServiceNode, around: Around): ProtoService {
    const { file } = around;
    const fullName = joined(around.scope, node.name.text);
    const features = ownFeatures(around.features, node.options);
    const declared: ProtoService = {
      name: node.name.text,
      fullName,
      methods: node.methods.map((method) => {
        const level = writtenOption(method.options, "idempotency_level");
        const draft = {
          name: method.name.text,
          fullName: joined(fullName, method.name.text),
          input: method.input.text,
          output: method.output.text,
          requestStream: method.requestStream,
          responseStream: method.responseStream,
          idempotency: idempotency(level?.kind === "identifier" ? level.text : ""),
          deprecated: isOn(method.options, "deprecated"),
          options: optionsOf(this.#pending, file, fullName, "MethodOptions", method.options),
          features: ownFeatures(features, method.options),
          ...commented(file, method),
          at: file.place(method.name.at),
        };
        this.#pending.methods.push({ draft, node: method, file, scope: fullName });
        return draft;
      }),
      options: optionsOf(this.#pending, file, fullName, "ServiceOptions", node.options),
      features,
      ...commented(file, node),
      at: file.place(node.name.at),
    };
    this.#symbols.add({ kind: "service", file, declared });
    return declared;
  }
}

const decoder = new TextDecoder();

/** They look like options, and are none: the descriptor has members of its own for them. */
const pseudo: ReadonlySet<string> = new Set(["default", "json_name"]);

const joined = (scope: string, name: string): string => (scope === "" ? name : `${scope}.${name}`);

const idempotency = (level: string): "unknown" | "no-side-effects" | "idempotent" =>
  level === "NO_SIDE_EFFECTS" ? "no-side-effects" : level === "IDEMPOTENT" ? "idempotent" : "unknown";

function textOf(value: NonNullable<ReturnType<typeof writtenOption>>): string {
  switch (value.kind) {
    case "identifier":
      return value.negative ? `-${value.text}` : value.text;
    case "integer":
    case "float":
      return value.text;
    case "string":
      return decoder.decode(value.bytes);
    default:
      return "";
  }
}

function visibility(node: MessageNode | EnumNode, { features, nested }: Around) {
  const byDefault =
    features.defaultSymbolVisibility === "EXPORT_ALL" ||
    (features.defaultSymbolVisibility === "EXPORT_TOP_LEVEL" && !nested);
  return {
    exported: node.visibility === undefined ? byDefault : node.visibility === "export",
    ...(node.visibility !== undefined && { visibility: node.visibility }),
  };
}
