import { readFile } from "node:fs/promises";
import type { RuleBase } from "../compare/rule.js";

/** Pages ship with the tool. The same relative path leads there from `src/` and from `dist/`. */
const pages = new URL("../../docs/rules/", import.meta.url);

/**
 * What is to be said of a rule: its page, with an example of before and after and what is found; for the rules of
 * plugins, which have no page here, what they say of themselves.
 */
export async function rulePage({ id, title, why, instead }: RuleBase, bold: (text: string) => string): Promise<string> {
  const page = await readFile(new URL(`${id}.md`, pages), "utf8").catch(() => undefined);
  if (page === undefined) return `${bold(id)}\n${title}\n\nWhy: ${why}\nInstead: ${instead}\n`;
  const [, ...rest] = page.split("\n");
  return `${bold(id)}\n${rest.join("\n")}`;
}
