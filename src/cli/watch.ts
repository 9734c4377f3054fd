import { type FSWatcher, watch } from "node:fs";
import { stat } from "node:fs/promises";
import { basename, dirname } from "node:path";

/** How long a burst of changes is gathered before it counts as one, in milliseconds. */
const settleMs = 60;

export interface WatchOptions {
  readonly signal: AbortSignal;
  /** When the files began to be read, as `Date.now()` says: what changed since has not been seen. */
  readonly since: number;
  /** Called when nothing can be missed any more. */
  readonly ready?: () => void;
}

/** Resolves when one of the files changes. @throws the signal's reason when it aborts */
export type NextChange = (files: readonly string[], options: WatchOptions) => Promise<void>;

/**
 * Waits for files to change, appear or go away, again and again. Folders are watched rather than files, so that editors
 * that replace a file by renaming another over it are noticed. Paths are absolute; those in folders that do not exist
 * are left out.
 */
export function createWatch(): NextChange {
  /** The times of change that have been told: where the clock of a disk is ahead of ours, once is enough. */
  const told = new Map<string, number>();

  const changedSince = async (files: readonly string[], since: number): Promise<boolean> => {
    const times = await Promise.all(
      files.map((file) =>
        stat(file).then(
          ({ mtimeMs }) => [file, mtimeMs] as const,
          () => undefined,
        ),
      ),
    );
    const late = times.filter((time) => time !== undefined && time[1] > since && told.get(time[0]) !== time[1]);
    for (const [file, time] of late as readonly (readonly [string, number])[]) told.set(file, time);
    return late.length > 0;
  };

  return async (files, { signal, since, ready }) => {
    signal.throwIfAborted();
    const folders = new Set(files.map((file) => dirname(file)));
    const watchers: FSWatcher[] = [];
    let timer: NodeJS.Timeout | undefined;
    try {
      await new Promise<void>((resolve, reject) => {
        signal.addEventListener("abort", () => reject(signal.reason), { once: true });
        const changed = (): void => {
          clearTimeout(timer);
          timer = setTimeout(resolve, settleMs);
        };
        for (const folder of folders) {
          const wanted = new Set(files.filter((file) => dirname(file) === folder).map((file) => basename(file)));
          try {
            const watcher = watch(folder, (_, name) => (name === null || wanted.has(name)) && changed());
            watcher.on("error", changed);
            watchers.push(watcher);
          } catch (error) {
            if ((error as NodeJS.ErrnoException).code !== "ENOENT") reject(error);
          }
        }
        changedSince(files, since).then((late) => late && changed(), reject);
        ready?.();
      });
    } finally {
      clearTimeout(timer);
      for (const watcher of watchers) watcher.close();
    }
  };
}
