import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Comparison, Finding } from "../../src/compare/finding.js";
import { petShop, repository } from "./pet-shop.js";
import { concordat, folderWith } from "./terminal.js";

const old = petShop();
const breaking = petShop({ required: ["name"] });
const wider = petShop({ list: true });

const parsed = (out: string): Comparison => JSON.parse(out) as Comparison;
const shown = ({ rule, severity, subject }: Finding): string => `${severity} ${rule} ${subject}`;

async function findings(cwd: string, ...args: readonly string[]): Promise<readonly Finding[]> {
  const { out, error } = await concordat(["diff", "--format", "json", ...args], { cwd });
  if (out === "") throw new Error(error);
  return parsed(out).findings;
}

describe("what is compared", () => {
  const files = { "v1/api.yaml": old, "v2/api.yaml": breaking, "v3/api.yaml": wider };

  it.each<[string, readonly string[], number, readonly string[]]>([
    ["two files", ["v1/api.yaml", "v2/api.yaml"], 1, ["break field-requiredness POST /pets › body › name"]],
    ["the other way around", ["v2/api.yaml", "v1/api.yaml"], 0, ["note field-requiredness POST /pets › body › name"]],
    ["something new", ["v1/api.yaml", "v3/api.yaml"], 0, ["note operation-existence GET /pets"]],
    ["the same file twice", ["v1/api.yaml", "v1/api.yaml"], 0, []],
    ["folders with one contract each", ["v1", "v2"], 1, ["break field-requiredness POST /pets › body › name"]],
    ["a file and a folder", ["v1", "v2/api.yaml"], 1, ["break field-requiredness POST /pets › body › name"]],
    [
      "one against several",
      ["--against", "v1/api.yaml", "--against", "v3/api.yaml", "v2/api.yaml"],
      1,
      [
        "break field-requiredness since v1/api.yaml › POST /pets › body › name",
        "break operation-existence since v3/api.yaml › GET /pets",
        "break field-requiredness since v3/api.yaml › POST /pets › body › name",
      ],
    ],
  ])("is %s", async (_, args, code, expected) => {
    const cwd = folderWith(files);

    const outcome = await concordat(["diff", "--format", "json", ...args], { cwd });

    expect(outcome.error).toBe("");
    expect([...parsed(outcome.out).findings.map(shown)].sort()).toEqual([...expected].sort());
    expect(outcome.code).toBe(code);
  });

  it("is standard input too", async () => {
    const cwd = folderWith(files);

    const outcome = await concordat(["diff", "v1/api.yaml", "-"], { cwd, stdin: breaking });

    expect(outcome.code).toBe(1);
    expect(outcome.out).toContain('"name" is now required');
  });

  it.each([
    ["a revision and the disk", ["v1:api.yaml", "api.yaml"]],
    ["two revisions", ["v1:api.yaml", "v2:api.yaml"]],
    ["against a revision", ["--against", "v1", "api.yaml"]],
    ["a revision against a revision", ["--against", "v1", "v2:api.yaml"]],
    ["a folder against a revision", ["--against", "v1", "."]],
    ["the root of a revision", ["v1:", "."]],
    ["the root of a revision, in other words", ["v1:./", "./"]],
    ["a pattern against a revision", ["--against", "v1", "*.yaml"]],
    ["patterns on both sides", ["v1:*.yaml", "v2:*.yaml"]],
  ])("is found in git: %s", async (_, args) => {
    const cwd = repository({ v1: { "api.yaml": old }, v2: { "api.yaml": breaking } });

    const found = await findings(cwd, ...args);

    expect(found.map(shown)).toEqual(["break field-requiredness POST /pets › body › name"]);
  });

  it("is found below the repository's root, from a folder in it", async () => {
    const cwd = join(repository({ v1: { "sub/api.yaml": old, "top.yaml": old } }, { "sub/api.yaml": breaking }), "sub");

    expect(await findings(cwd, "--against", "v1", "api.yaml")).toHaveLength(1);
    expect(await findings(cwd, "--against", "v1", "../top.yaml")).toHaveLength(0);
    expect(await findings(cwd, "--against", "v1", join(cwd, "api.yaml"))).toHaveLength(1);
    expect(await findings(cwd, "--against", "v1", "..")).toHaveLength(1);
  });

  it("is matched by path, then by title; what is gone breaks and what is new does not", async () => {
    const cwd = repository(
      {
        v1: {
          "apis/pets.yaml": old,
          "apis/moved.yaml": petShop({ title: "Moved" }),
          "apis/gone.yaml": petShop({ title: "Gone" }),
          "apis/part.yaml": "type: string\n",
        },
      },
      {
        "apis/pets.yaml": breaking,
        "apis/moved.yaml": null,
        "apis/deep/there.yaml": petShop({ title: "Moved", list: true }),
        "apis/gone.yaml": null,
        "apis/fresh.yaml": petShop({ title: "Fresh" }),
      },
    );

    const { out, code } = await concordat(["diff", "--against", "v1", "apis", "--format", "json"], { cwd });

    expect(
      parsed(out).findings.map((finding) => [shown(finding), finding.compared?.before, finding.compared?.after]),
    ).toEqual([
      ["break contract-existence gone.yaml › contract", "v1:apis/gone.yaml", null],
      ["break field-requiredness pets.yaml › POST /pets › body › name", "v1:apis/pets.yaml", "apis/pets.yaml"],
      ["note operation-existence deep/there.yaml › GET /pets", "v1:apis/moved.yaml", "apis/deep/there.yaml"],
      ["note contract-existence fresh.yaml › contract", null, "apis/fresh.yaml"],
    ]);
    expect(parsed(out).bump).toBe("major");
    expect(code).toBe(1);
  });

  it("is everything in a folder that the old revision did not have", async () => {
    const cwd = repository({ v1: { "readme.md": "x" } }, { "apis/a.yaml": old, "apis/b.yaml": wider });

    const { out, code } = await concordat(["diff", "v1:apis", "apis", "--format", "json"], { cwd });

    expect(parsed(out).findings.map(shown)).toEqual([
      "note contract-existence a.yaml › contract",
      "note contract-existence b.yaml › contract",
    ]);
    expect(code).toBe(0);
  });
});

describe("contracts of the config", () => {
  const config = (against: string) => `contracts:
  pets: {source: apis/pets.yaml, against: ${against}}
  shop: {source: apis/shop.yaml, against: ${against}}
  other: {source: apis/pets.yaml}
`;

  it.each([
    ["all", [], ["pets › POST /pets › body › name", "shop › GET /pets"]],
    ["one", ["shop"], ["GET /pets"]],
    ["one against another", ["pets", "--against", "v2"], []],
  ])("are compared: %s", async (_, names, expected) => {
    const cwd = repository(
      {
        v1: { "concordat.config.yaml": config("v1"), "apis/pets.yaml": old, "apis/shop.yaml": wider },
        v2: { "apis/pets.yaml": breaking },
      },
      { "apis/shop.yaml": old, "deep/x": "" },
    );

    const { out } = await concordat(["diff", ...names, "--format", "json"], { cwd: join(cwd, "deep") });

    expect([...parsed(out).findings.map(({ subject }) => subject)].sort()).toEqual([...expected].sort());
  });

  it("are read with the overlays of each revision", async () => {
    const overlay = (name: string) =>
      `overlay: 1.0.0\ninfo: {title: O, version: "1"}\nactions:\n  - {target: $.info, update: {title: ${name}}}\n  - {target: "$.paths['/pets'].post.requestBody.content['application/json'].schema", update: {required: [${name}]}}\n`;
    const cwd = repository(
      {
        v1: {
          "concordat.config.yaml": "contracts: {pets: {source: api.yaml, overlays: [o.yaml], against: v1}}",
          "api.yaml": old,
          "o.yaml": overlay("name"),
        },
      },
      { "o.yaml": overlay("kind") },
    );

    const found = await findings(cwd);

    expect(found.map(({ message, severity }) => `${severity} ${message}`)).toEqual([
      'break "kind" is now required',
      'note the title is "kind", was "name"',
      'note "name" is now optional',
    ]);
  });

  it("may be compared with a file", async () => {
    const cwd = folderWith({
      "concordat.config.yaml": config("old/pets.yaml"),
      "apis/pets.yaml": breaking,
      "old/pets.yaml": old,
    });

    expect(await findings(cwd, "pets")).toHaveLength(1);
  });
});

describe("how it is judged", () => {
  const files = {
    "old.yaml": petShop({ kinds: ["cat"] }),
    "new.yaml": petShop({ kinds: ["cat", "dog"] }),
    "hard.yaml": breaking,
    "soft.yaml": old,
    "draft.yaml": petShop({ extra: ["x-stability-level: draft"] }),
    "undrafted.yaml": petShop({ required: ["name"], extra: ["x-stability-level: stable"] }),
  };

  it.each<[string, readonly string[], readonly string[], number]>([
    ["by default", ["old.yaml", "new.yaml"], ["break"], 1],
    ["leniently", ["old.yaml", "new.yaml", "--profile", "lenient"], ["warning"], 0],
    [
      "leniently, and failing on warnings",
      ["old.yaml", "new.yaml", "--profile", "lenient", "--fail-on", "warning"],
      ["warning"],
      1,
    ],
    ["by one option", ["old.yaml", "new.yaml", "--policy", "new-response-enum-value=note"], ["note"], 0],
    [
      "by an option on top of a profile",
      ["old.yaml", "new.yaml", "--profile", "lenient", "--policy", "new-response-enum-value=break"],
      ["break"],
      1,
    ],
    ["with nothing failing", ["old.yaml", "new.yaml", "--fail-on", "none"], ["break"], 0],
    ["with a rule lowered", ["soft.yaml", "hard.yaml", "--rule", "field-requiredness=warning"], ["warning"], 0],
    ["with a rule off", ["soft.yaml", "hard.yaml", "--rule", "field-requiredness=off"], [], 0],
    [
      "with a rule raised, which leaves alone what is harmless",
      ["hard.yaml", "soft.yaml", "--rule", "field-requiredness=break"],
      ["note"],
      0,
    ],
    [
      "by the last word",
      ["soft.yaml", "hard.yaml", "--rule", "field-requiredness=off", "--rule", "field-requiredness=break"],
      ["break"],
      1,
    ],
    ["leaving drafts alone", ["draft.yaml", "undrafted.yaml"], ["note", "note"], 0],
    ["by what was promised before", ["undrafted.yaml", "draft.yaml"], ["break", "note"], 1],
    ["for JSON alone", ["soft.yaml", "hard.yaml", "--promise", "json"], ["break"], 1],
  ])("%s", async (_, args, severities, code) => {
    const outcome = await concordat(["diff", "--format", "json", ...args], { cwd: folderWith(files) });

    expect(outcome.error).toBe("");
    expect(parsed(outcome.out).findings.map(({ severity }) => severity)).toEqual(severities);
    expect(outcome.code).toBe(code);
  });

  it.each([
    ["everything", "rules: {field-requiredness: note}", "note"],
    ["an operation by id", "rules: {field-requiredness: [{severity: warning, only: [addPet]}]}", "warning"],
    ["an operation by its way", 'rules: {field-requiredness: [{severity: warning, only: ["POST /p*"]}]}', "warning"],
    ["other operations", "rules: {field-requiredness: [{severity: off, only: [listPets]}]}", "break"],
    [
      "the last that fits",
      "rules: {field-requiredness: [{severity: off}, {severity: warning, only: [addPet]}]}",
      "warning",
    ],
  ])("as the config says of %s", async (_, config, severity) => {
    const cwd = folderWith({ ...files, "concordat.config.yaml": config.replaceAll(": off", ': "off"') });

    expect((await findings(cwd, "soft.yaml", "hard.yaml")).map((finding) => finding.severity)).toEqual([severity]);
  });

  it("with the policy of the config, unless the command line names a profile", async () => {
    const cwd = folderWith({
      ...files,
      "concordat.config.yaml": "diff: {profile: lenient, policy: {new-response-enum-value: note}}",
    });

    expect((await findings(cwd, "old.yaml", "new.yaml"))[0]?.severity).toBe("note");
    expect((await findings(cwd, "old.yaml", "new.yaml", "--profile", "strict"))[0]?.severity).toBe("break");
  });
});

it("is refused at its place when the config decides what nobody asks", async () => {
  const cwd = folderWith({ "a.yaml": old, "concordat.config.yaml": "diff:\n  policy:\n    formts: asserted\n" });

  const { error, code } = await concordat(["diff", "a.yaml", "a.yaml"], { cwd });

  expect(error).toContain("concordat.config.yaml:3:13");
  expect(error).toContain('Did you mean "formats"?');
  expect(code).toBe(3);
});

describe("--format", () => {
  const files = { "old.yaml": old, "new.yaml": breaking };

  it("sends several reports to their files, whole or not at all", async () => {
    const cwd = folderWith(files);

    const { out, error, code } = await concordat(
      [
        "diff",
        "old.yaml",
        "new.yaml",
        "--format",
        "json",
        "--format",
        "markdown=out/a.md",
        "--format",
        "text=out/b.txt",
      ],
      { cwd },
    );

    expect(code).toBe(1);
    expect(error).toBe("");
    expect(parsed(out).summary.break).toBe(1);
    expect(readFileSync(join(cwd, "out/a.md"), "utf8")).toContain("Contract: 1 break");
    expect(readFileSync(join(cwd, "out/b.txt"), "utf8")).toContain("BREAK");
    expect(readdirSync(join(cwd, "out")).sort()).toEqual(["a.md", "b.txt"]);
  });

  it("says in one line what was found when everything goes to files", async () => {
    const cwd = folderWith(files);

    const { out, error } = await concordat(["diff", "old.yaml", "new.yaml", "--format", "json=a.json"], { cwd });

    expect(out).toBe("");
    expect(error).toBe("1 break, no warnings, no notes. The version asks for a major step.\n");
  });

  it("writes nothing when one file cannot be written", async () => {
    const cwd = folderWith(files);
    mkdirSync(join(cwd, "there"));

    const { code, error } = await concordat(
      ["diff", "old.yaml", "new.yaml", "--format", "json=a.json", "--format", "text=there"],
      { cwd },
    );

    expect(error).toContain("there cannot be written: it is a folder");
    expect(code).toBe(3);
    expect(existsSync(join(cwd, "a.json"))).toBe(false);
    expect(readdirSync(cwd).sort()).toEqual(["new.yaml", "old.yaml", "there"]);
  });
});

describe("bad input", () => {
  const proto = 'syntax = "proto3";\npackage p;\nmessage A { string a = 1; }\n';
  const asyncapi = "asyncapi: 3.0.0\ninfo: {title: A, version: 1.0.0}\nchannels: {}\noperations: {}\n";
  const files = {
    "old.yaml": old,
    "new.yaml": breaking,
    "broken.yaml": "openapi: 3.1.0\ninfo: {title: [\n",
    "a.proto": proto,
    "b.proto": proto,
    "a.async.yaml": asyncapi,
    "b.async.yaml": asyncapi,
    "empty/readme.txt": "x",
  };
  const pair = ["old.yaml", "new.yaml"];

  it.each<[string, readonly string[], number, string]>([
    ["different formats", ["old.yaml", "a.proto"], 2, "they are not compared"],
    ["a broken old contract", ["broken.yaml", "new.yaml"], 3, "the older contract (broken.yaml)"],
    ["a broken new contract", ["old.yaml", "broken.yaml"], 3, "the newer contract (broken.yaml)"],
    ["a missing file", ["old.yaml", "nwe.yaml"], 3, "Did you mean new.yaml"],
    ["folders without contracts", ["empty", "empty"], 3, "no file below empty is a contract"],
    ["no names, no config", [], 2, "there is nothing to compare"],
    ["one name", ["old.yaml"], 2, "Name the older version: concordat diff --against main old.yaml"],
    ["three names", ["a", "b", "c"], 2, "got 3 names"],
    ["--against nothing", ["--against", "old.yaml"], 2, "name the newer contract"],
    ["a revision of standard input", ["--against", "main", "-"], 2, "standard input is in none"],
    ["an unknown format", [...pair, "--format", "markdwn"], 2, 'Did you mean "markdown"'],
    [
      "two formats to standard output",
      [...pair, "--format", "text", "--format", "json"],
      2,
      "two formats go to standard output",
    ],
    ["two formats to one file", [...pair, "--format", "text=a", "--format", "json=./a"], 2, "two formats go to ./a"],
    ["a format without its file", [...pair, "--format", "text="], 2, "names no file"],
    ["an unknown profile", [...pair, "--profile", "strickt"], 2, 'Did you mean "strict"'],
    [
      "an unknown policy",
      [...pair, "--policy", "new-response-enum-valu=note"],
      2,
      'Did you mean "new-response-enum-value"',
    ],
    ["an unknown value of a policy", [...pair, "--policy", "formats=assertd"], 2, 'Did you mean "asserted"'],
    ["a policy without a value", [...pair, "--policy", "formats"], 2, "takes <name>=<value>"],
    ["an unknown rule", [...pair, "--rule", "field-requirednes=off"], 2, 'Did you mean "field-requiredness"'],
    ["an unknown severity", [...pair, "--rule", "field-requiredness=of"], 2, 'Did you mean "off"'],
    ["an unknown promise", [...pair, "--promise", "jsn"], 2, 'Did you mean "json"'],
    ["a promise that the format does not have", [...pair, "--promise", "wire"], 2, "has no binary form"],
    ["an unknown severity to fail on", [...pair, "--fail-on", "breaks"], 2, 'Did you mean "break"'],
    ["--write-baseline without a file", [...pair, "--write-baseline"], 2, "--baseline concordat.baseline.json"],
    ["a baseline that is none", [...pair, "--baseline", "old.yaml"], 3, "no report of an earlier run"],
    ["a baseline that is missing", [...pair, "--baseline", "base.json"], 3, "there is no file base.json"],
    ["waivers that are missing", [...pair, "--waivers", "w.yaml"], 3, "there is no file w.yaml"],
  ])("is told: %s", async (_, args, code, words) => {
    const outcome = await concordat(["diff", ...args], { cwd: folderWith(files) });

    expect(outcome.error).toContain(words);
    expect(outcome.out).toBe("");
    expect(outcome.code).toBe(code);
    expect(outcome.error).not.toContain("    at ");
  });

  it.each([
    ["protobuf", "a.proto", "b.proto"],
    ["asyncapi", "a.async.yaml", "b.async.yaml"],
  ])("is a format that is not compared yet: %s", async (format, before, after) => {
    const outcome = await concordat(["diff", before, after], { cwd: folderWith(files) });

    expect(outcome.error.match(/^error/gm)).toHaveLength(1);
    expect(outcome.error).toContain(`${format} contracts are read but not compared yet`);
    expect(outcome.code).toBe(2);
  });

  it.each<[string, readonly string[], number, string]>([
    ["an unknown revision", ["mian:api.yaml", "api.yaml"], 3, "Did you mean main?"],
    ["an unknown revision to compare with", ["--against", "mian", "api.yaml"], 3, "Did you mean main?"],
    ["a path that is nearly there", ["main:apy.yaml", "api.yaml"], 3, "Did you mean main:api.yaml?"],
    ["a broken old revision", ["--against", "broken", "api.yaml"], 3, "the older contract (broken:api.yaml)"],
    ["no such name in the config", ["petz"], 2, 'Did you mean "pets"?'],
    ["one name in the config, and one that is not", ["pets", "toys"], 2, 'has no contract "toys"'],
    ["a contract that says not with what it is compared", ["pets"], 2, "concordat diff pets --against main"],
    ["a config in which none says it", [], 2, "no contract of concordat.config.yaml says"],
  ])("is told in a repository: %s", async (_, args, code, words) => {
    const cwd = repository({
      broken: {
        "api.yaml": "openapi: 3.1.0\ninfo: [\n",
        "concordat.config.yaml": "contracts: {pets: {source: api.yaml}}",
      },
      fine: { "api.yaml": old },
    });

    const outcome = await concordat(["diff", ...args], { cwd });

    expect(outcome.error).toContain(words);
    expect(outcome.code).toBe(code);
  });

  it("is no file that the old revision did not have: then everything is new", async () => {
    const cwd = repository({ v1: { "readme.md": "x" } }, { "api.yaml": old });

    for (const args of [
      ["v1:api.yaml", "api.yaml"],
      ["--against", "v1", "api.yaml"],
      ["--bump", "--against", "v1", "api.yaml"],
    ]) {
      const { code, out, error } = await concordat(["diff", ...args], { cwd });

      expect(out).toContain("POST /pets: is new");
      expect(error).toContain("everything is new");
      expect(code).toBe(0);
    }
  });
});
