import { stat } from "node:fs/promises";
import { isAbsolute, relative, resolve } from "node:path";
import { Failure } from "../diagnostics/failure.js";
import { isPattern } from "./glob.js";

/**
 * The older contract that `--against` or the config's `against` means. A bare revision ("main", "origin/main", "v1:")
 * means the same file in that revision; a file, a folder, a URL or `<revision>:<path>` means itself.
 * @param after the newer contract, as it was named
 * @param cwd what relative names are relative to, which is also where git is asked
 * @throws Failure `misused` when the newer contract is in no file, so that no revision can have the same
 */
export async function resolveAgainst(against: string, after: string, cwd: string): Promise<string> {
  if (!(await isRevision(against, cwd))) return against;
  const revision = against.replace(/:$/, "");
  return `${revision}:${pathInRevision(after, cwd, against)}`;
}

/** Whether a name can only be that of a revision: no file has it, and it does not look like one. */
export async function isRevision(name: string, cwd: string): Promise<boolean> {
  if (/^[^:/\\]+[^:]*:$/.test(name)) return true;
  if (name === "-" || name.includes(":") || isAbsolute(name) || isPattern(name)) return false;
  if (/\.(?:ya?ml|json|proto|binpb|pb)$/i.test(name) || /^\.{1,2}[\\/]/.test(name)) return false;
  return !(await stat(resolve(cwd, name)).then(
    () => true,
    () => false,
  ));
}

/** A path of the disk as git is asked for it: relative to where the user stands, and exactly that. */
export function pathInRevision(name: string, cwd: string, against: string): string {
  if (name === "-" || /^[a-z][a-z0-9+.-]*:\/\//i.test(name)) {
    const message = `"${against}" is a revision, and ${name === "-" ? "standard input" : name} is in none`;
    throw new Failure(
      [{ code: "misused", severity: "error", message, fix: "Name the older contract in full: a file or a URL." }],
      "misused",
    );
  }
  const within = /^(?!.:[\\/])[^:]+:(.*)$/s.exec(name)?.[1];
  if (within !== undefined) return within;
  const path = relative(cwd, resolve(cwd, name)).replaceAll("\\", "/");
  return path === "" || path.startsWith("../") ? path : `./${path}`;
}
