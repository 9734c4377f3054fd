/** The languages that payloads are written in. */
export type Language =
  | "draft-04"
  | "draft-06"
  | "draft-07"
  | "2019-09"
  | "2020-12"
  | OpenApi
  | "avro"
  | "protobuf"
  | "raml";
type OpenApi = "oas2.0" | "oas3.0" | "oas3.1" | "oas3.2";

export interface SchemaFormat {
  /** Undefined when the reader does not know it. */
  readonly language: Language | undefined;
  /** The media type with all spellings of one language made one: no `+json` or `+yaml`, AsyncAPI's own as draft-07. */
  readonly text: string;
  /** What messages in this language travel as when the contract names no content type. */
  readonly mediaType: string;
}

const jsonSchema = (draft: Language): SchemaFormat => ({
  language: draft,
  text: `application/schema+json;version=${draft}`,
  mediaType: "application/json",
});

/** What AsyncAPI schemas are: a superset of JSON Schema draft-07, in all versions so far. */
export const asyncapiSchema = jsonSchema("draft-07");

/** Reads `schemaFormat` (AsyncAPI 3.1, "Schema formats table"); absent, it is AsyncAPI's own. */
export function readSchemaFormat(written: string | undefined): SchemaFormat {
  if (written === undefined) return asyncapiSchema;
  const [type = "", ...parameters] = written
    .toLowerCase()
    .split(";")
    .map((part) => part.trim());
  const name = type.replace(/\+(json|yaml)$/, "");
  const version = parameters.find((parameter) => parameter.startsWith("version="))?.slice("version=".length) ?? "";
  const versioned = version === "" ? name : `${name};version=${version}`;
  switch (name) {
    case "application/vnd.aai.asyncapi":
      return asyncapiSchema;
    case "application/schema":
    case "application/json-schema": {
      const draft = (["draft-04", "draft-06", "2019-09", "2020-12"] as const).find((known) => version.includes(known));
      return jsonSchema(draft ?? "draft-07");
    }
    case "application/vnd.oai.openapi":
      return { language: openApi(version), text: versioned, mediaType: "application/json" };
    case "application/vnd.apache.avro":
      return { language: "avro", text: versioned, mediaType: "application/vnd.apache.avro" };
    case "application/vnd.google.protobuf":
      return { language: "protobuf", text: versioned, mediaType: "application/protobuf" };
    case "application/raml":
      return { language: "raml", text: versioned, mediaType: "application/json" };
    default:
      return { language: undefined, text: written, mediaType: "application/octet-stream" };
  }
}

function openApi(version: string): OpenApi {
  if (version.startsWith("2")) return "oas2.0";
  if (version.startsWith("3.1")) return "oas3.1";
  return version.startsWith("3.2") ? "oas3.2" : "oas3.0";
}
