// What `generate` writes, leaves alone, finds wrong and says of it.
import { appendFileSync, existsSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { shop } from "./shop.js";
import { concordat, folderWith } from "./terminal.js";

const flags = ["generate", "api.yaml", "--target", "client", "--out", "out"];
const broken = shop.replace('Pet"}}}}\n    post', 'Pett"}}}}\n    post');

const textsIn = (folder: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((file) => [file.slice(folder.length + 1), readFileSync(file, "utf8")]),
  );

describe("by flags", () => {
  it("writes, says what, and the second time there is nothing to do", async () => {
    const cwd = folderWith({ "api.yaml": shop });

    const first = await concordat(flags, { cwd });
    const written = textsIn(join(cwd, "out"));
    const second = await concordat(flags, { cwd });

    expect(first).toMatchObject({
      code: 0,
      out: "",
      error: expect.stringMatching(/^api\.yaml → out: \d+ added, 0 unchanged\n$/),
    });
    expect(Object.keys(written)).toEqual(
      expect.arrayContaining([".concordat.json", "client.ts", "index.ts", "types.ts"]),
    );
    expect(written["client.ts"]).toContain("Written by concordat");
    expect(second.error).toMatch(/^api\.yaml → out: \d+ unchanged\n$/);
    expect(textsIn(join(cwd, "out"))).toEqual(written);
    expect((await concordat([...flags, "--quiet"], { cwd })).error).toBe("");
  });

  it("writes the same wherever the contract stands", async () => {
    const [one, two] = [folderWith({ "api.yaml": shop }), folderWith({ "api.yaml": shop })];

    await concordat(flags, { cwd: one });
    await concordat(flags, { cwd: two });

    expect(textsIn(join(two, "out"))).toEqual(textsIn(join(one, "out")));
  });

  it("takes several targets by comma and by flag alike", async () => {
    const cwd = folderWith({ "api.yaml": shop });

    await concordat(["generate", "api.yaml", "-t", "client,fastify", "-o", "a"], { cwd });
    await concordat(["generate", "api.yaml", "-t", "client", "-t", "fastify,", "-o", "b"], { cwd });

    expect(textsIn(join(cwd, "b"))).toEqual(textsIn(join(cwd, "a")));
    expect(existsSync(join(cwd, "a/fastify.ts"))).toBe(true);
  });

  it("generates only what is asked for, and removes what is not any more", async () => {
    const cwd = folderWith({ "api.yaml": shop });
    await concordat([...flags, "-t", "fastify"], { cwd });

    await concordat([...flags, "--only", "GET /pets"], { cwd });

    const operations = readFileSync(join(cwd, "out/operations.ts"), "utf8");
    expect(operations).toContain("listPets");
    expect(operations).not.toContain("addPet");
  });

  it("writes code of a contract with errors, and says by the exit code that it has them", async () => {
    const cwd = folderWith({ "api.yaml": broken });

    const outcome = await concordat(flags, { cwd });

    expect(outcome.code).toBe(1);
    expect(outcome.error).toContain("The contract has errors");
    expect(existsSync(join(cwd, "out/client.ts"))).toBe(true);
  });

  it("warns of a contract in which there is nothing to call", async () => {
    const cwd = folderWith({ "api.yaml": 'openapi: 3.1.0\ninfo: {title: T, version: "1"}\npaths: {}\n' });

    expect(await concordat(flags, { cwd })).toMatchObject({
      code: 0,
      error: expect.stringContaining("warning[contract-without-operations]"),
    });
  });

  it("keeps titles and names that would end comments, strings and templates in their place", async () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: as a title of a contract might have it
    const nasty = "a */ b ` ${process.exit(9)} \\n // <!-- \\u2028 c";
    const text = shop.replace("title: Shop", `title: "${nasty}"`).replace("tags: [pets]", `tags: ["${nasty}"]`);
    const cwd = folderWith({ "api.yaml": text });

    const { code } = await concordat(flags, { cwd });

    expect(code).toBe(0);
    const client = readFileSync(join(cwd, "out/client.ts"), "utf8");
    expect(client.split("\n")[0]).toMatch(/^\/\/ Written by concordat .* Change the contract, not this file\.$/);
    expect(client).not.toContain("a */ b");
  });
});

describe("--check and --dry-run", () => {
  it.each<readonly [string, (out: string) => void, RegExp]>([
    ["nothing was generated yet", (out) => rmSync(out, { recursive: true }), /\+\+\+ b\/out\/client\.ts/],
    ["a file was edited", (out) => appendFileSync(join(out, "client.ts"), "// mine\n"), /^-\/\/ mine$/m],
    [
      "a file without a header was edited",
      (out) => appendFileSync(join(out, "runtime/call.ts"), "// mine\n"),
      /^-\/\/ mine$/m,
    ],
    ["a file was deleted", (out) => rmSync(join(out, "types.ts")), /\+\+\+ b\/out\/types\.ts/],
    ["another file stands in the way", (out) => writeFileSync(join(out, "index.ts"), "mine\n"), /^-mine$/m],
    ["a file is stale", (out) => stale(out), /--- a\/out\/stale\.ts/],
  ])("--check tells that %s, and writes nothing", async (_, change, diff) => {
    const cwd = folderWith({ "api.yaml": shop });
    const out = join(cwd, "out");
    await concordat(flags, { cwd });
    expect(await concordat([...flags, "--check"], { cwd })).toMatchObject({ code: 0, out: "" });
    change(out);
    const before = existsSync(out) ? textsIn(out) : {};

    const { code, out: printed, error } = await concordat([...flags, "--check"], { cwd });

    expect(code).toBe(1);
    expect(printed).toMatch(diff);
    expect(error).toContain("without --check writes it");
    expect(existsSync(out) ? textsIn(out) : {}).toEqual(before);
  });

  it("--dry-run lists what would be done", async () => {
    const cwd = folderWith({ "api.yaml": shop });

    const { code, out } = await concordat([...flags, "--dry-run"], { cwd });

    expect(code).toBe(0);
    expect(out.split("\n")).toContain("added   out/client.ts");
    expect(existsSync(join(cwd, "out"))).toBe(false);
  });
});

/** A file that an earlier version of the contract asked for. */
function stale(out: string): void {
  const header = readFileSync(join(out, "client.ts"), "utf8").split("\n")[0]!;
  writeFileSync(join(out, "stale.ts"), `${header}\n`);
  const manifest = join(out, ".concordat.json");
  writeFileSync(
    manifest,
    readFileSync(manifest, "utf8").replace('"types.ts": true', '"stale.ts": true,\n      "types.ts": true'),
  );
}

describe("the output folder", () => {
  it("keeps the files of other people, and may be the contract's own", async () => {
    const cwd = folderWith({ "api.yaml": shop, "mine.ts": "mine" });

    const { code } = await concordat(["generate", "api.yaml", "-t", "client", "-o", "."], { cwd });

    expect(code).toBe(0);
    expect(textsIn(cwd)).toMatchObject({ "api.yaml": shop, "mine.ts": "mine" });
  });

  it.each([
    ["files that stand in the way", { "out/index.ts": "mine", "out/client.ts": "mine" }, 2],
    ["a file in the folder's place", { out: "mine" }, 1],
    ["a folder in a file's place", { "out/index.ts/a": "mine" }, 1],
  ])("is left as it is when there are %s", async (_, files, problems) => {
    const cwd = folderWith({ "api.yaml": shop, ...files });
    const before = textsIn(cwd);

    const { code, error } = await concordat(flags, { cwd });

    expect(code).toBe(3);
    expect(error.match(/^error\[output-blocked\]/gm)).toHaveLength(problems);
    expect(textsIn(cwd)).toEqual(before);
  });

  it.each([
    ["leads nowhere", "nowhere", "output-blocked"],
    ["leads to itself", "out", "output-unwritable"],
  ])("may be no link that %s", async (_, to, code) => {
    const cwd = folderWith({ "api.yaml": shop });
    symlinkSync(to, join(cwd, "out"));

    const outcome = await concordat(flags, { cwd });

    expect(outcome).toMatchObject({ code: 3, error: expect.stringContaining(`error[${code}]`) });
  });

  it("is not shared by two contracts", async () => {
    const cwd = folderWith({ "api.yaml": shop, "other.yaml": shop.replace("Shop", "Other") });
    await concordat(flags, { cwd });
    const before = textsIn(join(cwd, "out"));

    const { code, error } = await concordat(["generate", "other.yaml", "-t", "client", "-o", "out"], { cwd });

    expect(code).toBe(3);
    expect(error).toContain('is made for "api.yaml client" already');
    expect(textsIn(join(cwd, "out"))).toEqual(before);
  });
});

describe("by config", () => {
  const config = {
    contracts: {
      shop: {
        source: "api.yaml",
        generate: [
          { target: "client", out: "one" },
          { target: "hono", out: "two" },
        ],
      },
      other: { source: "api.yaml", only: ["addPet"], generate: [{ target: "client", out: "three" }] },
    },
  };
  const files = { "api.yaml": shop, "concordat.config.json": JSON.stringify(config) };

  it("generates all, or the contracts that are named", async () => {
    const cwd = folderWith(files);

    const one = await concordat(["generate", "other"], { cwd });
    const all = await concordat(["generate"], { cwd });

    expect(one.error).toMatch(/^other → three: \d+ added, 0 unchanged\n$/);
    expect(all.error.match(/→ \w+/g)).toEqual(["→ one", "→ two", "→ three"]);
    expect(await concordat(["generate", "--check"], { cwd })).toMatchObject({ code: 0, out: "" });
    expect(readFileSync(join(cwd, "three/operations.ts"), "utf8")).not.toContain("listPets");
  });

  it("is found from a folder below, within a repository, and may be named", async () => {
    const cwd = folderWith({ ...files, ".git/HEAD": "", "src/deep/a": "" });

    const below = await concordat(["generate", "shop"], { cwd: join(cwd, "src/deep") });
    const named = await concordat(["generate", "shop", "--config", "../concordat.config.json", "--dry-run"], {
      cwd: join(cwd, "src"),
    });

    expect(below.error).toContain("shop → ../../one: ");
    expect(named.error).toContain("shop → ../one: ");
  });

  it("knows no other names", async () => {
    expect(await concordat(["generate", "shpo"], { cwd: folderWith(files) })).toMatchObject({
      code: 2,
      error: expect.stringContaining('Did you mean "shop"?'),
    });
  });
});
