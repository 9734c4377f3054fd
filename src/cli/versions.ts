/** Which versions `diff` is asked to compare. */
import { stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { Failure } from "../diagnostics/failure.js";
import { suggest } from "../diagnostics/suggest.js";
import { isRevision, pathInRevision, resolveAgainst } from "../workspace/compare-against.js";
import type { Versions } from "../workspace/compare-pairs.js";
import type { LoadedConfig } from "../workspace/config/load-config.js";
import type { ReadingOptions, Workspace } from "../workspace/workspace.js";
import type { JudgingFlags } from "./commands/diff-flags.js";
import { readingOptions } from "./commands/reading-flags.js";
import type { Session } from "./session.js";

export interface AskedVersions {
  readonly versions: readonly Versions[];
  /** Whether they are all that the project has, as far as anybody can tell. */
  readonly complete: boolean;
}

/**
 * Reads the arguments: two versions; or what is named against `--against`; or contracts of the config, all when none is
 * named, against what the config says.
 * @throws Failure `misused`, `unknown-contract`
 */
export async function findVersions(
  session: Session,
  names: readonly string[],
  flags: JudgingFlags,
  config: LoadedConfig | undefined,
): Promise<AskedVersions> {
  const contracts = Object.keys(config?.config.contracts ?? {});
  if (
    config !== undefined &&
    names.every((name) => contracts.includes(name)) &&
    (names.length > 0 || contracts.length > 0)
  )
    return ofConfig(session, names, flags, config);
  if (flags.against !== undefined) return against(session, names, flags, contracts);
  const [before, after, ...others] = names;
  if (before !== undefined && after !== undefined && others.length === 0 && !(await mixed(session, names, contracts))) {
    return {
      versions: [{ before, after, label: "", reading: readingOptions(flags) }],
      complete: contracts.length === 0,
    };
  }
  throw cannotTell(names, contracts, config?.name);
}

/** Whether some name can only be that of a contract of the config, so that the others must be meant as such too. */
async function mixed({ terminal }: Session, names: readonly string[], contracts: readonly string[]): Promise<boolean> {
  const known = names.filter((name) => contracts.includes(name));
  const there = await Promise.all(
    known.map((name) =>
      stat(resolve(terminal.cwd, name)).then(
        () => true,
        () => false,
      ),
    ),
  );
  return there.includes(false);
}

async function against(
  { terminal }: Session,
  names: readonly string[],
  flags: JudgingFlags,
  contracts: readonly string[],
): Promise<AskedVersions> {
  if (names.length === 0)
    throw misused("--against compares something: name the newer contract", "concordat diff --against main api.yaml");
  const reading = readingOptions(flags);
  const olds = flags.against ?? [];
  const versions = names.flatMap((after) =>
    olds.map(async (old): Promise<Versions> => {
      const before = await resolveAgainst(old, after, terminal.cwd);
      return { before, after, label: labelOf(names.length > 1 ? after : "", olds.length > 1 ? old : ""), reading };
    }),
  );
  return { versions: await Promise.all(versions), complete: contracts.length === 0 && names.length === 1 };
}

async function ofConfig(
  session: Session,
  names: readonly string[],
  flags: JudgingFlags,
  loaded: LoadedConfig,
): Promise<AskedVersions> {
  const { contracts = {} } = loaded.config;
  const entries = Object.entries(contracts).filter(([name]) => names.length === 0 || names.includes(name));
  const flagged = flags.against ?? [];
  const versions: Versions[] = [];
  for (const [name, contract] of entries) {
    const olds = flagged.length > 0 ? flagged : contract.against === undefined ? [] : [contract.against];
    if (olds.length === 0 && names.length > 0) {
      throw misused(
        `${loaded.name} does not say what ${name} is compared with`,
        `concordat diff ${name} --against main`,
      );
    }
    for (const old of olds) {
      const from = flagged.length > 0 ? session.terminal.cwd : dirname(loaded.file);
      const reading = {
        overlays: [...(contract.overlays ?? []), ...(flags.overlay ?? [])],
        importPaths: [...(contract.importPaths ?? []), ...(flags.importPath ?? [])],
      };
      const label = labelOf(entries.length > 1 ? name : "", olds.length > 1 ? old : "");
      versions.push({ ...(await withBefore(session, old, from, contract.source, reading)), label });
    }
  }
  if (versions.length === 0) {
    throw misused(
      `no contract of ${loaded.name} says what it is compared with`,
      'Give each contract an `against`, such as "origin/main", or call: concordat diff <before> <after>.',
    );
  }
  return { versions, complete: names.length === 0 };
}

/** The older version of a contract of the config: in a revision, with the overlays of that revision. */
async function withBefore(
  { workspace, terminal: { cwd } }: Session,
  old: string,
  from: string,
  after: string,
  reading: Required<ReadingOptions>,
): Promise<Omit<Versions, "label">> {
  if (await isRevision(old, from)) {
    const before = `${old.replace(/:$/, "")}:${pathInRevision(after, cwd, old)}`;
    const overlays = await overlaysOf(workspace, old, reading.overlays, cwd);
    return { before, after, reading, older: { ...reading, overlays } };
  }
  const elsewhere = old === "-" || /^[^./\\:][^:\\]*:/.test(old);
  return { before: elsewhere ? old : resolve(from, old), after, reading };
}

/** The overlays as they were; those that the revision did not have are left out. */
async function overlaysOf(
  { sources }: Workspace,
  revision: string,
  overlays: readonly string[],
  cwd: string,
): Promise<readonly string[]> {
  const named = overlays.map(async (overlay) => {
    if (/^[^./\\:][^:\\]*:/.test(overlay)) return [overlay];
    const then = `${revision.replace(/:$/, "")}:${pathInRevision(overlay, cwd, revision)}`;
    try {
      return [(await sources.open(then)).name];
    } catch (error) {
      if (error instanceof Failure && error.diagnostics[0]?.code === "source-not-in-revision") return [];
      throw error;
    }
  });
  return (await Promise.all(named)).flat();
}

const labelOf = (contract: string, old: string): string =>
  [contract, old === "" ? "" : `since ${old}`].filter((part) => part !== "").join(", ");

function cannotTell(names: readonly string[], contracts: readonly string[], config: string | undefined): Failure {
  const unknown = names.find((name) => !contracts.includes(name));
  if (unknown === undefined) {
    return misused(
      "there is nothing to compare: no config here names a contract",
      "Call: concordat diff <before> <after>, or concordat diff --against main api.yaml.",
    );
  }
  const near = suggest(unknown, contracts);
  const some = names.some((name) => contracts.includes(name));
  if (config !== undefined && (near !== undefined || some || names.length > 2)) {
    const fix = near === undefined ? `It has: ${contracts.join(", ")}.` : `Did you mean "${near}"?`;
    const message = `${config} has no contract "${unknown}"`;
    return new Failure([{ code: "unknown-contract", severity: "error", message, fix }], "misused");
  }
  if (names.length === 1) {
    return misused(
      `what is ${unknown} compared with?`,
      `Name the older version: concordat diff --against main ${unknown}.`,
    );
  }
  return misused(
    `diff compares two versions, and got ${names.length} names`,
    "To compare several contracts with one revision: concordat diff --against main <contract…>.",
  );
}

const misused = (message: string, fix: string): Failure =>
  new Failure([{ code: "misused", severity: "error", message, fix }], "misused");
