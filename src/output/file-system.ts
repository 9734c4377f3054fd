import { chmod, link, lstat, mkdir, readdir, readFile, realpath, rename, rm, rmdir, writeFile } from "node:fs/promises";

/** What writing needs of a file system, so that tests can let it fail. */
export interface FileSystem {
  readonly readFile: (path: string) => Promise<Uint8Array>;
  readonly writeFile: (path: string, text: string) => Promise<void>;
  readonly rename: (from: string, to: string) => Promise<void>;
  readonly link: (from: string, to: string) => Promise<void>;
  readonly remove: (path: string) => Promise<void>;
  readonly makeFolder: (path: string) => Promise<void>;
  readonly removeFolder: (path: string) => Promise<void>;
  readonly makeExecutable: (path: string) => Promise<void>;
  readonly realPath: (path: string) => Promise<string>;
  readonly entries: (path: string) => Promise<readonly Entry[]>;
  readonly kindOf: (path: string) => Promise<Kind>;
}

export type Kind = "file" | "folder" | "link" | "other" | "nothing";

export interface Entry {
  readonly name: string;
  readonly kind: Kind;
}

interface Kinds {
  isFile(): boolean;
  isDirectory(): boolean;
  isSymbolicLink(): boolean;
}

const kind = (found: Kinds): Kind =>
  found.isFile() ? "file" : found.isDirectory() ? "folder" : found.isSymbolicLink() ? "link" : "other";

export const systemFiles: FileSystem = {
  readFile: (path) => readFile(path),
  // "wx": a temporary file never takes the place of another, nor follows a link that somebody put there.
  writeFile: (path, text) => writeFile(path, text, { flag: "wx" }),
  rename,
  link,
  remove: (path) => rm(path),
  makeFolder: (path) => mkdir(path),
  removeFolder: (path) => rmdir(path),
  makeExecutable: (path) => chmod(path, 0o755),
  realPath: (path) => realpath(path),
  entries: async (path) =>
    (await readdir(path, { withFileTypes: true })).map((entry) => ({ name: entry.name, kind: kind(entry) })),
  kindOf: async (path) => {
    try {
      return kind(await lstat(path));
    } catch (error) {
      const code = error instanceof Error && "code" in error ? error.code : "";
      if (code === "ENOENT" || code === "ENOTDIR") return "nothing";
      throw error;
    }
  },
};
