import type { ProtoEnum, ProtoField, ProtoMessage, ProtoType } from "../../../contract/protobuf.js";

/** What is known of the messages in an image: enough to read any of them from octets or JSON. */
export interface ImageSchema {
  message(fullName: string): ProtoMessage | undefined;
  enum(fullName: string): ProtoEnum | undefined;
  /** The extension of a message by its number, or by its full name. */
  extension(extendee: string, which: number | string): ProtoField | undefined;
}

/** An image that cannot be read: cut off, damaged, or something else. */
export class BrokenImage extends Error {}

/** Deeper than any real options are nested. */
export const maxDepth = 100;

/** The hidden message of a map's entries, to read them with. */
export function entryMessage(field: ProtoField): ProtoMessage {
  const { type, features, options, at } = field;
  const part = (name: string, number: number, of: ProtoType): ProtoField => ({
    ...field,
    name,
    number,
    jsonName: name,
    type: of,
    cardinality: "singular",
  });
  return {
    name: "Entry",
    fullName: `${field.fullName}.Entry`,
    fields:
      type.kind === "map" ? [part("key", 1, { kind: "scalar", name: type.key }), part("value", 2, type.value)] : [],
    oneofs: [],
    messages: [],
    enums: [],
    extensions: [],
    extensionRanges: [],
    reservedRanges: [],
    reservedNames: [],
    options,
    features,
    group: false,
    exported: false,
    at,
  };
}
