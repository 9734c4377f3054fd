import type { Server, ServerVariable } from "../../contract/server.js";
import { child, extensionsOf, items, kindOf, type Node, textOf } from "./node.js";
import { misshapen, objectAt, objectsIn, type Reading } from "./reading.js";

/** The servers that a node lists; undefined when it lists none. */
export function readServers(node: Node, reading: Reading): readonly Server[] | undefined {
  const list = child(node, "servers");
  if (list === undefined) return undefined;
  if (!Array.isArray(list.value)) {
    misshapen(list, `"servers" must be a list, but it is ${kindOf(list.value)}`, reading);
    return undefined;
  }
  const servers = items(list).flatMap((item) => {
    const server = objectAt(item, "a server", reading);
    return server === undefined ? [] : [readServer(server, reading)];
  });
  return servers.length > 0 ? servers : undefined;
}

/** Where a contract that names no server is: at the address that it was fetched from. */
export const defaultServers = ({ at }: Node): readonly Server[] => [{ url: "/", variables: new Map(), at }];

function readServer(node: Node, reading: Reading): Server {
  const url = textOf(child(node, "url"));
  if (url === undefined) misshapen(node, 'A server needs a "url"; "/" is assumed', reading);
  const [doc, name] = [textOf(child(node, "description")), textOf(child(node, "name"))];
  const extensions = extensionsOf(node);
  const variables = new Map<string, ServerVariable>();
  for (const [key, variable] of objectsIn(node, "variables", "a server variable", reading)) {
    variables.set(key, readVariable(variable, reading));
  }
  for (const [, key = ""] of (url ?? "").matchAll(/\{([^{}]+)\}/g)) {
    if (variables.has(key)) continue;
    reading.complain("openapi-server-variable", node.at, `The variable "${key}" of the server's URL is not declared`);
    variables.set(key, { at: node.at });
  }
  return {
    ...(name !== undefined && { name }),
    url: url ?? "/",
    ...(doc !== undefined && { doc }),
    variables,
    ...(extensions !== undefined && { extensions }),
    at: node.at,
  };
}

function readVariable(node: Node, reading: Reading): ServerVariable {
  const text = (value: unknown) => (typeof value === "string" ? value : isScalar(value) ? String(value) : undefined);
  const fallback = text(child(node, "default")?.value);
  const values = items(child(node, "enum")).flatMap((item) => text(item.value) ?? []);
  const doc = textOf(child(node, "description"));
  if (fallback === undefined) misshapen(node, 'A server variable needs a "default"', reading);
  else if (values.length > 0 && !values.includes(fallback)) {
    reading.complain(
      "openapi-server-variable",
      node.at,
      `The default "${fallback}" is not among the variable's values`,
    );
  }
  return {
    ...(fallback !== undefined && { default: fallback }),
    ...(values.length > 0 && { values }),
    ...(doc !== undefined && { doc }),
    at: node.at,
  };
}

const isScalar = (value: unknown): value is number | boolean | bigint =>
  typeof value === "number" || typeof value === "boolean" || typeof value === "bigint";

/** OpenAPI 2.0: `schemes`, `host` and `basePath`. `operation` may name schemes of its own. */
export function readHosts(root: Node, operation: Node | undefined): readonly Server[] | undefined {
  const own = operation === undefined ? undefined : child(operation, "schemes");
  if (operation !== undefined && own === undefined) return undefined;
  const schemes = items(own ?? child(root, "schemes")).flatMap((scheme) => textOf(scheme) ?? []);
  const host = textOf(child(root, "host"));
  const base = textOf(child(root, "basePath")) ?? "";
  const at = (own ?? child(root, "host") ?? child(root, "basePath") ?? root).at;
  const server = (url: string): Server => ({ url, variables: new Map(), at });
  if (host === undefined) return [server(base === "" ? "/" : base)];
  if (schemes.length === 0) return [server(`//${host}${base}`)];
  return schemes.map((scheme) => server(`${scheme}://${host}${base}`));
}
