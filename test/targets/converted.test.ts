import { afterAll, describe, expect, it } from "vitest";
import { compile, generate, readContract, runNode } from "./generated.js";

const contract = await readContract("fixtures/contracts/openapi/converted.yaml");

interface Halves {
  createConverted(options: object): { convert: { raw(input: object): Promise<Record<string, unknown>> } };
  createConvertedServer(handlers: object): { fetch(request: Request): Promise<Response> };
}

describe.each([
  ["strings and numbers", {}, (text: string) => text, (digits: string) => Number(digits), "12"],
  ["Date and bigint", { dates: "Date", int64: "bigint" }, (text: string) => new Date(text), BigInt, "9007199254740993"],
  ["strings alone", { int64: "string" }, (text: string) => text, String, "9007199254740993"],
] as const)("dates and 64-bit integers as %s", async (_, options, date, integer, digits) => {
  const generated = await generate(contract, ["client", "server"], { ...options, importEnding: "ts" });
  afterAll(() => generated[Symbol.asyncDispose]());
  const load = async (): Promise<Halves> => ({
    ...(await generated.load<Halves>("index.ts")),
    ...(await generated.load<Halves>("server.ts")),
  });

  it.each(["application/json", "application/x-www-form-urlencoded"])(
    "cross in every place, the body as %s",
    async (contentType) => {
      const { createConverted, createConvertedServer } = await load();
      const seen: unknown[] = [];
      const server = createConvertedServer({
        convert(request: { body: object; path: { when: unknown } }) {
          seen.push(request);
          return { status: 200, body: request.body, headers: { "x-next": request.path.when } };
        },
      });
      const client = createConverted({
        baseUrl: "http://api",
        fetch: (url: string, init: RequestInit) => server.fetch(new Request(url, init)),
      });
      const event = { at: date("2026-01-02T03:04:05.000Z"), serial: integer(digits) };
      const json = contentType === "application/json";
      const input = {
        path: { when: date("2026-02-03T04:05:06.000Z"), id: integer(digits) },
        query: { since: [date("2026-01-01T00:00:00.000Z")] },
        headers: { "x-size": integer(digits) },
        body: json ? { ...event, more: [event] } : event,
        contentType,
      };

      const answer = await client.convert.raw(input);

      expect(seen).toEqual([input]);
      expect(answer).toMatchObject({ status: 200, body: input.body, headers: { "x-next": input.path.when } });
    },
  );

  it("compile", async () => {
    await expect(compile(generated.folder, ["es2023"])).resolves.toBe("");
  });
});

describe("dates as Temporal", async () => {
  const generated = await generate(contract, ["client", "server"], { dates: "Temporal", importEnding: "ts" });
  afterAll(() => generated[Symbol.asyncDispose]());

  it("compile", async () => {
    await expect(compile(generated.folder, ["es2023", "esnext.temporal"])).resolves.toBe("");
  });

  it("cross in every place, where the platform has them", async () => {
    const program = `
      import { createConverted } from "./api/index.ts";
      import { createConvertedServer } from "./api/server.ts";
      const seen = [];
      const server = createConvertedServer({
        convert({ body, path }) {
          seen.push(path.when, body.at, body.more[0].at);
          return { status: 200, body, headers: { "x-next": path.when } };
        },
      });
      const client = createConverted({ baseUrl: "http://api", fetch: (url, init) => server.fetch(new Request(url, init)) });
      const at = Temporal.Instant.from("2026-01-02T03:04:05.123456789Z");
      const event = { at, serial: 12 };
      const input = { path: { when: at, id: 1 }, query: { since: [at] }, headers: { "x-size": 2 } };
      const answer = await client.convert.raw({ ...input, body: { ...event, more: [event] }, contentType: "application/json" });
      seen.push(answer.body.at, answer.headers["x-next"]);
      console.log(seen.map((value) => value instanceof Temporal.Instant && value.equals(at)).join());`;

    await expect(runNode(generated.folder, program, ["--harmony-temporal"])).resolves.toBe(
      "true,true,true,true,true\n",
    );
  });
});
