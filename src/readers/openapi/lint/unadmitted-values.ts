import type { Json } from "../../../contract/json.js";
import type { Schema } from "../../../contract/schema.js";
import type { Diagnostic } from "../../../diagnostics/diagnostic.js";
import { admits } from "../../../schema/admits.js";
import { createSchemaReader, type SchemaReader } from "../../json-schema/index.js";
import { allMembers, child, isObject, items, kindOf, type Node } from "../node.js";
import type { Visit, Walk } from "./walk.js";

/** Defaults, examples and listed values that their own schema refuses. */
export function unadmittedValues({ visits, version, library }: Walk): readonly Diagnostic[] {
  const schemas = createSchemaReader({ library, dialect: version.dialect, diagnose: () => {} });
  return visits.flatMap((visit) => {
    const candidates = [...ownValues(visit, schemas), ...besideSchema(visit, schemas)];
    return candidates.flatMap((candidate) => judged(candidate, schemas));
  });
}

/** A value that stands for one that the schema describes. */
interface Candidate {
  readonly what: string;
  readonly node: Node;
  readonly schema: Schema;
}

const schemaLike = new Set(["schema", "items"]);

/** What a schema says of its own values. In OpenAPI 2.0 parameters and headers are schemas as well. */
function ownValues({ kind, node, value }: Visit, schemas: SchemaReader): readonly Candidate[] {
  const isOld = (kind === "parameter" || kind === "header") && "type" in value && !("schema" in value);
  if (!schemaLike.has(kind) && !isOld) return [];
  const named = (["default", "example"] as const).map((name) => [name, child(node, name)] as const);
  const told = [...named, ...items(child(node, "examples")).map((item) => ["example", item] as const)].flatMap(
    ([what, said]) => (said === undefined ? [] : [{ what, node: said }]),
  );
  const listed = items(child(node, "enum")).map((item) => ({ what: "listed value", node: item }));
  const schema = told.length === 0 ? undefined : schemaOf(node, schemas);
  const around = listed.length === 0 ? undefined : withoutEnum(node, schemas);
  return [
    ...(schema === undefined ? [] : told.map((one) => ({ ...one, schema }))),
    ...(around === undefined ? [] : listed.map((one) => ({ ...one, schema: around }))),
  ];
}

/** Examples of a parameter, a header or a body, held against the schema that stands beside them. */
function besideSchema({ kind, node }: Visit, schemas: SchemaReader): readonly Candidate[] {
  if (kind !== "mediaType" && kind !== "parameter" && kind !== "header") return [];
  const beside = child(node, "schema");
  if (beside === undefined || (kind === "mediaType" && !/[/+]json\b/i.test(String(node.key)))) return [];
  const one = child(node, "example");
  const several = allMembers(child(node, "examples")).flatMap(([, example]) => child(example, "value") ?? []);
  const all = [...(one === undefined ? [] : [one]), ...several];
  if (all.length === 0) return [];
  const schema = schemaOf(beside, schemas);
  return schema === undefined ? [] : all.map((example) => ({ what: "example", node: example, schema }));
}

function schemaOf({ value, parent, key, document, target }: Node, schemas: SchemaReader): Schema | undefined {
  if (parent !== undefined && key !== undefined) return schemas.read(value, parent, key, document);
  return target === undefined ? undefined : schemas.readTarget(target);
}

const plainWords =
  "type nullable x-nullable format minimum maximum exclusiveMinimum exclusiveMaximum multipleOf minLength maxLength pattern".split(
    " ",
  );

/** What a schema says of its values beside listing them. Words that hold schemas are left out: lists are of plain values. */
function withoutEnum({ value, parent, key, document }: Node, schemas: SchemaReader): Schema | undefined {
  if (!isObject(value) || parent === undefined || key === undefined) return undefined;
  const said = plainWords.filter((word) => word in value);
  if (said.length === 0) return undefined;
  const plain = Object.fromEntries(said.map((word) => [word, value[word] as Json]));
  return schemas.read(plain, parent, key, {
    ...document,
    at: (of, name) => document.at(of === plain ? value : of, name),
  });
}

/** `null` as a default or an example says that there is none, in contracts of every version. */
function judged({ what, node, schema }: Candidate, schemas: SchemaReader): readonly Diagnostic[] {
  const { value } = node;
  if (value === null || refersElsewhere(value) || isFit(schema, value, schemas.schemas)) return [];
  const unfolded = what === "example" && typeof value === "string" ? structureIn(value) : undefined;
  if (unfolded !== undefined && isFit(schema, unfolded, schemas.schemas)) return [];
  const message = `The ${what} ${shown(node.value)} is not admitted by its own schema${because(schema, node.value)}`;
  return [{ code: "schema-value-unadmitted", severity: "warning", message, at: node.at }];
}

/** Bundlers put what the reference leads to in its place. */
const refersElsewhere = (value: Json): boolean => isObject(value) && typeof value["$ref"] === "string";

/** Examples of objects and lists are often given as JSON text. */
function structureIn(text: string): Json | undefined {
  if (!/^\s*[{[]/.test(text)) return undefined;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

/** Read-only members may be missing in requests, write-only ones in responses: either way will do. */
function isFit(schema: Schema, value: Json, schemas: ReadonlyMap<string, Schema>): boolean {
  try {
    return (
      admits(schema, value, schemas) ||
      (isObject(value) || Array.isArray(value)
        ? (["received", "sent"] as const).some((view) => admits(schema, value, schemas, { view }))
        : false)
    );
  } catch {
    // Patterns that are no ECMA-262 and circles of references are told of when the contract is read.
    return true;
  }
}

function because(schema: Schema, value: Json): string {
  if (schema.kind === "scalar" && schema.untyped !== true) {
    const fits = schema.type === "bytes" ? "string" : schema.type === "integer" ? "number" : schema.type;
    if (typeof value !== fits && !(typeof value === "bigint" && fits === "number")) {
      return `: it is ${kindOf(value)}, and the schema wants type "${schema.type === "bytes" ? "string" : schema.type}"`;
    }
    const format = schema.assertions === undefined && schema.format !== undefined;
    return format && schema.type !== "integer" ? `: it is not in the format "${schema.format}"` : "";
  }
  return schema.kind === "enum" && schema.open !== true ? ": it is none of the listed values" : "";
}

function shown(value: Json): string {
  if (typeof value === "bigint") return String(value);
  const text = JSON.stringify(value, (_, inner: unknown) => (typeof inner === "bigint" ? Number(inner) : inner));
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
