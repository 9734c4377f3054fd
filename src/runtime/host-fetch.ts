import { type Handle, type Incoming, type Outgoing, TooLarge } from "./incoming.js";
import { chunksOf, joined } from "./stream.js";

/** A server as a function from `Request` to `Response`: Bun, Deno, edge runtimes, service workers, tests. */
export const toFetch =
  (handle: Handle) =>
  async (request: Request, platform?: unknown): Promise<Response> =>
    toResponse(await handle(fromRequest(request, platform)));

export const fromRequest = (request: Request, platform?: unknown): Incoming => new FetchIncoming(request, platform);

class FetchIncoming implements Incoming {
  readonly method: string;
  readonly target: string;
  readonly #request: Request;
  readonly #platform: unknown;

  constructor(request: Request, platform: unknown) {
    const { url } = request;
    const slash = url.indexOf("/", url.indexOf("://") + 3);
    this.method = request.method;
    this.target = slash < 0 ? "/" : url.slice(slash);
    this.#request = request;
    this.#platform = platform;
  }

  header(name: string): string | undefined {
    return this.#request.headers.get(name) ?? undefined;
  }

  /** Some hosts give every request a stream, be it ever so empty; asking for it is dear, so that headers are asked first. */
  get hasBody(): boolean {
    const length = this.header("content-length");
    if (length !== undefined) return length !== "0";
    if (this.header("transfer-encoding") !== undefined) return true;
    return this.header("content-type") !== undefined && this.#request.body !== null;
  }

  async bytes(limit: number): Promise<Uint8Array<ArrayBuffer>> {
    return this.#fits(limit) ? new Uint8Array(await this.#request.arrayBuffer()) : this.#read(limit);
  }

  async text(limit: number): Promise<string> {
    return this.#fits(limit) ? this.#request.text() : new TextDecoder().decode(await this.#read(limit));
  }

  stream(): ReadableStream<Uint8Array> {
    return this.#request.body ?? new Blob([]).stream();
  }

  get signal(): AbortSignal {
    return this.#request.signal;
  }

  get platform(): unknown {
    return this.#platform ?? this.#request;
  }

  /** Whether the length is told, so that nothing need be counted. */
  #fits(limit: number): boolean {
    const length = this.header("content-length");
    return length !== undefined && Number(length) <= limit;
  }

  async #read(limit: number): Promise<Uint8Array<ArrayBuffer>> {
    const { body } = this.#request;
    const chunks: Uint8Array[] = [];
    let size = 0;
    if (body === null) return new Uint8Array();
    for await (const chunk of chunksOf(body)) {
      size += chunk.byteLength;
      if (size > limit) throw new TooLarge();
      chunks.push(chunk);
    }
    return joined(chunks);
  }
}

export function toResponse({ status, headers, body }: Outgoing): Response {
  const all = new Headers();
  for (const [name, value] of Object.entries(headers)) {
    if (typeof value === "string") all.set(name, value);
    else for (const one of value) all.append(name, one);
  }
  return new Response(body ?? null, { status, headers: all });
}
