/** The page of a rule: what it is about, an example of before and after, and what is found in it. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Comparison, Finding } from "../../src/compare/finding.js";
import type { RuleBase } from "../../src/compare/rule.js";
import { printDrift } from "../../src/output/unified-diff.js";
import { jsonText, valueText } from "../../src/reporters/words.js";
import { concordat } from "../cli/terminal.js";
import { compareFiles, repository } from "../compare/versions.js";

const languages: Readonly<Record<string, string>> = { openapi: "OpenAPI", protobuf: "protobuf", asyncapi: "AsyncAPI" };

/** The page as Markdown, made from the rule and its fixtures. */
export async function renderRulePage(rule: RuleBase): Promise<string> {
  const { id, title, why, instead } = rule;
  const head = [`# ${id}`, `${title}.`, `Why: ${why}`, `Instead: ${instead}`];
  const changes = join(repository, "fixtures/changes", id);
  const examples = existsSync(changes)
    ? await Promise.all(readdirSync(changes).map((format) => changeExample(rule, format, join(changes, format))))
    : [await commandExample(rule, join(repository, "fixtures/diff", id))];
  return `${[...head, ...examples.flat()].join("\n\n")}\n`;
}

async function changeExample({ id }: RuleBase, format: string, folder: string): Promise<readonly string[]> {
  const [before, after] = ["before", "after"].map((side) => {
    const name = readdirSync(folder).find((file) => file.startsWith(`${side}.`)) ?? side;
    return join(folder, name);
  }) as [string, string];
  const { findings } = await compareFiles(before, after);
  const change = {
    path: "",
    kind: "changed",
    before: readFileSync(before, "utf8"),
    after: readFileSync(after, "utf8"),
  };
  const [, , ...hunks] = printDrift({ changes: [change], unchanged: 0, diagnostics: [] } as never)
    .trimEnd()
    .split("\n");
  return [
    `## Example in ${languages[format] ?? format}`,
    fenced("diff", hunks.join("\n")),
    "What is found:",
    list(findings.filter(({ rule }) => rule === id)),
  ];
}

async function commandExample({ id }: RuleBase, folder: string): Promise<readonly string[]> {
  const args = readFileSync(join(folder, "arguments.txt"), "utf8").trim();
  const { out } = await concordat(["diff", "--format", "json", ...args.split(" ")], { cwd: folder });
  const { findings } = JSON.parse(out) as Comparison;
  const waivers = join(folder, "concordat.waivers.yaml");
  return [
    "## Example",
    fenced("sh", `concordat diff ${args}`),
    ...(existsSync(waivers)
      ? ["With `concordat.waivers.yaml`:", fenced("yaml", readFileSync(waivers, "utf8").trimEnd())]
      : []),
    "What is found:",
    list(findings.filter(({ rule }) => rule === id)),
  ];
}

const list = (findings: readonly Finding[]): string => findings.map(item).join("\n");

function item({ severity, subject, message, witness, undecided }: Finding): string {
  const line = `- **${undecided ? "undecided" : severity}** \`${subject}\`: ${message.replace(/[<>*_]/g, "\\$&")}`;
  if (witness === null) return line;
  const proof = witness.admittedBy === "before" ? "was valid and is not any more" : "was not valid and is now";
  const value = jsonText(witness.value).length > 200 ? valueText(witness.value) : jsonText(witness.value);
  return `${line}  \n  Proof: \`${value}\` ${proof}.`;
}

const fenced = (language: string, text: string): string => `\`\`\`${language}\n${text}\n\`\`\``;
