import { copyFile } from "node:fs/promises";
import { connect } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { everything, generate } from "./generated.js";

interface Use {
  readonly hosts: Readonly<Record<string, () => Promise<{ readonly url: string; close(): Promise<void> }>>>;
}

const generated = await generate(await everything(), ["client", "server", "node", "fastify", "hono", "express"], {
  importEnding: "ts",
});
await copyFile(
  join(import.meta.dirname, "../../fixtures/generated/everything-use.ts"),
  join(generated.folder, "use.ts"),
);
const { hosts } = (await import(join(generated.folder, "use.ts"))) as Use;
afterAll(() => generated[Symbol.asyncDispose]());

/** What comes back on one connection for bytes as they are. */
const raw = (url: string, text: string, ms = 300): Promise<string> =>
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

/** Where the fixture's server stands. */
const base = "/v1";

const get = (target: string, headers = "") =>
  `GET ${base}${target} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n${headers}\r\n`;
const post = (target: string, type: string, body: string, headers = "") =>
  `POST ${base}${target} HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-type: ${type}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n${headers}\r\n${body}`;
const brackets = "[".repeat(40_000) + "]".repeat(40_000);
const friends = `${'{"name":"a","friends":['.repeat(4_000)}${"]}".repeat(4_000)}`;

/** No request, whatever it holds, brings a server down, makes it wait, or makes it tell of its insides. */
describe.each(Object.entries(hosts))("on %s", (_, start) => {
  let host: Awaited<ReturnType<typeof start>>;
  beforeAll(async () => {
    host = await start();
  });
  afterAll(() => host.close());

  it.each<[string, string, RegExp]>([
    ["broken escapes in a path", get("/files/%ZZ.%"), /^(200|400)/],
    ["broken escapes in a query", get("/query?text=%ZZ&%=%"), /^(200|400)/],
    ["broken escapes in a cookie", get("/headers", "x-text: a\r\ncookie: session=%ZZ; =; ;;\r\n"), /^(200|400)/],
    ["dots in a path", get("/files/../../etc/passwd"), /^404/],
    ["escaped dots in a path", get("/%2e%2e/%2e%2e/etc/passwd"), /^404/],
    ["slashes in a path", get("//files//latest"), /^404/],
    ["a long target", get(`/query?text=${"a".repeat(14_000)}`), /^200/],
    ["a longer target", get(`/query?text=${"a".repeat(200_000)}`), /^431/],
    ["a parameter that is there twice", get("/query?count=1&count=x"), /^400/],
    ["names that objects inherit", get("/query?__proto__=1&constructor=2&deep[__proto__][polluted]=1"), /^(200|400)/],
    ["deep brackets", get(`/query?deep${"[a]".repeat(4_000)}=1`), /^(200|400)/],
    ["deep JSON", post("/json", "application/json", `{"name":"a","friends":${brackets}}`), /^400/],
    [
      "inherited names in JSON",
      post("/json", "application/json", '{"name":"a","__proto__":{"polluted":1}}'),
      /^(200|400)/,
    ],
    ["deep friends", post("/json", "application/json", friends), /^400/],
    ["more than is taken", post("/json", "application/json", `"${"a".repeat(100_000)}"`), /^413/],
    ["an empty body", post("/json", "application/json", ""), /^400/],
    ["a truncated body", post("/json", "application/json", '{"name":'), /^400/],
    ["bytes that are no UTF-8", post("/json", "application/json", '{"name":"\udc80"}'), /^(200|400)/],
    ["a packed body", post("/json", "application/json", "\x1f\x8b", "content-encoding: gzip\r\n"), /^415/],
    ["a body of another type", post("/json", "text/html", "{}"), /^415/],
    ["no boundary", post("/multipart", "multipart/form-data", "x"), /^400/],
    ["a boundary that never comes", post("/multipart", "multipart/form-data; boundary=b", "x"), /^400/],
    ["a part without an end", post("/multipart", "multipart/form-data; boundary=b", "--b\r\nx"), /^400/],
    ["a method that is unknown", get("/json").replace("GET", "PROPFIND"), /^(404|405)/],
    ["a method of another operation", get("/json"), /^405/],
    ["what cannot be given", get("/query", "accept: image/png\r\n"), /^406/],
    ["what is not wanted at all", get("/query", "accept: */*;q=0\r\n"), /^406/],
    ["HEAD", get("/query").replace("GET", "HEAD"), /^200/],
    ["OPTIONS", get("/query").replace("GET", "OPTIONS"), /^(200|204)/],
  ])("%s", async (_, request, status) => {
    const unhandled = vi.fn();
    process.on("unhandledRejection", unhandled);

    const answer = await raw(host.url, request);

    expect(answer.replace(/^HTTP\/1\.1 /, "")).toMatch(status);
    expect(answer).not.toMatch(/node_modules|\.ts:\d| {4}at /);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
    expect(unhandled).not.toHaveBeenCalled();
    process.off("unhandledRejection", unhandled);
  });

  it("callers that go away in the middle", async () => {
    const half = post("/json", "application/json", '{"name":"a"}').slice(0, -3);
    await Promise.all(Array.from({ length: 20 }, () => raw(host.url, half, 30)));

    expect(await raw(host.url, get("/query"))).toContain(" 200 ");
  });
});
