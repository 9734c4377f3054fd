// What is wrong with a contract, a config or a command line is told once, with its place and how it is mended.
import { expect, it } from "vitest";
import { shop } from "./shop.js";
import { concordat, folderWith } from "./terminal.js";

/** A file or files (the first is named in the command), the exit code, and the parts of what is told. */
type Case = readonly [name: string, files: Files, code: number, ...told: readonly string[]];
type Files = Readonly<Record<string, string | Uint8Array>>;
type CommandCase = readonly [name: string, args: readonly string[], code: number, ...told: readonly string[]];

const titled = <C extends readonly [string, ...unknown[]]>(cases: readonly C[]) =>
  cases.map((one) => [one[0], one] as const);

const laughs = `openapi: 3.1.0
x-a: &a [lol,lol,lol,lol,lol,lol,lol,lol,lol]
${[..."bcdefghijk"].map((name, index) => `x-${name}: &${name} [${Array(9).fill(`*${"abcdefghij"[index]}`).join(",")}]`).join("\n")}
paths: {}
`;
const png = Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "latin1"), Buffer.alloc(100)]);
const withVersion = (line: string): Files => ({ "api.yaml": shop.replace("openapi: 3.1.0", line) });

const contracts: readonly Case[] = [
  ["YAML that is cut off", { "api.yaml": shop.slice(0, 220) }, 3, "document-syntax", "api.yaml:11:", "ends too early"],
  [
    "a quote that is not closed",
    { "api.yaml": 'openapi: 3.1.0\ninfo:\n  title: "Shop\npaths: {' },
    3,
    "api.yaml:4:1",
    "a quote",
  ],
  [
    "JSON that is cut off",
    { "api.json": '{"openapi":"3.1.0","paths":{"/a":' },
    3,
    "document-syntax",
    "api.json:1:34",
    "cut off",
  ],
  [
    "tabs",
    { "api.yaml": shop.replace("  /pets", "\t/pets") },
    3,
    "document-syntax",
    "api.yaml:4:1",
    "Indent with spaces",
  ],
  [
    "two documents in one",
    { "api.yaml": `${shop}---\n${shop}` },
    3,
    "document-several",
    "api.yaml:20:1",
    "Split the file",
  ],
  [
    "two languages in one",
    { "api.yaml": `${shop}asyncapi: 3.0.0\n` },
    3,
    "several-contracts",
    "api.yaml:20:1",
    "asyncapi and openapi",
  ],
  ["a billion laughs", { "api.yaml": laughs }, 3, "document-expansion", "api.yaml:3:10"],
  [
    "nesting without end",
    { "api.json": `{"openapi":"3.1.0","x":${"[".repeat(100_000)}` },
    3,
    "document-too-deep",
    "api.json:1:",
  ],
  ["an image", { "api.png": png }, 3, "document-binary", "api.png is no text"],
  ["UTF-16 without a mark", { "api.yaml": Buffer.from(shop, "utf16le") }, 3, "document-binary"],
  [
    "octets within a text",
    { "api.yaml": Buffer.concat([Buffer.from(shop), Buffer.alloc(9)]) },
    3,
    "document-binary",
    "api.yaml:20:1",
  ],
  ["nothing", { "api.yaml": "" }, 3, "document-empty", "api.yaml is empty"],
  ["comments alone", { "api.yaml": "\n# later\n" }, 3, "document-empty", "nothing but comments"],
  ["prose", { "api.yaml": "hello\n" }, 3, "unknown-format", "api.yaml:1:1", "Check the first lines"],
  ["a web page", { "api.yaml": "<!doctype html><html>log in</html>" }, 3, "unknown-format", "It is a web page"],
  ["OpenAPI 9.9", withVersion("openapi: 9.9.0"), 3, "openapi-version", "api.yaml:1:1", "3.2 are"],
  ["OpenAPI without a version", withVersion("openapi:"), 3, "openapi-version", "api.yaml:1:1"],
  ["Swagger 1.2", withVersion('swagger: "1.2"'), 3, "openapi-version", "api.yaml:1:1"],
  ["AsyncAPI 1.2", withVersion("asyncapi: 1.2.0"), 3, "asyncapi-version", "api.yaml:1:11", "converter"],
  ["edition 2099", { "a.proto": 'edition = "2099";\nmessage M {}' }, 3, "protobuf-edition", "a.proto:1:1"],
  ["proto9", { "a.proto": 'syntax = "proto9";\nmessage M {}' }, 3, "protobuf-edition", "a.proto:1:1"],
  [
    "protobuf that is cut off",
    { "a.proto": 'syntax = "proto3";\nmessage M {' },
    3,
    "protobuf-syntax",
    "a.proto:2:11",
    '"}"',
  ],
  ["a file that is not there", { "openapi.yaml": shop, "": "" }, 3, "source-missing", "Did you mean"],
  [
    "a folder with several",
    { "api/a.yaml": shop, "api/b.yaml": shop },
    3,
    "several-contracts",
    "api/a.yaml (openapi), api/b.yaml (openapi)",
  ],
  [
    "a folder with two languages",
    { "api/a.yaml": shop, "api/b.proto": 'syntax = "proto3";' },
    3,
    "several-contracts",
    "api/b.proto (protobuf)",
  ],
  ["a folder without any", { "api/readme.md": "" }, 3, "unknown-format", "there is none"],
  [
    "a reference to nothing",
    { "api.yaml": shop.replace('Pet"}}}}\n    post', 'Pett"}}}}\n    post') },
    1,
    "reference-dangling",
    "api.yaml:11:70",
    'did you mean "Pet"?',
  ],
  [
    "a reference to no file",
    { "api.yaml": shop.replace('#/components/schemas/Pet"}}}}\n    post', 'other.yaml#/A"}}}}\n    post') },
    1,
    "reference-dangling",
    "api.yaml:11:70",
    "there is no file other.yaml",
  ],
  [
    "references in a circle",
    {
      "api.yaml": shop.replace(
        /Pet: .*/,
        'Pet: {$ref: "#/components/schemas/Cat"}\n    Cat: {$ref: "#/components/schemas/Pet"}',
      ),
    },
    1,
    "reference-cycle",
    "api.yaml:20:5",
  ],
];

const nameIn = (files: Files): string => {
  const [first = ""] = Object.keys(files);
  if (Object.hasOwn(files, "")) return "opnapi.yaml";
  return first.includes("/") ? first.slice(0, first.indexOf("/")) : first;
};

it.each(titled(contracts))(
  "%s: told once, and nothing is generated of what cannot be read",
  async (_, [, all, code, ...told]) => {
    const { "": __, ...files } = all;
    const cwd = folderWith(files);

    const inspected = await concordat(["inspect", nameIn(all)], { cwd });
    const generated = await concordat(["generate", nameIn(all), "-t", "client", "-o", "out", "--dry-run"], { cwd });

    expect(inspected.code).toBe(code);
    for (const part of told) expect(inspected.error).toContain(part);
    expect(inspected.error.match(/^error/gm)).toHaveLength(1);
    expect(inspected.error).toContain("  mend: ");
    expect(inspected.error + inspected.out).not.toMatch(/\n\s+at .+:\d+:\d+|\u001b/);
    expect(generated.code).toBe(code);
    expect(generated.error).toContain(inspected.error.trimEnd());
    expect(generated.out === "").toBe(code !== 1);
  },
);

it.each([
  ["a byte order mark", Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(shop)])],
  ["line ends of Windows", shop.replaceAll("\n", "\r\n")],
  ["UTF-16", Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(shop, "utf16le")])],
])("%s changes nothing", async (_, text) => {
  const plain = await concordat(["inspect", "api.yaml"], { cwd: folderWith({ "api.yaml": shop }) });

  expect(await concordat(["inspect", "api.yaml"], { cwd: folderWith({ "api.yaml": text }) })).toEqual(plain);
});

it.each(["with space.yaml", "ünï.yaml", "ha#sh.yaml", "co:lon.yaml", "deep/er/api.yaml", "noending"])(
  "a contract may be called %s",
  async (name) => {
    const { code, out, error } = await concordat(["explain", `${name}#addPet`], { cwd: folderWith({ [name]: shop }) });

    expect({ code, error }).toEqual({ code: 0, error: "" });
    expect(out).toContain(`(${name}:12:5)`);
  },
);

const commands: readonly CommandCase[] = [
  ["an unknown command", ["inspct", "api.yaml"], 2, 'unknown command "inspct"', "Did you mean inspect?"],
  ["a command like no other", ["frobnicate"], 2, 'unknown command "frobnicate"', "`concordat help` lists"],
  ["help on nothing", ["help", "genrate"], 2, 'unknown command "genrate"', "Did you mean generate?"],
  [
    "an unknown flag",
    ["inspect", "api.yaml", "--frmat", "json"],
    2,
    'unknown option "--frmat"',
    "Did you mean --format?",
  ],
  ["a file with a dash", ["inspect", "-api.yaml"], 2, "write ./-api.yaml"],
  ["no argument", ["inspect"], 2, 'missing required argument "contract"', "concordat inspect <contract>"],
  ["too many arguments", ["inspect", "a", "b"], 2, "too many arguments"],
  ["a flag without its value", ["generate", "--out"], 2, "argument missing"],
  [
    "an unknown choice",
    ["inspect", "api.yaml", "--format", "jsn"],
    2,
    '--format takes no "jsn"',
    'Did you mean "json"?',
  ],
  ["an empty name", ["inspect", ""], 2, "the name of the contract is empty"],
  [
    "an unknown target",
    ["generate", "api.yaml", "-t", "clinet", "-o", "out"],
    2,
    'no target "clinet"',
    'Did you mean "client"?',
  ],
  ["no target", ["generate", "api.yaml", "-t", ",", "-o", "out"], 2, "--target names nothing"],
  ["a target without a folder", ["generate", "api.yaml", "-t", "client"], 2, "--target needs --out"],
  ["a folder without a target", ["generate", "api.yaml", "-o", "out"], 2, "--out needs --target"],
  ["an empty folder name", ["generate", "api.yaml", "-t", "client", "-o", ""], 2, "--out is empty"],
  [
    "the root of the disk",
    ["generate", "api.yaml", "-t", "client", "-o", "/", "--dry-run"],
    3,
    "the root of the whole disk",
  ],
  ["no contract", ["generate", "-t", "client", "-o", "out"], 2, "which contract?"],
  ["an empty contract", ["generate", "", "-t", "client", "-o", "out"], 2, "the name of the contract is empty"],
  ["two contracts", ["generate", "a", "b", "-t", "client", "-o", "out"], 2, "--out takes one contract"],
  ["neither config nor flags", ["generate"], 2, "no config here"],
  [
    "a config beside flags",
    ["generate", "api.yaml", "-t", "client", "-o", "out", "-c", "x.json"],
    2,
    "--config is of no use",
  ],
  [
    "watching what writes nothing",
    ["generate", "api.yaml", "-t", "client", "-o", "out", "--watch", "--check"],
    2,
    "--watch writes",
  ],
  [
    "no such operation",
    ["generate", "api.yaml", "-t", "client", "-o", "out", "--only", "lstPets"],
    2,
    '"lstPets"',
    'Did you mean "listPets"?',
  ],
  ["no such tag", ["generate", "api.yaml", "-t", "client", "-o", "out", "--only", "tag:cats"], 2, '"tag:cats"'],
  [
    "no such templates",
    ["generate", "api.yaml", "-t", "client", "-o", "out", "--templates", "nowhere"],
    3,
    "no folder nowhere",
  ],
  ["an unknown word", ["explain", "unknown-fromat"], 2, 'Did you mean "unknown-format"?'],
  ["a contract alone", ["explain", "api.yaml"], 2, "api.yaml#<operation>"],
  ["an unknown operation", ["explain", "api.yaml#addPt"], 2, 'Did you mean "addPet"?'],
  ["no operation", ["explain", "api.yaml#"], 2, "There are: listPets, addPet."],
  ["a strange scheme", ["inspect", "ftp://a/b.yaml"], 3, "ftp URLs are not fetched"],
  ["a broken URL", ["inspect", "http://"], 3, "no valid URL"],
  ["a revision of no repository", ["inspect", "main:api.yaml"], 3, "not in a git repository"],
];

it.each(titled(commands))("%s is told once", async (_, [, args, code, ...told]) => {
  const outcome = await concordat(args, { cwd: folderWith({ "api.yaml": shop }) });

  expect(outcome).toMatchObject({ code, out: "" });
  for (const part of told) expect(outcome.error).toContain(part);
  expect(outcome.error.match(/^error\[/gm)).toHaveLength(1);
  expect(outcome.error.match(/^ {2}mend: /gm)).toHaveLength(1);
});

const job = { target: "client", out: "out" };
const config = (contracts: object, more: object = {}): string => JSON.stringify({ contracts, ...more });

const configs: readonly Case[] = [
  [
    "a misspelt setting",
    { "concordat.config.json": config({ a: { source: "api.yaml", genrate: [] } }) },
    3,
    "concordat.config.json:1:",
    'Did you mean "generate"?',
  ],
  [
    "a misspelt target",
    { "concordat.config.json": config({ a: { source: "api.yaml", generate: [{ ...job, target: "clinet" }] } }) },
    3,
    "concordat.config.json:1:",
    'Did you mean "client"?',
  ],
  [
    "a misspelt option",
    { "concordat.config.json": config({ a: { source: "api.yaml", generate: [{ ...job, dates: "date" }] } }) },
    3,
    'Did you mean "Date"?',
  ],
  [
    "an empty folder name",
    { "concordat.config.json": config({ a: { source: "api.yaml", generate: [{ ...job, out: "" }] } }) },
    3,
    "must not be empty",
  ],
  [
    "a contract that is not there",
    { "concordat.config.json": config({ a: { source: "apy.yaml", generate: [job] } }) },
    3,
    "concordat.config.json:1:",
    "Did you mean api.yaml?",
  ],
  [
    "a config cut off",
    { "concordat.config.json": '{"contracts":' },
    3,
    "document-syntax",
    "concordat.config.json:1:14",
  ],
  ["nothing to generate", { "concordat.config.json": "{}" }, 2, "nothing to generate"],
  [
    "contracts that ask for nothing",
    { "concordat.config.json": config({ a: { source: "api.yaml" } }) },
    2,
    "no contract in concordat.config.json has `generate`",
  ],
  [
    "two configs",
    { "concordat.config.json": "{}", "concordat.config.ts": "export default {}" },
    2,
    "config-several",
    "--config",
  ],
  ["an ending that is not read", { "concordat.config.toml": "" }, 2, "concordat.config.toml is not looked at"],
  [
    "a config that throws",
    { "concordat.config.ts": '\nthrow new Error("boom\\nmore");' },
    3,
    "boom",
    "concordat.config.ts:2:7",
  ],
  ["a config that throws nothing", { "concordat.config.mjs": "throw null" }, 3, "cannot be run: null"],
  [
    "a config that rejects",
    { "concordat.config.mjs": 'export default Promise.reject(new Error("later"));' },
    3,
    "cannot be run: later",
  ],
  ["a config without an export", { "concordat.config.ts": "export const x = 1;" }, 3, "no default export"],
  [
    "two contracts for one file",
    {
      "other.yaml": shop.replaceAll("Pet", "Cat"),
      "concordat.config.json": config({
        a: { source: "api.yaml", generate: [job] },
        b: { source: "other.yaml", generate: [job] },
      }),
    },
    3,
    "output-blocked",
    '"a" and "b" would both write',
  ],
  [
    "a second contract that is broken",
    {
      "other.yaml": "openapi: [",
      "concordat.config.json": config({
        a: { source: "api.yaml", generate: [job] },
        b: { source: "other.yaml", generate: [{ ...job, out: "other" }] },
      }),
    },
    3,
    "other.yaml:1:",
  ],
];

it.each(titled(configs))("%s: told once, and nothing is written", async (_, [, files, code, ...told]) => {
  const cwd = folderWith({ "api.yaml": shop, ...files });

  const outcome = await concordat(["generate"], { cwd });

  expect(outcome).toMatchObject({ code, out: "" });
  for (const part of told) expect(outcome.error).toContain(part);
  expect(outcome.error.match(/^error\[/gm)).toHaveLength(1);
  expect(outcome.error).not.toMatch(/\n\s+at .+:\d+:\d+/);
  expect((await concordat(["inspect", "out"], { cwd })).error).toContain("there is no file out");
});
