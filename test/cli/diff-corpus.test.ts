import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import type { Comparison } from "../../src/compare/finding.js";
import { concordat, folderWith } from "./terminal.js";

const corpus = join(import.meta.dirname, "../../../shared/corpus/openapi");
const schema = new URL("../../docs/schemas/diff.schema.json", import.meta.url);
const valid = new Ajv2020({ strict: false }).compile(JSON.parse(readFileSync(schema, "utf8")));

describe.skipIf(!existsSync(corpus))("two real versions", () => {
  it.each([
    ["adyen-checkout@v71", "adyen-checkout@v72"],
    ["argocd@v2.0.0", "argocd@v3.5.1"],
  ])("%s and %s: every report is written, the findings can be known by a baseline", async (before, after) => {
    const cwd = folderWith({});
    const sides = [join(corpus, before), join(corpus, after)];
    const names = ["text", "json", "markdown", "sarif", "junit", "github", "gitlab"];
    const formats = names.flatMap((name) => ["--format", `${name}=${name}.out`]);

    const first = await concordat(["diff", ...sides, ...formats], { cwd });
    await concordat(["diff", ...sides, "--baseline", "b.json", "--write-baseline"], { cwd });
    const known = await concordat(["diff", ...sides, "--baseline", "b.json", "--format", "json"], { cwd });
    const log = await concordat(["changelog", ...sides], { cwd });

    expect(first.code).toBe(1);
    for (const name of names) expect(readFileSync(join(cwd, `${name}.out`), "utf8").length, name).toBeGreaterThan(100);
    valid(JSON.parse(readFileSync(join(cwd, "json.out"), "utf8")));
    expect(valid.errors).toBe(null);
    expect(known.code).toBe(0);
    expect((JSON.parse(known.out) as Comparison).summary).toMatchObject({ break: 0, warning: 0, note: 0 });
    expect(log.out).toMatch(/^## .*\n\n### Breaking\n/);
  });
});
