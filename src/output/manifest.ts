import { createHash } from "node:crypto";
import { bearsHeader } from "./header.js";
import type { PlannedFile } from "./plan.js";

/** Which files of a folder were generated, by whom. It lets several makers share a folder and finds what is stale. */
export type Manifest = ReadonlyMap<string, Claims>;

/** By path: the digest of a file that can bear no header, or true for one that does. */
export type Claims = ReadonlyMap<string, string | true>;

/** The manifest's file, in the folder that it tells of. */
export const manifestName = ".concordat.json";

/** @returns undefined when the text is no manifest: cut off, or with the marks of a merge conflict in it */
export function readManifest(text: string): Manifest | undefined {
  try {
    const { files } = JSON.parse(text) as { readonly files?: unknown };
    if (!isObject(files)) return undefined;
    const claims = Object.entries(files).map(([owner, paths]) => {
      const valid = isObject(paths) ? Object.entries(paths).filter(isClaim) : [];
      return [owner, new Map(valid)] as const;
    });
    return new Map(claims);
  } catch {
    return undefined;
  }
}

/** One path to a line, sorted, so that versions merge well. */
export function printManifest(manifest: Manifest): string {
  const sorted = <T>(map: ReadonlyMap<string, T>) => [...map].sort(([a], [b]) => (a < b ? -1 : 1));
  const files = Object.fromEntries(
    sorted(manifest)
      .filter(([, claims]) => claims.size > 0)
      .map(([owner, claims]) => [owner, Object.fromEntries(sorted(claims))]),
  );
  const about = "Generated files in this folder. Keep it beside them: it tells which of them are stale.";
  return `${JSON.stringify({ about, files }, undefined, 2)}\n`;
}

/** What an owner claims when these files are written. */
export const claimsOf = (files: readonly PlannedFile[]): Claims =>
  new Map(
    files
      .filter(({ once }) => once !== true)
      .map(({ path, text }) => [path, bearsHeader(text) ? true : digestOf(text)] as const),
  );

/** Twelve digits of SHA-256 over the text, however its lines end. */
export const digestOf = (text: string): string =>
  createHash("sha256").update(text.replaceAll("\r\n", "\n")).digest("hex").slice(0, 12);

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isClaim = (entry: readonly [string, unknown]): entry is [string, string | true] =>
  entry[1] === true || typeof entry[1] === "string";
