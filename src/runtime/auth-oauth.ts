import { base64, type Credential, sealed } from "./auth.js";
import { type Clock, systemClock } from "./clock.js";
import type { Scheme } from "./operation.js";
import { percentEncode } from "./percent.js";

export interface ClientCredentials {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Default: the token URL of the contract, or the one that OpenID Connect discovery names. */
  readonly tokenUrl?: string;
  /** Default: the scopes that the operation asks for. */
  readonly scopes?: readonly string[];
  readonly audience?: string;
  /** How the client proves itself (RFC 6749, section 2.3.1). Default: "header". */
  readonly sendSecretIn?: "header" | "body";
  readonly fetch?: typeof fetch;
  readonly clock?: Clock;
  /** Milliseconds for one request for a token. Default: 10,000. */
  readonly timeoutMs?: number;
}

/**
 * OAuth 2 client credentials (RFC 6749, section 4.4), also for OpenID Connect. All callers share one token for each set
 * of scopes, and one request for it; it is renewed before it expires, and once when it is refused.
 */
export function clientCredentials(options: ClientCredentials): Credential {
  const { clock = systemClock, timeoutMs = 10_000 } = options;
  const tokens = new Map<string, Token>();
  const flights = new Map<string, Promise<Token>>();
  const endpoints = new Map<string, Promise<string>>();

  const request = async (scheme: Scheme, scope: string): Promise<Token> => {
    const controller = new AbortController();
    const cancel = clock.after(timeoutMs, () => controller.abort(new Error("The token endpoint took too long")));
    try {
      const url = options.tokenUrl ?? (await endpoint(scheme, options, endpoints, controller.signal));
      return await askForToken(url, scope, options, clock, controller.signal);
    } finally {
      cancel();
    }
  };

  const share = (scheme: Scheme, scope: string, key: string): Promise<Token> => {
    const flying = flights.get(key);
    if (flying !== undefined) return flying;
    const flight = request(scheme, scope)
      .then((token) => {
        tokens.set(key, token);
        return token;
      })
      .finally(() => flights.delete(key));
    flights.set(key, flight);
    return flight;
  };

  return sealed({
    serves: ({ kind }) => kind === "oauth2" || kind === "openIdConnect",
    async secret(scheme, scopes, { signal }) {
      const scope = [...(options.scopes ?? scopes)].sort().join(" ");
      const key = JSON.stringify([issuerOf(scheme, options), scope]);
      const known = tokens.get(key);
      const now = clock.now();
      if (known !== undefined && now < known.refreshAt) return known.text;
      const flight = share(scheme, scope, key);
      if (known !== undefined && now < known.expiresAt) {
        flight.catch(() => undefined);
        return known.text;
      }
      return (await orAborted(flight, signal)).text;
    },
    refused(secret) {
      for (const [key, token] of tokens) if (token.text === secret) tokens.delete(key);
      return true;
    },
  });
}

/** Who gives the tokens: those of one issuer never go to what trusts another. */
const issuerOf = (scheme: Scheme, { tokenUrl }: ClientCredentials): string =>
  tokenUrl ??
  (scheme.kind === "openIdConnect"
    ? scheme.url
    : scheme.kind === "oauth2" && scheme.tokenUrl !== undefined
      ? scheme.tokenUrl
      : scheme.name);

interface Token {
  readonly text: string;
  readonly refreshAt: number;
  readonly expiresAt: number;
}

async function askForToken(
  url: string,
  scope: string,
  options: ClientCredentials,
  clock: Clock,
  signal: AbortSignal,
): Promise<Token> {
  const { clientId, clientSecret, audience, sendSecretIn = "header" } = options;
  const fields = new URLSearchParams({ grant_type: "client_credentials" });
  if (scope !== "") fields.set("scope", scope);
  if (audience !== undefined) fields.set("audience", audience);
  const headers: Record<string, string> = {
    "content-type": "application/x-www-form-urlencoded",
    accept: "application/json",
  };
  if (sendSecretIn === "header") {
    headers["authorization"] = `Basic ${base64(`${percentEncode(clientId)}:${percentEncode(clientSecret)}`)}`;
  } else {
    fields.set("client_id", clientId);
    fields.set("client_secret", clientSecret);
  }
  const asked = clock.now();
  const response = await (options.fetch ?? fetch)(url, {
    method: "POST",
    headers,
    body: fields.toString(),
    redirect: "error",
    signal,
  });
  const answer = (await response.json().catch(() => undefined)) as Partial<Record<string, unknown>> | undefined;
  const text = answer?.["access_token"];
  if (!response.ok || typeof text !== "string") {
    const code = typeof answer?.["error"] === "string" ? ` ("${answer["error"].slice(0, 80)}")` : "";
    throw new Error(`The token endpoint answered with ${response.status}${code} and gave no token`);
  }
  const seconds = Number(answer?.["expires_in"] ?? 300);
  const lifetime = (seconds >= 0 ? seconds : 300) * 1000;
  return { text, expiresAt: asked + lifetime, refreshAt: asked + lifetime - Math.min(60_000, lifetime * 0.2) };
}

/** The token endpoint: from the contract, or by discovery (OpenID Connect Discovery 1.0, section 4). */
function endpoint(
  scheme: Scheme,
  options: ClientCredentials,
  known: Map<string, Promise<string>>,
  signal: AbortSignal,
): Promise<string> {
  if (scheme.kind === "oauth2" && scheme.tokenUrl !== undefined) return Promise.resolve(scheme.tokenUrl);
  if (scheme.kind !== "openIdConnect") {
    return Promise.reject(
      new Error(`The contract names no token URL for "${scheme.name}": give clientCredentials a tokenUrl`),
    );
  }
  const { url } = scheme;
  const asked = known.get(url);
  if (asked !== undefined) return asked;
  const found = discover(url, options.fetch ?? fetch, signal);
  known.set(url, found);
  found.catch(() => known.delete(url));
  return found;
}

async function discover(url: string, send: typeof fetch, signal: AbortSignal): Promise<string> {
  const response = await send(url, { headers: { accept: "application/json" }, signal });
  const document = (await response.json().catch(() => undefined)) as Partial<Record<string, unknown>> | undefined;
  const found = document?.["token_endpoint"];
  if (!response.ok || typeof found !== "string")
    throw new Error(`OpenID Connect discovery at ${url} named no token endpoint`);
  return found;
}

/** Stops waiting when the caller goes away; the shared request goes on for the others. */
function orAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return promise;
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason);
    if (signal.aborted) onAbort();
    signal.addEventListener("abort", onAbort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", onAbort));
  });
}
