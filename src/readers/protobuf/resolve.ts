import type { Json } from "../../contract/json.js";
import type { ProtoFeatures, ProtoField, ProtoScalar, ProtoType } from "../../contract/protobuf.js";
import { type Pending, type PendingField, writtenOption } from "./draft.js";
import type { LoadedFile } from "./loaded.js";
import type { Report } from "./report.js";
import type { Lookup, SymbolTable } from "./symbols.js";
import { scalarValue } from "./values.js";

const scalars: ReadonlySet<string> = new Set<ProtoScalar>([
  "double",
  "float",
  "int32",
  "int64",
  "uint32",
  "uint64",
  "sint32",
  "sint64",
  "fixed32",
  "fixed64",
  "sfixed32",
  "sfixed64",
  "bool",
  "string",
  "bytes",
]);

const isScalar = (name: string): name is ProtoScalar => scalars.has(name);

/** Gives fields and methods their types, and fields all that follows from them. */
export class Resolver {
  readonly #symbols: SymbolTable;
  readonly #report: Report;

  constructor(symbols: SymbolTable, report: Report) {
    this.#symbols = symbols;
    this.#report = report;
  }

  resolve({ fields, methods }: Pending): void {
    for (const field of fields) this.#field(field);
    for (const { draft, node, file, scope } of methods) {
      draft.input = this.#messageName(node.input, scope, file);
      draft.output = this.#messageName(node.output, scope, file);
    }
  }

  #field({ draft, node, file, scope, extendee }: PendingField): void {
    const value = node.group === undefined ? this.#type(node.type, scope, file) : this.#group(node.type.text, scope);
    if (node.key !== undefined) {
      const key = isScalar(node.key.text) ? node.key.text : "string";
      if (!isScalar(node.key.text)) {
        this.#report.error(
          "protobuf-map",
          file.place(node.key.at),
          `"${node.key.text}" is no type that a map's keys may have`,
        );
      }
      draft.type = { kind: "map", key, value };
    } else draft.type = value;
    if (extendee !== undefined) draft.extendee = this.#messageName(extendee, scope, file);
    const features = effective(draft, file, node);
    draft.features = features;
    draft.presence = presence(draft, features);
    draft.packed =
      draft.cardinality === "repeated" && features.repeatedFieldEncoding === "PACKED" && isPackable(draft.type);
    draft.delimited = draft.type.kind === "message" && features.messageEncoding === "DELIMITED";
    draft.utf8 = features.utf8Validation === "VERIFY";
    if (draft.defaultText !== undefined) {
      const fallback = this.#default(draft, node, file);
      if (fallback !== undefined) draft.default = fallback;
    }
  }

  #default(field: ProtoField, node: PendingField["node"], file: LoadedFile): Json | undefined {
    const written = writtenOption(node.options, "default");
    if (written === undefined) return undefined;
    const at = file.place(written.at);
    if (field.type.kind === "scalar" && field.cardinality === "singular") {
      const read = scalarValue(field.type.name, written);
      if ("value" in read) return read.value;
      this.#report.error("protobuf-default", at, `the default of "${field.name}" does not fit: ${read.fault}`);
      return undefined;
    }
    if (
      field.type.kind === "enum" &&
      field.cardinality === "singular" &&
      written.kind === "identifier" &&
      !written.negative
    ) {
      const { name } = field.type;
      const values = this.#symbols.enum(name, file)?.values ?? [];
      if (values.some((value) => value.name === written.text)) return written.text;
      this.#report.error("protobuf-default", at, `the enum "${name}" has no value "${written.text}"`);
      return undefined;
    }
    if (field.type.kind !== "unknown") {
      const what =
        field.cardinality !== "singular"
          ? "a repeated field"
          : field.type.kind === "enum"
            ? "an enum (by a number)"
            : "a message";
      this.#report.error("protobuf-default", at, `"${field.name}" cannot have this default: it is ${what}`);
    }
    return undefined;
  }

  #group(name: string, scope: string): Exclude<ProtoType, { kind: "map" }> {
    return { kind: "message", name: scope === "" ? name : `${scope}.${name}` };
  }

  #type(
    word: { readonly text: string; readonly at: number },
    scope: string,
    file: LoadedFile,
  ): Exclude<ProtoType, { kind: "map" }> {
    if (isScalar(word.text)) return { kind: "scalar", name: word.text };
    const found = this.#symbols.type(word.text, scope, file);
    if (found.symbol === undefined) {
      this.#unknown(word, found, file);
      return { kind: "unknown", name: word.text.replace(/^\./, "") };
    }
    const { symbol } = found;
    this.#checkVisible(symbol, word, file);
    return symbol.kind === "message"
      ? { kind: "message", name: symbol.declared.fullName }
      : { kind: "enum", name: symbol.declared.fullName };
  }

  #messageName(word: { readonly text: string; readonly at: number }, scope: string, file: LoadedFile): string {
    const type = isScalar(word.text) ? { kind: "scalar" as const, name: word.text } : this.#type(word, scope, file);
    if (type.kind === "scalar" || type.kind === "enum") {
      this.#report.error("protobuf-type", file.place(word.at), `"${word.text}" is not a message`);
    }
    return type.name;
  }

  #unknown(word: { readonly text: string; readonly at: number }, found: Lookup, file: LoadedFile): void {
    const at = file.place(word.at);
    if (found.symbol === undefined && found.elsewhere !== undefined) {
      const { name } = found.elsewhere.file;
      this.#report.error(
        "protobuf-type",
        at,
        `"${word.text}" is defined in "${name}", which is not imported`,
        `Add: import "${name}";`,
      );
    } else if (!this.#report.blameImport(file, word.text)) {
      this.#report.error("protobuf-type", at, `"${word.text}" is not defined`);
    }
  }

  #checkVisible(
    symbol: NonNullable<Lookup["symbol"]>,
    word: { readonly text: string; readonly at: number },
    file: LoadedFile,
  ): void {
    if (symbol.file === file || !("exported" in symbol.declared) || symbol.declared.exported) return;
    this.#report.error(
      "protobuf-visibility",
      file.place(word.at),
      `"${symbol.declared.fullName}" is local to "${symbol.file.name}"`,
      `Declare it with "export", or use another type.`,
    );
  }
}

/** proto2 and proto3 say with labels and options what editions say with features. */
function effective(field: ProtoField, { edition }: LoadedFile, node: PendingField["node"]): ProtoFeatures {
  const { features, label } = field;
  if (edition !== "proto2" && edition !== "proto3") return features;
  const changes: Partial<ProtoFeatures> = {
    ...(label === "required" && { fieldPresence: "LEGACY_REQUIRED" }),
    ...(edition === "proto3" && label === "optional" && { fieldPresence: "EXPLICIT" }),
    ...(node.group !== undefined && { messageEncoding: "DELIMITED" }),
    ...packedOption(node),
  };
  return Object.keys(changes).length === 0 ? features : { ...features, ...changes };
}

function packedOption({ options }: PendingField["node"]): Partial<ProtoFeatures> {
  const packed = writtenOption(options, "packed");
  if (packed?.kind !== "identifier") return {};
  return { repeatedFieldEncoding: packed.text === "true" ? "PACKED" : "EXPANDED" };
}

function presence(field: ProtoField, features: ProtoFeatures): ProtoField["presence"] {
  if (field.cardinality !== "singular") return "none";
  if (features.fieldPresence === "LEGACY_REQUIRED") return "required";
  const always = field.oneof !== undefined || field.extendee !== undefined || field.type.kind === "message";
  return always || features.fieldPresence === "EXPLICIT" ? "explicit" : "implicit";
}

const isPackable = (type: ProtoType): boolean =>
  type.kind === "enum" || (type.kind === "scalar" && type.name !== "string" && type.name !== "bytes");
