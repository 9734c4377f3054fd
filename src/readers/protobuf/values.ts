import type { Json } from "../../contract/json.js";
import type { ProtoScalar } from "../../contract/protobuf.js";
import type { ValueNode } from "./syntax.js";

/** A written value as data, or why it does not fit its type. */
export type Converted = { readonly value: Json } | { readonly fault: string };

const ranges: Readonly<Partial<Record<ProtoScalar, readonly [bigint, bigint]>>> = (() => {
  const int32 = [-(2n ** 31n), 2n ** 31n - 1n] as const;
  const int64 = [-(2n ** 63n), 2n ** 63n - 1n] as const;
  const uint32 = [0n, 2n ** 32n - 1n] as const;
  const uint64 = [0n, 2n ** 64n - 1n] as const;
  return {
    int32,
    sint32: int32,
    sfixed32: int32,
    uint32,
    fixed32: uint32,
    int64,
    sint64: int64,
    sfixed64: int64,
    uint64,
    fixed64: uint64,
  };
})();

const strict = new TextDecoder("utf-8", { fatal: true });

/** A written value of a scalar type, in ProtoJSON's terms: bytes as base64, "NaN", "Infinity"; exact integers. */
export function scalarValue(type: ProtoScalar, node: ValueNode): Converted {
  const range = ranges[type];
  if (range !== undefined) {
    if (node.kind !== "integer") return { fault: `an integer is expected (${type})` };
    const [least, most] = range;
    if (node.value < least || node.value > most)
      return { fault: `${node.text} is beyond ${type} (${least} to ${most})` };
    return { value: exact(node.value) };
  }
  switch (type) {
    case "bool":
      if (node.kind === "identifier" && !node.negative && (node.text === "true" || node.text === "false")) {
        return { value: node.text === "true" };
      }
      return { fault: "true or false is expected" };
    case "string":
      if (node.kind !== "string") return { fault: "a string is expected" };
      try {
        return { value: strict.decode(node.bytes) };
      } catch {
        return { fault: "the string is not valid UTF-8" };
      }
    case "bytes":
      return node.kind === "string"
        ? { value: Buffer.from(node.bytes).toString("base64") }
        : { fault: "a string is expected" };
    default: {
      const read = double(node);
      return type === "float" && "value" in read && typeof read.value === "number"
        ? { value: shortestFloat(read.value) }
        : read;
    }
  }
}

/** A 32-bit float in as few digits as tell it from all others: 0.1 rather than 0.10000000149011612. */
export function shortestFloat(value: number): number {
  const float = Math.fround(value);
  for (let digits = 1; digits < 10; digits += 1) {
    const short = Number(float.toPrecision(digits));
    if (Math.fround(short) === float) return short;
  }
  return float;
}

function double(node: ValueNode): Converted {
  if (node.kind === "integer") return { value: Number(node.value) };
  if (node.kind === "float")
    return { value: Number.isFinite(node.value) ? node.value : node.value > 0 ? "Infinity" : "-Infinity" };
  if (node.kind === "identifier") {
    const word = node.text.toLowerCase();
    if (word === "nan") return { value: "NaN" };
    if (word === "inf" || word === "infinity") return { value: node.negative ? "-Infinity" : "Infinity" };
  }
  return { fault: "a number is expected" };
}

/** A value whose type is not known: as it is written. */
export function untyped(node: ValueNode): Json {
  switch (node.kind) {
    case "identifier":
      return !node.negative && (node.text === "true" || node.text === "false")
        ? node.text === "true"
        : `${node.negative ? "-" : ""}${node.text}`;
    case "integer":
      return exact(node.value);
    case "float":
      return Number.isFinite(node.value) ? node.value : String(node.value);
    case "string":
      try {
        return strict.decode(node.bytes);
      } catch {
        return Buffer.from(node.bytes).toString("base64");
      }
    case "list":
      return node.items.map(untyped);
    case "aggregate": {
      const value: Record<string, Json> = {};
      for (const field of node.fields) {
        const name =
          field.form === "field" ? field.name : field.form === "any" ? "@type" : `(${field.name.replace(/^\./, "")})`;
        if (field.form === "any") {
          put(value, name, field.name);
          const inner = untyped(field.value);
          if (typeof inner === "object" && inner !== null && !Array.isArray(inner)) Object.assign(value, inner);
        } else if (!Object.hasOwn(value, name)) put(value, name, untyped(field.value));
        else put(value, name, [value[name] ?? null, untyped(field.value)].flat());
      }
      return value;
    }
  }
}

/** Sets a member, whatever it is called. */
export function put(target: Record<string, Json>, name: string, value: Json): void {
  Object.defineProperty(target, name, { value, enumerable: true, writable: true, configurable: true });
}

/** A number where a double holds it, else a bigint. */
export const exact = (value: bigint): Json =>
  value >= -9007199254740991n && value <= 9007199254740991n ? Number(value) : value;
