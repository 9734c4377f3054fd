import type { Server, ServerVariable } from "../../contract/server.js";
import { child, identityOf, isObject, items, kindOf, type Node, placeOf } from "./node.js";
import { bindingsOf, entries, extensionsOf, follow, listed, misshapen, type Reading, text } from "./reading.js";
import type { SecurityReader } from "./security.js";

/** The servers of a contract, and those of one channel. */
export interface ServersReader {
  readonly all: readonly Server[];
  /** The servers that a channel lists; all of them when it lists none. */
  ofChannel(channel: Node): readonly Server[];
}

/** Reads `servers`: a url in AsyncAPI 2, host and path in 3; the same server in both reads the same. */
export function createServersReader(reading: Reading, root: Node, security: SecurityReader): ServersReader {
  const byName = new Map<string, Server>();
  const byIdentity = new Map<string, Server>();
  for (const [name, entry] of entries(reading, root, "servers")) {
    const node = follow(reading, entry);
    if (node === undefined) continue;
    if (!isObject(node.value)) {
      misshapen(reading, node, `a server must be an object, and is ${kindOf(node.value)}`);
      continue;
    }
    const server = readServer(reading, name, node, security);
    byName.set(name, server);
    byIdentity.set(identityOf(entry), server);
    byIdentity.set(identityOf(node), server);
  }
  const all = [...byName.values()];

  function find(item: Node): Server | undefined {
    if (reading.version.major === 2) return typeof item.value === "string" ? byName.get(item.value) : undefined;
    const direct = byIdentity.get(identityOf(item));
    if (direct !== undefined) return direct;
    const node = follow(reading, item);
    return node === undefined ? undefined : byIdentity.get(identityOf(node));
  }

  return {
    all,
    ofChannel(channel) {
      const wanted = listed(reading, channel, "servers");
      if (wanted.length === 0) return all;
      return wanted.flatMap((item) => {
        const server = find(item);
        if (server !== undefined) return [server];
        const written = isObject(item.value) ? item.value["$ref"] : item.value;
        if (isObject(item.value) && follow(reading, item) === undefined) return [];
        const message = `the channel names a server that the contract does not have: ${JSON.stringify(String(written))}`;
        reading.diagnose({ code: "asyncapi-server-unknown", severity: "error", message, at: placeOf(item) });
        return [];
      });
    },
  };
}

function readServer(reading: Reading, name: string, node: Node, security: SecurityReader): Server {
  const protocol = text(reading, node, "protocol");
  const protocolVersion = text(reading, node, "protocolVersion");
  const doc = text(reading, node, "description");
  const needed = security.requirements(node);
  const bindings = bindingsOf(reading, node);
  return {
    name,
    url: addressOf(reading, node, protocol),
    ...(protocol !== undefined && { protocol }),
    ...(protocolVersion !== undefined && { protocolVersion }),
    ...(doc !== undefined && { doc }),
    variables: new Map(
      entries(reading, node, "variables").flatMap(([variable, entry]) => {
        const found = follow(reading, entry);
        return found === undefined ? [] : [[variable, readVariable(reading, found)] as const];
      }),
    ),
    ...(needed !== undefined && { security: needed }),
    ...(Object.keys(bindings).length > 0 && { bindings }),
    ...extensionsOf(node, ["tags", "title", "summary"]),
    at: placeOf(node),
  };
}

/** Host and path, `{variables}` included. A scheme in a 2.x url that only repeats the protocol is left out. */
function addressOf(reading: Reading, node: Node, protocol: string | undefined): string {
  if (reading.version.major === 3) {
    const host = text(reading, node, "host");
    if (host === undefined) misshapen(reading, node, "the server does not say its host");
    return (host ?? "") + (text(reading, node, "pathname") ?? "");
  }
  const url = text(reading, node, "url");
  if (url === undefined) misshapen(reading, node, "the server does not say its url");
  const scheme = `${protocol ?? ""}://`;
  return url?.toLowerCase().startsWith(scheme.toLowerCase()) ? url.slice(scheme.length) : (url ?? "");
}

function readVariable(reading: Reading, node: Node): ServerVariable {
  const fallback = text(reading, node, "default");
  const doc = text(reading, node, "description");
  const values = child(node, "enum");
  return {
    ...(fallback !== undefined && { default: fallback }),
    ...(values !== undefined && { values: items(values).map(({ value }) => String(value)) }),
    ...(doc !== undefined && { doc }),
    at: placeOf(node),
  };
}
