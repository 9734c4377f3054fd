import type { Json } from "../../contract/json.js";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import type { Location } from "../../diagnostics/location.js";
import type { Document } from "../../source/document.js";
import { openDocument } from "../../source/open-document.js";
import type { Source } from "../../source/source.js";
import { isObject } from "./node.js";

export interface ValidateOptions {
  /** Documents with more text than this are not validated, since it would take seconds. In characters; default 3,000,000. */
  readonly longest?: number;
  /** How many findings are told at most. Default: 100. */
  readonly most?: number;
}

/**
 * What the validator of `@apidevtools/swagger-parser` finds in an OpenAPI document: warnings, each with its place.
 * It knows 2.0, 3.0 and 3.1, and one file at a time: references to other files are left alone.
 * @throws Failure when the text is neither YAML nor JSON
 */
export async function validateOpenapi(source: Source, options: ValidateOptions = {}): Promise<readonly Diagnostic[]> {
  const { longest = 3_000_000, most = 100 } = options;
  if (source.text.length > longest) return [];
  const { document } = await openDocument(source);
  const copy = plain(document.value);
  if (!isObject(copy as Json) || !understands(copy as Record<string, unknown>)) return [];
  const { default: SwaggerParser } = await import("@apidevtools/swagger-parser");
  try {
    await SwaggerParser.validate(copy as never, { resolve: { external: false }, dereference: { circular: "ignore" } });
    return [];
  } catch (error) {
    return findings(error, document).slice(0, most);
  }
}

const understands = ({ openapi, swagger }: Record<string, unknown>): boolean =>
  swagger === "2.0" || (typeof openapi === "string" && /^3\.[01]\./.test(openapi));

/** A deep copy for a program that changes what it is given, and that knows no bigints. */
function plain(value: Json): unknown {
  if (typeof value === "bigint") return Number(value);
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return (value as readonly Json[]).map(plain);
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, plain(member)]));
}

function findings(error: unknown, document: Document): readonly Diagnostic[] {
  const details: unknown = error instanceof Error && "details" in error ? error.details : undefined;
  const told = Array.isArray(details) ? details.flatMap((detail) => finding(detail, document)) : [];
  if (told.length > 0) return withoutEchoes(told);
  const message = error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error);
  if (ofReferences.test(message)) return [];
  return [{ code: "openapi-validation", severity: "warning", message, at: placeAt(document, "") }];
}

/** References are the reader's own affair: it says better where they lead nowhere. */
const ofReferences = /\$ref|pointer|token .* does not exist|missing \$|resolv/i;

function finding(detail: unknown, document: Document): readonly Diagnostic[] {
  if (typeof detail !== "object" || detail === null) return [];
  const { instancePath, message, keyword, params } = detail as Record<string, unknown>;
  if (typeof message !== "string" || typeof instancePath !== "string") return [];
  const extra =
    typeof params === "object" && params !== null
      ? (Reflect.get(params, "additionalProperty") ?? Reflect.get(params, "unevaluatedProperty"))
      : undefined;
  const named = typeof extra === "string" ? `: "${extra}"` : "";
  const where = instancePath === "" ? "The document" : instancePath;
  if (keyword === "if" || keyword === "oneOf" || keyword === "anyOf") return [];
  // Where an object or a reference may stand, the object is also blamed for being no reference.
  if (typeof params === "object" && params !== null && Reflect.get(params, "missingProperty") === "$ref") return [];
  const text = `${where} ${message}${named}`;
  const place = typeof extra === "string" ? `${instancePath}/${escaped(extra)}` : instancePath;
  return [{ code: "openapi-validation", severity: "warning", message: text, at: placeAt(document, place) }];
}

const escaped = (name: string): string => name.replaceAll("~", "~0").replaceAll("/", "~1");

/** Alternatives are refused one after another in the same words. */
function withoutEchoes(all: readonly Diagnostic[]): readonly Diagnostic[] {
  const seen = new Set<string>();
  return all.filter(({ message }) => !seen.has(message) && seen.add(message) !== undefined);
}

/** Where the value at a JSON pointer stands, or the nearest thing around it that is there. */
function placeAt(document: Document, pointer: string): Location {
  const root = document.value;
  if (typeof root !== "object" || root === null) return { file: document.source.name, line: 1, column: 1 };
  let here: Json = root;
  let at = document.at(root);
  for (const segment of pointer.split("/").slice(1)) {
    const name = segment.replaceAll("~1", "/").replaceAll("~0", "~");
    if (typeof here !== "object" || here === null || !Object.hasOwn(here, name)) break;
    at = document.at(here, Array.isArray(here) ? Number(name) : name);
    here = (here as Readonly<Record<string, Json>>)[name] ?? null;
  }
  return at;
}
