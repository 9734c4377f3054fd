import type { Content } from "../../contract/content.js";
import type { Link, Outcome } from "../../contract/outcome.js";
import { readContents } from "./contents.js";
import { readHeaders } from "./headers.js";
import { allMembers, child, extensionsOf, isObject, items, type Node, textOf } from "./node.js";
import { declared } from "./parameters.js";
import { docOf, objectsIn, once, type Reading, schemaIn } from "./reading.js";

/** The responses of an operation. */
export function readOutcomes(operation: Node, reading: Reading): readonly Outcome[] {
  const found = new Map<string, readonly [Node, Node]>();
  for (const [written, response, beside] of objectsIn(operation, "responses", "a response", reading)) {
    const name = written === "default" ? written : written.toUpperCase();
    if (!/^(?:default|[1-5](?:\d\d|XX))$/.test(name)) {
      const message = `"${written}" is not a status, a range such as "2XX", or "default"; the response is left out`;
      reading.complain("openapi-status", beside.at, message);
    } else found.set(name, [response, beside]);
  }
  const old = reading.version.line === "2.0";
  const succeeds = [...found.keys()].some((name) => /^[123]/.test(name));
  return [...found].map(([name, [response, beside]]) => {
    const doc = docOf(response, beside);
    const extensions = extensionsOf(response);
    return {
      name,
      error: name === "default" ? succeeds : /^[45]/.test(name),
      ...(doc !== undefined && { doc }),
      ...once(response, reading, () => ({
        ...readHeaders(response, response.at, reading),
        contents: old ? [] : readContents(response, reading),
        links: objectsIn(response, "links", "a link", reading).map(([key, link]) => readLink(key, link)),
      })),
      ...(old && { contents: producedContents(operation, response, reading) }),
      ...(extensions !== undefined && { extensions }),
      at: beside.at,
      ...declared(response, beside),
    };
  });
}

/** OpenAPI 2.0: one schema, in each media type that the operation produces. */
function producedContents(operation: Node, response: Node, reading: Reading): readonly Content[] {
  const schema = schemaIn(response, "schema", reading);
  if (schema === undefined) return [];
  const at = child(response, "schema")?.at ?? response.at;
  const examples = new Map(allMembers(child(response, "examples")));
  return mediaTypes(operation, "produces", reading).map((mediaType) => {
    const example = examples.get(mediaType);
    return {
      mediaType,
      schema,
      encodings: new Map(),
      examples: example === undefined ? [] : [{ value: example.value, at: example.at }],
      at,
    };
  });
}

/** OpenAPI 2.0 `consumes` and `produces`, of the operation or of the whole contract; JSON when nobody says. */
export function mediaTypes(operation: Node, word: "consumes" | "produces", { root }: Reading): readonly string[] {
  for (const node of [child(operation, word), child(root, word)]) {
    if (node === undefined) continue;
    const named = items(node).flatMap((item) => textOf(item) ?? []);
    if (named.length > 0) return [...new Set(named)];
  }
  return ["application/json"];
}

function readLink(name: string, node: Node): Link {
  const [operationId, operationRef] = [textOf(child(node, "operationId")), textOf(child(node, "operationRef"))];
  const doc = textOf(child(node, "description"));
  const parameters = child(node, "parameters")?.value;
  const body = child(node, "requestBody");
  return {
    name,
    ...(operationId !== undefined && { operationId }),
    ...(operationRef !== undefined && { operationRef }),
    parameters: isObject(parameters) ? parameters : {},
    ...(body !== undefined && { requestBody: body.value }),
    ...(doc !== undefined && { doc }),
    at: node.at,
  };
}
