import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bytes } from "../../src/runtime/body-bytes.js";
import { call, createClient } from "../../src/runtime/client.js";
import type { Operation } from "../../src/runtime/operation.js";

const download: Operation<object, { bytes(): Promise<Uint8Array> }, object> = {
  id: "download",
  method: "GET",
  path: ["/file"],
  outcomes: [{ status: "200", contents: [{ media: "application/octet-stream", codec: bytes }] }],
  effect: "safe",
  attempts: 1,
  attemptTimeoutMs: 200,
  totalTimeoutMs: 200,
};

describe("a body that comes in drops", () => {
  let server: Server;
  beforeAll(async () => {
    server = createServer((_, response) => {
      response.writeHead(200, { "content-type": "application/octet-stream" });
      let sent = 0;
      const timer = setInterval(() => {
        response.write("x");
        sent += 1;
        if (sent === 25) response.end();
      }, 20);
      response.on("close", () => clearInterval(timer));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  const client = () => createClient({ baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });

  it("ends in the time that the caller set", async () => {
    const file = await call(client(), download, {}, { timeout: 150 });

    await expect(file.bytes()).rejects.toMatchObject({ name: "TimeoutError", operation: "download" });
  });

  it("may take its time when the caller set none", async () => {
    const file = await call(client(), download, {});

    await expect(file.bytes()).resolves.toHaveLength(25);
  });
});
