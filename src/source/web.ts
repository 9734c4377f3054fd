import { lookup as systemLookup } from "node:dns";
import type { IncomingMessage, RequestOptions } from "node:http";
import { isIP, type LookupFunction } from "node:net";
import { pipeline } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";
import { Failure } from "../diagnostics/failure.js";
import { isPrivateAddress } from "./address.js";
import { type Limits, readAll, tooLarge } from "./limits.js";
import { errorCode, refusal } from "./refusal.js";

/** What a URL gave, and the URL that gave it in the end. */
export interface Fetched {
  readonly url: URL;
  readonly bytes: Uint8Array;
}

export interface WebOptions {
  readonly limits: Limits;
  /** Whether contracts may make this machine call private addresses. */
  readonly allowPrivateAddresses: boolean;
  /** How names become addresses. Default: the system's way. */
  readonly lookup?: LookupFunction;
}

/**
 * Fetches a URL. Private addresses are refused unless the user named their origin or allowed them; names are checked
 * by the very address that is connected to, so that a name which changes its address in between gains nothing.
 * @param trusted origins that the user named
 * @throws Failure `source-missing`, `source-forbidden`, `source-too-large`, `source-unreachable`
 */
export async function fetchUrl(start: URL, trusted: ReadonlySet<string>, options: WebOptions): Promise<Fetched> {
  const { limits } = options;
  const signal = AbortSignal.timeout(limits.fetchMs);
  let url = start;
  for (let hop = 0; hop <= limits.redirects; hop += 1) {
    try {
      const guarded = !options.allowPrivateAddresses && !trusted.has(url.origin);
      const answer = await request(url, guarded, signal, options);
      const next = redirection(answer, url);
      if (next === undefined) return { url, bytes: await body(answer, url, limits) };
      answer.destroy();
      url = next;
    } catch (error) {
      throw explained(error, url, signal, limits);
    }
  }
  throw refusal("source-unreachable", `${shownUrl(start)} sends on more than ${limits.redirects} times`);
}

/** A URL as it may be shown: without user name and password. */
export function shownUrl(url: URL): string {
  const shown = new URL(url);
  shown.username = "";
  shown.password = "";
  return shown.href;
}

async function request(url: URL, guarded: boolean, signal: AbortSignal, options: WebOptions): Promise<IncomingMessage> {
  const host = url.hostname.replace(/^\[|\]$/g, "");
  if (guarded && isIP(host) !== 0 && isPrivateAddress(host)) throw forbidden(url);
  const { request: send } = url.protocol === "https:" ? await import("node:https") : await import("node:http");
  const lookup = options.lookup ?? (systemLookup as LookupFunction);
  const settings: RequestOptions = {
    signal,
    agent: false,
    lookup: guarded ? guardedLookup(lookup, url) : lookup,
    headers: {
      accept: "application/yaml, application/json, text/yaml, text/plain, */*;q=0.5",
      "accept-encoding": "gzip, br, deflate",
      "user-agent": "concordat",
      ...(url.username !== "" && {
        authorization: `Basic ${btoa(`${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`)}`,
      }),
    },
  };
  return new Promise((resolve, reject) => {
    send(url, settings, resolve).on("error", reject).end();
  });
}

/** Resolves names as given, and lets only public addresses through to the connection. */
const guardedLookup =
  (lookup: LookupFunction, url: URL): LookupFunction =>
  (hostname, options, done) => {
    lookup(hostname, { ...options, all: true }, (error, found) => {
      if (error !== null) return done(error, "");
      const addresses = (Array.isArray(found) ? found : []).filter(({ address }) => !isPrivateAddress(address));
      const [first] = addresses;
      if (first === undefined) return done(forbidden(url), "");
      if (options.all === true) done(null, addresses);
      else done(null, first.address, first.family);
    });
  };

function redirection(answer: IncomingMessage, url: URL): URL | undefined {
  const { statusCode = 0, headers } = answer;
  if (![301, 302, 303, 307, 308].includes(statusCode) || headers.location === undefined) return undefined;
  const next = URL.canParse(headers.location, url) ? new URL(headers.location, url) : undefined;
  if (next === undefined || !/^https?:$/.test(next.protocol)) {
    answer.destroy();
    throw refusal(
      "source-forbidden",
      `${shownUrl(url)} sends on to "${headers.location}", which is no http or https URL`,
    );
  }
  return next;
}

async function body(answer: IncomingMessage, url: URL, limits: Limits): Promise<Uint8Array> {
  const { statusCode = 0, statusMessage = "", headers } = answer;
  if (statusCode !== 200) {
    answer.destroy();
    throw refused(url, statusCode, statusMessage);
  }
  if (Number(headers["content-length"]) > limits.bytes) {
    answer.destroy();
    throw tooLarge(shownUrl(url), limits, Number(headers["content-length"]));
  }
  try {
    return await readAll(decoded(answer), shownUrl(url), limits);
  } finally {
    answer.destroy();
  }
}

function decoded(answer: IncomingMessage): AsyncIterable<Uint8Array> {
  const decoder = decoders[(answer.headers["content-encoding"] ?? "").trim().toLowerCase()]?.();
  // Errors of either stream end the reading of the last one.
  return decoder === undefined ? answer : pipeline(answer, decoder, () => {});
}

const decoders: Readonly<Record<string, () => ReturnType<typeof createGunzip>>> = {
  gzip: createGunzip,
  "x-gzip": createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress as unknown as typeof createGunzip,
};

function refused(url: URL, status: number, message: string): Failure {
  const said = `${shownUrl(url)} answered ${status}${message === "" ? "" : ` ${message}`}`;
  if (status === 404 || status === 410) return refusal("source-missing", said, "Check the URL.");
  if (status === 401 || status === 403) {
    return refusal(
      "source-unreachable",
      said,
      "Download the file with the credentials that it needs, and name the copy.",
    );
  }
  return refusal("source-unreachable", said);
}

const forbidden = (url: URL): Failure =>
  refusal("source-forbidden", `${shownUrl(url)} is at a private address, and a contract or a redirect asks for it`);

function explained(error: unknown, url: URL, signal: AbortSignal, limits: Limits): unknown {
  if (error instanceof Failure) return error;
  const shown = shownUrl(url);
  if (signal.aborted) {
    return refusal("source-unreachable", `${shown} did not answer in full within ${limits.fetchMs / 1000} s`);
  }
  if (!(error instanceof Error)) return error;
  const code = errorCode(error);
  switch (code) {
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return refusal(
        "source-unreachable",
        `there is no address for "${url.hostname}"`,
        "Check the name, and whether the network is there.",
      );
    case "ECONNREFUSED":
      return refusal("source-unreachable", `nothing listens at ${url.host}`);
    case "ECONNRESET":
    case "EPIPE":
      return refusal("source-unreachable", `${url.host} ended the connection`);
    case "EPROTO":
    case "ERR_SSL_WRONG_VERSION_NUMBER":
      return refusal(
        "source-unreachable",
        `${url.host} does not speak TLS`,
        "Check whether the URL should begin with http: instead.",
      );
    default: {
      const certificate = /CERT|SIGNATURE|SELF_SIGNED|ALTNAME/.test(code);
      const fix = certificate
        ? "Name your certificate authority in the environment variable NODE_EXTRA_CA_CERTS."
        : undefined;
      const what = certificate ? `the certificate of ${url.host} is not trusted` : `${shown} cannot be fetched`;
      return refusal("source-unreachable", `${what}: ${error.message}`, fix);
    }
  }
}
