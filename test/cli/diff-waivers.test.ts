import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import type { Comparison, Finding } from "../../src/compare/finding.js";
import { petShop, repository } from "./pet-shop.js";
import { concordat, folderWith } from "./terminal.js";

const files = {
  "old.yaml": petShop(),
  "new.yaml": petShop({ required: ["name"] }),
  "worse.yaml": petShop({ required: ["name", "kind"] }),
};
const pair = ["old.yaml", "new.yaml"];

async function report(cwd: string, ...args: readonly string[]): Promise<Comparison & { readonly code: number }> {
  const { out, error, code } = await concordat(["diff", "--format", "json", ...args], { cwd });
  if (out === "") throw new Error(error);
  return { ...(JSON.parse(out) as Comparison), code };
}

async function fingerprint(cwd: string, ...args: readonly string[]): Promise<string> {
  return (await report(cwd, ...args)).findings[0]!.fingerprint;
}

const waiver = (print: string, more = ""): string =>
  `waivers:\n  - fingerprint: "${print}"\n    reason: Nobody calls it\n    by: ann@example.com\n${more === "" ? "" : `    ${more}\n`}`;
const shown = ({ rule, severity, message }: Finding): string => `${severity} ${rule}: ${message}`;

describe("a waiver", () => {
  it("lifts a finding, and says who answers for it", async () => {
    const cwd = folderWith(files);
    writeFileSync(join(cwd, "concordat.waivers.yaml"), waiver(await fingerprint(cwd, ...pair), "until: 2999-12-31"));

    const { findings, summary, code, bump } = await report(cwd, ...pair);

    expect(findings.map(({ waived }) => waived)).toEqual([
      { by: "ann@example.com", reason: "Nobody calls it", until: "2999-12-31" },
    ]);
    expect(summary).toEqual({ break: 0, warning: 0, note: 0, waived: 1 });
    expect(bump).toBe("major");
    expect(code).toBe(0);
    expect((await report(cwd, ...pair, "--no-waivers")).code).toBe(1);
  });

  it.each([
    ["by flag", ["--waivers", "mine.yaml"], "mine.yaml", {}],
    ["by config", [], "mine.yaml", { "concordat.config.yaml": "waivers: mine.yaml" }],
    ["beside the config", [], "concordat.waivers.yaml", { "concordat.config.yaml": "{}" }],
  ])("is found %s", async (_, args, name, more) => {
    const cwd = folderWith({ ...files, ...more });
    writeFileSync(
      join(cwd, name),
      waiver(await fingerprint(cwd, ...pair, "--no-waivers", ...["-c", "none.yaml"].slice(2))),
    );

    expect((await report(cwd, ...pair, ...args)).code).toBe(0);
  });

  it("holds after lines have moved and words have changed", async () => {
    const cwd = folderWith(files);
    const print = await fingerprint(cwd, ...pair);
    const moved = (text: string): string =>
      text.replace("info:", "\n\n\ninfo:").replace("summary: Add a pet", "summary: New pet");

    writeFileSync(join(cwd, "new.yaml"), moved(files["new.yaml"]));

    expect(await fingerprint(cwd, ...pair)).toBe(print);
  });

  it("that has expired covers nothing and is a finding at its place", async () => {
    const cwd = folderWith(files);
    writeFileSync(join(cwd, "concordat.waivers.yaml"), waiver(await fingerprint(cwd, ...pair), "until: 2000-01-01"));

    const { findings, code } = await report(cwd, ...pair);

    expect(code).toBe(1);
    expect(findings.map(shown)).toEqual([
      'break field-requiredness: "name" is now required',
      "warning waiver-use: given by ann@example.com, expired on 2000-01-01, and what it waived is still there",
    ]);
    expect(findings[1]?.after).toEqual({ file: "concordat.waivers.yaml", line: 2, column: 5 });
  });

  it("that matches nothing is a finding, with the fingerprint that was probably meant", async () => {
    const cwd = folderWith(files);
    const print = await fingerprint(cwd, ...pair);
    const slip = `${print.slice(0, 5)}${print[5] === "0" ? "1" : "0"}${print.slice(6)}`;
    writeFileSync(join(cwd, "concordat.waivers.yaml"), waiver(slip));

    const { findings } = await report(cwd, ...pair);

    expect(findings.map(({ severity }) => severity)).toEqual(["break", "warning"]);
    expect(findings.map(shown)[1]).toBe(
      `warning waiver-use: given by ann@example.com, matches no finding; ${print} was probably meant`,
    );
    expect((await report(cwd, "old.yaml", "old.yaml", "--fail-on", "warning")).code).toBe(1);
    expect((await report(cwd, "old.yaml", "old.yaml", "--fail-on", "warning", "--rule", "waiver-use=off")).code).toBe(
      0,
    );
  });

  it("that matches nothing is not told when only a part of the project is compared", async () => {
    const cwd = repository(
      {
        v1: {
          "concordat.config.yaml": "contracts: {a: {source: a.yaml, against: v1}, b: {source: b.yaml, against: v1}}",
          "a.yaml": files["old.yaml"],
          "b.yaml": files["old.yaml"],
        },
      },
      { "a.yaml": files["new.yaml"], "concordat.waivers.yaml": "" },
    );
    writeFileSync(join(cwd, "concordat.waivers.yaml"), waiver(await fingerprint(cwd, "a", "--no-waivers")));

    expect((await report(cwd, "b")).findings).toEqual([]);
    expect((await report(cwd)).summary).toEqual({ break: 0, warning: 0, note: 0, waived: 1 });
    expect((await report(cwd, "b", "--waivers", "concordat.waivers.yaml")).findings).toHaveLength(1);
  });

  it("may have digits alone in its fingerprint, quoted or not", async () => {
    const text =
      "waivers:\n  - {fingerprint: 012345678901, reason: x, by: y}\n  - {fingerprint: 12345678e901, reason: x, by: y}\n";
    const cwd = folderWith({ ...files, "w.yaml": text });

    const { findings } = await report(cwd, "old.yaml", "old.yaml", "--waivers", "w.yaml");

    expect(findings.map(({ subject }) => subject)).toEqual(["waiver 012345678901", "waiver 12345678e901"]);
  });

  it("is refused with every mistake at its place, and the word that was meant", async () => {
    const text = `waivers:
  - fingerprnt: 0123456789ab
    reason: x
    by: y
  - fingerprint: "0123"
    reason: ""
    by: y
    until: 2024-02-31
  - {fingerprint: 0123456789ab, reason: x, by: y}
  - {fingerprint: 0123456789ab, reason: x, by: y}
waiver: []
`;
    const cwd = folderWith({ ...files, "concordat.waivers.yaml": text });

    const { error, code } = await concordat(["diff", ...pair], { cwd });

    expect(code).toBe(3);
    const lines = error.split("\n").filter((line) => /^error|-->|mend/.test(line));
    expect(lines.map((line) => line.trim())).toMatchInlineSnapshot(`
      [
        "error[waivers-invalid] waivers[0] has no "fingerprint"",
        "--> concordat.waivers.yaml:2:5",
        "mend: Each waiver has a fingerprint, a reason, who gave it (by), and at will the day until which it counts.",
        "error[waivers-invalid] waivers[0] takes no "fingerprnt"",
        "--> concordat.waivers.yaml:2:5",
        "mend: Did you mean "fingerprint"?",
        "error[waivers-invalid] waivers[1].reason must not be empty",
        "--> concordat.waivers.yaml:6:13",
        "mend: Each waiver has a fingerprint, a reason, who gave it (by), and at will the day until which it counts.",
        "error[waivers-invalid] the file of waivers takes no "waiver"",
        "--> concordat.waivers.yaml:11:1",
        "mend: Did you mean "waivers"?",
        "error[waivers-invalid] waivers[1].fingerprint must be twelve of 0-9 and a-f, and is "0123"",
        "--> concordat.waivers.yaml:5:18",
        "mend: Copy it from the finding: \`concordat diff\` says “waive as …”.",
        "error[waivers-invalid] waivers[1].until must be a day as in 2030-12-31, and is "2024-02-31"",
        "--> concordat.waivers.yaml:8:12",
        "mend: Each waiver has a fingerprint, a reason, who gave it (by), and at will the day until which it counts.",
        "error[waivers-invalid] 0123456789ab is waived twice",
        "--> concordat.waivers.yaml:10:19",
        "mend: Each waiver has a fingerprint, a reason, who gave it (by), and at will the day until which it counts.",
      ]
    `);
  });
});

describe("a baseline", () => {
  it("makes known what was there, so that only what is new fails", async () => {
    const cwd = folderWith(files);
    const written = await concordat(["diff", ...pair, "--baseline", "base.json", "--write-baseline"], { cwd });

    expect(written).toMatchObject({ code: 0, out: "", error: "base.json: 1 finding is known from now on\n" });
    const same = await report(cwd, ...pair, "--baseline", "base.json");
    expect(same.code).toBe(0);
    expect(same.findings[0]?.waived).toEqual({ by: "baseline", reason: "known in base.json", until: null });
    const worse = await report(cwd, "old.yaml", "worse.yaml", "--baseline", "base.json");
    expect(worse.code).toBe(1);
    expect(worse.summary).toMatchObject({ break: 1, waived: 1 });
  });

  it("does not cover what has become worse", async () => {
    const cwd = folderWith(files);
    await concordat(
      ["diff", ...pair, "--rule", "field-requiredness=warning", "--baseline", "b.json", "--write-baseline"],
      { cwd },
    );

    expect((await report(cwd, ...pair, "--baseline", "b.json")).code).toBe(1);
    expect(
      (
        await report(
          cwd,
          ...pair,
          "--baseline",
          "b.json",
          "--rule",
          "field-requiredness=warning",
          "--fail-on",
          "warning",
        )
      ).code,
    ).toBe(0);
  });
});

describe("the published schemas", () => {
  const load = (name: string) =>
    JSON.parse(readFileSync(new URL(`../../docs/schemas/${name}.schema.json`, import.meta.url), "utf8"));
  const ajv = new Ajv2020({ allErrors: true, strict: false });
  const diff = ajv.compile(load("diff"));
  const waivers = ajv.compile(load("waivers"));

  it.each([
    ["findings", ["old.yaml", "worse.yaml"]],
    ["nothing", ["old.yaml", "old.yaml"]],
    ["several old versions", ["--against", "old.yaml", "--against", "worse.yaml", "new.yaml"]],
    ["a version that moved too little", ["--bump", "old.yaml", "worse.yaml"]],
    ["waivers that are used and useless", ["old.yaml", "new.yaml", "--waivers", "w.yaml"]],
  ])("hold for %s", async (_, args) => {
    const cwd = folderWith({ ...files, "w.yaml": "" });
    writeFileSync(
      join(cwd, "w.yaml"),
      `${waiver(await fingerprint(cwd, ...pair))}  - {fingerprint: "0123456789ab", reason: x, by: y}\n`,
    );

    diff(JSON.parse((await concordat(["diff", "--format", "json", ...args], { cwd })).out));

    expect(diff.errors).toBe(null);
  });

  it("refuse what is none", () => {
    expect(diff({ findings: [{}], summary: {}, bump: "huge" })).toBe(false);
    expect(waivers({ waivers: [{ fingerprint: "0123456789ab", reason: "x", by: "y" }] })).toBe(true);
    expect(waivers({ waivers: [{ fingerprint: "0123", reason: "", by: "y" }] })).toBe(false);
  });
});
