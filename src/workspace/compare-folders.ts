/** Which contracts a file, a folder or a pattern stands for, and which of two sides belong together. */
import { isAbsolute, posix } from "node:path";
import { Failure } from "../diagnostics/failure.js";
import type { Reader } from "../readers/reader.js";
import type { Source, Sources } from "../source/source.js";
import { createMatcher, isPattern, splitPattern } from "./glob.js";

/** A contract that was found. */
export interface FoundContract {
  /** What opens it, and what people know it by. */
  readonly name: string;
  /** Its path within the folder that was named; for a file its own name. */
  readonly path: string;
}

/** What one side of a comparison stands for. */
export interface Side {
  readonly contracts: readonly FoundContract[];
  /** Whether a folder or a pattern was named, so that there may be any number of contracts. */
  readonly several: boolean;
  /** Whether the revision has nothing by that name. */
  readonly absent?: boolean;
}

/** What looking for contracts needs of the workspace. */
interface Shelves {
  readonly sources: Sources;
  readers(): Promise<readonly Reader[]>;
}

/**
 * The contracts that a name stands for. Each OpenAPI and AsyncAPI document of a folder is one; its protobuf files are
 * one together.
 * What cannot be opened stands for itself: reading it will tell. A folder may hold none.
 * @throws Failure those of listing a folder
 */
export async function findContracts(workspace: Shelves, written: string): Promise<Side> {
  // "main:./" is the folder of the user in that revision, which git calls "main:".
  const name = written.replace(/^([^:/\\]+[^:]*:)\.\/$/, "$1");
  const { sources } = workspace;
  const single = { contracts: [{ name, path: posix.basename(name.replace(/^[^:]*:/, "")) }], several: false };
  try {
    await sources.open(name);
    return single;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const [said] = error.diagnostics;
    if (said?.code === "source-is-folder") return folder(workspace, name);
    if (isPattern(name) && (said?.code === "source-missing" || said?.code === "source-not-in-revision"))
      return matches(workspace, name);
    // Reading it says again what is wrong, and which side is.
    return { ...single, absent: said?.code === "source-not-in-revision" };
  }
}

async function folder(workspace: Shelves, name: string): Promise<Side> {
  const readers = await workspace.readers();
  const files = await workspace.sources.list(name, [...new Set(readers.flatMap(({ endings }) => endings))]);
  const contracts = contractsOf(files, readers, name);
  return { contracts, several: true };
}

async function matches(workspace: Shelves, pattern: string): Promise<Side> {
  const readers = await workspace.readers();
  const { folder: base, rest } = splitPattern(pattern);
  const matcher = createMatcher(rest);
  const endings = [...new Set(readers.flatMap((reader) => reader.endings))];
  const files = await workspace.sources.list(base, endings);
  const wanted = files.filter((file) => matcher(pathWithin(file, base)));
  const contracts = contractsOf(wanted, readers, base);
  return { contracts, several: true };
}

function contractsOf(files: readonly Source[], readers: readonly Reader[], name: string): readonly FoundContract[] {
  const found: FoundContract[] = [];
  let parts = false;
  for (const file of files) {
    const reader = readers.find((one) => one.recognises(file));
    if (reader?.format === "protobuf") parts = true;
    else if (reader !== undefined) found.push({ name: file.name, path: pathWithin(file, name) });
  }
  return parts ? [...found, { name, path: "" }] : found;
}

/** The path of a file below the folder by which it was found. */
function pathWithin({ name, id }: Source, folderName: string): string {
  const folder = bare(folderName);
  if (folder.startsWith("/") || isAbsolute(folder)) return below(bare(id), folder) ?? posix.basename(bare(id));
  return below(bare(name), folder) ?? below(bare(name), folder.replace(/^(?:\.\.\/)+/, "")) ?? bare(name);
}

/** Without a revision in front, which drives are not. */
const bare = (text: string): string => text.replace(/^(?!.:[\\/])[^:/\\]+(?:\/[^:]*)?:/, "").replaceAll("\\", "/");

function below(path: string, folder: string): string | undefined {
  const base = posix.normalize(folder === "" ? "." : folder).replace(/\/$/, "");
  if (base === "." || base === "") return path.replace(/^\//, "");
  return path.startsWith(`${base}/`) ? path.slice(base.length + 1) : undefined;
}

/** Two versions of a contract, or one that is only on one side. */
export interface ContractPair {
  readonly before: FoundContract | null;
  readonly after: FoundContract | null;
}

/**
 * Which contract of before is which of after: those with the same path, then those with the same title. Two single
 * files always belong together, as does a single file with the only contract of a folder.
 */
export async function pairContracts(
  before: Side,
  after: Side,
  titleOf: (contract: FoundContract) => Promise<string>,
): Promise<readonly ContractPair[]> {
  const [only, other] = [before.contracts[0], after.contracts[0]];
  const singles = before.contracts.length === 1 && after.contracts.length === 1;
  if (singles && only !== undefined && other !== undefined && !(before.several && after.several))
    return [{ before: only, after: other }];
  const left = new Map(before.contracts.map((contract) => [contract.path, contract]));
  const pairs = new Map<FoundContract, FoundContract | null>();
  for (const contract of after.contracts) {
    const same = left.get(contract.path);
    pairs.set(contract, same ?? null);
    if (same !== undefined) left.delete(contract.path);
  }
  const homeless = after.contracts.filter((contract) => pairs.get(contract) === null);
  if (left.size > 0 && homeless.length > 0) {
    const titles = new Map<string, FoundContract>();
    for (const contract of left.values()) titles.set(await titleOf(contract), contract);
    for (const contract of homeless) {
      const title = await titleOf(contract);
      const same = title === "" ? undefined : titles.get(title);
      if (same === undefined) continue;
      pairs.set(contract, same);
      left.delete(same.path);
      titles.delete(title);
    }
  }
  return [
    ...[...left.values()].map((contract) => ({ before: contract, after: null })),
    ...[...pairs].map(([now, old]) => ({ before: old, after: now })),
  ];
}
