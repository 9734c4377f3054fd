import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Diagnostic } from "../../src/diagnostics/diagnostic.js";
import { Failure } from "../../src/diagnostics/failure.js";
import { checkData } from "../../src/workspace/config/check-data.js";
import { checkNames } from "../../src/workspace/config/check-names.js";
import { loadConfig } from "../../src/workspace/config/load-config.js";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "config-"));
  mkdirSync(join(root, ".git"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const put = (path: string, text: string): void => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
};

async function problems(attempt: Promise<unknown>): Promise<readonly Diagnostic[]> {
  try {
    await attempt;
  } catch (error) {
    if (error instanceof Failure) return error.diagnostics;
    throw error;
  }
  throw new Error("was not refused");
}

const petstore = {
  contracts: {
    petstore: {
      source: "contracts/petstore.yaml",
      overlays: ["overlay.yaml"],
      against: "origin/main",
      generate: [
        { target: "client", out: "src/petstore", dates: "Temporal" },
        { target: ["server", "fastify"], out: "src/server", formats: false },
      ],
    },
    remote: { source: "https://example.com/api.yaml" },
    old: { source: "origin/main:api.yaml" },
  },
  rules: { "field-requiredness": "warning" },
  waivers: "waivers.yaml",
};

describe("a config", () => {
  it.each([
    ["concordat.config.json", JSON.stringify(petstore)],
    ["concordat.config.yaml", JSON.stringify(petstore, undefined, 1)],
    ["concordat.config.mjs", `export default ${JSON.stringify(petstore)};`],
  ])("is read from %s, with paths that lead on from its folder", async (name, text) => {
    put(name, text);
    put("deep/er/x", "");

    const loaded = await loadConfig(join(root, "deep/er"));

    expect(loaded).toMatchObject({
      name: `../../${name}`,
      config: {
        contracts: {
          petstore: {
            source: join(root, "contracts/petstore.yaml"),
            overlays: [join(root, "overlay.yaml")],
            against: "origin/main",
            generate: [
              { target: "client", out: join(root, "src/petstore"), dates: "Temporal" },
              { target: ["server", "fastify"], out: join(root, "src/server") },
            ],
          },
          remote: { source: "https://example.com/api.yaml" },
          old: { source: "origin/main:api.yaml" },
        },
        waivers: join(root, "waivers.yaml"),
      },
    });
  });

  it.skipIf(!process.features.typescript)("is read from TypeScript by Node itself", async () => {
    put("package.json", '{"type": "module"}');
    put(
      "concordat.config.ts",
      "interface A { readonly waivers: string }\nexport default { waivers: 'w' } satisfies A;\n",
    );
    put("enum.config.ts", "enum A { B }\nexport default { waivers: A.B };\n");
    // Tests run in a loader of their own, which runs TypeScript in its way: so ask a plain process.
    const program = `
      import { registerHooks } from "node:module";
      registerHooks({ resolve: (name, context, next) =>
        next(context.parentURL?.includes("/src/") ? name.replace(/\\.js$/, ".ts") : name, context) });
      const { loadConfig } = await import(process.argv[1]);
      for (const name of [undefined, "enum.config.ts"]) {
        const said = await loadConfig(process.cwd(), name).then(({ config }) => config, ({ diagnostics }) => diagnostics);
        console.log(JSON.stringify(said));
      }`;
    const loader = new URL("../../src/workspace/config/load-config.ts", import.meta.url).href;

    const said = execFileSync(process.execPath, ["--no-warnings", "--input-type=module", "-e", program, loader], {
      cwd: root,
    });

    const [config, failure] = said.toString().trim().split("\n");
    expect(JSON.parse(config!)).toEqual({ waivers: join(root, "w") });
    expect(JSON.parse(failure!)).toMatchObject([{ code: "config-broken", fix: expect.stringContaining("enums") }]);
  });

  it("is not looked for above the repository, nor anywhere when there is none", async () => {
    put("concordat.config.json", "{}");
    put("inner/.git/HEAD", "");
    put("inner/src/x", "");

    expect(await loadConfig(join(root, "inner/src"))).toBeUndefined();

    rmSync(join(root, ".git"), { recursive: true });
    rmSync(join(root, "inner/.git"), { recursive: true });

    expect(await loadConfig(join(root, "inner/src"))).toBeUndefined();
    expect((await loadConfig(root))?.name).toBe("concordat.config.json");
  });

  it("is the one that is named", async () => {
    put("other.yaml", "waivers: w.yaml");

    expect((await loadConfig(root, "other.yaml"))?.config.waivers).toBe(join(root, "w.yaml"));
    expect(await problems(loadConfig(root, "othr.yaml"))).toMatchObject([
      { code: "source-missing", fix: "Did you mean other.yaml?" },
    ]);
    expect(await problems(loadConfig(root, "gone.ts"))).toMatchObject([{ code: "source-missing" }]);
  });

  it("is refused when there are two", async () => {
    put("concordat.config.json", "{}");
    put("concordat.config.ts", "");

    expect(await problems(loadConfig(root))).toMatchObject([{ code: "config-several" }]);
  });

  it("is refused with every mistake at its place, and the word that was meant", async () => {
    put(
      "concordat.config.yaml",
      `contracts:
  petstore:
    sorce: api.yaml
    generate:
      - target: []
        out: src
        dates: temporal
      - {target: client, out: 3}
ruels: {}
rules:
  field-requiredness: eror
`,
    );

    const found = await problems(loadConfig(root));

    expect(found.map(({ message, at, fix }) => [at?.line, at?.column, message, fix])).toEqual([
      [3, 5, 'contracts.petstore has no "source"', undefined],
      [3, 5, 'contracts.petstore takes no "sorce"', 'Did you mean "source"?'],
      [5, 17, "contracts.petstore.generate[0].target must not be empty", undefined],
      [
        7,
        16,
        'contracts.petstore.generate[0].dates must be one of "string", "Date", "Temporal", and is "temporal"',
        'Did you mean "Temporal"?',
      ],
      [8, 31, "contracts.petstore.generate[1].out must be a string, and is 3", undefined],
      [9, 1, 'the config takes no "ruels"', 'Did you mean "rules"?'],
      [11, 23, 'rules.field-requiredness must be one of "break", "warning", "note", "off", and is "eror"', undefined],
    ]);
    expect(new Set(found.map(({ code, at }) => `${code} ${at?.file}`))).toEqual(
      new Set(["config-invalid concordat.config.yaml"]),
    );
  });

  it("is refused at its place in code too", async () => {
    put(
      "concordat.config.mjs",
      'export default {\n  contracts: {\n    pets: { source: "a", generat: [] },\n  },\n};\n',
    );

    expect(await problems(loadConfig(root))).toMatchObject([
      { message: 'contracts.pets takes no "generat"', at: { line: 3, column: 26 }, fix: 'Did you mean "generate"?' },
    ]);
  });

  it.each([
    ["ends in an error", "const a = 1;\nthrow new Error('no luck');\n", "config-broken", 2, "no luck"],
    ["exports nothing", "export const config = {};\n", "config-broken", 1, "no default export"],
    ["exports a function", "export default () => ({});\n", "config-invalid", 1, "must be an object, and is a function"],
    [
      "imports what is not there",
      "import x from 'no-such-package';\nexport default x;\n",
      "config-broken",
      1,
      "no-such-package",
    ],
  ])("that %s is refused", async (_, text, code, line, words) => {
    put("concordat.config.mjs", text);

    const [found] = await problems(loadConfig(root));

    expect(found).toMatchObject({
      code,
      message: expect.stringContaining(words),
      at: { file: "concordat.config.mjs", line },
    });
    expect(found!.message).not.toContain("    at ");
  });

  it("that is no YAML is refused as such", async () => {
    put("concordat.config.yaml", "a: [\n");

    expect(await problems(loadConfig(root))).toMatchObject([
      { code: "document-syntax", at: { file: "concordat.config.yaml" } },
    ]);
  });

  it("may name only targets and rules that there are", async () => {
    put("concordat.config.json", JSON.stringify(petstore, undefined, 2));
    const loaded = (await loadConfig(root))!;

    const found = checkNames(loaded, { targets: ["client", "server", "fastifi"], rules: ["field-requirednes"] });

    expect(found.map(({ message, at, fix }) => [message, at?.line, fix])).toEqual([
      ['there is no rule "field-requiredness"', 33, 'Did you mean "field-requirednes"?'],
      ['there is no target "fastify"', 18, 'Did you mean "fastifi"?'],
    ]);
  });
});

describe("the published schema", () => {
  const schema = JSON.parse(readFileSync(new URL("../../docs/schemas/config.schema.json", import.meta.url), "utf8"));
  const valid = new Ajv2020({ allErrors: true, allowUnionTypes: true }).compile(schema);

  it.each<{ readonly config: unknown }>(
    [
      petstore,
      {},
      [],
      null,
      "x",
      { $schema: "x" },
      { contracts: [] },
      { contracts: { a: {} } },
      { contracts: { "": { source: "x" } } },
      { contracts: { a: { source: "" } } },
      { contracts: { a: { source: "x", generate: [{ target: 1, out: "y" }] } } },
      { contracts: { a: { source: "x", generate: [{ target: [""], out: "y" }] } } },
      { contracts: { a: { source: "x", generate: [{ target: "t", out: "y", formats: "yes", int64: "bigint" }] } } },
      { contracts: { a: { source: "x", importPaths: ["a", 1] } } },
      { rules: { a: "off", b: true } },
      { waivers: "w", unknown: 1 },
      { constructor: 1 },
    ].map((config) => ({ config })),
  )("means to us what it means to others: $config", ({ config }) => {
    expect(checkData(config, schema).length === 0).toBe(valid(config));
  });
});
