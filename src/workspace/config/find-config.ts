import { readdir, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Failure } from "../../diagnostics/failure.js";

/** The names under which a config is found, besides being named by a flag. */
export const configNames = ["ts", "mts", "js", "mjs", "json", "yaml", "yml"].map(
  (ending) => `concordat.config.${ending}`,
);

/**
 * Looks for a config, from a folder upwards to the root of its repository. Outside of a repository only the folder
 * itself is looked at, since nobody knows whose the folders above are.
 * @returns its absolute path, or undefined when there is none
 * @throws Failure `config-several` when a folder holds more than one
 */
export async function findConfig(folder: string): Promise<string | undefined> {
  const folders = await upwards(folder);
  for (const candidate of folders) {
    const names = await readdir(candidate).catch((): readonly string[] => []);
    const [found, other] = configNames.filter((name) => names.includes(name));
    if (found === undefined) continue;
    if (other === undefined) return join(candidate, found);
    const message = `${candidate} holds both ${found} and ${other}`;
    throw new Failure([{ code: "config-several", severity: "error", message }], "misused");
  }
  return undefined;
}

async function upwards(start: string): Promise<readonly string[]> {
  const folders: string[] = [];
  for (let folder = start; ; folder = dirname(folder)) {
    folders.push(folder);
    if (await isThere(join(folder, ".git"))) return folders;
    if (dirname(folder) === folder) return [start];
  }
}

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );
