import { describe, expect, it, vi } from "vitest";
import { json } from "../../src/runtime/body-json.js";
import { lines } from "../../src/runtime/body-lines.js";
import { text } from "../../src/runtime/body-text.js";
import type { Context } from "../../src/runtime/context.js";
import { toFetch } from "../../src/runtime/host-fetch.js";
import { negotiate } from "../../src/runtime/negotiate.js";
import type { Content, Issue } from "../../src/runtime/operation.js";
import { createServer, type ServerOptions, served } from "../../src/runtime/server.js";
import { operation, testClock } from "./house.js";

const isNumber = (value: unknown, issues?: Issue[], path = ""): boolean => {
  if (typeof value !== "number") issues?.push({ pointer: path, keyword: "type", message: "must be a number" });
  return typeof value === "number";
};
const op = operation({
  outcomes: [{ status: "200", contents: [{ media: "application/json", codec: json, check: isNumber }] }],
});
const quiet = { info: () => undefined, error: vi.fn() };

const serve = (handler: (input: never, context: Context<never>) => unknown, options: ServerOptions = {}) =>
  toFetch(createServer([served(op, handler)], { logger: quiet, ...options }));
const get = (headers: Record<string, string> = {}): Request => new Request("http://api/", { headers });

describe("an answer that breaks the contract", () => {
  const wrong = () => ({ status: 200, body: "secret" });

  it.each<["throw" | "count" | "off", number, string, number]>([
    ["throw", 500, "must be a number", 1],
    ["count", 200, "secret", 1],
    ["off", 200, "secret", 0],
  ])("is treated as told: %s", async (responses, status, said, faults) => {
    const onFault = vi.fn();

    const response = await serve(wrong, { responses, onFault })(get());

    expect(response.status).toBe(status);
    const body = await response.text();
    expect(body).toContain(said);
    expect(body.includes("secret")).toBe(status === 200);
    expect(onFault).toHaveBeenCalledTimes(faults);
  });

  it.each<[string, unknown]>([
    ["an undeclared status", { status: 201 }],
    ["a missing body", { status: 200 }],
    ["an undeclared media type", { status: 200, body: 1, contentType: "text/html" }],
    ["no answer at all", undefined],
  ])("is never sent as it is: %s", async (_, reply) => {
    const response = await serve(() => reply, { responses: "throw" })(get());

    expect(response.status).toBe(500);
  });
});

describe("a stream that breaks the contract", () => {
  const stream = operation({
    outcomes: [
      { status: "200", contents: [{ media: "application/x-ndjson", codec: lines, item: { check: isNumber } }] },
    ],
  });
  const read = async (options: ServerOptions) => {
    const server = toFetch(
      createServer([served(stream, () => ({ status: 200, body: [1, "x", 3] }))], { logger: quiet, ...options }),
    );
    return (await server(get())).text().catch(() => "broken");
  };

  it.each<["throw" | "count" | "off", string, number]>([
    ["throw", "broken", 1],
    ["count", '1\n"x"\n3\n', 1],
    ["off", '1\n"x"\n3\n', 0],
  ])("is treated as told: %s", async (responses, text, faults) => {
    const onFault = vi.fn();

    expect(await read({ responses, onFault })).toBe(text);

    expect(onFault).toHaveBeenCalledTimes(faults);
  });
});

describe("time", () => {
  it("is told to the handler, as the least of what all allow", async () => {
    const clock = testClock();
    let left = 0;
    const handler = (_: never, context: Context<never>) => {
      left = context.remainingMs();
      return { status: 200, body: 1 };
    };

    await serve(handler, { clock, timeoutMs: 9_000 })(
      get({ "x-request-timeout-ms": "500", "x-envoy-expected-rq-timeout-ms": "700" }),
    );

    expect(left).toBe(500);
  });

  it("aborts the handler's signal when it is over, and answers without it", async () => {
    let aborted = false;
    const handler = (_: never, { signal }: Context<never>) => {
      signal.addEventListener("abort", () => {
        aborted = true;
      });
      return new Promise(() => undefined);
    };

    const response = await serve(handler, { clock: testClock(), timeoutMs: 100 })(get());

    expect(aborted).toBe(true);
    expect(response.status).toBe(504);
  });
});

it("keeps the errors of handlers to itself, and tells those who watch", async () => {
  const onError = vi.fn();
  const error = new Error("secret");

  const response = await serve(() => Promise.reject(error), { onError })(get());

  expect(response.status).toBe(500);
  expect(await response.text()).not.toContain("secret");
  expect(onError).toHaveBeenCalledWith(error, expect.anything());
});

it("serves below its base path alone", async () => {
  const server = serve(() => ({ status: 200, body: 1 }), { basePath: "/api/" });

  expect((await server(new Request("http://x/api/"))).status).toBe(200);
  expect((await server(new Request("http://x/api?a=1"))).status).toBe(200);
  expect((await server(new Request("http://x/"))).status).toBe(404);
  expect((await server(new Request("http://x/apis"))).status).toBe(404);
});

describe("negotiation", () => {
  const contents: Content[] = ["application/json", "text/plain", "image/*"].map((media) => ({ media, codec: text }));

  it.each([
    [undefined, "application/json"],
    ["*/*", "application/json"],
    ["text/plain", "text/plain"],
    ["text/*;q=0.5, application/json;q=0.4", "text/plain"],
    ["application/json;q=0, */*;q=0.1", "text/plain"],
    ["image/png", "image/*"],
    ["application/xml, text/plain; q=0.2", "text/plain"],
    ["application/xml", undefined],
    ["application/json;q=0", undefined],
  ])("of %s gives %s", (accept, media) => {
    expect(negotiate(contents, accept)?.media).toBe(media);
  });
});
