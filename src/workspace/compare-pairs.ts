/** Compares files, folders and patterns pair by pair. */
import type { Finding } from "../compare/finding.js";
import { bumpFor } from "../compare/fold.js";
import type { Location } from "../diagnostics/location.js";
import { bumpFinding } from "./compare-bump.js";
import { type ContractPair, findContracts, pairContracts, type Side } from "./compare-folders.js";
import type { PairFindings } from "./compare-merge.js";
import { contractExistence, ownFinding } from "./compare-own-rules.js";
import type { Override } from "./compare-severity.js";
import { type ComparedVersions, type CompareVersionsOptions, compareVersions } from "./compare-versions.js";
import { findVersion } from "./find-version.js";
import type { ReadingOptions } from "./reading-options.js";
import type { Workspace } from "./workspace.js";

/** Two things to compare: files, folders or patterns. */
export interface Versions {
  readonly before: string;
  readonly after: string;
  /** What tells these two from the others that are compared; empty when there are no others. */
  readonly label: string;
  readonly reading: ReadingOptions;
  /** How the older one is read, where that differs. */
  readonly older?: ReadingOptions;
}

export interface ComparePairsOptions {
  readonly judging: Omit<CompareVersionsOptions, "overlays" | "importPaths" | "older">;
  /** Whether the contracts' own versions are judged as well. */
  readonly bump: boolean;
}

/** What was found in a pair, and its two contracts where there are two. */
export interface ComparedPair extends PairFindings {
  readonly compared?: ComparedVersions;
}

/**
 * Every pair of contracts that the versions stand for, one after another.
 * @throws Failure as `compareVersions`
 */
export async function comparePairs(
  workspace: Workspace,
  versions: readonly Versions[],
  { judging, bump }: ComparePairsOptions,
): Promise<readonly ComparedPair[]> {
  const found: ComparedPair[] = [];
  for (const asked of versions) {
    const { pairs, several } = await pairsOf(workspace, asked);
    for (const { before, after } of pairs) {
      const path = several ? (after ?? before)?.path : "";
      const label = [asked.label, path].filter((part) => part !== "" && part !== undefined).join(" › ");
      const names = { before: before?.name ?? null, after: after?.name ?? null, label };
      if (before === null || after === null) {
        found.push(oneSided(names, judging.overrides ?? []));
        continue;
      }
      const { older } = asked;
      const options = { ...judging, ...asked.reading, ...(older !== undefined && { older }) };
      const compared = await compareVersions(workspace, before.name, after.name, options);
      const { comparison } = compared;
      const step = bump && !compared.isNew ? await stepOf(workspace, names, compared, judging.overrides ?? []) : [];
      found.push({ ...names, ...comparison, findings: [...comparison.findings, ...step], compared });
    }
  }
  return found;
}

async function pairsOf(
  workspace: Workspace,
  { before, after, reading, older = reading }: Versions,
): Promise<{ readonly pairs: readonly ContractPair[]; readonly several: boolean }> {
  const now = await findContracts(workspace, after);
  const found = await findContracts(workspace, before);
  const old: Side = now.several && found.absent === true ? { contracts: [], several: true } : found;
  const several = old.several || now.several;
  // A folder without any contract is a slip of the pen: reading it says so.
  if (old.contracts.length + now.contracts.length === 0) await workspace.recognise(after);
  const titleOf = async (name: string, options: ReadingOptions): Promise<string> =>
    (await workspace.read(name, options)).title;
  const olds = new Set(old.contracts);
  const pairs = await pairContracts(old, now, (found) => titleOf(found.name, olds.has(found) ? older : reading));
  return { pairs, several: several && pairs.length > 1 };
}

type Names = Pick<PairFindings, "before" | "after" | "label">;

/** A contract that is only on one side. */
function oneSided(names: Names, overrides: readonly Override[]): PairFindings {
  const { before, after } = names;
  const gone = after === null;
  const start = (file: string | null): Location | null => (file === null ? null : { file, line: 1, column: 1 });
  const finding = ownFinding(contractExistence, {
    severity: gone ? "break" : "note",
    subject: names.label === "" ? (after ?? before ?? "") : "contract",
    message: gone ? `the contract ${before} is gone` : `the contract ${after} is new`,
    before: start(before),
    after: start(after),
    fact: `${names.label} ${gone ? "gone" : "new"}`,
  });
  const findings = overridden([finding], overrides);
  return { ...names, findings, bump: bumpFor(findings), diagnostics: [] };
}

async function stepOf(
  { sources }: Workspace,
  { before, after }: Names,
  { before: older, after: newer, comparison }: ComparedVersions,
  overrides: readonly Override[],
): Promise<readonly Finding[]> {
  const [old, now] = [await findVersion(sources, before ?? "", older), await findVersion(sources, after ?? "", newer)];
  const finding = bumpFinding(old, now, comparison.bump);
  return finding === undefined ? [] : overridden([finding], overrides);
}

/** Our own findings reach no operation, so that only overrides of everything fit. */
export function overridden(findings: readonly Finding[], overrides: readonly Override[]): readonly Finding[] {
  return findings.flatMap((finding) => {
    const row = overrides.findLast(({ rule, only }) => rule === finding.rule && only === undefined);
    if (row === undefined || (finding.severity === "note" && row.severity !== "off")) return [finding];
    return row.severity === "off" ? [] : [{ ...finding, severity: row.severity }];
  });
}
