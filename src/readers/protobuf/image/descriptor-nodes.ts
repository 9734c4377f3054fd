import type { ProtoScalar } from "../../../contract/protobuf.js";
import { readInteger, readString } from "../literals.js";
import type {
  EnumNode,
  ExtendNode,
  FieldNode,
  FileNode,
  MessageNode,
  OneofNode,
  OptionNode,
  RangeNode,
  ServiceNode,
  ValueNode,
  WordNode,
} from "../syntax.js";
import type { Members } from "./members.js";
import type { ImagePlaces } from "./places.js";
import { float } from "./wire.js";

/** Numbers of descriptor.proto's fields, which make up the paths of its source locations. */
const inFile = {
  package: 2,
  dependency: 3,
  message: 4,
  enum: 5,
  service: 6,
  extension: 7,
  options: 8,
  syntax: 12,
  edition: 14,
};
const inMessage = { field: 2, message: 3, enum: 4, range: 5, extension: 6, oneof: 8, reserved: 9, reservedName: 10 };
const inEnum = { value: 2, reserved: 4, reservedName: 5 };

type Path = readonly number[];

/** Turns a file's descriptor back into the syntax that it was made from, as far as it tells. */
export function fileNode(file: Members, places: ImagePlaces): FileNode {
  const syntax = file.text("syntax");
  const edition = file.text("edition").replace(/^EDITION_/, "");
  const publicly = new Set(file.numbers("public_dependency"));
  const weakly = new Set(file.numbers("weak_dependency"));
  const maker = new NodeMaker(places, syntax === "" ? "proto2" : syntax);
  const syntaxAt = places.at(inFile.syntax);
  const extensions = file.messages("extension");
  const groups = new Set(extensions.filter(isGroup).map((field) => lastPart(field.text("type_name"))));
  const messages = file.messages("message_type").map((inner, index) => ({ inner, path: [inFile.message, index] }));
  return {
    ...(syntax === "editions"
      ? { edition: { text: edition, at: places.has(inFile.edition) ? places.at(inFile.edition) : syntaxAt } }
      : (syntax !== "" || places.has(inFile.syntax)) && {
          syntax: { text: syntax === "" ? "proto2" : syntax, at: syntaxAt },
        }),
    ...(file.has("package") && { package: { text: file.text("package"), at: places.at(inFile.package) } }),
    imports: [
      ...file.texts("dependency").map((text, index) => ({
        path: { text, at: places.at(inFile.dependency, index) },
        kind: publicly.has(index) ? ("public" as const) : weakly.has(index) ? ("weak" as const) : ("plain" as const),
        at: places.at(inFile.dependency, index),
      })),
      ...file.texts("option_dependency").map((text) => ({ path: { text, at: 0 }, kind: "option" as const, at: 0 })),
    ],
    options: maker.options(file, [inFile.options]),
    messages: messages
      .filter(({ inner }) => !groups.has(inner.text("name")))
      .map(({ inner, path }) => maker.message(inner, path)),
    enums: file.messages("enum_type").map((one, index) => maker.enum(one, [inFile.enum, index])),
    services: file.messages("service").map((one, index) => maker.service(one, [inFile.service, index])),
    extends: maker.extends(extensions, [inFile.extension], messages),
    ...places.comments(inFile.syntax),
    ...places.comments(inFile.package),
  };
}

class NodeMaker {
  readonly #places: ImagePlaces;
  readonly #syntax: string;

  constructor(places: ImagePlaces, syntax: string) {
    this.#places = places;
    this.#syntax = syntax;
  }

  #head(one: Members, path: Path) {
    const at = this.#places.at(...path);
    const name: WordNode = { text: one.text("name"), at: this.#places.at(...path, 1) };
    return { name, options: this.options(one, path), at, end: at, ...this.#places.comments(...path) };
  }

  message(one: Members, path: Path): MessageNode {
    const nested = one.messages("nested_type");
    const entries = nested.filter((inner) => inner.message("options")?.isOn("map_entry"));
    const extensions = one.messages("extension");
    const fields = one.messages("field");
    const groups = new Set(
      [...fields, ...extensions].filter(isGroup).map((field) => lastPart(field.text("type_name"))),
    );
    const bodies = nested.map((inner, index) => ({ inner, path: [...path, inMessage.message, index] }));
    const declared = bodies.filter(({ inner }) => !entries.includes(inner) && !groups.has(inner.text("name")));
    // The oneofs that only stand for proto3's `optional` come last.
    const hidden = new Set(
      fields.filter((field) => field.isOn("proto3_optional")).map((field) => field.number("oneof_index")),
    );
    const oneofs = one.messages("oneof_decl").filter((_, index) => !hidden.has(index));
    return {
      ...this.#head(one, path),
      ...visibility(one),
      fields: fields.map((field, index) => this.#field(field, [...path, inMessage.field, index], entries, bodies)),
      oneofs: oneofs.map((oneof, index): OneofNode => this.#head(oneof, [...path, inMessage.oneof, index])),
      messages: declared.map(({ inner, path: at }) => this.message(inner, at)),
      enums: one.messages("enum_type").map((inner, index) => this.enum(inner, [...path, inMessage.enum, index])),
      extends: this.extends(extensions, [...path, inMessage.extension], bodies),
      reserved: one
        .messages("reserved_range")
        .map((range, index) => this.#range(range, [...path, inMessage.reserved, index], 1)),
      reservedNames: this.#reservedNames(one, [...path, inMessage.reservedName]),
      extensionRanges: one
        .messages("extension_range")
        .map((range, index) => this.#range(range, [...path, inMessage.range, index], 1)),
    };
  }

  #field(
    field: Members,
    path: Path,
    entries: readonly Members[],
    bodies: readonly { inner: Members; path: Path }[],
  ): FieldNode {
    const head = this.#head(field, path);
    const typeName = field.text("type_name");
    const entry = entries.find((one) => typeName.endsWith(`.${one.text("name")}`));
    const [key, value] = entry?.messages("field") ?? [];
    const typeAt = this.#places.at(...path, typeName === "" ? 5 : 6);
    const body = isGroup(field) ? bodies.find(({ inner }) => inner.text("name") === lastPart(typeName)) : undefined;
    const inOneof = field.has("oneof_index") && !field.isOn("proto3_optional");
    const label = entry === undefined ? this.#label(field, inOneof) : undefined;
    return {
      ...head,
      options: [...head.options, ...pseudoOptions(field, head.at)],
      type: { text: body === undefined ? typeText(value ?? field) : lastPart(typeName), at: typeAt },
      number: field.number("number"),
      numberAt: this.#places.at(...path, 3),
      ...(label !== undefined && { label }),
      ...(key !== undefined && { key: { text: typeText(key), at: typeAt } }),
      ...(body !== undefined && { group: this.message(body.inner, body.path) }),
      ...(inOneof && { oneof: field.number("oneof_index") }),
    };
  }

  #label(field: Members, inOneof: boolean): FieldNode["label"] {
    const label = field.text("label");
    if (label === "LABEL_REPEATED") return "repeated";
    if (label === "LABEL_REQUIRED") return "required";
    return (this.#syntax === "proto2" && !inOneof) || field.isOn("proto3_optional") ? "optional" : undefined;
  }

  extends(
    extensions: readonly Members[],
    path: Path,
    bodies: readonly { inner: Members; path: Path }[],
  ): readonly ExtendNode[] {
    return extensions.map((field, index): ExtendNode => {
      const at = [...path, index];
      return {
        extendee: { text: field.text("extendee"), at: this.#places.at(...at, 2) },
        fields: [this.#field(field, at, [], bodies)],
        at: this.#places.at(...at),
      };
    });
  }

  enum(one: Members, path: Path): EnumNode {
    return {
      ...this.#head(one, path),
      ...visibility(one),
      values: one.messages("value").map((value, index) => {
        const at = [...path, inEnum.value, index];
        return { ...this.#head(value, at), number: value.number("number"), numberAt: this.#places.at(...at, 2) };
      }),
      reserved: one
        .messages("reserved_range")
        .map((range, index) => this.#range(range, [...path, inEnum.reserved, index], 0)),
      reservedNames: this.#reservedNames(one, [...path, inEnum.reservedName]),
    };
  }

  service(one: Members, path: Path): ServiceNode {
    return {
      ...this.#head(one, path),
      methods: one.messages("method").map((method, index) => {
        const at = [...path, 2, index];
        return {
          ...this.#head(method, at),
          input: { text: method.text("input_type"), at: this.#places.at(...at, 2) },
          output: { text: method.text("output_type"), at: this.#places.at(...at, 3) },
          requestStream: method.isOn("client_streaming"),
          responseStream: method.isOn("server_streaming"),
        };
      }),
    };
  }

  /** Messages' ranges do not include their end, enums' do. */
  #range(range: Members, path: Path, beyond: number): RangeNode {
    const options = this.options(range, path);
    return { from: range.number("start"), to: range.number("end") - beyond, at: this.#places.at(...path), options };
  }

  #reservedNames(one: Members, path: Path) {
    return one.texts("reserved_name").map((text, index) => ({
      text,
      at: this.#places.at(...path, index),
      quoted: this.#syntax !== "editions",
    }));
  }

  /** What a declaration's options are set to: one statement for each value. */
  options(one: Members, path: Path): readonly OptionNode[] {
    const at = this.#places.at(...path);
    return (one.message("options")?.all ?? []).flatMap(({ name, form, value }): readonly OptionNode[] =>
      name === "map_entry" || name === "uninterpreted_option"
        ? []
        : [
            {
              name: [{ text: form === "extension" ? `.${name}` : name, at, extension: form === "extension" }],
              value,
              at,
            },
          ],
    );
  }
}

const isGroup = (field: Members): boolean => field.text("type") === "TYPE_GROUP";
const lastPart = (name: string): string => name.slice(name.lastIndexOf(".") + 1);

function visibility(one: Members): { visibility?: "export" | "local" } {
  const word = one.text("visibility");
  if (word === "VISIBILITY_EXPORT") return { visibility: "export" };
  return word === "VISIBILITY_LOCAL" ? { visibility: "local" } : {};
}

/** ".pkg.Message" or "int32". */
const typeText = (field: Members): string =>
  field.text("type_name") ||
  field
    .text("type")
    .replace(/^TYPE_/, "")
    .toLowerCase();

/** Defaults and JSON names, which source files write like options. */
function pseudoOptions(field: Members, at: number): readonly OptionNode[] {
  const named = (name: string, value: ValueNode): OptionNode => ({
    name: [{ text: name, at, extension: false }],
    value,
    at,
  });
  const jsonName =
    field.has("json_name") && !field.has("extendee") ? [named("json_name", text(field.text("json_name")))] : [];
  return field.has("default_value") ? [...jsonName, named("default", defaultValue(field))] : jsonName;
}

const text = (value: string): ValueNode => ({ kind: "string", bytes: new TextEncoder().encode(value), at: 0 });

function defaultValue(field: Members): ValueNode {
  const written = field.text("default_value");
  const type = typeText(field) as ProtoScalar;
  if (type === "string") return text(written);
  if (type === "bytes")
    return {
      kind: "string",
      bytes: readString(`"${written.replaceAll('"', '\\"').replaceAll('\\\\"', '\\"')}"`).bytes,
      at: 0,
    };
  if (type === "double" || type === "float") {
    return float(Number(written.replace(/^(-?)inf$/, "$1Infinity")));
  }
  const magnitude = readInteger(written.replace(/^-/, ""));
  if (magnitude === undefined) return { kind: "identifier", text: written, negative: false, at: 0 };
  return { kind: "integer", value: written.startsWith("-") ? -magnitude : magnitude, text: written, at: 0 };
}
