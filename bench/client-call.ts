// What a call through a generated client costs, checks on, in CPU time of the caller's process, as a multiple of bare
// `fetch` in the same run, against one loopback server in a process of its own.
// Run: npx node --import ./bench/sources.mjs bench/client-call.ts [rounds] [calls a round]
import { fork } from "node:child_process";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { request } from "undici";
import { everything, generate } from "../test/targets/generated.ts";

const pet = { id: 7, name: "Rex", born: "2026-01-02T03:04:05Z", serial: 12, friends: [{ id: 8, name: "Max" }] };

if (process.argv[2] === "serve") {
  const text = JSON.stringify(pet);
  const headers = { "content-type": "application/json", "content-length": text.length, "x-rate": "5" };
  const server = createServer((incoming, outgoing) => {
    incoming.resume();
    incoming.on("end", () => outgoing.writeHead(200, headers).end(text));
  });
  server.listen(0, "127.0.0.1", () => process.send?.((server.address() as AddressInfo).port));
} else {
  await main(Number(process.argv[2] ?? 9), Number(process.argv[3] ?? 2_000));
}

interface Generated {
  createEverything(options: object): {
    readonly outcomes: { chooseOutcome(input: { path: { which: number } }): Promise<unknown> };
    readonly bodies: { sendJson(input: { body: { name: string } }): Promise<unknown> };
  };
}

async function main(rounds: number, calls: number) {
  const server = fork(import.meta.filename, ["serve"], { execArgv: process.execArgv });
  const port = await new Promise<number>((resolve) => server.once("message", (message) => resolve(Number(message))));
  await using generated = await generate(await everything(), ["client"], { importEnding: "ts" });
  const { createEverything } = await generated.load<Generated>("index.ts");
  const url = `http://127.0.0.1:${port}`;
  const onFetch = createEverything({ baseUrl: url, fetch });
  const onUndici = createEverything({ baseUrl: url });
  const body = { name: "Rex" };
  const post = { method: "POST", headers: { "content-type": "application/json" } };
  const ways: Record<string, readonly [get: () => Promise<unknown>, post: () => Promise<unknown>]> = {
    "bare fetch": [
      async () => (await fetch(`${url}/outcomes/200`)).json(),
      async () => (await fetch(`${url}/json`, { ...post, body: JSON.stringify(body) })).json(),
    ],
    "bare undici": [
      async () => (await request(`${url}/outcomes/200`)).body.json(),
      async () => (await request(`${url}/json`, { ...post, method: "POST", body: JSON.stringify(body) })).body.json(),
    ],
    "generated, on fetch": [
      () => onFetch.outcomes.chooseOutcome({ path: { which: 200 } }),
      () => onFetch.bodies.sendJson({ body }),
    ],
    "generated, as it comes (undici)": [
      () => onUndici.outcomes.chooseOutcome({ path: { which: 200 } }),
      () => onUndici.bodies.sendJson({ body }),
    ],
  };
  const cases: readonly (readonly [string, 0 | 1, number])[] = [
    ["GET seq", 0, 1],
    ["GET c64", 0, 64],
    ["POST seq", 1, 1],
    ["POST c64", 1, 64],
  ];
  console.log(`| way | ${cases.map(([name]) => name).join(" | ")} |\n|---|${cases.map(() => "---").join("|")}|`);
  const table = new Map<string, string[]>(Object.keys(ways).map((name) => [name, []]));
  for (const [, which, width] of cases) {
    const samples = new Map<string, number[]>(Object.keys(ways).map((name) => [name, []]));
    for (let round = 0; round <= rounds; round += 1) {
      for (const [name, way] of Object.entries(ways)) {
        const used = await cpu(way[which], calls, width);
        if (round > 0) samples.get(name)?.push(used);
      }
    }
    const base = median(samples.get("bare fetch") ?? []);
    for (const [name, all] of samples) {
      table.get(name)?.push(name === "bare fetch" ? `${base.toFixed(0)} µs` : (median(all) / base).toFixed(2));
    }
  }
  for (const [name, cells] of table) console.log(`| ${name} | ${cells.join(" | ")} |`);
  server.kill();
  process.exit(0);
}

/** Microseconds of CPU (user and system) for one call. */
async function cpu(call: () => Promise<unknown>, calls: number, width: number): Promise<number> {
  const before = process.cpuUsage();
  let left = calls;
  const work = async () => {
    while (left-- > 0) await call();
  };
  await Promise.all(Array.from({ length: width }, work));
  const { user, system } = process.cpuUsage(before);
  return (user + system) / calls;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}
