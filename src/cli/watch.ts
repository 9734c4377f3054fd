import { type FSWatcher, watch } from "node:fs";
import { basename, dirname } from "node:path";

/** How long a burst of changes is gathered before it counts as one, in milliseconds. */
const settleMs = 60;

/**
 * Resolves when one of the files changes, appears or goes away. Folders are watched rather than files, so that editors
 * that replace a file by renaming another over it are noticed.
 * @param files absolute paths; those in folders that do not exist are left out
 * @throws the signal's reason when it aborts
 */
export async function nextChange(files: readonly string[], signal: AbortSignal): Promise<void> {
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
    });
  } finally {
    clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
  }
}
