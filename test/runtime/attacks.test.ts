import { type AddressInfo, connect, createServer as createTcpServer } from "node:net";
import { inspect } from "node:util";
import { describe, expect, it, vi } from "vitest";
import { bearer } from "../../src/runtime/auth.js";
import { events } from "../../src/runtime/body-events.js";
import { form } from "../../src/runtime/body-form.js";
import { json } from "../../src/runtime/body-json.js";
import { lines } from "../../src/runtime/body-lines.js";
import { multipart } from "../../src/runtime/body-multipart.js";
import { type ClientOptions, createClient } from "../../src/runtime/client.js";
import { TimeoutError, ValidationError } from "../../src/runtime/errors.js";
import { toNodeListener } from "../../src/runtime/host-node.js";
import type { Content, OperationData, Source } from "../../src/runtime/operation.js";
import { pagedMethod } from "../../src/runtime/paging.js";
import { parseQuery, readDeep } from "../../src/runtime/parameter-read.js";
import { Problem } from "../../src/runtime/problem.js";
import { retryAfter } from "../../src/runtime/retry-after.js";
import { createRouter } from "../../src/runtime/router.js";
import { createServer, type Handler, type ServerOptions, served } from "../../src/runtime/server.js";
import { streamOf } from "../../src/runtime/stream.js";
import { listen, operation } from "./house.js";

const jsonContent: Content = { media: "application/json", codec: json };
const answers = [{ status: "200", contents: [jsonContent] }];
const reads = operation({ outcomes: answers });
const writes = operation({ method: "POST", body: { contents: [jsonContent] }, outcomes: answers });
const logger = { info: () => undefined, error: () => undefined };
const ok = () => ({ status: 200, body: 1 });

/** What comes back on one connection for bytes as they are; it is closed after `ms` of silence. */
const raw = (url: string, text: string | Uint8Array, ms = 150): Promise<string> =>
  new Promise((resolve) => {
    const socket = connect(Number(new URL(url).port), "127.0.0.1", () => socket.write(text));
    let all = "";
    socket.setTimeout(ms, () => socket.destroy());
    socket.on("data", (chunk) => {
      all += chunk.toString("latin1");
    });
    socket.on("error", () => undefined);
    socket.on("close", () => resolve(all));
  });

const serve = (op: OperationData, handler: Handler, options: ServerOptions = {}) =>
  listen(toNodeListener(createServer([served(op, handler)], { logger, ...options })));

const source = (text: string, type = "application/json"): Source => ({
  type,
  text: () => Promise.resolve(text),
  bytes: () => Promise.resolve(new TextEncoder().encode(text)),
  stream: () => streamOf([new TextEncoder().encode(text)]),
});

/** A promise, and what fulfils it. */
function promised<T>() {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((fulfil) => {
    resolve = fulfil;
  });
  return { promise, resolve };
}

/** Milliseconds that something takes. */
async function taking(work: () => unknown): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}

describe("a handler that answers with what HTTP cannot carry", () => {
  it.each<[string, () => unknown]>([
    ["a line break in a header", () => ({ status: 200, body: 1, headers: { "x-name": "a\r\nset-cookie: b=1" } })],
    ["a line break in a header's name", () => ({ status: 200, body: 1, headers: { "x\r\ny": "a" } })],
    ["a line break in its media type", () => ({ ...ok(), contentType: "application/json;\r\nx: y" })],
    ["a header of a problem", () => Promise.reject(new Problem(400, "no", {}, { "x-a": "a\r\nb: c" }))],
    ["a problem without a status", () => Promise.reject(new Problem(Number.NaN))],
    ["a thrown text", () => Promise.reject("secret")],
    [
      "a circle",
      () => {
        const circle: unknown[] = [];
        circle.push(circle);
        return { status: 200, body: circle };
      },
    ],
  ])("%s: is a 500 that tells nothing, and the server lives on", async (_, handler) => {
    await using server = await serve(reads, handler);

    const answer = await raw(server.url, "GET / HTTP/1.1\r\nhost: x\r\n\r\n");

    expect(answer).toMatch(/^HTTP\/1\.1 500 /);
    expect(answer).not.toMatch(/set-cookie|secret|b: c|at .*\.ts/);
    expect(await raw(server.url, "GET /nowhere HTTP/1.1\r\nhost: x\r\n\r\n")).toContain(" 404 ");
  });

  it("a status of the default outcome that is none", async () => {
    await using server = await serve(operation({ outcomes: [{ status: "default" }] }), () => ({ status: 99_999 }));

    expect(await raw(server.url, "GET / HTTP/1.1\r\nhost: x\r\n\r\n")).toContain(" 500 ");
  });
});

describe("requests as bytes", () => {
  const body = (text: string, headers = "") =>
    `POST / HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n${headers}content-length: ${Buffer.byteLength(text)}\r\n\r\n${text}`;

  it.each([
    ["packed", body("\x1f\x8b", "content-encoding: gzip\r\n"), 415],
    ["not packed, it says", body("1", "content-encoding: identity\r\n"), 200],
    ["with a byte order mark", body("\ufeff1"), 200],
    ["nested 100,000 deep", body("[".repeat(100_000) + "]".repeat(100_000)), 200],
    ["with huge numbers", body("1e999"), 200],
    ["empty", body(""), 200],
    ["blank", body(" "), 400],
    ["of another type", body("1").replace("application/json", "text/plain"), 415],
    ["of no type", body("1").replace("content-type: application/json\r\n", ""), 415],
    ["too long", body(`"${"a".repeat(1_100_000)}"`), 413],
    [
      "in broken chunks",
      body("1").replace("content-length: 1", "transfer-encoding: chunked").replace(/1$/, "zz\r\n"),
      400,
    ],
    ["that nothing can be answered to", body("1", "accept: */*;q=0\r\n"), 406],
    ["whose time is over", body("1", "x-request-timeout-ms: 0\r\n"), 504],
    ["of an unknown method", body("1").replace("POST", "PURGE"), 405],
  ])("%s", async (_, request, status) => {
    await using server = await serve(writes, ok);

    expect(await raw(server.url, request)).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  });

  it("one after the other without waiting", async () => {
    await using server = await serve(writes, ok);

    expect((await raw(server.url, body("1").repeat(3))).split("HTTP/1.1 200").length).toBe(4);
  });

  it("that keep the handler from its work by a bad Accept have no effect", async () => {
    const handler = vi.fn(ok);
    await using server = await serve(writes, handler);

    await raw(server.url, body("1", "accept: application/json;q=0, */*\r\n"));

    expect(handler).not.toHaveBeenCalled();
  });
});

describe("a caller that goes away", () => {
  it("in its body, before it is read, holds nothing up and is no error of the server", async () => {
    const error = vi.fn();
    const [fault, waited] = [vi.fn(), promised<void>()];
    const secured = {
      ...writes,
      security: [[{ scheme: { name: "a", kind: "apiKey", place: "header", key: "k" } as const }]],
    };
    const handle = createServer([served(secured, ok)], {
      logger: { info: () => undefined, error },
      onError: fault,
      authenticate: { a: () => waited.promise.then(() => "me") },
    });
    const done = promised<number>();
    await using server = await listen((request, response) => {
      toNodeListener(async (incoming) => {
        const answer = await handle(incoming);
        done.resolve(answer.status);
        return answer;
      })(request, response);
      request.once("close", () => waited.resolve());
    });

    const head = "POST / HTTP/1.1\r\nhost: x\r\nk: 1\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n12";
    await raw(server.url, head, 50);

    expect(await done.promise).toBe(400);
    expect([error.mock.calls, fault.mock.calls]).toEqual([[], []]);
  });

  it("in an answer ends the stream of it", async () => {
    const ended = promised<void>();
    async function* forever() {
      try {
        for (;;) {
          yield "x".repeat(1_000);
          await new Promise((resolve) => setTimeout(resolve, 1));
        }
      } finally {
        ended.resolve();
      }
    }
    const stream = operation({
      outcomes: [{ status: "200", contents: [{ media: "application/x-ndjson", codec: lines }] }],
    });
    await using server = await serve(stream, () => ({ status: 200, body: forever() }));
    const socket = connect(Number(new URL(server.url).port), "127.0.0.1", () =>
      socket.write("GET / HTTP/1.1\r\nhost: x\r\n\r\n"),
    );
    socket.once("data", () => socket.destroy());

    await ended.promise;
  });
});

it("breaks off an answer whose stream breaks, and tells those who watch", async () => {
  async function* broken() {
    yield 1;
    throw new Error("secret");
  }
  const onError = vi.fn();
  const op = operation({ outcomes: [{ status: "200", contents: [{ media: "application/x-ndjson", codec: lines }] }] });
  await using server = await serve(op, () => ({ status: 200, body: broken() }), { onError });

  const answer = await raw(server.url, "GET / HTTP/1.1\r\nhost: x\r\n\r\n");

  expect(answer).not.toMatch(/secret|\r\n0\r\n\r\n$/);
  expect(onError).toHaveBeenCalledTimes(1);
});

it("answers in the time of the server when a handler never does", async () => {
  await using server = await serve(reads, () => new Promise(() => undefined), { timeoutMs: 30 });

  expect(await raw(server.url, "GET / HTTP/1.1\r\nhost: x\r\n\r\n")).toContain(" 504 ");
});

describe("what is read takes time in step with its length", () => {
  const many = Array.from({ length: 100_000 }, (_, at) => `${at.toString(36)}[]=`).join("&");
  const parts = `${"--b\r\ncontent-disposition:form-data;name=a\r\n\r\nx\r\n".repeat(50_000)}--b--`;
  const mixed = createRouter([
    {
      method: "GET",
      value: 1,
      path: [
        "/",
        { name: "a", shape: "string" },
        ".",
        { name: "b", shape: "string" },
        ".",
        { name: "c", shape: "string" },
        ".json",
      ],
    },
  ]);
  const chunked = (text: string, times: number) =>
    streamOf(Array.from({ length: times }, () => new TextEncoder().encode(text)));

  it.each<[string, () => unknown]>([
    ["open brackets", () => readDeep("a", parseQuery(`a${"[".repeat(1_000_000)}`), "any")],
    ["fields in brackets", () => form.read(source(many), { media: "", codec: form })],
    [
      "parts",
      () =>
        multipart.read(source(parts, "multipart/form-data; boundary=b"), {
          media: "",
          codec: multipart,
          fields: [{ name: "a", repeated: true, shape: { list: "string" } }],
        }),
    ],
    ["dots in a path", () => mixed.find(`/${".".repeat(16_000)}`)],
    [
      "a line without end",
      async () => {
        for await (const _ of (await lines.read(
          { ...source(""), stream: () => chunked("x".repeat(10_000), 1_000) },
          { media: "", codec: lines },
        )) as AsyncIterable<unknown>);
      },
    ],
    [
      "an event without end",
      async () => {
        for await (const _ of (await events.read(
          { ...source(""), stream: () => chunked("x".repeat(10_000), 1_000) },
          { media: "", codec: events },
        )) as AsyncIterable<unknown>);
      },
    ],
  ])("%s", async (_, read) => {
    expect(
      await taking(async () => {
        try {
          await read();
        } catch {
          /* Refused is as good. */
        }
      }),
    ).toBeLessThan(2_000);
  });

  it("and an item that never ends is not held for ever", async () => {
    const endless = { ...source(""), stream: () => chunked("x".repeat(1_000_000), 20) };
    const items = (await lines.read(endless, { media: "", codec: lines })) as AsyncGenerator;

    await expect(items.next()).rejects.toThrow("too long");
  });
});

describe("names that objects inherit", () => {
  it.each(["__proto__", "constructor", "toString"])("%s pollutes nothing", async (name) => {
    const deep = readDeep("a", parseQuery(`a[${name}][polluted]=1`), "any");
    const fields = await form.read(source(`${name}[polluted]=1&${name}=2`), { media: "", codec: form });
    const disposition = `--b\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n{"polluted":1}\r\n--b--`;
    await multipart.read(source(disposition, "multipart/form-data; boundary=b"), { media: "", codec: multipart });

    expect(Object.getPrototypeOf(deep)).toBe(Object.prototype);
    expect(Object.getPrototypeOf(fields)).toBe(Object.prototype);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });
});

it("takes no part's name from within its file name", async () => {
  const body = '--b\r\ncontent-disposition: form-data; filename="; name=evil"; name="real"\r\n\r\nx\r\n--b--';

  const parts = await multipart.read(source(body, "multipart/form-data; boundary=b"), { media: "", codec: multipart });

  expect(Object.keys(parts as object)).toEqual(["real"]);
});

describe("a client", () => {
  const calling = (op: OperationData, more: Partial<ClientOptions> & { input?: object; signal?: AbortSignal } = {}) =>
    createClient({ baseUrl: "http://api", retry: false, fetch: async () => Response.json(1), ...more }).answer(
      op,
      more.input,
      more.signal === undefined ? {} : { signal: more.signal },
    );
  const secured = { ...reads, security: [[{ scheme: { name: "a", kind: "http", scheme: "bearer" } as const }]] };
  const path = (own: object) => operation({ path: ["/a/", { name: "p", shape: "string", ...own }], outcomes: answers });

  it.each([
    ["label", { style: "label" }, "."],
    ["an empty label", { style: "label" }, ""],
    ["kept triples", { reserved: true }, "%2e%2E"],
    ["dots", {}, ".."],
    ["nothing", {}, ""],
  ])("does not let a path lead elsewhere: %s", async (_, own, p) => {
    await expect(calling(path(own), { input: { path: { p } } })).rejects.toThrow(ValidationError);
  });

  it("does not wait for a token that never comes, nor beyond its caller's patience", async () => {
    const auth = bearer(() => new Promise<string>(() => undefined));
    const signal = AbortSignal.timeout(20);

    await expect(calling(secured, { auth, timeoutMs: 20 })).rejects.toThrow(TimeoutError);
    await expect(calling(secured, { auth, signal })).rejects.toBe(signal.reason);
  });

  it("sends no token that is none", async () => {
    const send = vi.fn(async () => Response.json(1));

    await expect(calling(secured, { auth: bearer((() => undefined) as never), fetch: send })).rejects.toThrow(
      "no text",
    );
    expect(send).not.toHaveBeenCalled();
  });

  it.each<[string, () => unknown]>([
    ["a header", () => calling(reads, { headers: { authorization: "Bearer s3cret\n" }, fetch })],
    ["a token", () => calling(secured, { auth: bearer("s3cret\n"), fetch })],
    [
      "a base URL",
      () =>
        calling(
          { ...secured, security: [[{ scheme: { name: "a", kind: "apiKey", place: "query", key: "k" } }]] },
          { baseUrl: "no-url", auth: { a: "s3cret" }, fetch },
        ),
    ],
  ])("tells no secret when it is wrong: %s", async (_, work) => {
    const error = await (async () => work())().then(
      () => undefined,
      (thrown: Error) => thrown,
    );

    expect(error).toBeInstanceOf(Error);
    expect(inspect(error, { depth: 9, showHidden: true }) + JSON.stringify(error) + error?.stack).not.toContain(
      "s3cret",
    );
  });

  it("refuses a body that cannot be written", async () => {
    const circle: unknown[] = [];
    circle.push(circle);

    await expect(calling(writes, { input: { body: circle } })).rejects.toThrow(ValidationError);
    await expect(calling(writes, { input: { body: 1n } })).rejects.toThrow(ValidationError);
  });

  it("does not turn over the same page for ever, nor hide it", async () => {
    const paged = operation({
      query: [{ name: "cursor", shape: "string" }],
      paging: { by: "cursor", items: ["items"], parameter: "cursor", next: ["next"] },
      outcomes: answers,
    });
    const client = createClient({
      baseUrl: "http://api",
      fetch: async () => Response.json({ items: [1], next: "again" }),
    });
    const found: unknown[] = [];
    const all = async () => {
      for await (const item of pagedMethod(client, paged as never).all()) found.push(item);
    };

    await expect(all()).rejects.toThrow("given before");
    expect(found).toEqual([1, 1]);
  });

  it("never follows a redirect out of TLS", async () => {
    const send = vi.fn(async () => new Response(null, { status: 307, headers: { location: "http://api/" } }));

    await expect(calling(writes, { baseUrl: "https://api", input: { body: 1 }, fetch: send as never })).rejects.toThrow(
      "307",
    );
    expect(send).toHaveBeenCalledTimes(1);
  });

  it.each(["-1", "soon", "1e9", "0x10", "2"])("reads %s in Retry-After as RFC 9110 does", (text) => {
    const header = (name: string) => (name === "retry-after" ? text : undefined);

    expect(retryAfter({ header }, 0)).toBe(text === "2" ? 2_000 : undefined);
  });

  it.each([
    ["fetch", { fetch }],
    ["undici", {}],
  ])("on %s, ends when it is told, wherever the answer stands, and leaves nothing open", async (_, way) => {
    const beginnings = [
      "",
      "HTTP/1.1 200 OK\r\n",
      "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n",
      "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n[1,",
    ];
    for (const beginning of beginnings) {
      let open = 0;
      const closed = promised<void>();
      const server = createTcpServer((socket) => {
        open += 1;
        socket.on("error", () => undefined);
        socket.on("close", () => {
          open -= 1;
          closed.resolve();
        });
        socket.on("data", () => socket.write(beginning));
      });
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      const controller = new AbortController();
      const call = createClient({ baseUrl, ...way }).answer(reads, {}, { signal: controller.signal });
      setTimeout(() => controller.abort(new Error("enough")), 60);

      await expect(call).rejects.toThrow("enough");
      await closed.promise;
      expect(open).toBe(0);
      server.close();
    }
  });
});
