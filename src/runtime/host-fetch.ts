import { type Handle, type Incoming, type Outgoing, TooLarge } from "./incoming.js";
import { chunksOf, joined } from "./stream.js";

/** A server as a function from `Request` to `Response`: Bun, Deno, edge runtimes, service workers, tests. */
export const toFetch =
  (handle: Handle) =>
  async (request: Request, platform?: unknown): Promise<Response> =>
    toResponse(await handle(fromRequest(request, platform)));

export function fromRequest(request: Request, platform?: unknown): Incoming {
  const { url } = request;
  const slash = url.indexOf("/", url.indexOf("://") + 3);
  const bytes = async (limit: number) => {
    if (request.body === null) return new Uint8Array();
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of chunksOf(request.body)) {
      size += chunk.byteLength;
      if (size > limit) throw new TooLarge();
      chunks.push(chunk);
    }
    return joined(chunks);
  };
  return {
    method: request.method,
    target: slash < 0 ? "/" : url.slice(slash),
    header: (name) => request.headers.get(name) ?? undefined,
    get hasBody() {
      return hasBody(request);
    },
    bytes,
    text: async (limit) => new TextDecoder().decode(await bytes(limit)),
    stream: () => request.body ?? new Blob([]).stream(),
    get signal() {
      return request.signal;
    },
    platform: platform ?? request,
  };
}

/** Some hosts give every request a stream, be it ever so empty. */
function hasBody({ body, headers }: Request): boolean {
  if (body === null) return false;
  const length = headers.get("content-length");
  return length === null ? headers.has("transfer-encoding") || headers.has("content-type") : length !== "0";
}

export function toResponse({ status, headers, body }: Outgoing): Response {
  const all = new Headers();
  for (const [name, value] of Object.entries(headers)) {
    if (typeof value === "string") all.set(name, value);
    else for (const one of value) all.append(name, one);
  }
  return new Response(body ?? null, { status, headers: all });
}
