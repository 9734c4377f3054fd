import * as undici from "undici";
import { describe, expect, it } from "vitest";
import { json } from "../../src/runtime/body-json.js";
import { createClient } from "../../src/runtime/client.js";
import { toNodeListener } from "../../src/runtime/host-node.js";
import type { Issue, OperationData } from "../../src/runtime/operation.js";
import { createServer } from "../../src/runtime/server.js";
import { fetchTransport } from "../../src/runtime/transport-fetch.js";
import { type Undici, undiciTransport } from "../../src/runtime/transport-undici.js";
import { listen, operation } from "./house.js";

const named = (value: unknown, issues?: Issue[], path = ""): boolean => {
  const right = typeof value === "object" && value !== null && typeof (value as { name?: unknown }).name === "string";
  if (!right) issues?.push({ pointer: `${path}/name`, keyword: "type", message: "must be a string" });
  return right;
};

const getPet: OperationData = operation({
  id: "getPet",
  path: ["/pets/", { name: "id", shape: "integer" }],
  query: [{ name: "tags", shape: { list: "string" } }],
  headers: [{ name: "X-Trace", field: "x-trace", shape: "string" }],
  outcomes: [
    {
      status: "200",
      contents: [{ media: "application/json", codec: json, check: named }],
      headers: [{ name: "X-Rate", field: "x-rate", shape: "integer" }],
    },
    { status: "404", error: true, contents: [{ media: "application/problem+json", codec: json }] },
  ],
});
const addPet: OperationData = operation({
  id: "addPet",
  method: "POST",
  path: ["/pets"],
  effect: "unsafe",
  body: { required: true, contents: [{ media: "application/json", codec: json, check: named }] },
  outcomes: [{ status: "201", contents: [{ media: "application/json", codec: json, check: named }] }],
});

const listener = toNodeListener(
  createServer(
    [
      {
        operation: getPet,
        handler: ({ path, query, headers }: { path: { id: number }; query: object; headers: object }) =>
          path.id === 1
            ? { status: 200, body: { name: "Rex", path, query, headers }, headers: { "x-rate": 5 } }
            : { status: 404, body: { title: "no" } },
      },
      {
        operation: addPet,
        handler: ({ body }: { body: { name: string } }) => ({ status: 201, body: body.name === "bad" ? {} : body }),
      },
    ],
    { logger: { info: () => undefined, error: () => undefined } },
  ),
);

describe.each([
  ["fetch", () => fetchTransport()],
  ["undici", () => undiciTransport(undici as unknown as Undici)],
])("client and server on %s", (_, transport) => {
  it("exchange input and answer", async () => {
    await using server = await listen(listener);
    const client = createClient({ baseUrl: server.url, transport: transport() });

    const answer = await client.answer(
      getPet,
      { path: { id: 1 }, query: { tags: ["a b", "c"] }, headers: { "x-trace": "t" } },
      {},
    );

    expect(answer).toMatchObject({
      status: 200,
      body: { name: "Rex", path: { id: 1 }, query: { tags: ["a b", "c"] }, headers: { "x-trace": "t" } },
      headers: { "x-rate": 5 },
      contentType: "application/json",
    });
  });

  it("exchange bodies and declared errors", async () => {
    await using server = await listen(listener);
    const client = createClient({ baseUrl: server.url, transport: transport() });

    await expect(client.answer(addPet, { body: { name: "é" } }, {})).resolves.toMatchObject({
      status: 201,
      body: { name: "é" },
    });
    await expect(client.answer(getPet, { path: { id: 2 } }, {})).resolves.toMatchObject({
      status: 404,
      body: { title: "no" },
    });
  });

  it("tell what is wrong, each on its side", async () => {
    await using server = await listen(listener);
    const client = createClient({ baseUrl: server.url, transport: transport() });

    await expect(client.answer(addPet, { body: {} }, {})).rejects.toMatchObject({
      name: "ValidationError",
      side: "input",
      attempts: 0,
      issues: [{ pointer: "/body/name", keyword: "type" }],
    });
    await expect(client.answer(addPet, { body: { name: "bad" } }, {})).rejects.toMatchObject({
      name: "HttpError",
      status: 500,
      declared: false,
      body: { issues: [{ pointer: "/body/name" }] },
    });
  });
});

describe("a server", () => {
  it.each([
    ["404", "/nowhere", {}, 404, {}],
    ["405 with Allow", "/pets", { method: "DELETE" }, 405, { allow: "POST, OPTIONS" }],
    ["OPTIONS", "/pets/1", { method: "OPTIONS" }, 204, { allow: "GET, HEAD, OPTIONS" }],
    ["HEAD", "/pets/1", { method: "HEAD" }, 200, {}],
    ["406", "/pets/1", { headers: { accept: "image/png" } }, 406, {}],
    [
      "415",
      "/pets",
      { method: "POST", body: "x", headers: { "content-type": "text/plain" } },
      415,
      { accept: "application/json" },
    ],
    [
      "413",
      "/pets",
      { method: "POST", body: `"${"x".repeat(2_000_000)}"`, headers: { "content-type": "application/json" } },
      413,
      {},
    ],
    [
      "400 for what is no JSON",
      "/pets",
      { method: "POST", body: "{", headers: { "content-type": "application/json" } },
      400,
      {},
    ],
    ["400 without a body", "/pets", { method: "POST" }, 400, {}],
    ["504 for a caller whose time is over", "/pets/1", { headers: { "x-request-timeout-ms": "0" } }, 504, {}],
  ])("answers %s", async (_, path, init, status, headers) => {
    await using server = await listen(listener);

    const response = await fetch(server.url + path, init);

    expect(response.status).toBe(status);
    expect(Object.fromEntries(response.headers)).toMatchObject(headers);
    if (status >= 400) {
      expect(response.headers.get("content-type")).toBe("application/problem+json");
      await expect(response.json()).resolves.toMatchObject({ type: "about:blank", status });
    }
  });
});
