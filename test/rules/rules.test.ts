import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { text } from "../../src/reporters/text.js";
import { rules } from "../../src/rules/index.js";
import { compareFiles, repository } from "../compare/versions.js";

const changes = join(repository, "fixtures/changes");
const plain = (words: string): string => words;
const paint = { bold: plain, dim: plain, red: plain, yellow: plain, green: plain, cyan: plain };

describe.each(rules.map((rule) => [rule.id, rule] as const))("%s", (id, rule) => {
  it.each(readdirSync(join(changes, id)))("is found in %s", async (format) => {
    const folder = join(changes, id, format);
    const names = readdirSync(folder);
    const find = (name: string) => join(folder, names.find((file) => file.startsWith(`${name}.`)) ?? name);

    const comparison = await compareFiles(find("before"), find("after"));
    const back = await compareFiles(find("after"), find("before"));

    expect(comparison.findings.map((finding) => finding.rule)).toContain(id);
    expect(back.findings.map((finding) => finding.rule)).toContain(id);
    const line = (file: string, number: number) => readFileSync(join(repository, file), "utf8").split("\n")[number - 1];
    await expect(text.render(comparison, { paint, line })).toMatchFileSnapshot(join(folder, "findings.txt"));
  });

  it("says why it hurts and what to do instead", () => {
    for (const words of [rule.title, rule.why, rule.instead]) expect(words.length).toBeGreaterThan(20);
    expect(id).toMatch(/^[a-z]+(-[a-z]+)+$/);
  });
});

it("lists every rule that has a file, and no fixture without a rule", () => {
  const files = readdirSync(join(repository, "src/rules")).map((file) => file.replace(/\.ts$/, ""));
  const ids = rules.map(({ id }) => id);

  expect(files.filter((file) => file !== "index")).toEqual(ids);
  expect(readdirSync(changes)).toEqual(ids);
  expect(existsSync(changes)).toBe(true);
});
