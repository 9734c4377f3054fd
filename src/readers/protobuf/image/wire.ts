import type { ProtoField, ProtoMessage, ProtoScalar, ProtoType } from "../../../contract/protobuf.js";
import type { AggregateFieldNode, ValueNode } from "../syntax.js";
import { shortestFloat } from "../values.js";
import { BrokenImage, entryMessage, type ImageSchema, maxDepth } from "./schema.js";

/**
 * Reads a message from its binary form (protobuf encoding guide) into what its text form would be parsed into.
 * Fields that the schema does not know are left out.
 * @throws BrokenImage
 */
export function readWire(bytes: Uint8Array, message: ProtoMessage, schema: ImageSchema): readonly AggregateFieldNode[] {
  return new WireReader(bytes, schema).message(message, bytes.length, 0);
}

class WireReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #schema: ImageSchema;
  #at = 0;

  constructor(bytes: Uint8Array, schema: ImageSchema) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#schema = schema;
  }

  message(message: ProtoMessage, end: number, depth: number): readonly AggregateFieldNode[] {
    if (depth > maxDepth) throw new BrokenImage("messages are nested too deep");
    const fields: AggregateFieldNode[] = [];
    while (this.#at < end) {
      const tag = Number(this.#varint());
      const number = Math.floor(tag / 8);
      const wire = tag % 8;
      if (wire === 4) return fields;
      const own = message.fields.find((field) => field.number === number);
      const field = own ?? this.#schema.extension(message.fullName, number);
      if (field === undefined) this.#skip(wire, depth);
      else {
        const form = own === undefined ? "extension" : "field";
        const name = own === undefined ? field.fullName : field.name;
        for (const value of this.#values(field, wire, depth)) fields.push({ name, form, value, at: 0 });
      }
    }
    if (this.#at !== end) throw new BrokenImage("a message is longer than it says");
    return fields;
  }

  #values(field: ProtoField, wire: number, depth: number): readonly ValueNode[] {
    const { type } = field;
    if (type.kind === "map") {
      const end = this.#end();
      return [{ kind: "aggregate", fields: this.message(entryMessage(field), end, depth + 1), at: 0 }];
    }
    if (type.kind === "unknown") {
      this.#skip(wire, depth);
      return [];
    }
    const isNumber =
      type.kind === "enum" || (type.kind === "scalar" && type.name !== "string" && type.name !== "bytes");
    if (wire !== 2 || !isNumber) return [this.#value(type, wire, depth)];
    const end = this.#end();
    const values: ValueNode[] = [];
    while (this.#at < end) values.push(this.#value(type, -1, depth));
    return values;
  }

  #value(type: Exclude<ProtoType, { readonly kind: "map" }>, wire: number, depth: number): ValueNode {
    if (type.kind === "message") {
      const message = this.#schema.message(type.name);
      const end = wire === 3 ? this.#bytes.length : this.#end();
      if (message === undefined) {
        this.#at = end;
        return { kind: "aggregate", fields: [], at: 0 };
      }
      const fields = this.message(message, end, depth + 1);
      if (wire !== 3 && this.#at !== end) throw new BrokenImage("a message is shorter than it says");
      return { kind: "aggregate", fields, at: 0 };
    }
    if (type.kind === "enum") {
      const number = Number(BigInt.asIntN(32, this.#varint()));
      const name = this.#schema.enum(type.name)?.values.find((value) => value.number === number)?.name;
      return name === undefined ? integer(BigInt(number)) : { kind: "identifier", text: name, negative: false, at: 0 };
    }
    return this.#scalar(type.name as ProtoScalar);
  }

  #scalar(type: ProtoScalar): ValueNode {
    switch (type) {
      case "string":
      case "bytes": {
        const end = this.#end();
        const bytes = this.#bytes.slice(this.#at, end);
        this.#at = end;
        return { kind: "string", bytes, at: 0 };
      }
      case "bool":
        return { kind: "identifier", text: this.#varint() === 0n ? "false" : "true", negative: false, at: 0 };
      case "double":
        return float(this.#view.getFloat64(this.#fixed(8), true));
      case "float":
        return float(shortestFloat(this.#view.getFloat32(this.#fixed(4), true)));
      case "fixed32":
        return integer(BigInt(this.#view.getUint32(this.#fixed(4), true)));
      case "sfixed32":
        return integer(BigInt(this.#view.getInt32(this.#fixed(4), true)));
      case "fixed64":
        return integer(this.#view.getBigUint64(this.#fixed(8), true));
      case "sfixed64":
        return integer(this.#view.getBigInt64(this.#fixed(8), true));
      case "sint32":
      case "sint64": {
        const value = this.#varint();
        return integer((value >> 1n) ^ -(value & 1n));
      }
      case "int32":
        return integer(BigInt.asIntN(32, this.#varint()));
      case "int64":
        return integer(BigInt.asIntN(64, this.#varint()));
      default:
        return integer(this.#varint());
    }
  }

  #varint(): bigint {
    let low = 0;
    for (let shift = 0; shift < 28; shift += 7) {
      const byte = this.#byte();
      low += (byte & 127) * 2 ** shift;
      if (byte < 128) return BigInt(low);
    }
    let value = BigInt(low);
    for (let shift = 28n; shift < 70n; shift += 7n) {
      const byte = this.#byte();
      value |= BigInt(byte & 127) << shift;
      if (byte < 128) return BigInt.asUintN(64, value);
    }
    throw new BrokenImage("a number has more than ten octets");
  }

  #byte(): number {
    const byte = this.#bytes[this.#at];
    if (byte === undefined) throw new BrokenImage("it is cut off");
    this.#at += 1;
    return byte;
  }

  #end(): number {
    const length = Number(this.#varint());
    if (length > this.#bytes.length - this.#at) throw new BrokenImage("it is cut off");
    return this.#at + length;
  }

  #fixed(size: number): number {
    const start = this.#at;
    if (start + size > this.#bytes.length) throw new BrokenImage("it is cut off");
    this.#at += size;
    return start;
  }

  #skip(wire: number, depth: number): void {
    if (wire === 0) this.#varint();
    else if (wire === 1) this.#fixed(8);
    else if (wire === 5) this.#fixed(4);
    else if (wire === 2) this.#at = this.#end();
    else if (wire === 3 && depth < maxDepth) {
      for (let tag = Number(this.#varint()); tag % 8 !== 4; tag = Number(this.#varint()))
        this.#skip(tag % 8, depth + 1);
    } else throw new BrokenImage("a field has no known wire type");
  }
}

const integer = (value: bigint): ValueNode => ({ kind: "integer", value, text: String(value), at: 0 });

export const float = (value: number): ValueNode =>
  Number.isFinite(value)
    ? { kind: "float", value, text: String(value), at: 0 }
    : { kind: "identifier", text: Number.isNaN(value) ? "nan" : "inf", negative: value < 0, at: 0 };
