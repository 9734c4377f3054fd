import { NetworkError } from "./errors.js";
import type { Transport, WireRequest, WireResponse } from "./transport.js";

/** How many redirects are followed in a row. */
const longest = 5;

/**
 * Follows redirects that the contract does not declare as outcomes. To another origin nothing goes that could prove who
 * is calling: of the headers only those that say what the body is and what is wanted.
 */
export function followRedirects(
  transport: Transport,
  declares: (status: number) => boolean,
  operation: string,
): Transport {
  return async (first) => {
    let request: WireRequest = first;
    for (let hops = 0; ; hops += 1) {
      const response = await transport(request);
      if (!isRedirect(response) || declares(response.status)) return response;
      const location = response.header("location");
      if (location === undefined) return response;
      if (hops === longest) throw refused("was redirected too often", operation);
      const next = onward(request, response, location);
      if (next === undefined) return response;
      response.discard();
      request = next;
    }
  };
}

const isRedirect = ({ status }: WireResponse): boolean =>
  status === 301 || status === 302 || status === 303 || status === 307 || status === 308;

/** The request to make next; undefined when it cannot be made again, because its body is gone. */
function onward(request: WireRequest, { status }: WireResponse, location: string): WireRequest | undefined {
  const from = new URL(request.url);
  const to = URL.canParse(location, from.href) ? new URL(location, from) : null;
  if (to === null || (to.protocol !== "https:" && to.protocol !== "http:")) return undefined;
  const dropsBody = status === 303 ? request.method !== "HEAD" : status < 303 && request.method === "POST";
  if (!dropsBody && request.body instanceof ReadableStream) return undefined;
  const headers = to.origin === from.origin ? { ...request.headers } : harmless(request.headers);
  if (dropsBody) delete headers["content-type"];
  const { body, ...rest } = request;
  return {
    ...rest,
    url: to.href,
    headers,
    method: dropsBody ? "GET" : request.method,
    ...(!dropsBody && body !== undefined && { body }),
  };
}

function harmless(headers: Readonly<Record<string, string>>): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const name of ["accept", "accept-language", "content-type"]) {
    const value = headers[name];
    if (value !== undefined) kept[name] = value;
  }
  return kept;
}

const refused = (message: string, operation: string): NetworkError =>
  new NetworkError(message, true, { operation, attempts: 1 });
