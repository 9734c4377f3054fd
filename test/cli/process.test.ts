// The tool as a process of its own: exit codes, pipes that close, disks that are full, signals, configs that misbehave.
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { shop } from "./shop.js";
import { folderWith } from "./terminal.js";

const root = join(import.meta.dirname, "../..");
const bin = join(root, "bin/concordat.js");
const built = existsSync(join(root, "dist/cli/main.js"));
const flags = ["generate", "api.yaml", "--target", "client", "--out", "out"];
const config = '{ contracts: { shop: { source: "api.yaml", generate: [{ target: "client", out: "out" }] } } }';

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly error: string;
}

interface Running {
  readonly process: ChildProcess;
  readonly ended: Promise<Ended>;
  /** Resolves when standard error has said this once more than before. */
  says(words: string): Promise<void>;
}

function start(args: readonly string[], cwd: string, env: Readonly<Record<string, string>> = {}): Running {
  const process_ = spawn(process.execPath, [bin, ...args], { cwd, env: { ...process.env, FORCE_COLOR: "", ...env } });
  onTestFinished(() => void process_.kill("SIGKILL"));
  let out = "";
  let error = "";
  let heard = 0;
  const listeners = new Set<() => void>();
  process_.stdout.on("data", (chunk: Buffer) => {
    out += chunk.toString();
  });
  process_.stderr.on("data", (chunk: Buffer) => {
    error += chunk.toString();
    for (const listener of listeners) listener();
  });
  process_.stdin.on("error", () => {});
  return {
    process: process_,
    ended: new Promise((resolve) => process_.on("close", (code) => resolve({ code, out, error }))),
    says: (words) =>
      new Promise((resolve) => {
        const look = (): void => {
          const found = error.indexOf(words, heard);
          if (found < 0) return;
          heard = found + words.length;
          listeners.delete(look);
          resolve();
        };
        listeners.add(look);
        look();
      }),
  };
}

const run = (args: readonly string[], cwd: string, env?: Readonly<Record<string, string>>): Promise<Ended> => {
  const running = start(args, cwd, env);
  running.process.stdin?.end();
  return running.ended;
};

/** A shell line in which `concordat` is the tool. */
const shell = (
  line: string,
  cwd: string,
): { readonly code: number | null; readonly out: string; readonly error: string } => {
  const whole = `set -o pipefail; concordat() { "${process.execPath}" "${bin}" "$@"; }; ${line}`;
  const { status, stdout, stderr } = spawnSync("bash", ["-c", whole], { cwd, encoding: "utf8" });
  return { code: status, out: stdout, error: stderr };
};

describe.skipIf(!built)("the process (as built into dist/)", () => {
  it.each<readonly [number, readonly string[]]>([
    [0, ["inspect", "api.yaml"]],
    [0, ["--version"]],
    [0, ["--help"]],
    [1, [...flags, "--check"]],
    [2, ["frobnicate"]],
    [2, []],
    [3, ["inspect", "nowhere.yaml"]],
  ])("ends with %i after %j", async (code, args) => {
    expect((await run(args, folderWith({ "api.yaml": shop }))).code).toBe(code);
  });

  it.skipIf(process.platform === "win32")("ends quietly when nobody reads on", () => {
    const tags = Array.from(
      { length: 3000 },
      (_, index) => `  /p${index}: {get: {responses: {"200": {description: x}}}}`,
    );
    const cwd = folderWith({
      "api.yaml": `openapi: 3.1.0\ninfo: {title: Many, version: "1"}\npaths:\n${tags.join("\n")}\n`,
    });

    expect(shell("concordat inspect api.yaml --format json | head -c 10 | wc -c", cwd)).toMatchObject({
      code: 0,
      error: "",
    });
  });

  it.skipIf(!existsSync("/dev/full"))("says that the disk is full when its output cannot be written", () => {
    const { code, error } = shell("concordat inspect api.yaml > /dev/full", folderWith({ "api.yaml": shop }));

    expect(code).toBe(3);
    expect(error).toContain("standard output cannot be written: the disk is full");
  });

  it.skipIf(process.platform === "win32")("leaves nothing half written when files may not grow", () => {
    const cwd = folderWith({ "api.yaml": shop });

    const { code, error } = shell("ulimit -f 4; concordat generate api.yaml -t client -o out", cwd);

    expect(code).toBe(3);
    expect(error).toContain("error[output-unwritable]");
    expect(existsSync(join(cwd, "out"))).toBe(false);
  });

  it.skipIf(process.platform === "win32")("finishes writing before it obeys a signal", async () => {
    const cwd = folderWith({ "api.yaml": shop });
    const running = start(flags, cwd);
    while (!existsSync(join(cwd, "out")) && running.process.exitCode === null) await new Promise(setImmediate);
    running.process.kill("SIGINT");
    await running.ended;

    const files = readdirSync(join(cwd, "out"), { recursive: true, encoding: "utf8" });
    expect(files.filter((file) => /\.(?:new|old)$/.test(file))).toEqual([]);
    expect(files).toContain("types.ts");
    expect((await run([...flags, "--check"], cwd)).code).toBe(0);
  });

  it("colours when asked, and never when asked not to", async () => {
    const cwd = folderWith({ "api.yaml": "openapi: [" });
    const coloured = async (env: Readonly<Record<string, string>>, ...more: string[]): Promise<boolean> =>
      (await run(["inspect", "api.yaml", ...more], cwd, env)).error.includes("\u001b[");

    expect(await coloured({})).toBe(false);
    expect(await coloured({ FORCE_COLOR: "1" })).toBe(true);
    expect(await coloured({ FORCE_COLOR: "1" }, "--no-color")).toBe(false);
    expect((await run(["inspect", "api.yaml"], cwd, { FORCE_COLOR: "1", NO_COLOR: "1" })).error).toMatch(/^error\[/);
  });

  it.each([
    ["ends the process", "process.exit(7)", 3, "ended before the command was done"],
    [
      "throws when all seems done",
      `setTimeout(() => { throw new Error("bomb") }); export default ${config}`,
      4,
      "bomb",
    ],
    ["rejects behind everybody's back", `Promise.reject(new Error("bomb")); export default ${config}`, 4, "bomb"],
  ])("tells of a config that %s, without a stack", async (_, text, code, words) => {
    const ended = await run(["generate"], folderWith({ "api.yaml": shop, "concordat.config.mjs": text }));

    expect(ended.code).toBe(code);
    expect(ended.error).toContain(words);
    expect(ended.error).not.toMatch(/\n\s+at /);
  });

  it("tells what Node's way with TypeScript does not run", async () => {
    const cwd = folderWith({ "concordat.config.ts": "enum A { B }\nexport default {};" });

    expect(await run(["generate"], cwd)).toMatchObject({
      code: 3,
      error: expect.stringContaining("Node strips types"),
    });
  });

  it("tells where the syntax of a config goes wrong", async () => {
    const cwd = folderWith({ "concordat.config.ts": "export default {\n  contracts: { a: [ } };" });
    const { code, error } = await run(["generate"], cwd);

    expect({ code, error }).toEqual({ code: 3, error: expect.stringContaining("concordat.config.ts:2:21") });
    expect(error.match(/^error\[/gm)).toHaveLength(1);
  });

  it("lets a config import defineConfig of the installed package", async () => {
    const text = `import { defineConfig } from "concordat";\nexport default defineConfig(${config});\n`;
    const cwd = folderWith({ "api.yaml": shop, "concordat.config.ts": text });
    mkdirSync(join(cwd, "node_modules"));
    symlinkSync(root, join(cwd, "node_modules/concordat"), "junction");

    const { code, error } = await run(["generate"], cwd);

    expect({ code, error }).toEqual({
      code: 0,
      error: expect.stringMatching(/^shop → out: \d+ added, 0 unchanged\n$/),
    });
  });

  it("watches: a contract broken, mended, replaced, removed and back; a signal ends it", async () => {
    const cwd = folderWith({ "api.yaml": "openapi: [" });
    const file = join(cwd, "api.yaml");
    const watching = start([...flags, "--watch"], cwd);
    const change = async (act: () => void, words: string): Promise<void> => {
      await watching.says("watching for changes");
      act();
      await watching.says(words);
    };

    await watching.says("error[document-syntax]");
    await change(() => writeFileSync(file, shop), "added");
    await change(() => writeFileSync(file, "openapi: ["), "error[document-syntax]");
    await change(() => rmSync(file), "error[source-missing]");
    await change(() => writeFileSync(file, shop.replace("Shop", "Store")), "changed");
    await change(() => {
      writeFileSync(`${file}.new`, shop.replace("Shop", "Market"));
      renameSync(`${file}.new`, file);
    }, "changed");
    await watching.says("watching for changes");
    watching.process.kill("SIGINT");

    expect((await watching.ended).code).toBe(0);
    expect(readFileSync(join(cwd, "out/client.ts"), "utf8")).toContain("Market");
  });
});

describe.skipIf(!built)("a URL", () => {
  const answers: Readonly<Record<string, RequestListener>> = {
    "/spec/api.yaml": (_, response) => response.end(shop),
    "/loop": (_, response) => response.writeHead(302, { location: "/loop" }).end(),
    "/file": (_, response) => response.writeHead(302, { location: "file:///etc/passwd" }).end(),
    "/page": (_, response) => response.end("<!doctype html><html>log in</html>"),
    "/cut": (_, response) =>
      response.writeHead(200, { "content-length": "99" }).write("open", () => response.destroy()),
  };

  it.each([
    ["/spec/api.yaml", 0, ""],
    ["/nowhere", 3, "answered 404 Not Found"],
    ["/loop", 3, "sends on more than 5 times"],
    ["/file", 3, "which is no http or https URL"],
    ["/page", 3, "It is a web page"],
    ["/cut", 3, "ended the connection"],
  ])("%s is read, or refused in words", async (path, code, words) => {
    const server = createServer((request, response) => {
      const answer = answers[request.url ?? ""];
      if (answer === undefined) response.writeHead(404).end();
      else answer(request, response);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void server.close());

    const ended = await run(["inspect", `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`], root);

    expect(ended.code).toBe(code);
    expect(ended.error).toContain(words);
  });
});
