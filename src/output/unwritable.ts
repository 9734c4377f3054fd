import { Failure } from "../diagnostics/failure.js";

/**
 * What the operating system objected to while output was compared or written, as a failure that says so.
 * Anything else is given back as it is.
 */
export function unwritable(error: unknown): unknown {
  if (!(error instanceof Error) || !("code" in error) || typeof error.code !== "string") return error;
  const path = "path" in error && typeof error.path === "string" ? ` (${error.path})` : "";
  const what = reasons[error.code] ?? error.message;
  const message = `the output cannot be written: ${what}${path}; nothing was changed`;
  return new Failure([{ code: "output-unwritable", severity: "error", message }]);
}

const reasons: Readonly<Record<string, string>> = {
  ENOSPC: "the disk is full",
  EDQUOT: "the disk quota is used up",
  EACCES: "this user may not write there",
  EPERM: "this user may not write there",
  EFBIG: "a file would be larger than is allowed",
  EROFS: "the file system is read-only",
  EMFILE: "too many files are open",
  ENAMETOOLONG: "a name is too long",
  ELOOP: "symbolic links lead in a circle",
};
