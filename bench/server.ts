// Requests a second, and CPU time for each request, of a generated server on each host, beside a Fastify route by hand
// with the same JSON Schemas (fast-json-stringify on). Each server in a process of its own; one loader, 50 connections.
// Run: npx node --import ./bench/sources.mjs bench/server.ts [rounds] [seconds a round]
import { type ChildProcess, fork } from "node:child_process";
import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { getRequestListener } from "@hono/node-server";
import express from "express";
import Fastify from "fastify";
import { Hono } from "hono";
import { everything, generate } from "../test/targets/generated.ts";

const pet = { id: 7, name: "Rex", born: "2026-01-02T03:04:05Z", serial: 12, friends: [{ id: 8, name: "Max" }] };
const kinds = [
  "Fastify by hand",
  "generated on node",
  "generated on fastify",
  "generated on hono",
  "generated on express",
  "bare node:http",
] as const;
type Kind = (typeof kinds)[number];

if (process.argv[2] === "serve") await serve(process.argv[3] as Kind, process.argv[4] ?? "");
else await main(Number(process.argv[2] ?? 5), Number(process.argv[3] ?? 2));

async function serve(kind: Kind, folder: string): Promise<void> {
  const handlers = {
    outcomes: { chooseOutcome: () => ({ status: 200, body: pet, headers: { "x-rate": 5 } }) },
    bodies: { sendJson: ({ body }: { body: { name: string } }) => ({ status: 200, body: { id: 1, name: body.name } }) },
  };
  const load = async (file: string, name: string, options: object = {}) =>
    ((await import(`${folder}/api/${file}.ts`)) as Record<string, (handlers: object, options: object) => never>)[
      name
    ]?.(handlers, options) as never;
  const listen = (server: ReturnType<typeof createServer>) =>
    server.listen(0, "127.0.0.1", () => process.send?.((server.address() as AddressInfo).port));
  const viaFastify = async (app: ReturnType<typeof Fastify>) => {
    await app.listen({ port: 0, host: "127.0.0.1" });
    process.send?.((app.server.address() as AddressInfo).port);
  };
  process.on("message", () => {
    const { user, system } = process.cpuUsage();
    process.send?.(user + system);
  });
  switch (kind) {
    case "bare node:http": {
      const text = JSON.stringify(pet);
      listen(
        createServer((request, response) => {
          request.resume();
          request.on("end", () =>
            response.writeHead(200, { "content-type": "application/json", "content-length": text.length }).end(text),
          );
        }),
      );
      break;
    }
    case "Fastify by hand":
      await viaFastify(byHand());
      break;
    case "generated on fastify": {
      const app = Fastify();
      await app.register(await load("fastify", "createEverythingPlugin"));
      await viaFastify(app);
      break;
    }
    case "generated on hono": {
      const app = new Hono();
      app.use(await load("hono", "createEverythingMiddleware"));
      listen(createServer(getRequestListener(app.fetch)));
      break;
    }
    case "generated on express": {
      const app = express();
      app.use(await load("express", "createEverythingHandler"));
      listen(createServer(app));
      break;
    }
    case "generated on node":
      listen(createServer(await load("node", "createEverythingListener")));
  }
}

function byHand() {
  const app = Fastify();
  const properties = {
    id: { type: "integer" },
    name: { type: "string", minLength: 1 },
    secret: { type: "string" },
    born: { type: "string", format: "date-time" },
    serial: { type: "integer" },
  };
  app.addSchema({
    $id: "pet",
    type: "object",
    required: ["id", "name"],
    properties: { ...properties, friends: { type: "array", items: { $ref: "pet#" } } },
  });
  app.addSchema({
    $id: "petWrite",
    type: "object",
    required: ["name"],
    properties: { ...properties, friends: { type: "array", items: { $ref: "petWrite#" } } },
  });
  const answer = { 200: { $ref: "pet#" } };
  app.get(
    "/outcomes/:which",
    { schema: { params: { type: "object", properties: { which: { type: "integer" } } }, response: answer } },
    async (_, reply) => {
      reply.header("x-rate", 5);
      return pet;
    },
  );
  app.post<{ Body: { name: string } }>(
    "/json",
    { schema: { body: { $ref: "petWrite#" }, response: answer } },
    async ({ body }) => ({ id: 1, name: body.name }),
  );
  return app;
}

async function main(rounds: number, seconds: number) {
  await using generated = await generate(await everything(), ["server", "node", "fastify", "hono", "express"], {
    importEnding: "ts",
  });
  const body = JSON.stringify({ name: "Rex", born: "2026-01-02T03:04:05Z", friends: [{ name: "Max" }] });
  const requests = {
    GET: "GET /outcomes/200 HTTP/1.1\r\nhost: localhost\r\naccept: application/json\r\n\r\n",
    POST: `POST /json HTTP/1.1\r\nhost: localhost\r\naccept: application/json\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
  };
  console.log("| server | GET requests/s | GET CPU µs | POST requests/s | POST CPU µs |\n|---|---|---|---|---|");
  const servers = new Map<Kind, { child: ChildProcess; port: number }>();
  for (const kind of kinds) {
    const child = fork(import.meta.filename, ["serve", kind, generated.folder], {
      execArgv: process.execArgv,
      env: { ...process.env, NODE_ENV: "production" },
    });
    servers.set(kind, { child, port: await heard(child) });
  }
  const cells = new Map<Kind, string[]>(kinds.map((kind) => [kind, []]));
  for (const request of Object.values(requests)) {
    const samples = new Map<Kind, { rate: number; cpu: number }[]>(kinds.map((kind) => [kind, []]));
    for (let round = 0; round <= rounds; round += 1) {
      for (const [kind, { child, port }] of servers) {
        const before = await cpuOf(child);
        const count = await load(port, request, seconds * 1000);
        const used = (await cpuOf(child)) - before;
        if (round > 0) samples.get(kind)?.push({ rate: count / seconds, cpu: used / count });
      }
    }
    for (const [kind, all] of samples) {
      cells
        .get(kind)
        ?.push(median(all.map(({ rate }) => rate)).toFixed(0), median(all.map(({ cpu }) => cpu)).toFixed(1));
    }
  }
  for (const [kind, row] of cells) console.log(`| ${kind} | ${row.join(" | ")} |`);
  for (const { child } of servers.values()) child.kill();
}

function heard(child: ChildProcess): Promise<number> {
  return new Promise((resolve) => child.once("message", (message) => resolve(Number(message))));
}

function cpuOf(child: ChildProcess): Promise<number> {
  child.send("cpu");
  return heard(child);
}

/** How many answers came in the time, over 50 connections that each wait for one before they ask for the next. */
function load(port: number, request: string, ms: number): Promise<number> {
  return new Promise((resolve) => {
    let count = 0;
    let over = false;
    const sockets = Array.from({ length: 50 }, () => {
      const socket = connect(port, "127.0.0.1");
      let rest = "";
      socket.setEncoding("latin1");
      socket.on("connect", () => socket.write(request));
      socket.on("data", (chunk: string) => {
        rest += chunk;
        const head = rest.indexOf("\r\n\r\n");
        if (head < 0) return;
        const length = Number(/content-length: (\d+)/i.exec(rest)?.[1] ?? -1);
        if (length < 0 ? !rest.endsWith("0\r\n\r\n") : rest.length < head + 4 + length) return;
        if (!rest.startsWith("HTTP/1.1 200")) throw new Error(rest.slice(0, 400));
        rest = "";
        count += 1;
        if (!over) socket.write(request);
      });
      return socket;
    });
    setTimeout(() => {
      over = true;
      for (const socket of sockets) socket.destroy();
      resolve(count);
    }, ms);
  });
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}
