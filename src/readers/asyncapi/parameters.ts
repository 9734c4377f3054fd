import type { ChannelParameter } from "../../contract/binding.js";
import type { Field, RecordSchema, Schema } from "../../contract/schema.js";
import type { Location } from "../../diagnostics/location.js";
import { child, isObject, items, kindOf, type Node, placeOf } from "./node.js";
import type { PayloadReader } from "./payloads.js";
import { entries, follow, misshapen, type Reading, text } from "./reading.js";

/** The parameters of a channel, for the binding and for the input of its operations. */
export interface Parameters {
  readonly parameters: readonly ChannelParameter[];
  /** Undefined when the channel has none. */
  readonly record: RecordSchema | undefined;
}

/**
 * Reads the `parameters` of a channel. In AsyncAPI 2 each has a schema; in 3 it is text, perhaps one of a list. A place
 * in the address that no parameter describes becomes a parameter that may be any text.
 */
export function readParameters(
  reading: Reading,
  channel: Node,
  address: string | null,
  payloads: PayloadReader,
): Parameters {
  const places = address === null ? undefined : placesOf(address);
  const parameters: ChannelParameter[] = [];
  const fields: Field[] = [];
  for (const [name, entry] of entries(reading, channel, "parameters")) {
    const node = follow(reading, entry);
    if (node === undefined) continue;
    if (!isObject(node.value)) {
      misshapen(reading, node, `a parameter must be an object, and is ${kindOf(node.value)}`);
      continue;
    }
    const { parameter, schema } = readParameter(reading, name, entry, node, payloads);
    parameters.push(parameter);
    fields.push({ name, schema, required: parameter.default === undefined, at: parameter.at });
    if (places !== undefined && !places.includes(name)) {
      const message = `the address "${address ?? ""}" has no place for the parameter "${name}"`;
      reading.diagnose({ code: "asyncapi-parameter-unused", severity: "warning", message, at: placeOf(entry) });
    }
  }
  for (const name of new Set(places)) {
    if (parameters.some((parameter) => parameter.name === name)) continue;
    const at = placeOf(child(channel, "address") ?? channel);
    const message = `no parameter describes "{${name}}" of the address "${address ?? ""}"; any text is taken for it`;
    reading.diagnose({ code: "asyncapi-parameter-undeclared", severity: "warning", message, at });
    parameters.push({ name, at });
    fields.push({ name, schema: { kind: "scalar", type: "string", at }, required: true, at });
  }
  return { parameters, record: fields.length === 0 ? undefined : { kind: "record", fields, at: placeOf(channel) } };
}

const placesOf = (address: string): string[] => [...address.matchAll(/\{([^{}]+)\}/g)].map((match) => match[1] ?? "");

function readParameter(
  reading: Reading,
  name: string,
  entry: Node,
  node: Node,
  payloads: PayloadReader,
): { readonly parameter: ChannelParameter; readonly schema: Schema } {
  const at = placeOf(entry);
  const doc = text(reading, node, "description");
  const location = text(reading, node, "location");
  const read = reading.version.major === 2 ? schemaOf2(node, payloads, placeOf(node)) : schemaOf3(reading, node);
  const schema = doc === undefined || read.doc !== undefined ? read : { ...read, doc };
  const told = schema.doc;
  const values = schema.kind === "enum" ? schema.values.map(({ value }) => String(value)) : undefined;
  const fallback = schema.default;
  return {
    parameter: {
      name,
      ...(values !== undefined && { values }),
      ...(fallback !== undefined && { default: String(fallback) }),
      ...(location !== undefined && { location }),
      ...(told !== undefined && { doc: told }),
      at,
    },
    schema,
  };
}

/** A parameter travels as text, so a named schema that is a mere scalar or a list of values is put in its place. */
function schemaOf2(node: Node, payloads: PayloadReader, at: Location): Schema {
  const schema = child(node, "schema");
  if (schema === undefined) return { kind: "scalar", type: "string", at };
  const read = payloads.read(schema, undefined, undefined).schema;
  const meant = payloads.resolved(read);
  return meant.kind === "scalar" || meant.kind === "enum" ? meant : read;
}

function schemaOf3(reading: Reading, node: Node): Schema {
  const at = placeOf(node);
  const values = child(node, "enum");
  const examples = child(node, "examples");
  const fallback = text(reading, node, "default");
  const said = {
    at,
    ...(fallback !== undefined && { default: fallback }),
    ...(examples !== undefined && { examples: items(examples).map(({ value }) => String(value)) }),
  };
  return values === undefined || items(values).length === 0
    ? { ...said, kind: "scalar", type: "string" }
    : {
        ...said,
        kind: "enum",
        values: items(values).map((item) => ({ value: String(item.value), at: placeOf(item) })),
      };
}
