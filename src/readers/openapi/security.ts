import type { OAuthFlow, SecurityRequirement, SecurityScheme } from "../../contract/security.js";
import { allMembers, child, extensionsOf, flagOf, isObject, items, kindOf, type Node, textOf } from "./node.js";
import { docOf, misshapen, objectAt, objectsIn, type Reading } from "./reading.js";

/** The security schemes of a contract: `components.securitySchemes`, in 2.0 `securityDefinitions`. */
export function readSecuritySchemes(reading: Reading): ReadonlyMap<string, SecurityScheme> {
  const { root, version } = reading;
  const holder = version.line === "2.0" ? root : objectAt(child(root, "components"), "components", reading);
  if (holder === undefined) return new Map();
  const name = version.line === "2.0" ? "securityDefinitions" : "securitySchemes";
  const found = objectsIn(holder, name, "a security scheme", reading);
  return new Map(found.map(([key, node, beside]) => [key, readScheme(node, beside, reading)]));
}

function readScheme(node: Node, beside: Node, reading: Reading): SecurityScheme {
  const doc = docOf(node, beside);
  const extensions = extensionsOf(node);
  const base = {
    ...(doc !== undefined && { doc }),
    ...(flagOf(child(node, "deprecated")) === true && { deprecated: true }),
    ...(extensions !== undefined && { extensions }),
    at: node.at,
  };
  const type = textOf(child(node, "type")) ?? "";
  switch (type) {
    case "basic":
      return { ...base, kind: "http", scheme: "basic" };
    case "http": {
      const bearerFormat = textOf(child(node, "bearerFormat"));
      const scheme = (textOf(child(node, "scheme")) ?? "").toLowerCase();
      if (scheme === "") misshapen(node, 'A security scheme of type "http" needs a "scheme"', reading);
      return { ...base, kind: "http", scheme, ...(bearerFormat !== undefined && { bearerFormat }) };
    }
    case "apiKey": {
      const place = textOf(child(node, "in"));
      const name = textOf(child(node, "name")) ?? "";
      if (name === "") misshapen(node, 'A security scheme of type "apiKey" needs a "name"', reading);
      if (place === "query" || place === "cookie" || place === "header")
        return { ...base, kind: "apiKey", place, name };
      misshapen(node, '"in" of an API key must be "header", "query" or "cookie"; "header" is assumed', reading);
      return { ...base, kind: "apiKey", place: "header", name };
    }
    case "oauth2": {
      const metadataUrl = textOf(child(node, "oauth2MetadataUrl"));
      const flows = readFlows(node, reading);
      return { ...base, kind: "oauth2", flows, ...(metadataUrl !== undefined && { metadataUrl }) };
    }
    case "openIdConnect":
      return { ...base, kind: "openIdConnect", url: textOf(child(node, "openIdConnectUrl")) ?? "" };
    case "mutualTLS":
      return { ...base, kind: "mutualTLS" };
    default:
      misshapen(node, `"${type}" is not a type of security scheme that OpenAPI knows`, reading);
      return { ...base, kind: "other", type };
  }
}

const flowNames: Readonly<Record<string, OAuthFlow["flow"]>> = {
  authorizationCode: "authorizationCode",
  clientCredentials: "clientCredentials",
  implicit: "implicit",
  password: "password",
  deviceAuthorization: "deviceAuthorization",
  accessCode: "authorizationCode",
  application: "clientCredentials",
};

function readFlows(node: Node, reading: Reading): readonly OAuthFlow[] {
  const single = textOf(child(node, "flow"));
  if (single !== undefined) {
    const flow = flowNames[single];
    if (flow !== undefined) return [readFlow(flow, node)];
    misshapen(node, `"${single}" is not a flow of OAuth 2`, reading);
    return [];
  }
  return objectsIn(node, "flows", "an OAuth flow", reading).flatMap(([name, member]) => {
    const flow = Object.hasOwn(flowNames, name) ? flowNames[name] : undefined;
    if (flow !== undefined) return [readFlow(flow, member)];
    misshapen(member, `"${name}" is not a flow of OAuth 2`, reading);
    return [];
  });
}

function readFlow(flow: OAuthFlow["flow"], node: Node): OAuthFlow {
  const text = (name: string) => textOf(child(node, name));
  const [authorizationUrl, tokenUrl] = [text("authorizationUrl"), text("tokenUrl")];
  const [refreshUrl, deviceAuthorizationUrl] = [text("refreshUrl"), text("deviceAuthorizationUrl")];
  const scopes = allMembers(child(node, "scopes")).map(([name, scope]) => [name, textOf(scope) ?? ""] as const);
  return {
    flow,
    ...(authorizationUrl !== undefined && { authorizationUrl }),
    ...(deviceAuthorizationUrl !== undefined && { deviceAuthorizationUrl }),
    ...(tokenUrl !== undefined && { tokenUrl }),
    ...(refreshUrl !== undefined && { refreshUrl }),
    scopes: Object.fromEntries(scopes),
  };
}

/** The alternatives under `security`; undefined when the node does not speak of it. `[]` and `{}` need nothing. */
export function readRequirements(
  node: Node,
  schemes: ReadonlyMap<string, SecurityScheme>,
  reading: Reading,
): readonly SecurityRequirement[] | undefined {
  const security = child(node, "security");
  if (security === undefined) return undefined;
  if (!Array.isArray(security.value)) {
    misshapen(security, `"security" must be a list, but it is ${kindOf(security.value)}`, reading);
    return undefined;
  }
  return items(security).flatMap((item): SecurityRequirement[] => {
    if (!isObject(item.value)) {
      misshapen(item, `A security requirement must be an object, but here is ${kindOf(item.value)}`, reading);
      return [];
    }
    const required = allMembers(item).map(([name, scopes]) => {
      if (!schemes.has(name)) {
        reading.complain("openapi-security", scopes.at, `There is no security scheme called "${name}"`, "error");
      }
      return { name, scopes: items(scopes).flatMap((scope) => textOf(scope) ?? []) };
    });
    return [{ schemes: required, at: item.at }];
  });
}
