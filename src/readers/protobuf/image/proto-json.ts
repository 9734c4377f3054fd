import type { ProtoField, ProtoMessage, ProtoType } from "../../../contract/protobuf.js";
import type { AggregateFieldNode, ValueNode } from "../syntax.js";
import { BrokenImage, entryMessage, type ImageSchema, maxDepth } from "./schema.js";
import { float } from "./wire.js";

/**
 * Reads a message from its ProtoJSON form into what its text form would be parsed into. Members that the schema does not
 * know are left out.
 * @throws BrokenImage
 */
export function readProtoJson(
  value: unknown,
  message: ProtoMessage,
  schema: ImageSchema,
  depth = 0,
): readonly AggregateFieldNode[] {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new BrokenImage(`${message.name} is no object`);
  if (depth > maxDepth) throw new BrokenImage("messages are nested too deep");
  return Object.entries(value).flatMap(([key, member]): readonly AggregateFieldNode[] => {
    if (member === null) return [];
    const isExtension = key.startsWith("[");
    const field = isExtension
      ? schema.extension(message.fullName, key.slice(1, -1))
      : message.fields.find(({ jsonName, name }) => jsonName === key || name === key);
    if (field === undefined || field.type.kind === "unknown") return [];
    const { type } = field;
    const form = isExtension ? "extension" : "field";
    const name = isExtension ? field.fullName : field.name;
    if (type.kind === "map") {
      const entry = entryMessage(field);
      return Object.entries(member).map(([key, inner]) => {
        const fields = readProtoJson({ key, value: inner }, entry, schema, depth + 1);
        return { name, form, value: { kind: "aggregate", fields, at: 0 }, at: 0 };
      });
    }
    const items: readonly unknown[] = field.cardinality === "repeated" && Array.isArray(member) ? member : [member];
    return items.map((item) => ({ name, form, value: readValue(item, type, field, schema, depth), at: 0 }));
  });
}

function readValue(
  item: unknown,
  type: Exclude<ProtoType, { readonly kind: "map" }>,
  field: ProtoField,
  schema: ImageSchema,
  depth: number,
): ValueNode {
  if (type.kind === "message") {
    const message = schema.message(type.name);
    return {
      kind: "aggregate",
      fields: message === undefined ? [] : readProtoJson(item, message, schema, depth + 1),
      at: 0,
    };
  }
  if (type.kind === "enum" && typeof item === "string")
    return { kind: "identifier", text: item, negative: false, at: 0 };
  switch (type.name) {
    case "bool":
      return { kind: "identifier", text: String(item === true || item === "true"), negative: false, at: 0 };
    case "string":
      return { kind: "string", bytes: new TextEncoder().encode(String(item)), at: 0 };
    case "bytes":
      return { kind: "string", bytes: Uint8Array.from(Buffer.from(String(item), "base64")), at: 0 };
    case "double":
    case "float":
      return float(Number(item));
  }
  const text = String(item);
  if (!/^-?[0-9]+$/.test(text)) throw new BrokenImage(`${field.fullName} is no integer`);
  return { kind: "integer", value: BigInt(text), text, at: 0 };
}
