import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createSources } from "../../src/source/sources.js";
import { refusalOf } from "./refusal-of.js";

let root: string;
const write = (files: Readonly<Record<string, string | Uint8Array>>): void => {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
};

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "sources-"));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe("a file", () => {
  beforeAll(() => {
    write({
      "disk/api/openapi.yaml": "a: 1\r\nb: 2\n",
      "disk/api/shared name.yaml": "shared",
      "disk/api/100%.yaml": "percent",
      "disk/other.json": "{}",
      "disk/utf16.json": Buffer.from("\uFEFF{}", "utf16le"),
      "disk/bom.yaml": "\uFEFFa: 1",
      "disk/.hidden/x.yaml": "",
      "disk/node_modules/x.yaml": "",
      "disk/main:odd.yaml": "odd",
    });
    symlinkSync("circle", join(root, "disk/circle"));
  });
  const sources = (limits = {}) => createSources({ cwd: join(root, "disk"), limits });

  it("is named as the user sees it, and opened once", async () => {
    const all = sources();
    const api = await all.open("api/openapi.yaml");

    expect(api).toMatchObject({
      name: "api/openapi.yaml",
      id: join(root, "disk/api/openapi.yaml"),
      text: "a: 1\r\nb: 2\n",
    });
    expect(await all.open("./api/../api/openapi.yaml")).toBe(api);
    expect(await all.open(api.id)).toBe(api);
    expect(await all.open("openapi.yaml", api)).toBe(api);
    expect((await all.open("../other.json", api)).name).toBe("other.json");
    expect((await all.open(`file://${root}/disk/other.json`, api)).name).toBe("other.json");
    expect([all.line("api/openapi.yaml", 2), all.line("api/openapi.yaml", 9), all.line("x", 1)]).toEqual([
      "b: 2",
      undefined,
      undefined,
    ]);
  });

  it("is found under a name with percent signs, of either meaning", async () => {
    const all = sources();
    const api = await all.open("api/openapi.yaml");

    expect((await all.open("shared%20name.yaml", api)).text).toBe("shared");
    expect((await all.open("100%.yaml", api)).text).toBe("percent");
  });

  it("is found though its name looks like a revision", async () => {
    expect((await sources().open("main:odd.yaml")).text).toBe("odd");
  });

  it("is text without its byte order mark", async () => {
    expect((await sources().open("utf16.json")).text).toBe("{}");
    expect((await sources().open("bom.yaml")).text).toBe("a: 1");
  });

  it.each([
    ["api/openapi.yml", "source-missing", "there is no file api/openapi.yml", "Did you mean api/openapi.yaml?"],
    ["other.yaml", "source-missing", "there is no file other.yaml", "Did you mean other.json?"],
    ["no/where.yaml", "source-missing", "there is no folder no", undefined],
    ["other.json/x", "source-missing", "there is no file other.json/x", undefined],
    ["api", "source-is-folder", "api is a folder", undefined],
    ["circle", "source-unreadable", "in a circle", undefined],
    ["-", "source-unreadable", "no standard input", undefined],
  ])("%s is refused with %s", async (name, code, message, fix) => {
    const diagnostic = await refusalOf(sources().open(name));

    expect(diagnostic).toMatchObject({ code, message: expect.stringContaining(message) });
    expect(diagnostic.fix).toBe(fix);
  });

  it("is refused when it is too large, pipes included", async () => {
    expect(await refusalOf(sources({ bytes: 10 }).open("api/openapi.yaml"))).toMatchObject({
      code: "source-too-large",
    });
    expect(await refusalOf(sources({ bytes: 10_000 }).open("/dev/zero"))).toMatchObject({ code: "source-too-large" });
  });

  it.skipIf(process.getuid?.() === 0)("is refused when the user may not read it", async () => {
    write({ "disk/secret/api.yaml": "a: 1" });
    chmodSync(join(root, "disk/secret/api.yaml"), 0);

    expect(await refusalOf(sources().open("secret/api.yaml"))).toMatchObject({ code: "source-unreadable" });
  });

  it("is listed with those beside it, sorted, without hidden ones and packages", async () => {
    const listed = await sources().list(".", [".yaml"]);

    expect(listed.map(({ name }) => name)).toEqual([
      "api/100%.yaml",
      "api/openapi.yaml",
      "api/shared name.yaml",
      "bom.yaml",
      "main:odd.yaml",
    ]);
    expect(await refusalOf(sources().list("nowhere", [".yaml"]))).toMatchObject({ code: "source-missing" });
    expect(await refusalOf(sources().list("other.json", [".yaml"]))).toMatchObject({ code: "source-unreadable" });
  });
});

describe("standard input", () => {
  it("is read once, and refers to files beside the user", async () => {
    write({ "in/b.yaml": "b" });
    const stdin = (async function* () {
      yield Buffer.from("a: ");
      yield "1";
    })();
    const sources = createSources({ cwd: join(root, "in"), stdin });

    const source = await sources.open("-");

    expect(source).toMatchObject({ name: "-", text: "a: 1" });
    expect(await sources.open("-")).toBe(source);
    expect((await sources.open("b.yaml", source)).text).toBe("b");
  });
});

describe("a revision", () => {
  let repo: string;
  const git = (...args: readonly string[]) =>
    execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@example.com", ...args], { cwd: repo, stdio: "pipe" });

  beforeAll(() => {
    repo = join(root, "repo");
    write({
      "repo/api/openapi.yaml": "version: 1",
      "repo/api/paths/a.yaml": "old a",
      "repo/api/sp ace.yaml": "space",
      "repo/shared.yaml": "old shared",
      "repo/proto/x.proto": "x",
      "repo/proto/deep/y.proto": "y",
    });
    symlinkSync("../shared.yaml", join(repo, "api/link.yaml"));
    symlinkSync("../../outside.yaml", join(repo, "api/outside-link"));
    git("init", "-q", "-b", "main");
    git("add", ".");
    git("commit", "-qm", "first");
    git("tag", "v1.0.0");
    git("branch", "feature/pets");
    write({ "repo/api/openapi.yaml": "version: 2", "repo/api/new.yaml": "new", "repo/shared.yaml": "new shared" });
    git("add", ".");
    git("commit", "-qm", "second");
  });
  const sources = (folder = "", limits = {}) => createSources({ cwd: join(repo, folder), limits });

  it("gives the file as it was, and what it refers to as that was", async () => {
    const all = sources();
    const api = await all.open("v1.0.0:api/openapi.yaml");

    expect(api).toMatchObject({ name: "v1.0.0:api/openapi.yaml", text: "version: 1" });
    expect(await all.open("paths/a.yaml", api)).toMatchObject({ name: "v1.0.0:api/paths/a.yaml", text: "old a" });
    expect((await all.open("../shared.yaml", api)).text).toBe("old shared");
    expect((await all.open("/shared.yaml", api)).text).toBe("old shared");
    expect((await all.open("link.yaml", api)).text).toBe("old shared");
    expect((await all.open("sp%20ace.yaml", api)).text).toBe("space");
    expect(await all.open(api.id)).toBe(api);
    expect((await all.open("HEAD:api/openapi.yaml")).text).toBe("version: 2");
    expect((await all.open("feature/pets:shared.yaml")).text).toBe("old shared");
    expect(all.line("v1.0.0:api/openapi.yaml", 1)).toBe("version: 1");
  });

  it("takes paths from where the user stands, else from the root", async () => {
    const all = sources("api");

    expect(await all.open("v1.0.0:openapi.yaml")).toMatchObject({ name: "v1.0.0:openapi.yaml", text: "version: 1" });
    expect(await all.open("v1.0.0:api/openapi.yaml")).toBe(await all.open("v1.0.0:./openapi.yaml"));
    expect((await all.open("v1.0.0:../shared.yaml")).text).toBe("old shared");
  });

  it("lists a folder", async () => {
    const listed = await sources().list("main:proto/", [".proto"]);

    expect(listed.map(({ name }) => name)).toEqual(["main:proto/deep/y.proto", "main:proto/x.proto"]);
    expect(await refusalOf(sources().open("main:proto"))).toMatchObject({ code: "source-is-folder" });
    expect(await refusalOf(sources().open("main:"))).toMatchObject({ code: "source-is-folder" });
  });

  it.each([
    [
      "v1.0.0:api/new.yaml",
      "source-not-in-revision",
      "there is no file api/new.yaml in the revision v1.0.0",
      undefined,
    ],
    ["v1.0.0:shraed.yaml", "source-not-in-revision", "", "Did you mean v1.0.0:shared.yaml?"],
    ["mian:api/openapi.yaml", "revision-unknown", 'no revision "mian"', "Did you mean main?"],
    ["pets:shared.yaml", "revision-unknown", "", "Did you mean feature/pets?"],
    ["--output=x:shared.yaml", "revision-unknown", "", undefined],
    [
      "main:../../etc/passwd",
      "source-forbidden",
      "leads out of the repository",
      "Paths in a revision are relative to where you stand, or else to the root of the repository.",
    ],
    ["main:api/outside-link", "source-not-in-revision", "", undefined],
  ])("%s is refused with %s", async (name, code, message, fix) => {
    const diagnostic = await refusalOf(sources().open(name));

    expect(diagnostic).toMatchObject({ code, message: expect.stringContaining(message) });
    expect(diagnostic.fix).toBe(fix);
  });

  it("may not read files of the machine", async () => {
    const all = sources();
    const api = await all.open("main:api/openapi.yaml");

    expect(await refusalOf(all.open("file:///etc/passwd", api))).toMatchObject({ code: "source-forbidden" });
    expect(await refusalOf(all.open("../../../etc/passwd", api))).toMatchObject({ code: "source-forbidden" });
  });

  it("is refused when the file is too large, and the next one is read", async () => {
    const all = sources("", { bytes: 9 });

    expect(await refusalOf(all.open("main:api/openapi.yaml"))).toMatchObject({ code: "source-too-large" });
    expect((await all.open("main:api/new.yaml")).text).toBe("new");
  });

  it("reads many files at once, and large ones", async () => {
    const names = Array.from({ length: 60 }, (_, index) => `repo/many/${index}.yaml`);
    write(Object.fromEntries(names.map((name, index) => [name, `${index}`.repeat(index * 4000)])));
    git("add", ".");
    git("commit", "-qm", "many");
    const all = sources();

    const listed = await all.list("main:many", [".yaml"]);

    expect(
      listed.map(
        ({ text, name }) =>
          text === `${Number.parseInt(name.slice(10), 10)}`.repeat(Number.parseInt(name.slice(10), 10) * 4000),
      ),
    ).toEqual(names.map(() => true));
  });

  it("is refused outside of a repository", async () => {
    const outside = createSources({ cwd: tmpdir() });

    expect(await refusalOf(outside.open("main:api.yaml"))).toMatchObject({
      code: "source-unreadable",
      message: "this folder is not in a git repository, so revisions cannot be read",
    });
  });
});
