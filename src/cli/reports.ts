/** What `--format` asks for, and how reports reach their files. */
import { randomUUID } from "node:crypto";
import { mkdir, realpath, rename, rm, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join, relative, resolve } from "node:path";
import { Failure } from "../diagnostics/failure.js";
import type { Reporter } from "../reporters/reporter.js";
import type { Workspace } from "../workspace/workspace.js";

/** One report: to a file, or to standard output. */
export interface WantedReport {
  readonly reporter: Reporter;
  /** As the user wrote it. */
  readonly file?: string;
}

/**
 * Reads `name` or `name=file`.
 * @throws Failure `unknown-reporter`; `misused` when two go to the same place
 */
export async function wantedReports(
  workspace: Workspace,
  formats: readonly string[],
): Promise<readonly WantedReport[]> {
  const places = new Set<string>();
  const wanted: WantedReport[] = [];
  for (const format of formats) {
    const index = format.indexOf("=");
    const reporter = await workspace.reporter(index < 0 ? format : format.slice(0, index));
    const file = index < 0 ? undefined : format.slice(index + 1);
    if (file === "") throw misused(`--format ${format} names no file`, `For example: --format ${format}report.txt`);
    const place = file === undefined ? "standard output" : resolve("/", file);
    if (places.has(place)) {
      const where = file ?? place;
      throw misused(`two formats go to ${where}`, `Send one to a file: --format ${reporter.name}=<file>.`);
    }
    places.add(place);
    wanted.push({ reporter, ...(file !== undefined && { file }) });
  }
  return wanted;
}

/** A text, and the file for it. */
export interface ReportFile {
  readonly file: string;
  readonly text: string;
}

/**
 * Writes reports: all of them, or none. A reader never sees half a file. Folders are made; what is no regular file (a
 * pipe, a device) is written to as it is.
 * @throws Failure `output-unwritable`
 */
export async function writeReports(reports: readonly ReportFile[], cwd: string): Promise<void> {
  const moves: { readonly from: string; readonly to: string }[] = [];
  let current = "";
  try {
    for (const { file, text } of reports) {
      current = file;
      const place = await placeOf(resolve(cwd, file));
      if (place.kind === "other") await writeFile(place.path, text);
      else {
        await mkdir(dirname(place.path), { recursive: true });
        const from = join(dirname(place.path), `.${basename(place.path)}.${randomUUID()}`);
        moves.push({ from, to: place.path });
        await writeFile(from, text, { flag: "wx" });
      }
    }
    for (const { from, to } of moves) {
      current = relative(cwd, to);
      await rename(from, to);
    }
  } catch (error) {
    await Promise.all(moves.map(({ from }) => rm(from, { force: true })));
    const why = error instanceof Error ? error.message.replace(/, \w+ '.*$/s, "") : String(error);
    const message = `${current} cannot be written: ${why}`;
    throw new Failure([{ code: "output-unwritable", severity: "error", message }]);
  }
}

async function placeOf(path: string): Promise<{ readonly kind: "file" | "other"; readonly path: string }> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) return { kind: "file", path };
  if (found.isDirectory()) throw new Error("it is a folder");
  return found.isFile() ? { kind: "file", path: await realpath(path) } : { kind: "other", path };
}

const misused = (message: string, fix: string): Failure =>
  new Failure([{ code: "misused", severity: "error", message, fix }], "misused");
