import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { selectOperations } from "../contract/select-operations.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { Page } from "../generate/page.js";
import { createRenderer } from "../generate/render.js";
import { type Origin, withHeader } from "../output/header.js";
import type { Plan, PlannedFile } from "../output/plan.js";
import { recordSources } from "../source/recorded-sources.js";
import type { Source } from "../source/source.js";
import { collectPages } from "./generation.js";
import { type Job, type Output, ownerOf } from "./job.js";
import type { Workspace } from "./workspace.js";

/** What a job wants on disk, and what was to say on the way. Nothing is written yet. */
export interface PlannedJob {
  readonly plans: readonly Plan[];
  readonly diagnostics: readonly Diagnostic[];
  /** Every file that the contract came from. */
  readonly sources: readonly Source[];
}

/**
 * Reads the contract of a job and lays out everything that it asks for.
 * @param version of this tool, for the headers
 * @param cwd what relative output folders are relative to
 * @throws Failure as `Workspace.read`, `selectOperations` and `collectPages`
 */
export async function planJob(
  workspace: Workspace,
  job: Job,
  { version, cwd }: { readonly version: string; readonly cwd: string },
): Promise<PlannedJob> {
  const sources = recordSources(workspace.sources);
  const read = await workspace.with(sources).read(job.source, job.reading);
  const contract = job.only.length === 0 ? read : selectOperations(read, job.only);
  const origin: Origin = { version, title: contract.title, hash: sources.digest() };
  const plans: Plan[] = [];
  const diagnostics: Diagnostic[] = [...contract.diagnostics];
  for (const output of job.outputs) {
    const { targets, options } = output;
    const generation = await collectPages(workspace, { contract, targets, options });
    diagnostics.push(...generation.diagnostics);
    plans.push({
      folder: resolve(cwd, output.folder),
      owner: ownerOf(job, output),
      files: await layOut(generation.pages, output, origin),
    });
  }
  return {
    plans,
    diagnostics: [...new Map(diagnostics.map((said) => [keyOf(said), said])).values()],
    sources: sources.opened(),
  };
}

async function layOut(pages: readonly Page[], output: Output, origin: Origin): Promise<readonly PlannedFile[]> {
  const render = await createRenderer(output.templates === undefined ? {} : { overrides: output.templates });
  return Promise.all(
    pages.map(async (page): Promise<PlannedFile> => {
      const { path, once } = page;
      if ("runtime" in page) return { path, text: await readFile(new URL(page.runtime, runtimeFolder), "utf8") };
      const text = "text" in page ? page.text : render(page);
      return once === true ? { path, text, once } : { path, text: withHeader(text, path, origin) };
    }),
  );
}

/** Ships as sources. The same relative path leads there from `src/` and from `dist/`. */
const runtimeFolder = new URL("../../src/runtime/", import.meta.url);

const keyOf = ({ code, message, at }: Diagnostic): string => `${code} ${message} ${at?.file}:${at?.line}:${at?.column}`;
