import type { HttpBody } from "../../contract/binding.js";
import type { Callback, Operation } from "../../contract/contract.js";
import { deriveHttpGuarantees } from "../../contract/derive-http-guarantees.js";
import type { HttpParameter } from "../../contract/parameter.js";
import type { Polarity } from "../../contract/polarity.js";
import type { Field, RecordSchema } from "../../contract/schema.js";
import type { SecurityRequirement, SecurityScheme } from "../../contract/security.js";
import type { Server } from "../../contract/server.js";
import { readBody, readBodyParameters } from "./bodies.js";
import { schemaOfAll } from "./contents.js";
import { allMembers, child, extensionsOf, flagOf, isObject, items, members, type Node, textOf } from "./node.js";
import { derivedId, type OperationIds } from "./operation-ids.js";
import { readOutcomes } from "./outcomes.js";
import {
  effectiveParameters,
  type FoundParameter,
  type ReadParameter,
  readParameter,
  templateNames,
  undeclaredParameter,
} from "./parameters.js";
import { misshapen, objectAt, objectsIn, type Reading } from "./reading.js";
import { readRequirements } from "./security.js";
import { readHosts, readServers } from "./servers.js";

/** What operations inherit. */
export interface Inherited {
  readonly ids: OperationIds;
  readonly schemes: ReadonlyMap<string, SecurityScheme>;
  readonly security: readonly SecurityRequirement[];
  readonly servers: readonly Server[];
  /** The path items around: one whose callback is itself goes no further. */
  readonly within: readonly unknown[];
}

/** Where a path item stands: below `paths`, `webhooks` or a callback. */
export interface PathPlace {
  readonly path: string;
  /** Whether `{…}` in the path names parameters. */
  readonly templated: boolean;
  readonly polarity: Polarity;
  /** What ids are derived from, where the path does not tell operations apart. */
  readonly prefix: string;
}

const methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

/** The operations of a path item, in the order in which they are written. */
export function readPathItem(
  item: Node,
  place: PathPlace,
  inherited: Inherited,
  reading: Reading,
): readonly Operation[] {
  if (inherited.within.includes(item.value)) {
    const message = "The callback leads back to the path that it belongs to; it is told once";
    reading.complain("openapi-not-modelled", item.at, message);
    return [];
  }
  const known = reading.version.line === "3.2" ? methods : methods.filter((method) => method !== "query");
  const operations: Operation[] = [];
  const add = (method: string, node: Node | undefined) => {
    const operation = objectAt(node, "an operation", reading);
    if (operation !== undefined && node !== undefined) {
      operations.push(readOperation(method, item, operation, node, place, inherited, reading));
    }
  };
  for (const [name, node] of members(item)) {
    if (known.includes(name)) add(name.toUpperCase(), node);
    else if (name === "additionalOperations" && reading.version.line === "3.2") {
      for (const [method, further] of members(node)) {
        if (!methods.includes(method.toLowerCase())) add(method, further);
        else {
          const message = `"${method}" has a place of its own in a path item; this operation is left out`;
          reading.complain("openapi-structure", further.at, message);
        }
      }
    } else if (!pathItemWords.has(name)) {
      reading.complain("openapi-structure", node.at, `"${name}" is neither a method nor a word of a path item`);
    }
  }
  return operations;
}

const pathItemWords = new Set(["$ref", "summary", "description", "parameters", "servers"]);

function readOperation(
  method: string,
  item: Node,
  node: Node,
  written: Node,
  place: PathPlace,
  inherited: Inherited,
  reading: Reading,
): Operation {
  const { root, schemas } = reading;
  const old = reading.version.line === "2.0";
  const text = (name: string) => textOf(child(node, name));
  const at = written.at;
  const { id, named } = inherited.ids.take(text("operationId"), place.prefix + derivedId(method, place.path), at);
  const found = effectiveParameters(item, node, reading);
  const parameters = withTemplate(found, place, at, reading);
  const body = old ? readBodyParameters(node, found, reading) : readBody(node, reading);
  const input = inputOf(parameters, body, at);
  const servers = old ? readHosts(root, node) : (readServers(node, reading) ?? readServers(item, reading));
  const extensions = extensionsOf(node);
  const [summary, doc] = [text("summary") ?? textOf(child(item, "summary")), text("description")];
  const sunset = extensions?.["x-sunset"];
  const stability = extensions?.["x-stability-level"];
  return {
    id,
    named,
    ...(summary !== undefined && { summary }),
    ...(doc !== undefined && { doc }),
    tags: [...new Set(items(child(node, "tags")).flatMap((tag) => textOf(tag) ?? []))],
    binding: {
      kind: "http",
      method,
      path: place.path,
      parameters: parameters.map(({ parameter }) => parameter),
      ...(body !== undefined && { body }),
      servers: servers ?? inherited.servers,
    },
    input,
    outcomes: readOutcomes(node, reading),
    guarantees: deriveHttpGuarantees({
      method,
      input,
      extensions: [
        { of: "the operation", values: extensions ?? {}, at },
        { of: "the path", values: extensionsOf(item) ?? {}, at: item.at },
        { of: "the contract", values: extensionsOf(root) ?? {}, at: root.at },
      ],
      at,
      resolve: (name) => schemas.schemas.get(name),
    }),
    security: readRequirements(node, inherited.schemes, reading) ?? inherited.security,
    ...(flagOf(child(node, "deprecated")) === true && { deprecated: true }),
    ...(typeof sunset === "string" && { sunset }),
    ...(typeof stability === "string" && { stability }),
    polarity: place.polarity,
    callbacks: readCallbacks(id, node, { ...inherited, within: [...inherited.within, item.value] }, reading),
    ...(extensions !== undefined && { extensions }),
    at,
  };
}

/** The parameters that are read, with those that the template names and nobody declares. */
function withTemplate(
  found: readonly FoundParameter[],
  place: PathPlace,
  at: Operation["at"],
  reading: Reading,
): readonly ReadParameter[] {
  const named = new Set(place.templated ? templateNames(place.path) : []);
  const parameters: ReadParameter[] = [];
  for (const one of found) {
    if (one.place === "path" && !named.has(one.name)) {
      const message = `The path parameter "${one.name}" does not occur in "${place.path}"; it is left out`;
      reading.complain("openapi-path-parameter", one.beside.at, message);
      continue;
    }
    const read = readParameter(one, reading);
    if (read !== undefined) parameters.push(read);
  }
  for (const name of named) {
    if (parameters.some(({ parameter }) => parameter.place === "path" && parameter.name === name)) continue;
    const message = `"{${name}}" in "${place.path}" is not declared as a parameter; any text is assumed`;
    reading.complain("openapi-path-parameter", at, message);
    parameters.push(undeclaredParameter(name, at));
  }
  return parameters;
}

const groups = ["path", "query", "headers", "cookies"] as const;

/** One record for all that goes in: a field for each place that is used. */
function inputOf(parameters: readonly ReadParameter[], body: HttpBody | undefined, at: Operation["at"]): RecordSchema {
  const fields: Field[] = [];
  const of = (place: HttpParameter["place"]) =>
    parameters.filter(({ parameter }) => parameter.place === place).map(({ field }) => field);
  for (const name of groups) {
    const inside = of(name);
    if (inside.length === 0) continue;
    const schema: RecordSchema = { kind: "record", fields: inside, at: inside[0]?.at ?? at };
    fields.push({ name, schema, required: inside.some(({ required }) => required), at: schema.at });
  }
  fields.push(...of("querystring").slice(0, 1));
  if (body !== undefined) {
    const { doc } = body;
    const schema = { ...schemaOfAll(body.contents), ...(doc !== undefined && { doc }) };
    fields.push({ name: "body", schema, required: body.required, at: body.at });
  }
  return { kind: "record", fields, at };
}

function readCallbacks(id: string, node: Node, inherited: Inherited, reading: Reading): readonly Callback[] {
  return objectsIn(node, "callbacks", "a callback", reading).flatMap(([name, callback, beside]) =>
    members(callback).flatMap(([expression, written]): Callback[] => {
      if (expression === "$ref") return [];
      const item = objectAt(written, "a path item", reading);
      if (item === undefined) return [];
      const operations = readPathItem(
        item,
        { path: expression, templated: false, polarity: "sent", prefix: `${id}_${name}_` },
        inherited,
        reading,
      );
      return [{ name, expression, operations, at: beside.at }];
    }),
  );
}

/** The path items below `paths` or `webhooks`, with what a `$ref` leads to and what stands beside it. */
export function pathItems(node: Node | undefined, reading: Reading): readonly (readonly [string, Node])[] {
  if (node === undefined || node.value === null) return [];
  if (!isObject(node.value)) {
    misshapen(node, `"${node.key}" must be an object`, reading);
    return [];
  }
  return allMembers(node).flatMap(([path, written]): (readonly [string, Node])[] => {
    if (path.startsWith("x-")) return [];
    const item = objectAt(written, "a path item", reading);
    if (item === undefined) return [];
    for (const [name, node] of members(written)) {
      if (item.value === written.value || name === "$ref" || name === "summary" || name === "description") continue;
      reading.complain("reference-siblings", node.at, `"${name}" beside the "$ref" of "${path}" is ignored`);
    }
    return [[path, item]];
  });
}
