import type { Json } from "../../contract/json.js";
import type { ProtoField, ProtoMessage, ProtoType } from "../../contract/protobuf.js";
import type { LoadedFile } from "./loaded.js";
import type { Report } from "./report.js";
import type { SymbolTable } from "./symbols.js";
import type { AggregateFieldNode, ValueNode } from "./syntax.js";
import { put, scalarValue, untyped } from "./values.js";

/** What reading a value needs to know of its surroundings. */
export interface ValueContext {
  readonly symbols: SymbolTable;
  readonly report: Report;
  readonly file: LoadedFile;
  readonly scope: string;
}

/**
 * The value of an option's field as data. Undefined when it does not fit (which is reported).
 * A repeated field gets its list, or the one value that is written.
 */
export function typedValue(field: ProtoField, node: ValueNode, context: ValueContext): Json | undefined {
  const { type } = field;
  if (node.kind === "list") {
    if (field.cardinality === "singular") return wrong(field, node, "it is not repeated", context);
    const items: Json[] = [];
    for (const item of node.items) {
      const value = single(field, type, item, context);
      if (value === undefined) return undefined;
      items.push(value);
    }
    return items;
  }
  return single(field, type, node, context);
}

function single(field: ProtoField, type: ProtoType, node: ValueNode, context: ValueContext): Json | undefined {
  switch (type.kind) {
    case "scalar": {
      const read = scalarValue(type.name, node);
      return "value" in read ? read.value : wrong(field, node, read.fault, context);
    }
    case "enum":
      return enumValue(field, type.name, node, context);
    case "message": {
      if (node.kind !== "aggregate") return wrong(field, node, "a message between braces is expected", context);
      const message = context.symbols.message(type.name, context.file);
      return message === undefined ? untyped(node) : aggregateValue(message, node.fields, context);
    }
    case "map":
      return mapEntry(field, type, node, context);
    case "unknown":
      return untyped(node);
  }
}

/** One entry as an object of one member: ProtoJSON's form of maps. */
function mapEntry(
  field: ProtoField,
  type: Extract<ProtoType, { readonly kind: "map" }>,
  node: ValueNode,
  context: ValueContext,
): Json | undefined {
  if (node.kind !== "aggregate") return wrong(field, node, "an entry between braces is expected", context);
  const part = (name: string) => node.fields.find((entry) => entry.name === name)?.value;
  const [keyNode, valueNode] = [part("key"), part("value")];
  const key = keyNode === undefined ? "" : single(field, { kind: "scalar", name: type.key }, keyNode, context);
  const value = valueNode === undefined ? null : single(field, type.value, valueNode, context);
  if (key === undefined || value === undefined) return undefined;
  const entry: Record<string, Json> = {};
  put(entry, String(key), value);
  return entry;
}

/** What a field holds when one more value is written for it: lists grow, and so do maps. */
export function grown(field: ProtoField, before: Json | undefined, value: Json): Json {
  if (field.cardinality !== "map") return [before ?? [], value].flat();
  const merged: Record<string, Json> = {};
  for (const part of [before ?? [], value].flat()) {
    if (typeof part !== "object" || part === null || Array.isArray(part)) continue;
    for (const [key, member] of Object.entries(part)) put(merged, key, member);
  }
  return merged;
}

function enumValue(field: ProtoField, name: string, node: ValueNode, context: ValueContext): Json | undefined {
  const declared = context.symbols.enum(name, context.file);
  if (declared === undefined) return untyped(node);
  if (node.kind === "identifier" && !node.negative) {
    if (declared.values.some((value) => value.name === node.text)) return node.text;
    // Editions are added: one that is newer than our descriptor.proto is no mistake.
    if (name === "google.protobuf.Edition") return node.text;
    return wrong(field, node, `the enum "${name}" has no value "${node.text}"`, context);
  }
  if (node.kind === "integer") {
    const known = declared.values.find(({ number }) => BigInt(number) === node.value);
    if (known !== undefined) return known.name;
  }
  return wrong(field, node, `a value of the enum "${name}" is expected`, context);
}

/** A message in text format as data. */
export function aggregateValue(
  message: ProtoMessage,
  fields: readonly AggregateFieldNode[],
  context: ValueContext,
): Json | undefined {
  const result: Record<string, Json> = {};
  for (const node of fields) {
    if (node.form === "any") {
      if (!expandAny(result, node, context)) return undefined;
      continue;
    }
    const field = node.form === "extension" ? extension(message, node, context) : fieldOf(message, node.name);
    if (field === undefined) {
      const at = context.file.place(node.at);
      if (node.form === "extension" && context.report.missesImports(context.file)) {
        put(result, `(${node.name.replace(/^\./, "")})`, untyped(node.value));
        continue;
      }
      const what = node.form === "extension" ? `extension "[${node.name}]"` : `field "${node.name}"`;
      context.report.error("protobuf-option", at, `"${message.fullName}" has no ${what}`);
      return undefined;
    }
    const value = typedValue(field, node.value, context);
    if (value === undefined) return undefined;
    const other = setInOneof(message, field, result);
    if (other !== undefined) return wrong(field, node.value, `"${other}" of the same oneof is set already`, context);
    const name = node.form === "extension" ? `(${field.fullName})` : field.name;
    const before = Object.hasOwn(result, name) ? result[name] : undefined;
    if (field.cardinality !== "singular") {
      const next = grown(field, before, value);
      if (!Array.isArray(next) || next.length > 0) put(result, name, next);
    } else if (before === undefined) put(result, name, value);
    else return wrong(field, node.value, "it is set a second time", context);
  }
  return result;
}

/** The field of the same oneof that has a value already. */
export function setInOneof(
  message: ProtoMessage,
  { oneof, name }: ProtoField,
  values: Readonly<Record<string, Json>>,
): string | undefined {
  if (oneof === undefined) return undefined;
  return message.fields.find(
    (field) => field.oneof === oneof && field.name !== name && Object.hasOwn(values, field.name),
  )?.name;
}

/** A group is named by its message in text format. */
const fieldOf = (message: ProtoMessage, name: string): ProtoField | undefined =>
  message.fields.find((field) => field.name === name) ??
  message.fields.find(
    ({ delimited, type, name: own }) =>
      delimited && type.kind === "message" && own === name.toLowerCase() && type.name.endsWith(`.${name}`),
  );

function extension(
  message: ProtoMessage,
  node: AggregateFieldNode,
  { symbols, file, scope }: ValueContext,
): ProtoField | undefined {
  const symbol = symbols.extension(node.name, scope, file).symbol;
  return symbol?.kind === "extension" && symbol.declared.extendee === message.fullName ? symbol.declared : undefined;
}

/** `[type.googleapis.com/pkg.Message] { … }`: the message that an Any holds. */
function expandAny(result: Record<string, Json>, node: AggregateFieldNode, context: ValueContext): boolean {
  put(result, "@type", node.name);
  const message = context.symbols.message(node.name.slice(node.name.lastIndexOf("/") + 1), context.file);
  const inner =
    message !== undefined && node.value.kind === "aggregate"
      ? aggregateValue(message, node.value.fields, context)
      : untyped(node.value);
  if (typeof inner !== "object" || inner === null || Array.isArray(inner)) return false;
  for (const [name, value] of Object.entries(inner)) put(result, name, value);
  return true;
}

function wrong(field: ProtoField, node: ValueNode, why: string, { report, file }: ValueContext): undefined {
  report.error("protobuf-option", file.place(node.at), `the value of the option "${field.name}" does not fit: ${why}`);
  return undefined;
}
