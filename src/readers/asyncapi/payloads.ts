import type { Json } from "../../contract/json.js";
import type { Schema } from "../../contract/schema.js";
import type { Location } from "../../diagnostics/location.js";
import type { Document } from "../../source/document.js";
import { type AvroReader, createAvroReader } from "../avro/avro-reader.js";
import { createJsonSchemas, type JsonSchemas } from "./json-schemas.js";
import { child, isObject, kindOf, type Node, valuePlaceOf } from "./node.js";
import { createProtobufPayloads, type ProtobufPayloads } from "./protobuf-payload.js";
import { follow, misshapen, type Reading, text } from "./reading.js";
import { readSchemaFormat, type SchemaFormat } from "./schema-format.js";

/** A payload or headers, whatever they are written in. */
export interface Payload {
  readonly schema: Schema;
  readonly format: SchemaFormat;
  /** What was written, when that is not of the JSON Schema family. */
  readonly original?: Json;
}

/** Reads the schemas of messages, headers and parameters, and keeps those that have names. */
export interface PayloadReader {
  /**
   * @param node where the schema stands; undefined when the contract does not say what the payload is
   * @param schemaFormat the format as the message names it (AsyncAPI 2); absent: AsyncAPI's own. A Multi Format Schema
   *   Object (AsyncAPI 3) names its own
   * @param message whose payload it is, for languages whose files hold several types
   */
  read(
    node: Node | undefined,
    schemaFormat: string | undefined,
    message: { readonly name: string; readonly at: Location } | undefined,
  ): Payload;
  /** Makes a named schema of an entry of `components.schemas`, whether anything refers to it or not. */
  define(name: string, node: Node): void;
  /** The named schemas so far; a new map each time. */
  all(): ReadonlyMap<string, Schema>;
  named(name: string): Schema | undefined;
  /** What a schema is when references are followed. */
  resolved(schema: Schema): Schema;
  /** Avro types that none of the loaded files defines, and the files that use them. */
  readonly missingAvroTypes: ReadonlyMap<string, Document>;
}

export function createPayloadReader(reading: Reading): PayloadReader {
  const json: JsonSchemas = createJsonSchemas(reading);
  const claim = (name: string, identity: string): string => json.claim(name, identity);
  const avro: AvroReader = createAvroReader({
    library: reading.library,
    diagnose: (diagnostic) => reading.diagnose(diagnostic),
    claim,
  });
  const protobuf: ProtobufPayloads = createProtobufPayloads(reading, claim);

  const named = (name: string): Schema | undefined =>
    json.schemas.get(name) ?? avro.schemas.get(name) ?? protobuf.schemas.get(name);

  function readAs(format: SchemaFormat, node: Node, message: { readonly name: string } | undefined): Payload {
    const at = valuePlaceOf(node);
    const any: Schema = { kind: "any", at };
    switch (format.language) {
      case "avro":
        return { schema: avro.read(node), format, original: avro.original(node) };
      case "protobuf": {
        const target = follow(reading, node);
        if (target === undefined) return { schema: any, format };
        if (typeof target.value === "string")
          return { schema: protobuf.read(target, target.value, message?.name), format, original: target.value };
        misshapen(reading, target, `a protobuf payload is the text of a .proto file, and is ${kindOf(target.value)}`);
        return { schema: any, format, original: target.value };
      }
      case "raml":
      case undefined: {
        const language = format.language === "raml" ? "RAML data types are" : `"${format.text}" is`;
        const message = `${language} not read; any value is admitted`;
        reading.diagnose({ code: "asyncapi-schema-format", severity: "warning", message, at });
        return { schema: any, format, original: node.value };
      }
      default:
        return { schema: json.read(node, format.language), format };
    }
  }

  return {
    read(node, schemaFormat, message) {
      const named = readSchemaFormat(schemaFormat);
      if (node === undefined)
        return { schema: { kind: "any", at: message?.at ?? { file: "", line: 1, column: 1 } }, format: named };
      const wrapper = multiFormat(reading, node);
      if (wrapper === undefined) return readAs(named, node, message);
      const format = readSchemaFormat(text(reading, wrapper, "schemaFormat"));
      const inner = child(wrapper, "schema");
      if (inner !== undefined) return readAs(format, inner, message);
      misshapen(reading, wrapper, 'a schema with its own "schemaFormat" stands under "schema"');
      return { schema: { kind: "any", at: valuePlaceOf(wrapper) }, format };
    },
    define(name, node) {
      const wrapper = multiFormat(reading, node);
      if (wrapper === undefined) return json.define(name, node);
      const { language } = readSchemaFormat(text(reading, wrapper, "schemaFormat"));
      const inner = child(wrapper, "schema");
      if (language === undefined || language === "avro" || language === "protobuf" || language === "raml")
        this.read(wrapper, undefined, { name, at: valuePlaceOf(wrapper) });
      else if (inner !== undefined) json.define(name, { ...inner, pointer: node.pointer }, language);
    },
    all: () => new Map([...json.schemas, ...avro.schemas, ...protobuf.schemas]),
    named,
    resolved(schema) {
      let here = schema;
      for (let steps = 0; here.kind === "reference" && steps < 32; steps += 1)
        here = named(here.name) ?? { kind: "any", at: here.at };
      return here;
    },
    missingAvroTypes: avro.missing,
  };
}

/** The Multi Format Schema Object that a node is, or refers to; undefined when it is a plain schema. */
function multiFormat(reading: Reading, node: Node): Node | undefined {
  if (reading.version.major !== 3 || !isObject(node.value)) return undefined;
  if (typeof node.value["schemaFormat"] === "string") return node;
  const reference = node.value["$ref"];
  if (typeof reference !== "string" || reading.library.resolve(reference, node.document) === undefined)
    return undefined;
  const target = follow(reading, node);
  return target !== undefined && isObject(target.value) && typeof target.value["schemaFormat"] === "string"
    ? target
    : undefined;
}
