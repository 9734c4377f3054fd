import type { WireBody } from "./operation.js";
import { chunksOf } from "./stream.js";
import type { Transport, WireResponse } from "./transport.js";

/**
 * Sends with undici's `request`: on Node, when the package is installed. Half of fetch's cost, without its hidden limit
 * of 300 s, and with client certificates.
 */

/** As much of undici as is used here, so that generated code compiles without it. */
export interface Undici {
  request(url: string, options: object): Promise<UndiciResponse>;
  readonly Agent: new (options: object) => object;
}

interface UndiciResponse {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: AsyncIterable<Uint8Array> & {
    text(): Promise<string>;
    arrayBuffer(): Promise<ArrayBuffer>;
    dump(options?: object): Promise<void>;
    destroy(): unknown;
  };
}

export interface UndiciOptions {
  /** For mutual TLS and private authorities: PEM texts, as `node:tls` takes them. */
  readonly tls?: { readonly cert?: string; readonly key?: string; readonly ca?: string; readonly passphrase?: string };
  /** At most so many connections to one origin. Default: as many as are needed. */
  readonly connections?: number;
}

/** A transport on the given undici. Timeouts are the caller's, not undici's own. */
export function undiciTransport(undici: Undici, { tls, connections }: UndiciOptions = {}): Transport {
  const agent = (connect: UndiciOptions["tls"]) =>
    new undici.Agent({
      headersTimeout: 0,
      bodyTimeout: 0,
      ...(connections !== undefined && { connections }),
      ...(connect !== undefined && { connect }),
    });
  const own = agent(tls);
  let stranger: object | undefined;
  return async ({ method, url, headers, body, signal, foreign }) => {
    if (foreign === true && tls !== undefined) stranger ??= agent(tls.ca === undefined ? undefined : { ca: tls.ca });
    const dispatcher = foreign === true && stranger !== undefined ? stranger : own;
    return new UndiciAnswer(await undici.request(url, { method, headers, body: bodyOf(body), signal, dispatcher }));
  };
}

/** A body that nobody wants is read to its end so long, then its connection is given up. */
const discardMs = 1_000;

class UndiciAnswer implements WireResponse {
  readonly status: number;
  readonly #headers: UndiciResponse["headers"];
  readonly #body: UndiciResponse["body"];

  constructor({ statusCode, headers, body }: UndiciResponse) {
    this.status = statusCode;
    this.#headers = headers;
    this.#body = body;
  }

  get type(): string {
    return this.header("content-type") ?? "";
  }

  header(name: string): string | undefined {
    const value = this.#headers[name];
    return Array.isArray(value) ? value.join(", ") : value;
  }

  text(): Promise<string> {
    return this.#body.text();
  }

  async bytes(): Promise<Uint8Array<ArrayBuffer>> {
    return new Uint8Array(await this.#body.arrayBuffer());
  }

  stream(): ReadableStream<Uint8Array> {
    return streamOfBody(this.#body);
  }

  discard(): void {
    const overdue = setTimeout(() => this.#body.destroy(), discardMs);
    (overdue as { unref?: () => void }).unref?.();
    const done = () => clearTimeout(overdue);
    this.#body.dump({ limit: 65_536 }).then(done, done);
  }
}

/** undici, when this is Node and the package can be imported. Asked once in a process. */
export function findUndici(): Promise<Undici | undefined> {
  found ??= "process" in globalThis ? load() : Promise.resolve(undefined);
  return found;
}

let found: Promise<Undici | undefined> | undefined;

async function load(): Promise<Undici | undefined> {
  const name = "undici";
  try {
    return (await import(/* @vite-ignore */ /* webpackIgnore: true */ name)) as Undici;
  } catch {
    return undefined;
  }
}

function bodyOf(body: WireBody | undefined): unknown {
  if (body instanceof Blob) return chunksOf(body.stream());
  if (body instanceof ReadableStream) return chunksOf(body);
  return body;
}

function streamOfBody(body: UndiciResponse["body"]): ReadableStream<Uint8Array> {
  const iterator = body[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await iterator.next();
        if (done === true) controller.close();
        else controller.enqueue(value);
      },
      cancel() {
        body.destroy();
      },
    },
    { highWaterMark: 0 },
  );
}
