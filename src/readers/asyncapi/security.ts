import type { OAuthFlow, SecurityRequirement, SecurityScheme } from "../../contract/security.js";
import type { Server } from "../../contract/server.js";
import { valueKey } from "../json-schema/place.js";
import { child, children, identityOf, isObject, items, kindOf, type Node, placeOf } from "./node.js";
import { entries, extensionsOf, follow, isDeprecated, listed, misshapen, part, type Reading, text } from "./reading.js";

/** Reads what must be proven, and gathers the schemes by which it is. */
export interface SecurityReader {
  /** The alternatives that a server or operation lists under `security`; undefined when it does not speak of it. */
  requirements(node: Node): readonly SecurityRequirement[] | undefined;
  /** The schemes of the contract, by the names that requirements use. */
  readonly schemes: ReadonlyMap<string, SecurityScheme>;
}

/**
 * AsyncAPI 2 names schemes in Security Requirement Objects; 3 lists the schemes themselves, mostly by reference, each
 * with the scopes that are needed. A scheme that stands inline is one of the components if it says the same but for
 * the scopes; else it is named for its type.
 */
export function createSecurityReader(reading: Reading, root: Node): SecurityReader {
  const schemes = new Map<string, SecurityScheme>();
  const names = new Map<string, string>();
  const sameScheme = new Map<string, string>();
  const components = part(reading, root, "components");
  for (const [name, entry] of components === undefined ? [] : entries(reading, components, "securitySchemes")) {
    const node = follow(reading, entry);
    if (node === undefined) continue;
    schemes.set(name, readScheme(reading, node));
    names.set(identityOf(entry), name);
    sameScheme.set(schemeKey(node), name);
    if (!names.has(identityOf(node))) names.set(identityOf(node), name);
  }

  function named(item: Node): SecurityRequirement[] {
    if (!isObject(item.value)) {
      misshapen(reading, item, `a security requirement must be an object, and is ${kindOf(item.value)}`);
      return [];
    }
    const required = children(item).map(([name, scopes]) => {
      if (!schemes.has(name)) {
        const message = `no security scheme is called "${name}" in components.securitySchemes`;
        reading.diagnose({ code: "asyncapi-security-unknown", severity: "error", message, at: placeOf(scopes) });
      }
      return { name, scopes: textsOf(scopes) };
    });
    return [{ schemes: required, at: placeOf(item) }];
  }

  function listedScheme(item: Node): SecurityRequirement[] {
    const node = follow(reading, item);
    if (node === undefined) return [];
    if (!isObject(node.value)) {
      misshapen(reading, node, `a security scheme must be an object, and is ${kindOf(node.value)}`);
      return [];
    }
    let name = names.get(identityOf(node)) ?? sameScheme.get(schemeKey(node));
    if (name === undefined) {
      const wanted = isObject(item.value) && item.value["$ref"] !== undefined ? node.key : node.value["type"];
      name = unused(String(wanted ?? "scheme"), schemes);
      names.set(identityOf(node), name);
      schemes.set(name, readScheme(reading, node));
    }
    const scopes = child(node, "scopes");
    const needed = scopes !== undefined && Array.isArray(scopes.value) ? textsOf(scopes) : [];
    return [{ schemes: [{ name, scopes: needed }], at: placeOf(item) }];
  }

  return {
    requirements(node) {
      if (child(node, "security") === undefined) return undefined;
      return listed(reading, node, "security").flatMap(reading.version.major === 2 ? named : listedScheme);
    },
    schemes,
  };
}

/** Two schemes are one when they differ in nothing but the scopes that are needed. */
function schemeKey({ value }: Node): string {
  if (!isObject(value)) return valueKey(value);
  const { scopes: needed, ...scheme } = value;
  return valueKey(scheme);
}

/**
 * What a caller of an operation must prove: the security of a server through which it is reached, and the operation's
 * own on top (AsyncAPI: "In cases where Server Security also applies, it MUST also be satisfied").
 */
export function effectiveSecurity(
  own: readonly SecurityRequirement[] | undefined,
  servers: readonly Server[],
): readonly SecurityRequirement[] {
  const nothing = (at: SecurityRequirement["at"]): SecurityRequirement => ({ schemes: [], at });
  const onTop = own !== undefined && own.length > 0 ? own : undefined;
  if (servers.every(({ security = [] }) => security.length === 0)) return onTop ?? [];
  const found = new Map<string, SecurityRequirement>();
  for (const { security = [], at } of servers)
    for (const atServer of security.length > 0 ? security : [nothing(at)])
      for (const atOperation of onTop ?? [nothing(at)]) {
        const both = { schemes: union(atServer.schemes, atOperation.schemes), at: (onTop ? atOperation : atServer).at };
        const key = JSON.stringify(both.schemes);
        if (!found.has(key)) found.set(key, both);
      }
  return [...found.values()];
}

type Schemes = SecurityRequirement["schemes"];

const union = (first: Schemes, second: Schemes): Schemes => [
  ...first.map(({ name, scopes }) => {
    const again = second.find((scheme) => scheme.name === name);
    return { name, scopes: [...new Set([...scopes, ...(again?.scopes ?? [])])] };
  }),
  ...second.filter(({ name }) => !first.some((scheme) => scheme.name === name)),
];

/** Security Scheme Object (AsyncAPI 3.1). Kinds that only brokers know are kept by their names. */
function readScheme(reading: Reading, node: Node): SecurityScheme {
  const doc = text(reading, node, "description");
  const base = {
    at: placeOf(node),
    ...(doc !== undefined && { doc }),
    ...(isDeprecated(node) && { deprecated: true }),
    ...extensionsOf(node),
  };
  const type = text(reading, node, "type") ?? "";
  const place = text(reading, node, "in") ?? "";
  switch (type) {
    case "apiKey":
      return { ...base, kind: "apiKey", place: place === "password" ? "password" : "user", name: "" };
    case "httpApiKey": {
      const known = place === "query" || place === "cookie" ? place : "header";
      return { ...base, kind: "apiKey", place: known, name: text(reading, node, "name") ?? "" };
    }
    case "http": {
      const bearerFormat = text(reading, node, "bearerFormat");
      const scheme = text(reading, node, "scheme") ?? "";
      return { ...base, kind: "http", scheme, ...(bearerFormat !== undefined && { bearerFormat }) };
    }
    case "oauth2":
      return {
        ...base,
        kind: "oauth2",
        flows: entries(reading, node, "flows").flatMap((flow) => readFlow(reading, ...flow)),
      };
    case "openIdConnect":
      return { ...base, kind: "openIdConnect", url: text(reading, node, "openIdConnectUrl") ?? "" };
    case "":
      misshapen(reading, node, "the security scheme does not say its type");
      return { ...base, kind: "other", type };
    default:
      return { ...base, kind: "other", type };
  }
}

const flowNames = ["authorizationCode", "clientCredentials", "implicit", "password"] as const;

function readFlow(reading: Reading, name: string, node: Node): OAuthFlow[] {
  const flow = flowNames.find((known) => known === name);
  if (flow === undefined) {
    misshapen(reading, node, `there is no OAuth flow called "${name}"`);
    return [];
  }
  const url = (key: "authorizationUrl" | "tokenUrl" | "refreshUrl") => {
    const value = text(reading, node, key);
    return value === undefined ? {} : { [key]: value };
  };
  const scopes = entries(reading, node, reading.version.major === 2 ? "scopes" : "availableScopes");
  return [
    {
      flow,
      ...url("authorizationUrl"),
      ...url("tokenUrl"),
      ...url("refreshUrl"),
      scopes: Object.fromEntries(scopes.map(([scope, { value }]) => [scope, typeof value === "string" ? value : ""])),
    },
  ];
}

const textsOf = (node: Node): string[] =>
  items(node).flatMap(({ value }) => (typeof value === "string" ? [value] : []));

function unused(wanted: string, taken: ReadonlyMap<string, unknown>): string {
  let name = wanted;
  for (let count = 2; taken.has(name); count += 1) name = `${wanted}${count}`;
  return name;
}
