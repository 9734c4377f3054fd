/** Two versions of a contract, read from files. */
import { join, relative } from "node:path";
import { type CompareOptions, compare } from "../../src/compare/compare.js";
import type { Comparison } from "../../src/compare/finding.js";
import type { Contract } from "../../src/contract/contract.js";
import { readers } from "../../src/readers/index.js";
import { rules } from "../../src/rules/index.js";
import { createSources } from "../../src/source/sources.js";

export const repository = join(import.meta.dirname, "../..");
export const shared = join(repository, "../shared");

export async function readContract(path: string): Promise<Contract> {
  const sources = createSources({ cwd: repository });
  const source = await sources.open(relative(repository, path));
  const reader = readers.find((one) => one.recognises(source));
  if (reader === undefined) throw new Error(`nobody reads ${path}`);
  return reader.read([source], sources, {});
}

export async function compareFiles(
  before: string,
  after: string,
  options: Partial<CompareOptions> = {},
): Promise<Comparison> {
  return compare(await readContract(before), await readContract(after), { rules, ...options });
}
