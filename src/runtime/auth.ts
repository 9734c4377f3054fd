import type { Call, Policy, Received } from "./call.js";
import { type Clock, systemClock } from "./clock.js";
import { CallError, TimeoutError } from "./errors.js";
import type { OperationData, Requirement, Scheme } from "./operation.js";
import { percentEncode } from "./percent.js";

/** Something that proves who is calling. What it holds never shows in errors, logs or `JSON.stringify`. */
export interface Credential {
  /** The kinds of scheme that it can serve. */
  readonly serves: (scheme: Scheme) => boolean;
  /** The secret for one request: a token, a key, `user:password` in base64, … */
  secret(scheme: Scheme, scopes: readonly string[], context: CredentialContext): string | Promise<string>;
  /** The secret was refused. True when asking again may give another. */
  refused?(secret: string): boolean;
}

export interface CredentialContext {
  readonly signal: AbortSignal | undefined;
}

/** One credential for all schemes that it serves, or one for each scheme by name. */
export type Auth =
  | Credential
  | Readonly<Record<string, Credential | string | (() => string | Promise<string>) | undefined>>;

/** A token for `Authorization: Bearer …`; a function is asked for each attempt. */
export function bearer(token: string | (() => string | Promise<string>)): Credential {
  return sealed({
    serves: (scheme) =>
      scheme.kind === "oauth2" ||
      scheme.kind === "openIdConnect" ||
      (scheme.kind === "http" && scheme.scheme.toLowerCase() === "bearer"),
    secret: () => (typeof token === "function" ? token() : token),
    refused: () => typeof token === "function",
  });
}

/** User and password for `Authorization: Basic …` (RFC 7617, as UTF-8). */
export function basic(user: string, password: string): Credential {
  return sealed({
    serves: (scheme) => scheme.kind === "http" && scheme.scheme.toLowerCase() === "basic",
    secret: () => base64(`${user}:${password}`),
  });
}

/** A key for a header, query or cookie; a function is asked for each attempt. */
export function apiKey(key: string | (() => string | Promise<string>)): Credential {
  return sealed({
    serves: (scheme) => scheme.kind === "apiKey",
    secret: () => (typeof key === "function" ? key() : key),
    refused: () => typeof key === "function",
  });
}

/** For `mutualTLS`: the transport holds the certificate (see `UndiciOptions.tls`). */
export const clientCertificate: Credential = {
  serves: (scheme) => scheme.kind === "mutualTLS",
  secret: () => "",
};

/** Puts credentials on each attempt, and asks once more for one that was refused with 401. */
export function authenticate(auth: Auth | undefined, clock: Clock = systemClock): Policy {
  if (auth === undefined) return (next) => next;
  const find = finder(auth);
  return (next) => async (call) => {
    const chosen = choose(call.operation, find);
    if (chosen === undefined || chosen.length === 0) return next(call);
    const first = await signed(call, chosen, clock);
    let renewed = false;
    const received = await next({
      ...first.call,
      keeps: (response) => {
        if (
          response.status === 401 &&
          call.replayable &&
          first.used.some(({ credential, secret }) => credential.refused?.(secret) === true)
        ) {
          renewed = true;
          return false;
        }
        return call.keeps?.(response) ?? true;
      },
    });
    if (!renewed) return received;
    const second = await signed(call, chosen, clock);
    return next(second.call) satisfies Promise<Received>;
  };
}

interface Chosen {
  readonly scheme: Scheme;
  readonly scopes: readonly string[];
  readonly credential: Credential;
}

/** The first alternative for which every credential is there; undefined when there is none. */
function choose(
  { security = [] }: OperationData,
  find: (scheme: Scheme) => Credential | undefined,
): readonly Chosen[] | undefined {
  for (const requirement of security) {
    const chosen = matched(requirement, find);
    if (chosen !== undefined && chosen.length > 0) return chosen;
  }
  return undefined;
}

function matched(requirement: Requirement, find: (scheme: Scheme) => Credential | undefined): Chosen[] | undefined {
  const chosen: Chosen[] = [];
  for (const { scheme, scopes = [] } of requirement) {
    const credential = find(scheme);
    if (credential === undefined) return undefined;
    chosen.push({ scheme, scopes, credential });
  }
  return chosen;
}

function finder(auth: Auth): (scheme: Scheme) => Credential | undefined {
  if (isCredential(auth)) return (scheme) => (auth.serves(scheme) ? auth : undefined);
  const byName = new Map<string, Credential>();
  return (scheme) => {
    const known = byName.get(scheme.name);
    if (known !== undefined) return known;
    const given = Object.hasOwn(auth, scheme.name) ? auth[scheme.name] : undefined;
    if (given === undefined) return undefined;
    const credential = isCredential(given) ? given : scheme.kind === "apiKey" ? apiKey(given) : bearer(given);
    byName.set(scheme.name, credential);
    return credential;
  };
}

async function signed(call: Call, chosen: readonly Chosen[], clock: Clock) {
  const headers: Record<string, string> = { ...call.request.headers };
  let { url } = call.request;
  const used: { credential: Credential; secret: string }[] = [];
  for (const { scheme, scopes, credential } of chosen) {
    const asked = credential.secret(scheme, scopes, { signal: call.signal });
    const secret = typeof asked === "string" ? asked : await waitFor(asked, call, clock);
    if (typeof secret !== "string" || !/^[\t\x20-\x7e\x80-\xff]*$/.test(secret)) {
      throw new CallError(`the credential for "${scheme.name}" is no text that a header can carry`, {
        operation: call.operation.id,
        attempts: call.attempt,
      });
    }
    used.push({ credential, secret });
    if (scheme.kind === "http") headers["authorization"] = `${capitalised(scheme.scheme)} ${secret}`;
    else if (scheme.kind === "oauth2" || scheme.kind === "openIdConnect") headers["authorization"] = `Bearer ${secret}`;
    else if (scheme.kind === "apiKey") {
      if (scheme.place === "header") headers[scheme.key.toLowerCase()] = secret;
      else if (scheme.place === "query")
        url += `${url.includes("?") ? "&" : "?"}${percentEncode(scheme.key)}=${percentEncode(secret)}`;
      else headers["cookie"] = join(headers["cookie"], `${scheme.key}=${percentEncode(secret)}`);
    }
  }
  return { call: { ...call, request: { ...call.request, url, headers } }, used };
}

/** A credential that never comes does not hold up a call beyond its time, nor beyond what its caller waits for. */
function waitFor(secret: string | Promise<string>, call: Call, clock: Clock): Promise<string> {
  return new Promise((resolve, reject) => {
    const { signal, deadline, operation, attempt, totalMs } = call;
    const cancel = clock.after(Math.max(0, deadline - clock.now()), () =>
      settle(() => reject(new TimeoutError("total", totalMs, { operation: operation.id, attempts: attempt }))),
    );
    const onAbort = () => settle(() => reject(signal?.reason));
    const settle = (how: () => void) => {
      cancel();
      signal?.removeEventListener("abort", onAbort);
      how();
    };
    signal?.addEventListener("abort", onAbort, { once: true });
    Promise.resolve(secret).then(
      (text) => settle(() => resolve(text)),
      (error: unknown) => settle(() => reject(error)),
    );
    if (signal?.aborted === true) onAbort();
  });
}

const join = (cookies: string | undefined, more: string): string =>
  cookies === undefined ? more : `${cookies}; ${more}`;

const capitalised = (scheme: string): string => scheme.charAt(0).toUpperCase() + scheme.slice(1);

const isCredential = (value: unknown): value is Credential =>
  typeof value === "object" && value !== null && typeof (value as Credential).serves === "function";

/** Base64 of the text's UTF-8. */
export function base64(text: string): string {
  let binary = "";
  for (const byte of new TextEncoder().encode(text)) binary += String.fromCharCode(byte);
  return btoa(binary);
}

/** Secrets live in closures; nothing of them prints. */
export const sealed = (credential: Credential): Credential => Object.freeze(credential);
