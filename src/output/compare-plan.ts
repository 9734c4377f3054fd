import { dirname, join, relative, sep } from "node:path";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { Failure } from "../diagnostics/failure.js";
import { type FileSystem, systemFiles } from "./file-system.js";
import { bearsHeader, titleIn } from "./header.js";
import {
  type Claims,
  claimsOf,
  digestOf,
  type Manifest,
  manifestName,
  printManifest,
  readManifest,
} from "./manifest.js";
import { type Change, checkPaths, type Drift, type Plan, type PlannedFile } from "./plan.js";
import { unwritable } from "./unwritable.js";

export interface OutputOptions {
  /** What paths in messages are relative to. Default: the current folder. */
  readonly cwd?: string;
  /** The owners that still exist. What others claim in the folder becomes stale. Default: all that the manifest names. */
  readonly owners?: readonly string[];
  /** Whether what stands in the way is told among the diagnostics, for a look at the disk, instead of thrown. */
  readonly tolerant?: boolean;
  /** Default: the disk. */
  readonly files?: FileSystem;
}

/**
 * What writing the plan would change. Nothing is written.
 * @throws Failure `output-path`, `output-blocked` (with every file that stands in the way), `output-unwritable`
 */
export async function comparePlan(plan: Plan, options: OutputOptions = {}): Promise<Drift> {
  try {
    return await compare(plan, options);
  } catch (error) {
    throw unwritable(error);
  }
}

async function compare(plan: Plan, options: OutputOptions): Promise<Drift> {
  checkPaths(plan.files);
  const files = options.files ?? systemFiles;
  const show = (path: string): string =>
    relative(options.cwd ?? process.cwd(), join(plan.folder, path))
      .split(sep)
      .join("/") || ".";
  const problems: Diagnostic[] = [];
  const notes: Diagnostic[] = [];
  const block = (path: string, what: string, fix: string): void => {
    problems.push({
      code: "output-blocked",
      severity: "error",
      message: `${show(path)} ${what}`,
      at: { file: show(path), line: 1, column: 1 },
      fix,
    });
  };

  await checkFolder(plan.folder, files, block);
  const { manifest, text: manifestText } = await openManifest(plan.folder, files, () =>
    notes.push(brokenManifest(show(manifestName))),
  );
  const ownersKept = [...manifest].filter(
    ([owner]) => owner !== plan.owner && (options.owners?.includes(owner) ?? true),
  );
  const claimed = claimsByPath(manifest);

  const changes: Change[] = [];
  let unchanged = 0;
  const inside = createInsideCheck(plan.folder, files);
  const others = new Map(ownersKept.flatMap(([owner, claims]) => [...claims.keys()].map((path) => [path, owner])));
  for (const path of manifest.get(plan.owner)?.keys() ?? []) others.delete(path);
  for (const file of plan.files) {
    const change = await compareFile(file, { folder: plan.folder, files, inside, claimed, others, block });
    if (change === undefined) unchanged += 1;
    else changes.push(change);
  }
  const wanted = new Set(plan.files.map(({ path }) => path));
  const keptByOthers = new Set(ownersKept.flatMap(([, claims]) => [...claims.keys()]));
  for (const [path, digests] of claimed) {
    if (wanted.has(path) || keptByOthers.has(path) || !isInside(path)) continue;
    const place = join(plan.folder, path);
    if ((await inside(path)) !== undefined || (await files.kindOf(place)) !== "file") continue;
    const before = decoded(await files.readFile(place));
    if (isOurs(before, digests)) changes.push({ path, kind: "removed", before });
    else notes.push(adopted(show(path)));
  }

  const next: Manifest = new Map<string, Claims>([...ownersKept, [plan.owner, claimsOf(plan.files)]]);
  const manifestChange = compareManifest(next, manifestText);
  if (manifestChange !== undefined) changes.push(manifestChange);
  if (problems.length > 0 && options.tolerant !== true) throw new Failure(problems);
  const diagnostics = [...problems, ...notes];
  return { changes: changes.sort((a, b) => (a.path < b.path ? -1 : 1)), unchanged, diagnostics };
}

const decoded = (octets: Uint8Array): string => new TextDecoder("utf-8", { ignoreBOM: true }).decode(octets);

type Block = (path: string, what: string, fix: string) => void;
type InsideCheck = (path: string) => Promise<string | undefined>;

/** What is known of the output folder while files are compared. */
interface Surroundings {
  readonly folder: string;
  readonly files: FileSystem;
  readonly inside: InsideCheck;
  readonly claimed: ReadonlyMap<string, ReadonlySet<string | true>>;
  /** Files that another owner made and this one did not, with the other's name. */
  readonly others: ReadonlyMap<string, string>;
  readonly block: Block;
}

async function compareFile(
  { path, text, once }: PlannedFile,
  { folder, files, inside, claimed, others, block }: Surroundings,
): Promise<Change | undefined> {
  const added: Change = { path, kind: "added", after: text };
  const obstacle = await inside(path);
  if (obstacle !== undefined) {
    block(path, `cannot be written: ${obstacle}`, "Move that away, or choose another output folder.");
    return added;
  }
  switch (await files.kindOf(join(folder, path))) {
    case "nothing":
      return added;
    case "file": {
      if (once === true) return undefined;
      const before = decoded(await files.readFile(join(folder, path)));
      if (sameText(before, text)) return undefined;
      const other = others.get(path);
      if (other !== undefined && (titleIn(before) ?? "") !== (titleIn(text) ?? "?")) {
        const fix = `Give each its own output folder. If there is no "${other}" any more, delete the file.`;
        block(path, `is made for "${other}" already, from another contract`, fix);
      } else if (!isOurs(before, claimed.get(path))) {
        if (claimed.has(path)) {
          const fix = "Restore it by version control, or delete it: it is written anew then.";
          block(path, "was generated, and somebody changed it", fix);
        } else {
          const fix = "Move it or rename it, or choose another output folder. If it may be replaced, delete it.";
          block(path, "stands in the way: it was not generated, so it is not touched", fix);
        }
      }
      return { path, kind: "changed", before, after: text };
    }
    case "folder":
      block(path, "is a folder where a file is to be written", "Move it, or choose another output folder.");
      return added;
    default:
      if (once === true) return undefined;
      block(path, "is a link or a device, which is not written through", "Remove it, or choose another output folder.");
      return added;
  }
}

/** What any owner remembers of each file. Several may share one, and not all have seen its last version. */
function claimsByPath(manifest: Manifest): ReadonlyMap<string, ReadonlySet<string | true>> {
  const all = new Map<string, Set<string | true>>();
  for (const claims of manifest.values()) {
    for (const [path, claim] of claims) all.set(path, (all.get(path) ?? new Set()).add(claim));
  }
  return all;
}

/** A file that was generated: it says so, or it holds what the manifest remembers. */
const isOurs = (text: string, digests: ReadonlySet<string | true> | undefined): boolean =>
  bearsHeader(text) || digests?.has(digestOf(text)) === true;

/** Git may have given the file other line ends when it was checked out. */
const sameText = (a: string, b: string): boolean =>
  a === b || a.replaceAll("\r\n", "\n") === b.replaceAll("\r\n", "\n");

const isInside = (path: string): boolean =>
  !path.split("/").some((segment) => segment === "" || segment === "..") && !path.includes("\\");

async function checkFolder(folder: string, files: FileSystem, block: Block): Promise<void> {
  if (dirname(folder) === folder) {
    block(".", `(${folder}) is the root of the whole disk`, "Choose a folder for the code: src/api, say.");
    return;
  }
  for (let path = folder; ; path = dirname(path)) {
    const kind = await files.kindOf(path);
    if (kind === "file" || kind === "other") {
      block(relative(folder, path), "is a file where a folder is needed", "Choose another output folder.");
    }
    if (kind === "link" && (await files.realPath(path).catch(() => undefined)) === undefined) {
      block(relative(folder, path), "is a link that leads nowhere", "Remove it, or choose another output folder.");
    }
    if (kind !== "nothing" || dirname(path) === path) return;
  }
}

/** Says what stands between the folder and a file below it: a file where a folder is needed, or a link that leads out. */
function createInsideCheck(folder: string, files: FileSystem): InsideCheck {
  const known = new Map<string, Promise<string | undefined>>();
  const root = files.realPath(folder).catch(() => undefined);
  const check = async (parent: string): Promise<string | undefined> => {
    if (parent === ".") return undefined;
    const above = await within(dirname(parent));
    if (above !== undefined) return above;
    const kind = await files.kindOf(join(folder, parent));
    if (kind === "nothing" || kind === "folder") return undefined;
    if (kind !== "link") return `"${parent}" is a file`;
    const real = await files.realPath(join(folder, parent)).catch(() => undefined);
    const from = await root;
    const leadsOut = real === undefined || from === undefined || (real !== from && !real.startsWith(from + sep));
    return leadsOut ? `"${parent}" is a link that leads out of the folder` : undefined;
  };
  const within = (parent: string): Promise<string | undefined> => {
    const answer = known.get(parent) ?? check(parent);
    known.set(parent, answer);
    return answer;
  };
  return (path) => within(dirname(path));
}

async function openManifest(
  folder: string,
  files: FileSystem,
  broken: () => void,
): Promise<{ readonly manifest: Manifest; readonly text?: string }> {
  const path = join(folder, manifestName);
  if ((await files.kindOf(path)) !== "file") return { manifest: new Map() };
  const text = decoded(await files.readFile(path));
  const manifest = readManifest(text);
  if (manifest === undefined) broken();
  return { manifest: manifest ?? new Map(), text };
}

function compareManifest(next: Manifest, before: string | undefined): Change | undefined {
  const empty = [...next.values()].every((claims) => claims.size === 0);
  if (empty) return before === undefined ? undefined : { path: manifestName, kind: "removed", before };
  const after = printManifest(next);
  if (before === undefined) return { path: manifestName, kind: "added", after };
  return sameText(before, after) ? undefined : { path: manifestName, kind: "changed", before, after };
}

const adopted = (file: string): Diagnostic => ({
  code: "output-adopted",
  severity: "note",
  message: `${file} is not generated any more, but somebody changed it, so it stays`,
  at: { file, line: 1, column: 1 },
});

const brokenManifest = (file: string): Diagnostic => ({
  code: "output-manifest",
  severity: "warning",
  message: `${file} cannot be read, so stale files are not recognised this time; it is written anew`,
  at: { file, line: 1, column: 1 },
});
