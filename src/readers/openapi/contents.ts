import type { Content, Encoding } from "../../contract/content.js";
import type { Schema } from "../../contract/schema.js";
import { readExamples } from "./examples.js";
import { readHeaders } from "./headers.js";
import { child, extensionsOf, flagOf, type Node, textOf } from "./node.js";
import { objectsIn, type Reading, schemaIn } from "./reading.js";
import { readEncodingStyle } from "./styles.js";

/** The media types of a request body or response (OpenAPI 3). */
export function readContents(node: Node, reading: Reading): readonly Content[] {
  return objectsIn(node, "content", "a media type", reading).map(([mediaType, media, beside]) => {
    const item = schemaIn(media, "itemSchema", reading);
    const schema = schemaIn(media, "schema", reading);
    const extensions = extensionsOf(media);
    for (const name of ["prefixEncoding", "itemEncoding"]) {
      const encoding = child(media, name);
      if (encoding === undefined) continue;
      const message = `"${name}" is kept out of the model: the parts of "${mediaType}" are written by their default encoding`;
      reading.complain("openapi-not-modelled", encoding.at, message);
    }
    return {
      mediaType,
      schema: schema ?? wholeOf(item, beside),
      ...(item !== undefined && { item }),
      encodings: new Map(
        objectsIn(media, "encoding", "an encoding", reading).map(([name, encoding]) => [
          name,
          readEncoding(encoding, reading),
        ]),
      ),
      examples: readExamples(media, reading),
      ...(extensions !== undefined && { extensions }),
      at: beside.at,
    };
  });
}

/** A sequence of which only the items are told. */
const wholeOf = (item: Schema | undefined, { at }: Node): Schema =>
  item === undefined ? { kind: "any", at } : { kind: "list", item, at };

function readEncoding(node: Node, reading: Reading): Encoding {
  const contentType = textOf(child(node, "contentType"));
  const allowReserved = flagOf(child(node, "allowReserved"));
  return {
    ...(contentType !== undefined && { contentType }),
    ...readEncodingStyle(node, reading),
    ...(allowReserved !== undefined && { allowReserved }),
    ...readHeaders(node, node.at, reading),
    at: node.at,
  };
}

/** What a body is in any of its media types: one schema when they agree, else their union. */
export function schemaOfAll(contents: readonly Content[]): Schema {
  const distinct = new Map<unknown, Schema>();
  for (const { schema } of contents) {
    distinct.set(schema.kind === "reference" && schema.assertions === undefined ? schema.name : schema, schema);
  }
  const [first, ...others] = distinct.values();
  const at = contents[0]?.at ?? { file: "", line: 1, column: 1 };
  if (first === undefined) return { kind: "any", at };
  return others.length === 0 ? first : { kind: "union", mode: "any", variants: [first, ...others], at };
}
