import type { Transport, WireRequest } from "./transport.js";

/** Sends with `fetch`: everywhere. */
export const fetchTransport =
  (send?: typeof fetch): Transport =>
  async (request) => {
    const response = await (send ?? fetch)(request.url, initOf(request));
    const { headers } = response;
    return {
      status: response.status,
      type: headers.get("content-type") ?? "",
      header: (name) => headers.get(name) ?? undefined,
      text: () => response.text(),
      bytes: async () => new Uint8Array(await response.arrayBuffer()),
      stream: () => response.body ?? new Blob([]).stream(),
      discard: () => void response.body?.cancel().catch(() => undefined),
    };
  };

type Init = RequestInit & { duplex?: "half" };

function initOf({ method, headers, body, signal }: WireRequest): Init {
  if (body === undefined) return { method, headers, signal, redirect: "manual" };
  const init: Init = { method, headers, signal, redirect: "manual", body };
  if (body instanceof ReadableStream) init.duplex = "half";
  return init;
}
