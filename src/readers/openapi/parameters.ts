import type { HttpParameter } from "../../contract/parameter.js";
import type { Field, Schema } from "../../contract/schema.js";
import type { Location } from "../../diagnostics/location.js";
import { suggest } from "../../diagnostics/suggest.js";
import { readExamples } from "./examples.js";
import { child, extensionsOf, flagOf, items, kindOf, members, type Node, textOf } from "./node.js";
import { docOf, misshapen, objectAt, type Reading, schemaAt, schemaIn } from "./reading.js";
import { readCollectionFormat, readStyle } from "./styles.js";

/** A parameter as the model has it: a field of its place, and how that is written. */
export interface ReadParameter {
  readonly field: Field;
  readonly parameter: HttpParameter;
}

/** A parameter that applies to an operation; those of OpenAPI 2.0 bodies are told apart later. */
export interface FoundParameter {
  readonly node: Node;
  /** The item of the list, where a `$ref` stands instead. */
  readonly beside: Node;
  readonly place: string;
  readonly name: string;
}

/** The parameters of an operation: its own, and those of its path that it does not override. */
export function effectiveParameters(path: Node, operation: Node, reading: Reading): readonly FoundParameter[] {
  const found = new Map<string, FoundParameter>();
  for (const owner of [path, operation]) {
    const here = new Set<string>();
    for (const parameter of listed(owner, reading)) {
      const key = `${parameter.place} ${parameter.place === "header" ? parameter.name.toLowerCase() : parameter.name}`;
      if (here.has(key)) {
        const message = `The parameter "${parameter.name}" in "${parameter.place}" is declared twice; the last one counts`;
        reading.complain("openapi-parameter", parameter.beside.at, message);
      }
      here.add(key);
      found.set(key, parameter);
    }
  }
  return [...found.values()];
}

const places = new Set(["path", "query", "header", "cookie", "querystring", "body", "formData"]);

function listed(owner: Node, reading: Reading): readonly FoundParameter[] {
  const list = child(owner, "parameters");
  if (list === undefined || list.value === null) return [];
  if (!Array.isArray(list.value)) {
    misshapen(list, `"parameters" must be a list, but it is ${kindOf(list.value)}`, reading);
    return [];
  }
  return items(list).flatMap((item): FoundParameter[] => {
    const node = objectAt(item, "a parameter", reading);
    if (node === undefined) return [];
    const place = textOf(child(node, "in"));
    const name = textOf(child(node, "name")) ?? (place === "body" || place === "querystring" ? place : undefined);
    if (place !== undefined && !places.has(place)) {
      const near = suggest(place, places);
      const meant = near === undefined ? `there are ${[...places].slice(0, 4).join(", ")}` : `did you mean "${near}"?`;
      const message = `The parameter "${name ?? ""}" is in "${place}", which OpenAPI does not know; ${meant}`;
      reading.complain("openapi-parameter", (child(node, "in") ?? node).at, message, "error");
      // What is wrong with its schema is told at once, not after this is mended.
      schemaIn(node, "schema", reading);
      return [];
    }
    if (place === undefined || name === undefined || name === "") {
      misshapen(node, 'A parameter needs a "name", and an "in" that OpenAPI knows; this one is left out', reading);
      return [];
    }
    return [{ node, beside: item, place, name }];
  });
}

const modelPlaces = { path: "path", query: "query", header: "headers", cookie: "cookies" } as const;

/** Header parameters that OpenAPI 3 says are ignored, for other parts of the contract speak of them. */
const ignoredHeaders = new Set(["accept", "content-type", "authorization"]);

/** Reads a parameter of path, query, headers, cookies or query string; undefined for what does not count. */
export function readParameter(found: FoundParameter, reading: Reading): ReadParameter | undefined {
  const { node, beside, name } = found;
  const old = reading.version.line === "2.0";
  if (found.place === "querystring") return readQuerystring(found, reading);
  if (found.place !== "path" && found.place !== "query" && found.place !== "header" && found.place !== "cookie") {
    return undefined;
  }
  const place = modelPlaces[found.place];
  if (place === "headers" && !old && ignoredHeaders.has(name.toLowerCase())) return undefined;
  const content = old ? undefined : contentOf(node, reading);
  const schema = content?.schema ?? (old ? schemaAt(node, reading) : schemaIn(node, "schema", reading));
  if (schema === undefined) {
    misshapen(node, `The parameter "${name}" has neither "schema" nor "content"; any value is assumed`, reading);
  }
  const told = described(schema ?? { kind: "any", at: node.at }, node, beside, reading);
  const style = old ? readCollectionFormat(node, place, told, reading) : readStyle(node, place, reading);
  const required = flagOf(child(node, "required")) === true;
  if (place === "path" && !required) {
    reading.complain("openapi-parameter", node.at, `The path parameter "${name}" must say "required: true"`);
  }
  const at = beside.at;
  const extensions = extensionsOf(node);
  return {
    field: {
      name: place === "headers" ? name.toLowerCase() : name,
      schema: told,
      required: required || place === "path",
      ...(extensions !== undefined && { extensions }),
      at,
      ...declared(node, beside),
    },
    parameter: {
      place,
      name,
      ...style,
      allowReserved: flagOf(child(node, "allowReserved")) === true,
      allowEmptyValue: place === "query" && flagOf(child(node, "allowEmptyValue")) === true,
      ...(content !== undefined && { mediaType: content.mediaType }),
      at,
    },
  };
}

function readQuerystring({ node, beside, name }: FoundParameter, reading: Reading): ReadParameter {
  const content = contentOf(node, reading);
  if (content === undefined) misshapen(node, 'A parameter in "querystring" needs "content"', reading);
  const schema = described(content?.schema ?? { kind: "any", at: node.at }, node, beside, reading);
  const at = beside.at;
  return {
    field: {
      name: "querystring",
      schema,
      required: flagOf(child(node, "required")) === true,
      at,
      ...declared(node, beside),
    },
    parameter: {
      place: "querystring",
      name,
      style: "form",
      explode: true,
      allowReserved: false,
      allowEmptyValue: false,
      mediaType: content?.mediaType ?? "application/x-www-form-urlencoded",
      at,
    },
  };
}

/** Where a reference leads. */
export const declared = (node: Node, beside: Node): { readonly declaredAt?: Location } =>
  node.value === beside.value ? {} : { declaredAt: node.at };

/** The one media type of a `content` parameter or header. */
export function contentOf(node: Node, reading: Reading): { mediaType: string; schema: Schema } | undefined {
  const content = child(node, "content");
  const [first, ...others] = members(content);
  if (content === undefined || first === undefined) return undefined;
  if (others.length > 0) misshapen(content, '"content" must name one media type here; the first counts', reading);
  const [mediaType, entry] = first;
  const media = objectAt(entry, "a media type", reading);
  return { mediaType, schema: (media && schemaIn(media, "schema", reading)) ?? { kind: "any", at: entry.at } };
}

/** A schema with what the parameter says about it. */
function described(schema: Schema, node: Node, beside: Node, reading: Reading): Schema {
  const doc = docOf(node, beside);
  const examples = readExamples(node, reading).flatMap(({ value }) => (value === undefined ? [] : [value]));
  return {
    ...schema,
    ...(doc !== undefined && { doc }),
    ...(flagOf(child(node, "deprecated")) === true && { deprecated: true }),
    ...(examples.length > 0 && { examples: examples as NonNullable<Schema["examples"]> }),
  };
}

/** The names between braces of a path template (OpenAPI 3.2 section 4.8.2). */
export const templateNames = (path: string): readonly string[] =>
  [...path.matchAll(/\{([^{}]+)\}/g)].map(([, name = ""]) => name);

/** A parameter that the path names and nobody declares: any text. */
export const undeclaredParameter = (name: string, at: Location): ReadParameter => ({
  field: { name, schema: { kind: "scalar", type: "string", at }, required: true, at },
  parameter: { place: "path", name, style: "simple", explode: false, allowReserved: false, allowEmptyValue: false, at },
});
