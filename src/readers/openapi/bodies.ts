import type { HttpBody } from "../../contract/binding.js";
import type { Content, Encoding } from "../../contract/content.js";
import type { Field, Schema } from "../../contract/schema.js";
import { readContents } from "./contents.js";
import { child, flagOf, type Node } from "./node.js";
import { mediaTypes } from "./outcomes.js";
import { declared, type FoundParameter } from "./parameters.js";
import { docOf, objectAt, type Reading, schemaAt, schemaIn } from "./reading.js";
import { readCollectionFormat } from "./styles.js";

/** The request body of an operation (OpenAPI 3). */
export function readBody(operation: Node, reading: Reading): HttpBody | undefined {
  const written = child(operation, "requestBody");
  const node = objectAt(written, "a request body", reading);
  if (node === undefined || written === undefined) return undefined;
  const contents = readContents(node, reading);
  const doc = docOf(node, written);
  if (contents.length === 0) {
    const at = written.at;
    reading.complain("openapi-structure", at, "The request body names no media type; any content is assumed");
    const any: Schema = { kind: "any", at };
    const content: Content = { mediaType: "*/*", schema: any, encodings: new Map(), examples: [], at };
    return bodyOf(node, doc, [content], written);
  }
  return bodyOf(node, doc, contents, written);
}

const bodyOf = (node: Node, doc: string | undefined, contents: readonly Content[], written: Node): HttpBody => ({
  required: flagOf(child(node, "required")) === true,
  ...(doc !== undefined && { doc }),
  contents,
  at: written.at,
  ...declared(node, written),
});

/** OpenAPI 2.0: the body is a parameter, or all the parameters in `formData`. */
export function readBodyParameters(
  operation: Node,
  parameters: readonly FoundParameter[],
  reading: Reading,
): HttpBody | undefined {
  const body = parameters.find(({ place }) => place === "body");
  if (body !== undefined) {
    const { node, beside } = body;
    const schema = schemaIn(node, "schema", reading) ?? { kind: "any", at: node.at };
    const doc = docOf(node, beside);
    return {
      required: flagOf(child(node, "required")) === true,
      ...(doc !== undefined && { doc }),
      contents: mediaTypes(operation, "consumes", reading).map((mediaType) => ({
        mediaType,
        schema,
        encodings: new Map(),
        examples: [],
        at: beside.at,
      })),
      at: beside.at,
    };
  }
  const form = parameters.filter(({ place }) => place === "formData");
  return form.length === 0 ? undefined : readForm(operation, form, reading);
}

function readForm(operation: Node, form: readonly FoundParameter[], reading: Reading): HttpBody {
  const at = form[0]?.beside.at ?? operation.at;
  const fields: Field[] = [];
  const encodings = new Map<string, Encoding>();
  for (const { node, beside, name } of form) {
    const schema = schemaAt(node, reading);
    fields.push({ name, schema, required: flagOf(child(node, "required")) === true, at: beside.at });
    if (schema.kind !== "list") continue;
    const { style, explode } = readCollectionFormat(node, "query", schema, reading);
    const headers = { kind: "record", fields: [], at: node.at } as const;
    encodings.set(name, { style, explode, headers, headerStyles: [], at: node.at });
  }
  const schema: Schema = { kind: "record", fields, at };
  return {
    required: fields.some(({ required }) => required),
    contents: formTypes(operation, form, reading).map((mediaType) => ({
      mediaType,
      schema,
      encodings,
      examples: [],
      at,
    })),
    at,
  };
}

/** Files need multipart; else what is consumed says, and forms are urlencoded when it does not. */
function formTypes(operation: Node, form: readonly FoundParameter[], reading: Reading): readonly string[] {
  const files = form.some(({ node }) => child(node, "type")?.value === "file");
  const named = mediaTypes(operation, "consumes", reading).filter((type) =>
    /^multipart\/|^application\/x-www-form-urlencoded/i.test(type),
  );
  const fitting = files ? named.filter((type) => /^multipart\//i.test(type)) : named;
  if (fitting.length > 0) return fitting;
  return [files ? "multipart/form-data" : "application/x-www-form-urlencoded"];
}
