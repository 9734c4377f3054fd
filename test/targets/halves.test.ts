import { copyFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compile, everything, generate, runNode } from "./generated.js";

interface Use {
  readonly hosts: Readonly<Record<string, () => Promise<{ readonly url: string; close(): Promise<void> }>>>;
  readonly scenarios: Readonly<Record<string, (make: unknown, url: string) => Promise<void>>>;
  maker(url: string): unknown;
}

const names = ["client", "server", "node", "fastify", "hono", "express"];
const generated = await generate(await everything(), names, { importEnding: "ts" });
await copyFile(
  join(import.meta.dirname, "../../fixtures/generated/everything-use.ts"),
  join(generated.folder, "use.ts"),
);
const use = (await import(join(generated.folder, "use.ts"))) as Use;
afterAll(() => generated[Symbol.asyncDispose]());

/** The generated client talks to the generated server over sockets, on every host. */
describe.each(Object.entries(use.hosts))("on %s", (_, start) => {
  let host: Awaited<ReturnType<typeof start>>;
  beforeAll(async () => {
    host = await start();
  });
  afterAll(() => host.close());

  it.each(Object.entries(use.scenarios))("%s", (_, run) => run(use.maker(host.url), host.url));
});

describe("what is generated", () => {
  it.each([
    ["with the DOM's types", ["es2023", "dom", "dom.iterable"]],
    ["with Node's types alone", ["es2023"]],
  ])("compiles under strict settings, and so does what uses it: %s", async (_, lib) => {
    await expect(compile(generated.folder, lib)).resolves.toBe("");
  });

  it("runs in plain Node as it is", async () => {
    const program = `
      import { hosts, scenarios, maker } from "./use.ts";
      const { url, close } = await hosts.node();
      for (const run of Object.values(scenarios)) await run(maker(url), url);
      await close();
      console.log(Object.keys(scenarios).length, "ran");`;

    await expect(runNode(generated.folder, program)).resolves.toBe(`${Object.keys(use.scenarios).length} ran\n`);
  });
});
