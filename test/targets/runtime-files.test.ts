import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { defaultOptions } from "../../src/generate/options.js";
import { targets } from "../../src/targets/index.js";
import { runtimeClosure } from "../../src/targets/runtime-files.js";
import { everything, pagesOf } from "./generated.js";

const folder = join(import.meta.dirname, "../../src/runtime");
const files = readdirSync(folder);
const contract = await everything();

describe("the runtime that is copied", () => {
  it("is closed: whatever a page imports is a page", () => {
    const pages = pagesOf(
      contract,
      targets.map(({ name }) => name),
    );
    const missing = [...pages].flatMap(([path, page]) => {
      const text =
        "runtime" in page
          ? readFileSync(join(folder, page.runtime), "utf8")
          : "text" in page
            ? page.text
            : JSON.stringify(page.view);
      const below = path.startsWith("runtime/") ? "runtime/" : "";
      return [...text.matchAll(/from \\?"\.\/([^"\\]+)\.js\\?"/g)]
        .map((match) => `${below}${match[1]}.ts`)
        .filter((file) => !pages.has(file));
    });

    expect(missing).toEqual([]);
  });

  it("holds nothing of a server for those who want a client, and the other way round", () => {
    const [client, server] = ["client", "server"].map((name) =>
      (
        targets.find((target) => target.name === name)?.pages({ ...contract, webhooks: [] }, defaultOptions).pages ?? []
      ).map(({ path }) => path),
    );

    expect(client).toContain("runtime/retry.ts");
    expect(client).not.toContain("runtime/server.ts");
    expect(server).toContain("runtime/server.ts");
    expect(server).not.toContain("runtime/retry.ts");
  });

  it("is imported from the package when that is wanted", () => {
    const pages = pagesOf(contract, ["client"], { runtime: "package" });

    expect([...pages.keys()].filter((path) => path.startsWith("runtime/"))).toEqual([]);
    expect(JSON.stringify([...pages.values()])).toMatch(/from \\"concordat\/runtime\/client\\"/);
    expect(JSON.stringify([...pages.values()])).not.toMatch(/\.\/runtime\//);
  });

  it("follows imports, those of types too", () => {
    expect(runtimeClosure(["retry-after.ts"])).toEqual(["retry-after.ts"]);
    expect(runtimeClosure(["shape.ts", "parameter.ts"])).toEqual(["parameter.ts", "shape.ts"]);
  });
});

it.each(files)("%s needs nothing but the web platform, unless its name says so", (file) => {
  const text = readFileSync(join(folder, file), "utf8");
  const outside = [...text.matchAll(/^import (type )?.*from "([^."][^"]*)"/gm)].map(
    ([, type, name]) => `${type ?? ""}${name}`,
  );

  expect(outside.filter((name) => !file.startsWith("host-") || !name.startsWith("type "))).toEqual([]);
  expect(file.startsWith("host-") ? "" : (/\bBuffer\.|\bprocess\.\w/.exec(text)?.[0] ?? "")).toBe("");
});

it("is the same to the byte, made twice", async () => {
  const print = (pages: ReturnType<typeof pagesOf>) => JSON.stringify([...pages]);

  expect(print(pagesOf(await everything(), ["client", "server"]))).toBe(print(pagesOf(contract, ["client", "server"])));
});
