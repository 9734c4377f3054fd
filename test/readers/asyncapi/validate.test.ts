import { createServer } from "node:http";
import { expect, it } from "vitest";
import { asyncapi } from "../../../src/readers/asyncapi/asyncapi.js";
import type { Sources } from "../../../src/source/source.js";
import { inMemory, sourceOf } from "../in-memory.js";

const validate = async (files: Readonly<Record<string, string>>, sources: Sources = inMemory(files)) => {
  const [[name = "", text = ""] = []] = Object.entries(files);
  return (await asyncapi.validate?.([sourceOf(name, text)], sources)) ?? [];
};

const right = `asyncapi: 3.0.0
info:
  title: T
  version: "1"
channels:
  c:
    address: c
    messages:
      m:
        $ref: "parts/messages.yaml#/m"
operations:
  o:
    action: send
    channel:
      $ref: "#/channels/c"
`;
const messages = "m:\n  payload:\n    type: string\n";

it("finds nothing wrong with the structure of a right contract", async () => {
  const found = await validate({ "api.yaml": right, "parts/messages.yaml": messages });

  expect(found.filter(({ severity }) => severity === "error")).toEqual([]);
}, 30_000);

it("says what the parser objects to, where it stands", async () => {
  const found = await validate({
    "api.yaml": right.replace("action: send", "action: sing"),
    "parts/messages.yaml": messages,
  });

  expect(found.filter(({ severity }) => severity === "error")).toMatchObject([
    { code: "asyncapi-validation", message: expect.stringContaining("action"), at: { file: "api.yaml", line: 13 } },
  ]);
}, 30_000);

it("asks nobody but our sources", async () => {
  let hits = 0;
  const server = createServer((_, response) => {
    hits += 1;
    response.end(messages);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    const address = server.address();
    const port = typeof address === "object" ? address?.port : undefined;
    const files = { "api.yaml": right.replace("parts/messages.yaml", `http://127.0.0.1:${port}/messages.yaml`) };
    const asked: string[] = [];
    const inner = inMemory(files);

    await validate(files, {
      ...inner,
      open(reference, from) {
        asked.push(reference);
        return inner.open(reference, from);
      },
    });

    expect([asked.length, hits]).toEqual([1, 0]);
  } finally {
    server.close();
  }
}, 30_000);
