import { type ChildProcessWithoutNullStreams, execFile, spawn } from "node:child_process";
import { posix } from "node:path";
import { promisify } from "node:util";
import { nearest, suggest } from "../diagnostics/suggest.js";
import { type Limits, tooLarge } from "./limits.js";
import { errorCode, refusal } from "./refusal.js";

/** Files of the revisions of the git repository in which the user stands. Paths are relative to the repository's root. */
export interface Git {
  /** The folder in which the user stands, as git says it: "" at the root, else "folder/". */
  prefix(): Promise<string>;
  /** The commit that a revision names. @throws Failure `revision-unknown`, or `source-unreadable` without a repository */
  commit(revision: string): Promise<string>;
  /** @throws Failure `source-not-in-revision`, `source-is-folder`, `source-too-large` */
  read(revision: string, path: string): Promise<Uint8Array>;
  /** Whether there is a file or a folder. */
  exists(revision: string, path: string): Promise<boolean>;
  /** The files below a folder, sorted. */
  list(revision: string, folder: string, endings: readonly string[]): Promise<readonly string[]>;
}

export function createGit(cwd: string, limits: Limits): Git {
  const commits = new Map<string, Promise<string>>();
  let blobs: Blobs | undefined;
  let prefix: Promise<string> | undefined;

  const git = async (args: readonly string[]): Promise<string> => {
    const options = { cwd, env: { ...process.env, LC_ALL: "C", GIT_OPTIONAL_LOCKS: "0" }, maxBuffer: longestListing };
    const { stdout } = await promisify(execFile)("git", [...args], options);
    return stdout;
  };

  const ask = async (args: readonly string[]): Promise<string> => {
    try {
      return await git(args);
    } catch (error) {
      if (errorCode(error) === "ENOENT")
        throw refusal(
          "source-unreadable",
          "git is not installed, so revisions cannot be read",
          "Install git, or name a file. A file whose name holds a colon is named with ./ before it.",
        );
      const said = error instanceof Error && "stderr" in error ? String(error.stderr).trim() : "";
      if (/not a git repository/.test(said)) {
        throw refusal(
          "source-unreadable",
          "this folder is not in a git repository, so revisions cannot be read",
          "Call concordat within the repository. If a file was meant, there is none of that name.",
        );
      }
      if (/dubious ownership/.test(said)) {
        throw refusal(
          "source-unreadable",
          "git does not trust this repository, since another user owns it",
          "Run: git config --global --add safe.directory <the repository's folder>",
        );
      }
      throw said === "" ? error : refusal("source-unreadable", `git failed: ${said.split("\n")[0]}`);
    }
  };

  const findCommit = async (revision: string): Promise<string> => {
    await self.prefix();
    try {
      return (await git(["rev-parse", "--verify", "--quiet", "--end-of-options", `${revision}^{commit}`])).trim();
    } catch {
      throw await unknownRevision(revision);
    }
  };

  const unknownRevision = async (revision: string): Promise<Error> => {
    const names = (await ask(["for-each-ref", "--format=%(refname:short)", "refs/heads", "refs/tags", "refs/remotes"]))
      .split("\n")
      .filter((name) => name !== "");
    const near = [...names.filter((name) => name.endsWith(`/${revision}`)), ...nearest(revision, names)].slice(0, 3);
    const shallow = (await ask(["rev-parse", "--is-shallow-repository"])).trim() === "true";
    const fix =
      near.length > 0
        ? `Did you mean ${near.join(" or ")}?`
        : shallow
          ? `This is a shallow clone: fetch what is compared with, for example by "git fetch --depth=1 origin ${revision}".`
          : undefined;
    return refusal("revision-unknown", `git knows no revision "${revision}"`, fix);
  };

  const entry = async (revision: string, path: string): Promise<Entry> => {
    const commit = await self.commit(revision);
    blobs ??= openBlobs(cwd, limits);
    return blobs.read(`${commit}:${path}`);
  };

  const paths = async (revision: string, folder: string): Promise<readonly string[]> => {
    const within = folder === "" || folder === "." ? [] : ["--", `${folder.replace(/\/$/, "")}/`];
    const listed = await ask([
      "ls-tree",
      "-r",
      "-z",
      "--name-only",
      "--full-tree",
      await self.commit(revision),
      ...within,
    ]);
    return listed.split("\0").filter((path) => path !== "");
  };

  const absent = async (revision: string, path: string): Promise<Error> => {
    const folder = posix.dirname(path);
    const beside = await paths(revision, folder).catch(() => []);
    const names = beside.filter((other) => posix.dirname(other) === folder).map((other) => posix.basename(other));
    const near = suggest(posix.basename(path), names);
    const fix = near === undefined ? undefined : `Did you mean ${revision}:${posix.join(folder, near)}?`;
    return refusal("source-not-in-revision", `there is no file ${path} in the revision ${revision}`, fix);
  };

  const self: Git = {
    prefix() {
      prefix ??= ask(["rev-parse", "--show-prefix"]).then((line) => line.trim());
      return prefix;
    },
    commit(revision) {
      const known = commits.get(revision) ?? findCommit(revision);
      commits.set(revision, known);
      return known;
    },
    async read(revision, path) {
      const found = await entry(revision, path);
      const name = `${revision}:${path}`;
      if (found.type === "blob") return found.bytes;
      if (found.type === "tree") throw refusal("source-is-folder", `${name} is a folder`);
      if (found.type === "large") throw tooLarge(name, limits, found.size);
      throw await absent(revision, path);
    },
    async exists(revision, path) {
      return (await entry(revision, path)).type !== "missing";
    },
    async list(revision, folder, endings) {
      return (await paths(revision, folder)).filter((path) => endings.some((ending) => path.endsWith(ending))).sort();
    },
  };
  return self;
}

/** What git may say in one go, in octets: the names of some millions of files. */
const longestListing = 256_000_000;

type Entry =
  | { readonly type: "blob"; readonly bytes: Uint8Array }
  | { readonly type: "large"; readonly size: number }
  | { readonly type: "tree" | "missing" };

interface Blobs {
  read(object: string): Promise<Entry>;
}

/**
 * One `git cat-file --batch` for all files, since a process for each would take minutes for large contracts. It keeps
 * this process alive only while it is being asked.
 */
function openBlobs(cwd: string, limits: Limits): Blobs {
  let running: Batch | undefined;
  let last: Promise<unknown> = Promise.resolve();
  return {
    read(object) {
      if (/[\r\n]/.test(object)) return Promise.resolve({ type: "missing" });
      const next = last.then(async () => {
        running ??= startBatch(cwd);
        const found = await running.ask(object, limits.bytes);
        if (found.type === "large") {
          running.stop();
          running = undefined;
        }
        return found;
      });
      last = next.catch(() => {
        running?.stop();
        running = undefined;
      });
      return next;
    },
  };
}

interface Batch {
  ask(object: string, limit: number): Promise<Entry>;
  stop(): void;
}

function startBatch(cwd: string): Batch {
  const child = spawn("git", ["cat-file", "--batch", "--follow-symlinks"], { cwd, stdio: "pipe" });
  let waiting:
    | { readonly limit: number; readonly settle: (entry: Entry) => void; readonly fail: (error: Error) => void }
    | undefined;
  let parts: Buffer[] = [];
  let length = 0;

  const answer = (): void => {
    if (waiting === undefined) return;
    const found = readAnswer(parts, length, waiting.limit);
    if (found === undefined) return;
    const { settle } = waiting;
    waiting = undefined;
    parts = [];
    length = 0;
    hold(child, false);
    settle(found);
  };
  const end = (error: Error): void => {
    waiting?.fail(refusal("source-unreadable", `git failed while it was reading: ${error.message}`));
    waiting = undefined;
  };

  child.stdout.on("data", (part: Buffer) => {
    parts.push(part);
    length += part.length;
    answer();
  });
  child.stdin.on("error", end);
  child.on("error", end);
  child.on("exit", (code) => end(new Error(`it ended with ${code}`)));
  return {
    ask: (object, limit) =>
      new Promise((settle, fail) => {
        hold(child, true);
        waiting = { limit, settle, fail };
        child.stdin.write(`${object}\n`);
      }),
    stop() {
      child.removeAllListeners("exit");
      child.stdin.destroy();
      child.kill();
    },
  };
}

/** Whether the child's answers are waited for when everything else is done. */
function hold(child: ChildProcessWithoutNullStreams, held: boolean): void {
  const handles: readonly unknown[] = [child, child.stdin, child.stdout, child.stderr];
  for (const handle of handles as readonly { ref(): void; unref(): void }[]) {
    if (held) handle.ref();
    else handle.unref();
  }
}

/** One answer of `git cat-file --batch`: a line that says what comes, and that. Undefined until all of it is there. */
function readAnswer(parts: Buffer[], length: number, limit: number): Entry | undefined {
  const first = parts[0]!;
  const newline = first.indexOf(10);
  if (newline < 0) {
    if (parts.length > 1) parts.splice(0, parts.length, Buffer.concat(parts));
    return parts[0]!.indexOf(10) < 0 ? undefined : readAnswer(parts, length, limit);
  }
  const line = first.subarray(0, newline).toString("utf8");
  if (/ (?:missing|ambiguous)$/.test(line)) return { type: "missing" };
  const [, word = "", digits = ""] = /^(\S+)(?: \S+)? (\d+)$/.exec(line) ?? [];
  const type = / (blob|tree|commit|tag) \d+$/.exec(line)?.[1] ?? word;
  const size = Number(digits);
  if (type === "blob" && size > limit) return { type: "large", size };
  if (length < newline + 1 + size + 1) return undefined;
  if (type === "tree") return { type: "tree" };
  if (type !== "blob") return { type: "missing" };
  return { type: "blob", bytes: Buffer.concat(parts, length).subarray(newline + 1, newline + 1 + size) };
}
