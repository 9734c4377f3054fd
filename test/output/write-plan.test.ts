import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Diagnostic } from "../../src/diagnostics/diagnostic.js";
import { Failure } from "../../src/diagnostics/failure.js";
import { comparePlan } from "../../src/output/compare-plan.js";
import { type FileSystem, systemFiles } from "../../src/output/file-system.js";
import { headerLine, withHeader } from "../../src/output/header.js";
import { manifestName } from "../../src/output/manifest.js";
import type { PlannedFile } from "../../src/output/plan.js";
import { writePlan } from "../../src/output/write-plan.js";

let root: string;
let folder: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "output-"));
  folder = join(root, "out");
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const origin = { version: "1.0.0", title: "Pets", hash: "0123456789abcdef" };
const page = (path: string, text: string): PlannedFile => ({ path, text: withHeader(text, path, origin) });
const planOf = (files: readonly PlannedFile[], owner = "pets/client") => ({ folder, owner, files });
const options = () => ({ cwd: root });
const write = (files: readonly PlannedFile[], owner?: string) => writePlan(planOf(files, owner), options());
const put = (path: string, text: string): void => {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
};
const read = (path: string): string => readFileSync(join(folder, path), "utf8");
const tree = (): readonly string[] =>
  existsSync(root)
    ? readdirSync(root, { recursive: true, encoding: "utf8" })
        .filter((path) => !lstatSync(join(root, path)).isDirectory())
        .map((path) => path.replace(/^out\//, ""))
        .sort()
    : [];
const snapshot = () =>
  Object.fromEntries(
    tree().map((path) => [path, readFileSync(join(existsSync(join(folder, path)) ? folder : root, path), "utf8")]),
  );

async function problems(attempt: Promise<unknown>): Promise<readonly Diagnostic[]> {
  try {
    await attempt;
  } catch (error) {
    if (error instanceof Failure) return error.diagnostics;
    throw error;
  }
  throw new Error("was not refused");
}

describe("writing", () => {
  it("makes the files with their folders, and says what it did", async () => {
    const drift = await write([page("index.ts", "a"), page("deep/er/b.ts", "b"), page("data.json", "{}")]);

    expect(drift.changes.map(({ kind, path }) => `${kind} ${path}`)).toEqual([
      "added .concordat.json",
      "added data.json",
      "added deep/er/b.ts",
      "added index.ts",
    ]);
    expect(tree()).toEqual([manifestName, "data.json", "deep/er/b.ts", "index.ts"]);
    expect(read("index.ts")).toBe(`// ${headerLine(origin)}\na`);
    expect(read("data.json")).toBe("{}");
  });

  it("does not touch what is as it should be, whatever its line ends", async () => {
    await write([page("a.ts", "one\n"), page("b.ts", "two\n")]);
    put("a.ts", read("a.ts").replaceAll("\n", "\r\n"));
    utimesSync(join(folder, "b.ts"), 1, 1);

    const drift = await write([page("a.ts", "one\n"), page("b.ts", "two\n")]);

    expect(drift).toMatchObject({ changes: [], unchanged: 2, diagnostics: [] });
    expect(statSync(join(folder, "b.ts")).mtimeMs).toBe(1000);
    expect(read("a.ts")).toContain("\r\n");
  });

  it("removes what it made before and does not want any more, and the folders that this empties", async () => {
    await write([page("a.ts", "a"), page("old/deep/b.ts", "b"), page("c.json", "{}")]);
    put("old/mine.txt", "mine");

    const drift = await write([page("a.ts", "new a")]);

    expect(drift.changes.map(({ kind, path }) => `${kind} ${path}`)).toEqual([
      "changed .concordat.json",
      "changed a.ts",
      "removed c.json",
      "removed old/deep/b.ts",
    ]);
    expect(tree()).toEqual([manifestName, "a.ts", "old/mine.txt"]);
    expect(existsSync(join(folder, "old/deep"))).toBe(false);
  });

  it("leaves alone what somebody took over", async () => {
    await write([page("a.ts", "a"), page("b.ts", "b"), page("c.json", "{}")]);
    put("b.ts", "mine now");
    put("c.json", '{"mine": true}');

    const drift = await write([page("a.ts", "a")]);

    expect(drift.diagnostics.map(({ code, message }) => [code, message.split(" ")[0]])).toEqual([
      ["output-adopted", "out/b.ts"],
      ["output-adopted", "out/c.json"],
    ]);
    expect(read("b.ts")).toBe("mine now");
  });

  it("writes once what is its owner's from then on", async () => {
    const once = { path: "handler.ts", text: "first", once: true };
    await write([page("a.ts", "a"), once]);
    put("handler.ts", "mine");

    await write([page("a.ts", "b"), { ...once, text: "second" }]);
    await write([page("a.ts", "c")]);

    expect(read("handler.ts")).toBe("mine");
  });

  it("lets two makers share a folder, and cleans up after one that is gone", async () => {
    await write([page("shared.ts", "s"), page("client.ts", "c")], "client");
    await write([page("shared.ts", "s"), page("server.ts", "s")], "server");
    await write([page("shared.ts", "s"), page("client2.ts", "c")], "client");

    expect(tree()).toEqual([manifestName, "client2.ts", "server.ts", "shared.ts"]);

    await writePlan(planOf([page("server.ts", "s")], "server"), { ...options(), owners: ["server"] });

    expect(tree()).toEqual([manifestName, "server.ts"]);
  });

  it("lets plans for one folder take turns", async () => {
    await Promise.all(["a", "b", "c"].map((name) => write([page(`${name}.ts`, name)], name)));

    expect(Object.keys(JSON.parse(read(manifestName)).files)).toEqual(["a", "b", "c"]);
  });

  it("never reaches into folders of others", async () => {
    await write([page("inner/server.ts", "s")], "elsewhere");
    rmSync(join(folder, manifestName));

    await write([page("a.ts", "a")]);

    expect(tree()).toContain("inner/server.ts");
  });

  it("does without a manifest that cannot be read", async () => {
    await write([page("a.ts", "a"), page("b.ts", "b")]);
    put(manifestName, "<<<<<<< ours\n{");

    const drift = await write([page("a.ts", "a2")]);

    expect(drift.diagnostics).toMatchObject([{ code: "output-manifest", severity: "warning" }]);
    expect(tree()).toEqual([manifestName, "a.ts", "b.ts"]);
    expect(JSON.parse(read(manifestName)).files).toEqual({ "pets/client": { "a.ts": true } });
  });

  it("makes scripts executable", async () => {
    await write([{ path: "run.sh", text: "#!/bin/sh\n", executable: true }]);

    expect(statSync(join(folder, "run.sh")).mode & 0o111).toBe(0o111);
  });

  it("only compares when asked to", async () => {
    const drift = await comparePlan(planOf([page("a.ts", "a")]), options());

    expect(drift.changes).toHaveLength(2);
    expect(tree()).toEqual([]);
  });
});

describe("refusing", () => {
  it("names every file that stands in the way, and writes nothing", async () => {
    put("a.ts", "mine");
    put("c.json", "{}");
    put("d.ts/x", "");
    put("e", "a file");
    put("g.ts", "mine");
    symlinkSync(join(root, "away.ts"), join(folder, "f.ts"));
    mkdirSync(join(root, "away"));
    symlinkSync(join(root, "away"), join(folder, "linked"));
    const before = tree();

    const found = await problems(
      write([
        ...["a.ts", "b.ts", "d.ts", "e/x.ts", "f.ts", "linked/x.ts"].map((path) => page(path, "x")),
        { path: "c.json", text: '{"other": 1}' },
        { path: "g.ts", text: "x", once: true },
      ]),
    );

    expect(found.map(({ code, at }) => [code, at?.file])).toEqual(
      ["a.ts", "d.ts", "e/x.ts", "f.ts", "linked/x.ts", "c.json"].map((path) => ["output-blocked", `out/${path}`]),
    );
    expect(found.every(({ fix }) => fix !== undefined)).toBe(true);
    expect(tree()).toEqual(before);
  });

  it("lets no two contracts take turns in one file", async () => {
    await write([page("index.ts", "pets"), page("runtime.ts", "r"), page("data.json", "{}")], "pets");
    const users = (path: string, text: string) => ({
      path,
      text: withHeader(text, path, { ...origin, title: "Users" }),
    });
    const was = snapshot();

    const found = await problems(
      write([users("index.ts", "users"), users("data.json", "[]"), users("own.ts", "u")], "users"),
    );

    expect(found.map(({ message }) => message)).toEqual([
      'out/index.ts is made for "pets" already, from another contract',
      'out/data.json is made for "pets" already, from another contract',
    ]);
    expect(snapshot()).toEqual(was);
  });

  it("lets the targets of one contract share a file, and a contract change its title", async () => {
    await write([page("runtime.ts", "1"), page("client.ts", "c")], "pets/client");
    await write([page("runtime.ts", "2"), page("server.ts", "s")], "pets/server");
    const retitled = withHeader("3", "runtime.ts", { ...origin, title: "Animals" });

    await write([{ path: "runtime.ts", text: retitled }], "pets/client");

    expect(read("runtime.ts")).toBe(retitled);
    expect(tree()).toEqual([manifestName, "runtime.ts", "server.ts"]);
  });

  it("lets owners share files without headers, whichever wrote the last version", async () => {
    for (const text of ["1", "2", "3"]) await write([{ path: "runtime/a.json", text }], "client");
    await write([{ path: "runtime/a.json", text: "3" }], "server");
    await write([{ path: "runtime/a.json", text: "4" }], "client");
    await write([{ path: "runtime/a.json", text: "5" }], "client");
    await write([{ path: "runtime/a.json", text: "5" }], "server");

    expect(read("runtime/a.json")).toBe("5");
  });

  it("does not overwrite a file without a header that somebody changed", async () => {
    await write([page("data.json", "{}")]);
    put("data.json", "mine");

    expect(await problems(write([page("data.json", "[]")]))).toMatchObject([
      { code: "output-blocked", message: "out/data.json was generated, and somebody changed it" },
    ]);
    expect(read("data.json")).toBe("mine");
  });

  it("takes a file that happens to be what is wanted", async () => {
    put("c.json", "{}");

    expect((await write([page("c.json", "{}")])).unchanged).toBe(1);
  });

  it("is told when the folder is a file", async () => {
    writeFileSync(folder, "a file");

    expect(await problems(write([page("a.ts", "a")]))).toMatchObject([{ code: "output-blocked" }]);
  });

  it.each([
    "../a.ts",
    "/a.ts",
    "a//b.ts",
    "a/../../b.ts",
    "con.ts",
    "a:b.ts",
    "a\\b.ts",
    "trailing.",
    `${"x".repeat(300)}.ts`,
    "a/\n.ts",
  ])("takes no path like %j", async (path) => {
    expect(await problems(write([page(path, "a")]))).toMatchObject([{ code: "output-path" }]);
    expect(tree()).toEqual([]);
  });

  it("takes no two files that differ in case alone", async () => {
    expect((await problems(write([page("Pet.ts", "a"), page("pet.ts", "b")])))[0]?.message).toContain("same file");
  });

  it("does not follow a manifest that leads out of the folder", async () => {
    await write([page("a.ts", "a")]);
    writeFileSync(join(root, "precious.ts"), withHeader("", "x.ts", origin));
    put(manifestName, JSON.stringify({ files: { "pets/client": { "../precious.ts": true, "a.ts": true } } }));

    await write([page("a.ts", "a")]);

    expect(existsSync(join(root, "precious.ts"))).toBe(true);
  });
});

describe("failing", () => {
  const failing = (call: keyof FileSystem, at: number, code: string): FileSystem => {
    let calls = 0;
    const inner = systemFiles[call] as (...args: readonly unknown[]) => Promise<unknown>;
    return {
      ...systemFiles,
      [call]: async (...args: readonly unknown[]) => {
        calls += 1;
        if (calls !== at) return inner(...args);
        if (call === "writeFile") await (inner as (...args: readonly unknown[]) => Promise<unknown>)(args[0], "half");
        throw Object.assign(new Error(`${code}: injected`), { code, path: String(args[0]) });
      },
    };
  };
  const earlier = () => [page("a.ts", "a"), page("b.ts", "b"), page("old/c.ts", "c")];
  const later = () => [page("a.ts", "a2"), page("b.ts", "b2"), page("new/deep/d.ts", "d")];

  it.each([
    ...[1, 2, 3, 4].map((at) => ["writeFile", at, "ENOSPC", "the disk is full"] as const),
    ...[1, 2, 3, 4].map((at) => ["rename", at, "EACCES", "may not write there"] as const),
    ...[1, 2].map((at) => ["makeFolder", at, "EROFS", "read-only"] as const),
    ["remove", 1, "EPERM", "may not write there"] as const,
  ])("at %s %i with %s leaves everything as it was", async (call, at, code, words) => {
    await write(earlier());
    const was = snapshot();

    const found = await problems(writePlan(planOf(later()), { ...options(), files: failing(call, at, code) }));

    expect(found).toMatchObject([{ code: "output-unwritable", message: expect.stringContaining(words) }]);
    expect(snapshot()).toEqual(was);
    expect(existsSync(join(folder, "new"))).toBe(false);

    await write(later());

    expect(tree()).toEqual([manifestName, "a.ts", "b.ts", "new/deep/d.ts"]);
  });

  it("does without hard links", async () => {
    await write(earlier());
    const files = { ...systemFiles, link: () => Promise.reject(Object.assign(new Error("no"), { code: "EPERM" })) };

    await writePlan(planOf(later()), { ...options(), files });

    expect(tree()).toEqual([manifestName, "a.ts", "b.ts", "new/deep/d.ts"]);
  });

  it("is cleared up after when a run was killed", async () => {
    await write(earlier());
    put(`.a.ts.${process.pid}.new`, "half");
    put(`.a.ts.${process.pid}.old`, "half");

    await write(later());

    expect(tree()).toEqual([manifestName, "a.ts", "b.ts", "new/deep/d.ts"]);
  });
});
