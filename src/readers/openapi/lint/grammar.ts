/** The objects of OpenAPI: what their members are called, in which versions, and what stands there. */
import type { Version } from "../version.js";

type Line = Version["line"];

export interface Member {
  readonly name: string;
  /** The object that stands there, or that a list or a map there holds; undefined for plain values. */
  readonly holds: ObjectKind | undefined;
  readonly as: "one" | "list" | "map";
  readonly lines: readonly Line[];
}

/** What one sort of object may hold. */
export interface Grammar {
  /** As messages call it. */
  readonly title: string;
  readonly members: ReadonlyMap<string, Member>;
  /** Members have names of the contract's own choosing, and are all of one sort. */
  readonly every?: ObjectKind;
}

/**
 * `name`, then what it holds: `:kind`, a list of it `:[kind]` or a map of it `:{kind}`; then the versions: `@2` for
 * 2.0 alone, `@3`, `@3.1`, `@3.2` from that version on. OpenAPI 2.0, 3.0.4, 3.1.1 and 3.2.0, section 4 each.
 */
const written = {
  root: [
    "the contract",
    "swagger@2 openapi@3 info:info host@2 basePath@2 schemes@2 consumes@2 produces@2 paths:paths definitions:{schema}@2 " +
      "parameters:{parameter}@2 responses:{response}@2 securityDefinitions:{securityScheme}@2 security tags:[tag] " +
      "externalDocs:documentation servers:[server]@3 components:components@3 webhooks:{pathItem}@3.1 " +
      "jsonSchemaDialect@3.1 $self@3.2",
  ],
  info: ["the info", "title description termsOfService contact:contact license:license version summary@3.1"],
  contact: ["a contact", "name url email"],
  license: ["a license", "name url identifier@3.1"],
  documentation: ["external documentation", "description url"],
  tag: ["a tag", "name description externalDocs:documentation summary@3.2 parent@3.2 kind@3.2"],
  server: ["a server", "url description variables:{serverVariable} name@3.2"],
  serverVariable: ["a server variable", "enum default description"],
  components: [
    "the components",
    "schemas:{schema} responses:{response} parameters:{parameter} examples:{example} requestBodies:{requestBody} " +
      "headers:{header} securitySchemes:{securityScheme} links:{link} callbacks:{callback} pathItems:{pathItem}@3.1 " +
      "mediaTypes:{mediaType}@3.2",
  ],
  paths: ["the paths", "", "pathItem"],
  callback: ["a callback", "", "pathItem"],
  pathItem: [
    "a path item",
    "$ref get:operation put:operation post:operation delete:operation options:operation head:operation " +
      "patch:operation parameters:[parameter] summary@3 description@3 trace:operation@3 servers:[server]@3 " +
      "query:operation@3.2 additionalOperations:{operation}@3.2",
  ],
  operation: [
    "an operation",
    "tags summary description externalDocs:documentation operationId parameters:[parameter] responses:responses " +
      "deprecated security consumes@2 produces@2 schemes@2 requestBody:requestBody@3 callbacks:{callback}@3 " +
      "servers:[server]@3",
  ],
  parameter: [
    "a parameter",
    "name in description required allowEmptyValue schema:schema type@2 format@2 items:items@2 collectionFormat@2 " +
      "default@2 maximum@2 exclusiveMaximum@2 minimum@2 exclusiveMinimum@2 maxLength@2 minLength@2 pattern@2 " +
      "maxItems@2 minItems@2 uniqueItems@2 enum@2 multipleOf@2 deprecated@3 style@3 explode@3 allowReserved@3 " +
      "example@3 examples:{example}@3 content:{mediaType}@3",
  ],
  header: [
    "a header",
    "description type@2 format@2 items:items@2 collectionFormat@2 default@2 maximum@2 exclusiveMaximum@2 minimum@2 " +
      "exclusiveMinimum@2 maxLength@2 minLength@2 pattern@2 maxItems@2 minItems@2 uniqueItems@2 enum@2 " +
      "multipleOf@2 required@3 deprecated@3 allowEmptyValue@3 style@3 explode@3 allowReserved@3 schema:schema@3 " +
      "example@3 examples:{example}@3 content:{mediaType}@3",
  ],
  items: [
    "the items of a parameter",
    "type format items:items collectionFormat default maximum exclusiveMaximum minimum exclusiveMinimum maxLength " +
      "minLength pattern maxItems minItems uniqueItems enum multipleOf",
  ],
  requestBody: ["a request body", "description content:{mediaType} required"],
  mediaType: [
    "a media type",
    "schema:schema example examples:{example} encoding:{encoding} description@3.2 itemSchema:schema@3.2 prefixEncoding:[encoding]@3.2 " +
      "itemEncoding:encoding@3.2",
  ],
  encoding: [
    "an encoding",
    "contentType headers:{header} style explode allowReserved encoding:{encoding}@3.2 prefixEncoding:[encoding]@3.2 " +
      "itemEncoding:encoding@3.2",
  ],
  responses: ["the responses", "", "response"],
  response: [
    "a response",
    "description headers:{header} schema:schema@2 examples@2 content:{mediaType}@3 links:{link}@3 summary@3.2",
  ],
  example: ["an example", "summary description value externalValue dataValue@3.2 serializedValue@3.2"],
  link: ["a link", "operationRef operationId parameters requestBody description server:server"],
  securityScheme: [
    "a security scheme",
    "type description name in flow@2 authorizationUrl@2 tokenUrl@2 scopes@2 scheme@3 bearerFormat@3 flows:flows@3 " +
      "openIdConnectUrl@3 oauth2MetadataUrl@3.2 deprecated@3.2",
  ],
  flows: [
    "the flows",
    "implicit:flow password:flow clientCredentials:flow authorizationCode:flow deviceAuthorization:flow@3.2",
  ],
  flow: ["a flow", "authorizationUrl tokenUrl refreshUrl scopes deviceAuthorizationUrl@3.2"],
  /** The words of every dialect: reading tells of those that belong to another one. */
  schema: [
    "a schema",
    "$ref $id $schema $anchor $dynamicRef $dynamicAnchor $recursiveRef $recursiveAnchor $vocabulary $comment id " +
      "$defs:{schema} definitions:{schema} title description default example examples deprecated readOnly writeOnly " +
      "externalDocs:documentation xml:xml discriminator:discriminator nullable type enum const format " +
      "multipleOf maximum exclusiveMaximum minimum exclusiveMinimum maxLength minLength pattern contentEncoding " +
      "contentMediaType contentSchema:schema items:schema prefixItems:[schema] additionalItems:schema " +
      "unevaluatedItems:schema contains:schema minContains maxContains maxItems minItems uniqueItems " +
      "maxProperties minProperties required properties:{schema} patternProperties:{schema} " +
      "additionalProperties:schema unevaluatedProperties:schema propertyNames:schema dependentRequired " +
      "dependentSchemas:{schema} dependencies:{schema} allOf:[schema] anyOf:[schema] oneOf:[schema] not:schema " +
      "if:schema then:schema else:schema",
  ],
  xml: ["the xml of a schema", "name namespace prefix attribute wrapped nodeType@3.2"],
  discriminator: ["a discriminator", "propertyName mapping defaultMapping@3.2"],
} as const;

export type ObjectKind = keyof typeof written;

const lines: readonly Line[] = ["2.0", "3.0", "3.1", "3.2"];
const linesOf = (since: string | undefined): readonly Line[] =>
  since === undefined
    ? lines
    : since === "2"
      ? ["2.0"]
      : lines.filter((line) => line >= (since === "3" ? "3.0" : since));

function memberOf(text: string): Member {
  const [shape = "", since] = text.split("@");
  const [name = "", held] = shape.split(":");
  const as = held?.startsWith("[") ? "list" : held?.startsWith("{") ? "map" : "one";
  return { name, holds: held?.replaceAll(/[[\]{}]/g, "") as ObjectKind | undefined, as, lines: linesOf(since) };
}

export const grammar: ReadonlyMap<ObjectKind, Grammar> = new Map(
  Object.entries(written).map(([kind, [title, members, every]]) => {
    const own = members.split(" ").filter((text) => text !== "");
    const read = new Map(own.map(memberOf).map((member) => [member.name, member]));
    return [kind as ObjectKind, { title, members: read, ...(every !== undefined && { every }) }];
  }),
);
