import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { rules } from "../../src/rules/index.js";
import { ownRules } from "../../src/workspace/compare-own-rules.js";
import { concordat } from "../cli/terminal.js";
import { repository } from "../compare/versions.js";
import { renderRulePage } from "./rule-page.js";

const pages = join(repository, "docs/rules");
const all = [...rules, ...ownRules];

// `vitest run test/rules --update` writes the pages anew.
it.each(all.map((rule) => [rule.id, rule] as const))("the page of %s is there, and up to date", async (id, rule) => {
  const page = join(pages, `${id}.md`);
  const there = existsSync(page);
  const text = await renderRulePage(rule);

  expect(text).toContain("- **");
  await expect(text).toMatchFileSnapshot(page);
  expect(there, "the page was missing and is written now").toBe(true);
});

it("every rule is in the list of pages, and every page is of a rule", async () => {
  const rows = all.map(({ id, title }) => `| [${id}](${id}.md) | ${title} |`).sort();
  const text = `# Rules

What \`concordat diff\` asks about. Each page says what the rule is about, whom it hurts and why, what to do instead, and shows
an example. \`concordat explain <rule>\` prints the same page. How verdicts are made: [diff](../diff.md).

| rule | about |
|---|---|
${rows.join("\n")}
`;

  await expect(text).toMatchFileSnapshot(join(pages, "README.md"));
  expect(readdirSync(pages).sort()).toEqual([...all.map(({ id }) => `${id}.md`), "README.md"].sort());
});

it.each(["field-requiredness", "version-step"])("explain prints the page of %s", async (id) => {
  const { out, code } = await concordat(["explain", id]);

  expect(out).toContain("Instead: ");
  expect(out).toContain("What is found:\n\n- **break**");
  expect(code).toBe(0);
});

it("explain knows the options of the policy", async () => {
  const { out, code } = await concordat(["explain", "new-success-status"]);

  expect(out).toContain("Values: break, warning, note");
  expect(out).toContain("strict   break\n  default  warning\n  lenient  note\n");
  expect(code).toBe(0);
  expect((await concordat(["explain", "policies"])).out).toContain("new-response-enum-value");
});
