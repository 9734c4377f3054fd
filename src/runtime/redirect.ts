import type { Call } from "./call.js";
import { NetworkError } from "./errors.js";
import type { Transport, WireRequest, WireResponse } from "./transport.js";

/** How many redirects are followed in a row. */
const longest = 5;

/** Whether an answer sends its caller elsewhere, and the contract does not declare it as an outcome. */
export const leadsElsewhere = (response: WireResponse, { operation: { outcomes } }: Call): boolean =>
  isRedirect(response) && !outcomes.some(({ status }) => status === String(response.status) || status === "3XX");

/**
 * Follows redirects to where they end. To another origin nothing goes that could prove who is calling: of the headers
 * only those that say what the body is and what is wanted.
 */
export async function follow(
  transport: Transport,
  first: WireRequest,
  from: WireResponse,
  call: Call,
): Promise<WireResponse> {
  let request = first;
  let response = from;
  for (let hops = 0; leadsElsewhere(response, call); hops += 1) {
    const location = response.header("location");
    const next = location === undefined ? undefined : onward(request, response, location);
    if (next === undefined) return response;
    response.discard();
    if (hops === longest) {
      throw new NetworkError("was redirected too often", true, {
        operation: call.operation.id,
        attempts: call.attempt,
      });
    }
    request = next;
    response = await transport(request);
  }
  return response;
}

const isRedirect = ({ status }: WireResponse): boolean =>
  status === 301 || status === 302 || status === 303 || status === 307 || status === 308;

/** The request to make next; undefined when it cannot be made again, because its body is gone, or leads out of TLS. */
function onward(request: WireRequest, { status }: WireResponse, location: string): WireRequest | undefined {
  const from = new URL(request.url);
  const to = URL.canParse(location, from.href) ? new URL(location, from) : null;
  if (to === null || (to.protocol !== "https:" && to.protocol !== "http:")) return undefined;
  if (from.protocol === "https:" && to.protocol === "http:") return undefined;
  const dropsBody = status === 303 ? request.method !== "HEAD" : status < 303 && request.method === "POST";
  if (!dropsBody && request.body instanceof ReadableStream) return undefined;
  const headers = to.origin === from.origin ? { ...request.headers } : harmless(request.headers);
  if (dropsBody) delete headers["content-type"];
  const { body, ...rest } = request;
  return {
    ...rest,
    ...(to.origin !== from.origin && { foreign: true }),
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
