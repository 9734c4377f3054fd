import type { Code } from "../diagnostics/catalog.js";
import { Failure } from "../diagnostics/failure.js";

/** A file cannot be had: one diagnostic, with what can be said of this very case. */
export const refusal = (code: Code, message: string, fix?: string): Failure =>
  new Failure([{ code, severity: "error", message, ...(fix !== undefined && { fix }) }]);

/** The code of a system error ("ENOENT"), or "" for anything else. */
export const errorCode = (error: unknown): string =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";

/** "3.2 MB": sizes as people read them. */
export function readableSize(bytes: number): string {
  if (bytes < 1_000) return `${bytes} octets`;
  if (bytes < 1_000_000) return `${(bytes / 1_000).toFixed(1)} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
