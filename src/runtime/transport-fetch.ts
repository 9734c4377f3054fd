import type { Transport, WireRequest, WireResponse } from "./transport.js";

/** Sends with `fetch`: everywhere. */
export const fetchTransport =
  (send?: typeof fetch): Transport =>
  async (request) => {
    const init = initOf(request);
    const response = await (send ?? fetch)(request.url, init);
    if (response.type !== "opaqueredirect") return new FetchResponse(response);
    if (!isHarmless(request)) throw new Error("was redirected, and this platform does not tell where to");
    return new FetchResponse(await (send ?? fetch)(request.url, { ...init, redirect: "follow" }));
  };

/** Browsers do not show where a redirect leads. Only what holds no secret may follow it blindly. */
const isHarmless = ({ method, headers }: WireRequest): boolean =>
  (method === "GET" || method === "HEAD") && Object.keys(headers).every((name) => name === "accept");

class FetchResponse implements WireResponse {
  readonly status: number;
  readonly type: string;
  readonly #response: Response;

  constructor(response: Response) {
    this.#response = response;
    this.status = response.status;
    this.type = response.headers.get("content-type") ?? "";
  }

  header(name: string): string | undefined {
    return this.#response.headers.get(name) ?? undefined;
  }

  text(): Promise<string> {
    return this.#response.text();
  }

  async bytes(): Promise<Uint8Array<ArrayBuffer>> {
    return new Uint8Array(await this.#response.arrayBuffer());
  }

  stream(): ReadableStream<Uint8Array> {
    return this.#response.body ?? new Blob([]).stream();
  }

  discard(): void {
    void this.#response.body?.cancel().catch(() => undefined);
  }
}

type Init = RequestInit & { duplex?: "half" };

function initOf({ method, headers, body, signal }: WireRequest): Init {
  if (body === undefined) return { method, headers, signal, redirect: "manual" };
  const init: Init = { method, headers, signal, redirect: "manual", body };
  if (body instanceof ReadableStream) init.duplex = "half";
  return init;
}
