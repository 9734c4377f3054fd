// The ordinary runs of the commands that read: what they print, as text and for programs.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { shop } from "./shop.js";
import { concordat, folderWith } from "./terminal.js";

const root = join(import.meta.dirname, "../..");
const contracts = [
  "fixtures/contracts/openapi/everything.yaml",
  "fixtures/contracts/agree/library.yaml",
  "fixtures/contracts/agree/library.proto",
  "fixtures/contracts/protobuf",
  "fixtures/contracts/asyncapi/orders-2.yaml",
  "fixtures/contracts/asyncapi/orders-3.yaml",
  "fixtures/demo/bookshop.yaml",
];
const broken = shop.replace('Pet"}}}}\n    post', 'Pett"}}}}\n    post');

describe("inspect", () => {
  it("shows operations with what goes in and comes out, and the schemas", async () => {
    const { code, out, error } = await concordat(["inspect", "-"], { stdin: shop });

    expect({ code, error }).toEqual({ code: 0, error: "" });
    expect(out).toBe(`Shop 1 openapi 3.1.0 · -
  server   /

pets
  GET /pets  listPets safe
      → 200 Pet[] as application/json
  POST /pets  addPet unsafe
      ← body? Pet
      → 201

schemas
  Pet { name: string }
`);
  });

  it.each(contracts)("prints %s as the published schema says", async (contract) => {
    const schema = JSON.parse(readFileSync(join(root, "docs/schemas/contract.schema.json"), "utf8")) as object;
    const validate = new Ajv2020({ strict: false, validateFormats: false, allErrors: true }).compile(schema);

    const { out } = await concordat(["inspect", contract, "--format", "json"], { cwd: root });

    validate(JSON.parse(out));
    expect(validate.errors).toBeNull();
  });

  it("prints the model even of a contract with errors, and says that it has them", async () => {
    const outcome = await concordat(["inspect", "-", "--format", "json"], { stdin: broken });

    expect(outcome.code).toBe(1);
    expect(JSON.parse(outcome.out)).toMatchObject({ title: "Shop", diagnostics: [{ code: "reference-dangling" }] });
  });

  it("sends the terminal nothing of a contract that would move it", async () => {
    const text = broken.replace("title: Shop", 'title: "Shop\\e]0;owned\\a\\n"').replace("listPets", '"\\e[2Jlist"');

    const { out, error } = await concordat(["inspect", "-"], { stdin: text.replace("schemas/Pett", "\\e[31m/Pett") });

    expect(out).toContain("Shop⟨U+001B⟩]0;owned⟨U+0007⟩");
    expect(error).toContain("⟨U+001B⟩[31m");
    expect(out + error).not.toMatch(/[\u001b\u0007]/);
  });

  it("shows the first of very many problems and counts the rest", async () => {
    const paths = Array.from(
      { length: 50 },
      (_, index) => `  /p${index}: {get: {responses: {"200": {$ref: "#/x/${index}"}}}}`,
    );
    const stdin = `openapi: 3.1.0\ninfo: {title: Many, version: "1"}\npaths:\n${paths.join("\n")}\n`;

    const { error } = await concordat(["inspect", "-"], { stdin });
    const all = await concordat(["inspect", "-", "--verbose"], { stdin });

    expect(error.match(/^error/gm)).toHaveLength(20);
    expect(error).toContain("and 30 more (--verbose shows them");
    expect(all.error.match(/^error/gm)).toHaveLength(50);
  });

  it("says nothing but results and errors when asked to be quiet, and more when asked", async () => {
    const odd = shop.replace("openapi: 3.1.0", "openapi: 3.1");

    expect((await concordat(["inspect", "-"], { stdin: odd })).error).toContain("warning[openapi-structure]");
    expect((await concordat(["--quiet", "inspect", "-"], { stdin: odd })).error).toBe("");
    expect((await concordat(["inspect", "-", "-q"], { stdin: broken })).error).toContain("error[reference-dangling]");
    expect((await concordat(["inspect", "-", "-v"], { stdin: shop })).error).toMatch(
      /^-: openapi 3\.1\.0, read in \d+ ms\n$/,
    );
  });
});

describe("lint", () => {
  it.each<readonly [string, string, readonly string[], number, string]>([
    ["has nothing to say of a contract that is in order", shop, [], 0, "nothing to say\n"],
    ["fails on errors", broken, [], 1, "1 error, 0 warnings, 0 notes\n"],
    ["does not fail on warnings", shop.replace("    post:", "    get:"), [], 0, "0 errors, 1 warning, 0 notes\n"],
    ["fails on warnings when asked", shop.replace("    post:", "    get:"), ["--fail-on", "warning"], 1, ""],
    ["fails on nothing when asked", broken, ["--fail-on", "none"], 0, ""],
  ])("%s", async (_, stdin, flags, code, last) => {
    const outcome = await concordat(["lint", "-", ...flags], { stdin });

    expect(outcome).toMatchObject({ code, error: "" });
    expect(outcome.out.endsWith(last)).toBe(true);
  });

  it("lists what it finds for programs", async () => {
    const { out } = await concordat(["lint", "-", "--format", "json"], { stdin: broken });

    expect(JSON.parse(out)).toMatchObject([
      { code: "reference-dangling", severity: "error", at: { file: "-", line: 11, column: 70 } },
    ]);
  });

  it("finds no errors in the contracts of this repository", async () => {
    for (const contract of contracts) {
      expect(await concordat(["lint", contract], { cwd: root }), contract).toMatchObject({ code: 0 });
    }
  });
});

describe("explain", () => {
  it.each([
    ["codes", "  unknown-format "],
    ["rules", "  field-requiredness "],
    ["targets", "  fastify "],
    ["formats", "  markdown "],
    ["unknown-format", "Mend: Check the first lines"],
    ["field-requiredness", "Instead: "],
    ["fastify", "Speaks: http"],
    ["json", ""],
    ["api.yaml#addPet", "addPet POST /pets\n  effect "],
    ["api.yaml#GET /pets", "listPets GET /pets\n  effect           safe      from the method GET (api.yaml:5:5)\n"],
  ])("knows %s", async (word, part) => {
    const { code, out, error } = await concordat(["explain", word], { cwd: folderWith({ "api.yaml": shop }) });

    expect({ code, error }).toEqual({ code: 0, error: "" });
    expect(out).toContain(part);
    expect(out).toContain(word.replace(/^.*#(?:GET \/)?/, ""));
  });

  it("lists everything without a word", async () => {
    const { out } = await concordat(["explain"]);

    expect(out.match(/^\w+$/gm)).toEqual(["codes", "rules", "targets", "policies", "formats"]);
  });
});

describe("help", () => {
  it.each(["generate", "diff", "inspect", "lint", "explain"])(
    "tells the flags of %s, and those of all",
    async (verb) => {
      const { code, out } = await concordat(["help", verb]);

      expect(code).toBe(0);
      expect(out).toMatch(/Global Options:[\s\S]*--quiet/);
      expect(out).toContain(`Examples:\n  concordat ${verb}`.replace(/Examples(?=[\s\S]*lint)/, "Example"));
    },
  );

  it("is shown, and the exit code says misused, when there is no command", async () => {
    const { code, out, error } = await concordat([]);

    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(error).toContain("Commands:");
    expect(error).toContain("error[misused] which command?");
  });

  it("names in its examples only flags that there are", async () => {
    const { out } = await concordat(["help", "generate"]);
    const examples = out
      .slice(out.indexOf("Examples:"))
      .split("\n")
      .filter((line) => line.startsWith("  concordat "));

    expect(examples.length).toBeGreaterThan(2);
    for (const example of examples) {
      const words = [...example.trim().matchAll(/"([^"]*)"|(\S+)/g)].map((match) => match[1] ?? match[2]!).slice(1);
      const { error } = await concordat([...words], { cwd: folderWith({}) });
      expect(error).not.toMatch(/unknown option|takes no|too many/);
    }
  });
});
