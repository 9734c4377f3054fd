import type { Context } from "./context.js";
import type { OperationData, Scheme } from "./operation.js";
import { parseCookies, parseQuery, queryOf } from "./parameter-read.js";
import { formDecode, percentDecode } from "./percent.js";
import { Problem } from "./problem.js";

/**
 * Says who is calling, from what was presented. Undefined or null: nobody that is known. Throw a `Problem` with 403 when
 * the caller is known but may not.
 */
export type Authenticator<Presented, Principal> = (
  presented: Presented,
  context: Context<unknown>,
  scopes: readonly string[],
) => Principal | null | undefined | Promise<Principal | null | undefined>;

/** What Basic authentication presents. */
export interface UserAndPassword {
  readonly user: string;
  readonly password: string;
}

/** By the name of the scheme in the contract. */
export type Authenticators = Readonly<Record<string, Authenticator<never, unknown> | undefined>>;

/**
 * Lets a request pass when one of its operation's alternatives is met in full. What is not known, or cannot be asked,
 * is refused.
 * @returns the principal, or undefined when anyone may call
 * @throws Problem with 401
 */
export async function authorise(
  operation: OperationData,
  authenticators: Authenticators,
  context: Context<unknown>,
): Promise<unknown> {
  const { security } = operation;
  if (security === undefined || security.length === 0) return undefined;
  let open = false;
  for (const requirement of security) {
    if (requirement.length === 0) {
      open = true;
      continue;
    }
    let principal: unknown;
    let met = true;
    for (const { scheme, scopes = [] } of requirement) {
      const authenticator = Object.hasOwn(authenticators, scheme.name) ? authenticators[scheme.name] : undefined;
      const presented = presentedFor(scheme, context);
      const known =
        authenticator === undefined || presented === undefined
          ? undefined
          : await authenticator(presented as never, context, scopes);
      if (known === undefined || known === null || known === false) {
        met = false;
        break;
      }
      principal ??= known;
    }
    if (met) return principal;
  }
  if (open) return undefined;
  throw new Problem(401, undefined, {}, { "www-authenticate": challenges(operation) });
}

/** What the request presents for a scheme; undefined when it presents nothing. */
function presentedFor(scheme: Scheme, { incoming }: Context<unknown>): unknown {
  switch (scheme.kind) {
    case "apiKey":
      if (scheme.place === "header") return incoming.header(scheme.key.toLowerCase());
      if (scheme.place === "cookie")
        return decoded(parseCookies(incoming.header("cookie")).get(scheme.key)?.[0], percentDecode);
      return decoded(parseQuery(queryOf(incoming.target)).get(scheme.key)?.[0], formDecode);
    case "http": {
      const text = authorization(incoming.header("authorization"), scheme.scheme);
      return text !== undefined && scheme.scheme.toLowerCase() === "basic" ? userAndPassword(text) : text;
    }
    case "oauth2":
    case "openIdConnect":
      return authorization(incoming.header("authorization"), "bearer");
    case "mutualTLS":
    case "other":
      return incoming.platform ?? {};
  }
}

function authorization(header: string | undefined, scheme: string): string | undefined {
  if (header === undefined || header.slice(0, scheme.length + 1).toLowerCase() !== `${scheme.toLowerCase()} `)
    return undefined;
  return header.slice(scheme.length + 1).trim();
}

function userAndPassword(text: string): UserAndPassword | undefined {
  try {
    const plain = new TextDecoder().decode(Uint8Array.from(atob(text), (character) => character.charCodeAt(0)));
    const colon = plain.indexOf(":");
    return colon < 0 ? undefined : { user: plain.slice(0, colon), password: plain.slice(colon + 1) };
  } catch {
    return undefined;
  }
}

const decoded = (text: string | undefined, decode: (text: string) => string): string | undefined =>
  text === undefined ? undefined : decode(text);

function challenges({ security = [] }: OperationData): string {
  const names = security
    .flat()
    .map(({ scheme }) =>
      scheme.kind === "http" ? capitalised(scheme.scheme) : scheme.kind === "apiKey" ? "ApiKey" : "Bearer",
    );
  return [...new Set(names)].map((name) => (name === "Basic" ? 'Basic realm="api", charset="UTF-8"' : name)).join(", ");
}

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
