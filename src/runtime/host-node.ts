import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { Gone, type Handle, type Incoming, type Outgoing, TooLarge } from "./incoming.js";

/** For Node alone. A server as a listener of `node:http`, `node:https` and `node:http2` (compatibility API). */
export const toNodeListener =
  (handle: Handle): RequestListener =>
  (request, response) => {
    handle(fromNode(request, response))
      .then((answer) => sendNode(response, answer))
      .catch(() => response.destroy());
  };

/** `body`: what a framework has read already, in place of the stream. `platform`: the framework's own objects. */
export const fromNode = (
  request: IncomingMessage,
  response: ServerResponse,
  body?: Uint8Array<ArrayBuffer>,
  platform?: unknown,
): Incoming => new NodeIncoming(request, response, body, platform);

class NodeIncoming implements Incoming {
  readonly method: string;
  readonly target: string;
  readonly #request: IncomingMessage;
  readonly #response: ServerResponse;
  readonly #body: Uint8Array<ArrayBuffer> | undefined;
  readonly #platform: unknown;
  #controller: AbortController | undefined;

  constructor(
    request: IncomingMessage,
    response: ServerResponse,
    body: Uint8Array<ArrayBuffer> | undefined,
    platform: unknown,
  ) {
    this.method = request.method ?? "GET";
    this.target = targetOf(request.url ?? "/");
    this.#request = request;
    this.#response = response;
    this.#body = body;
    this.#platform = platform;
  }

  header(name: string): string | undefined {
    // What a framework has read, it has unpacked too.
    if (this.#body !== undefined && name === "content-encoding") return undefined;
    const value = this.#request.headers[name];
    return typeof value === "object" ? value.join(", ") : value;
  }

  get hasBody(): boolean {
    return this.#body === undefined ? hasBody(this.#request.headers) : this.#body.byteLength > 0;
  }

  async bytes(limit: number): Promise<Uint8Array<ArrayBuffer>> {
    const read = await this.#read(limit);
    return new Uint8Array(read.buffer as ArrayBuffer, read.byteOffset, read.byteLength);
  }

  async text(limit: number): Promise<string> {
    const read = await this.#read(limit);
    const text = Buffer.from(read.buffer, read.byteOffset, read.byteLength).toString("utf8");
    return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  }

  stream(): ReadableStream<Uint8Array> {
    return this.#body === undefined ? streamOfMessage(this.#request) : new Blob([this.#body]).stream();
  }

  get signal(): AbortSignal {
    this.#controller ??= goneSignal(this.#response);
    return this.#controller.signal;
  }

  get platform(): unknown {
    return this.#platform ?? { request: this.#request, response: this.#response };
  }

  #read(limit: number): Promise<Uint8Array> {
    if (this.#body === undefined) return readAll(this.#request, this.#response, limit);
    return this.#body.byteLength > limit ? Promise.reject(new TooLarge()) : Promise.resolve(this.#body);
  }
}

/** Sends an answer; streams at the pace of the caller, and ended when the caller goes away. */
export function sendNode(response: ServerResponse, { status, headers, body }: Outgoing): void {
  if (response.destroyed) {
    if (body instanceof ReadableStream) void body.cancel().catch(() => undefined);
    return;
  }
  const all = headers as Record<string, string | string[] | number>;
  if (body === undefined) {
    if (status !== 204 && status !== 304 && status >= 200 && all["content-length"] === undefined)
      all["content-length"] = 0;
    response.writeHead(status, all).end();
  } else if (typeof body === "string") {
    all["content-length"] = Buffer.byteLength(body);
    response.writeHead(status, all).end(body);
  } else if (body instanceof Uint8Array) {
    all["content-length"] = body.byteLength;
    response.writeHead(status, all).end(body);
  } else {
    if (body instanceof Blob) all["content-length"] = body.size;
    response.writeHead(status, all);
    response.flushHeaders();
    void pump(body instanceof Blob ? body.stream() : body, response);
  }
}

async function pump(stream: ReadableStream<Uint8Array>, response: ServerResponse): Promise<void> {
  const reader = stream.getReader();
  const onClose = () => void reader.cancel().catch(() => undefined);
  response.once("close", onClose);
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      if (response.destroyed) return onClose();
      if (!response.write(value)) await new Promise<void>((resolve) => drained(response, resolve));
    }
    response.removeListener("close", onClose);
    response.end();
  } catch {
    response.destroy();
  }
}

function drained(response: ServerResponse, resolve: () => void): void {
  const settle = () => {
    response.removeListener("drain", settle);
    response.removeListener("close", settle);
    resolve();
  };
  response.once("drain", settle);
  response.once("close", settle);
}

const hasBody = (headers: IncomingMessage["headers"]): boolean =>
  headers["transfer-encoding"] !== undefined ||
  (headers["content-length"] !== undefined && headers["content-length"] !== "0");

/** The request line may hold a whole URL (RFC 9112, section 3.2.2). */
function targetOf(url: string): string {
  if (url.startsWith("/")) return url;
  const slash = url.indexOf("/", url.indexOf("://") + 3);
  return slash < 0 ? "/" : url.slice(slash);
}

function goneSignal(response: ServerResponse): AbortController {
  const controller = new AbortController();
  const check = () => {
    if (!response.writableFinished) controller.abort(new Error("The caller went away"));
  };
  if (response.destroyed) check();
  else response.once("close", check);
  return controller;
}

function readAll(request: IncomingMessage, response: ServerResponse, limit: number): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = [];
    let size = 0;
    if (request.destroyed && !request.complete) return reject(new Gone());
    request.on("data", (chunk: Uint8Array) => {
      size += chunk.byteLength;
      if (size > limit) {
        response.shouldKeepAlive = false;
        request.removeAllListeners("data");
        request.resume();
        reject(new TooLarge());
      } else chunks.push(chunk);
    });
    request.once("end", () => resolve(chunks.length === 1 ? (chunks[0] as Uint8Array) : Buffer.concat(chunks)));
    const broken = () => {
      if (!request.complete) reject(new Gone());
    };
    request.once("error", () => reject(new Gone()));
    request.once("close", broken);
  });
}

function streamOfMessage(request: IncomingMessage): ReadableStream<Uint8Array> {
  const iterator = request[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await iterator.next();
        if (done === true) controller.close();
        else controller.enqueue(new Uint8Array(value.buffer as ArrayBuffer, value.byteOffset, value.byteLength));
      },
      async cancel() {
        await iterator.return?.();
      },
    },
    { highWaterMark: 0 },
  );
}
