import type { HttpParameter } from "../../contract/parameter.js";
import type { Field, RecordSchema, Schema } from "../../contract/schema.js";
import type { Location } from "../../diagnostics/location.js";
import { child, extensionsOf, flagOf, type Node } from "./node.js";
import { contentOf, declared } from "./parameters.js";
import { docOf, objectsIn, type Reading, schemaAt, schemaIn } from "./reading.js";
import { readCollectionFormat, readStyle } from "./styles.js";

export interface ReadHeaders {
  readonly headers: RecordSchema;
  readonly headerStyles: readonly HttpParameter[];
}

/** The `headers` of a response or of a part of a multipart body, by lower-case name. `Content-Type` does not count. */
export function readHeaders(node: Node, at: Location, reading: Reading): ReadHeaders {
  const fields = new Map<string, Field>();
  const styles = new Map<string, HttpParameter>();
  const old = reading.version.line === "2.0";
  for (const [written, header, beside] of objectsIn(node, "headers", "a header", reading)) {
    const name = written.toLowerCase();
    if (name === "content-type") continue;
    const content = old ? undefined : contentOf(header, reading);
    const read = content?.schema ?? (old ? schemaAt(header, reading) : schemaIn(header, "schema", reading));
    const doc = docOf(header, beside);
    const schema: Schema = {
      ...(read ?? { kind: "scalar", type: "string", at: header.at }),
      ...(doc !== undefined && { doc }),
      ...(flagOf(child(header, "deprecated")) === true && { deprecated: true }),
    };
    const extensions = extensionsOf(header);
    fields.set(name, {
      name,
      schema,
      required: flagOf(child(header, "required")) === true,
      ...(extensions !== undefined && { extensions }),
      at: beside.at,
      ...declared(header, beside),
    });
    styles.set(name, {
      place: "headers",
      name: written,
      ...(old ? readCollectionFormat(header, "headers", schema, reading) : readStyle(header, "headers", reading)),
      allowReserved: false,
      allowEmptyValue: false,
      ...(content !== undefined && { mediaType: content.mediaType }),
      at: beside.at,
    });
  }
  return { headers: { kind: "record", fields: [...fields.values()], at }, headerStyles: [...styles.values()] };
}
