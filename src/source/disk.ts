import type { Stats } from "node:fs";
import { createReadStream } from "node:fs";
import { readdir, readFile, stat } from "node:fs/promises";
import { basename, dirname, extname, join, relative, sep } from "node:path";
import { nearest } from "../diagnostics/suggest.js";
import { type Limits, readAll, tooLarge } from "./limits.js";
import { errorCode, refusal } from "./refusal.js";

/** Files of the disk. Paths are absolute; names in messages are relative to where the user stands. */
export interface Disk {
  read(path: string): Promise<Uint8Array>;
  exists(path: string): Promise<boolean>;
  /** The files below a folder, as absolute paths, sorted. Hidden folders and `node_modules` are passed over. */
  list(folder: string, endings: readonly string[]): Promise<readonly string[]>;
  nameOf(path: string): string;
}

export function createDisk(cwd: string, limits: Limits): Disk {
  const nameOf = (path: string): string => relative(cwd, path).split(sep).join("/") || ".";

  const failed = async (error: unknown, path: string): Promise<Error> => {
    const name = nameOf(path);
    switch (errorCode(error)) {
      case "ENOENT":
      case "ENOTDIR":
      case "ENAMETOOLONG":
        return missing(name, path);
      case "EACCES":
      case "EPERM":
        return refusal(
          "source-unreadable",
          `${name} may not be read by this user`,
          "Grant the right to read it, or call concordat as a user who has it.",
        );
      case "EISDIR":
        return refusal("source-is-folder", `${name} is a folder`);
      case "ELOOP":
        return refusal("source-unreadable", `${name} is a symbolic link that leads in a circle`);
      default:
        return refusal(
          "source-unreadable",
          `${name} cannot be read: ${error instanceof Error ? error.message : error}`,
        );
    }
  };

  const missing = async (name: string, path: string): Promise<Error> => {
    const folder = dirname(path);
    const names = await readdir(folder).catch(() => undefined);
    if (names === undefined) {
      return refusal("source-missing", `there is no file ${name}: there is no folder ${nameOf(folder)} either`);
    }
    const wanted = basename(path);
    const stem = basename(path, extname(path));
    const sameStem = names.filter((other) => basename(other, extname(other)) === stem);
    const near = [...new Set([...nearest(wanted, names), ...sameStem])].slice(0, 3);
    const fix =
      near.length === 0 ? undefined : `Did you mean ${near.map((other) => nameOf(join(folder, other))).join(" or ")}?`;
    return refusal("source-missing", `there is no file ${name}`, fix);
  };

  const look = async (path: string): Promise<Stats> => {
    try {
      return await stat(path);
    } catch (error) {
      throw await failed(error, path);
    }
  };

  return {
    nameOf,
    exists: (path) =>
      stat(path).then(
        () => true,
        () => false,
      ),
    async read(path) {
      const stats = await look(path);
      if (stats.isDirectory()) throw refusal("source-is-folder", `${nameOf(path)} is a folder`);
      if (stats.size > limits.bytes) throw tooLarge(nameOf(path), limits, stats.size);
      try {
        // Pipes and devices do not know their size.
        return await (stats.isFile() ? readFile(path) : readAll(createReadStream(path), nameOf(path), limits));
      } catch (error) {
        throw errorCode(error) === "" ? error : await failed(error, path);
      }
    },
    async list(folder, endings) {
      const stats = await look(folder);
      if (!stats.isDirectory()) throw refusal("source-unreadable", `${nameOf(folder)} is no folder`);
      const found: string[] = [];
      const waiting = [folder];
      for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
        const within: string = next;
        const entries = await readdir(within, { withFileTypes: true }).catch(async (error) => {
          throw await failed(error, within);
        });
        for (const entry of entries) {
          const path = join(within, entry.name);
          if (entry.isDirectory()) {
            if (!entry.name.startsWith(".") && entry.name !== "node_modules") waiting.push(path);
          } else if (endings.some((ending) => entry.name.endsWith(ending))) {
            if (entry.isFile() || (entry.isSymbolicLink() && (await stat(path).catch(() => undefined))?.isFile()))
              found.push(path);
          }
        }
      }
      return found.sort();
    },
  };
}
