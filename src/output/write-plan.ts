import { dirname, join } from "node:path";
import { Failure } from "../diagnostics/failure.js";
import { comparePlan, type OutputOptions } from "./compare-plan.js";
import { type FileSystem, systemFiles } from "./file-system.js";
import type { Change, Drift, Plan } from "./plan.js";
import { unwritable } from "./unwritable.js";

/**
 * Writes what the plan wants and differs, and removes what its owner made before and does not want any more, with the
 * folders that this leaves empty. Files that are as they should be are not touched. All or nothing: when anything
 * fails, everything stands as before.
 * @throws Failure as `comparePlan`, and `output-unwritable` when the disk is full or may not be written
 */
export function writePlan(plan: Plan, options: OutputOptions = {}): Promise<Drift> {
  // The manifest is read and written: two plans for one folder take turns.
  const turn = (turns.get(plan.folder) ?? Promise.resolve()).then(
    () => write(plan, options),
    () => write(plan, options),
  );
  turns.set(plan.folder, turn);
  return turn;
}

const turns = new Map<string, Promise<unknown>>();

async function write(plan: Plan, options: OutputOptions): Promise<Drift> {
  const files = options.files ?? systemFiles;
  try {
    const drift = await comparePlan(plan, options);
    await apply(plan, drift.changes, files);
    return drift;
  } catch (error) {
    throw error instanceof Failure ? error : unwritable(error);
  }
}

/**
 * First everything that may fail for want of room or rights: new texts beside their places, second names for what is
 * there. Then the renames, which need neither. What was done is undone backwards when something fails all the same.
 */
async function apply(plan: Plan, changes: readonly Change[], files: FileSystem): Promise<void> {
  const executable = new Set(plan.files.flatMap((file) => (file.executable === true ? [file.path] : [])));
  const undo: (() => Promise<void>)[] = [];
  const spare: string[] = [];
  try {
    for (const { path, kind, after } of changes) {
      const place = join(plan.folder, path);
      if (kind !== "added") {
        const kept = beside(place, "old");
        await clear(kept, files);
        await keep(place, kept, files);
        spare.push(kept);
        undo.push(() => files.remove(kept));
      }
      if (after === undefined) continue;
      await makeFolders(dirname(place), files, undo);
      const fresh = beside(place, "new");
      await clear(fresh, files);
      undo.push(() => files.remove(fresh));
      await files.writeFile(fresh, after);
      if (executable.has(path)) await files.makeExecutable(fresh);
    }
    for (const { path, kind } of changes) {
      const place = join(plan.folder, path);
      if (kind === "removed") await files.remove(place);
      else await files.rename(beside(place, "new"), place);
      undo.push(kind === "added" ? () => files.remove(place) : () => files.rename(beside(place, "old"), place));
    }
  } catch (error) {
    for (const step of undo.reverse()) await step().catch(() => {});
    throw error;
  }
  for (const path of spare) await files.remove(path).catch(() => {});
  await removeEmpty(plan.folder, changes, files);
}

/** Temporary names: hidden, beside the place so that a rename suffices, and the same at each run so that none pile up. */
const beside = (place: string, which: "new" | "old"): string =>
  join(dirname(place), `.${place.slice(dirname(place).length + 1)}.${process.pid}.${which}`);

/** What a run that was killed may have left. */
async function clear(temporary: string, files: FileSystem): Promise<void> {
  if ((await files.kindOf(temporary)) !== "nothing") await files.remove(temporary);
}

/** A second name for a file; a copy of it where the file system has no links. */
async function keep(place: string, kept: string, files: FileSystem): Promise<void> {
  try {
    await files.link(place, kept);
  } catch {
    await files.writeFile(kept, new TextDecoder("utf-8", { ignoreBOM: true }).decode(await files.readFile(place)));
  }
}

async function makeFolders(folder: string, files: FileSystem, undo: (() => Promise<void>)[]): Promise<void> {
  if ((await files.kindOf(folder)) !== "nothing") return;
  if (dirname(folder) !== folder) await makeFolders(dirname(folder), files, undo);
  await files.makeFolder(folder);
  undo.push(() => files.removeFolder(folder));
}

/** Folders in which the last file was removed go too, up to the output folder. */
async function removeEmpty(root: string, changes: readonly Change[], files: FileSystem): Promise<void> {
  const removed = changes.filter(({ kind }) => kind === "removed").map(({ path }) => dirname(path));
  for (const start of new Set(removed)) {
    for (let folder = start; folder !== "."; folder = dirname(folder)) {
      const entries = await files.entries(join(root, folder)).catch(() => undefined);
      if (entries === undefined) continue;
      if (entries.length > 0) break;
      await files.removeFolder(join(root, folder)).catch(() => {});
    }
  }
}
