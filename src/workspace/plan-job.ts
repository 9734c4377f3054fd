import { readFile, stat } from "node:fs/promises";
import { resolve } from "node:path";
import type { Contract } from "../contract/contract.js";
import { selectOperations } from "../contract/select-operations.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { Failure } from "../diagnostics/failure.js";
import type { FinishedPage } from "../generate/finish.js";
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

export interface PlanOptions {
  /** Of this tool, for the headers. */
  readonly version: string;
  /** What relative output folders are relative to. */
  readonly cwd: string;
  /**
   * Whether the validator of the contract's own language has its say too; what it finds is never more than a warning.
   * Default: "small", for it takes longer than everything else together on large contracts.
   */
  readonly validate?: "always" | "small" | "never";
}

/** The most octets of a contract, all its files together, that count as small. */
const small = 262_144;

/**
 * Reads the contract of a job and lays out everything that it asks for.
 * @throws Failure as `Workspace.read`, `selectOperations` and `collectPages`
 */
export async function planJob(
  workspace: Workspace,
  job: Job,
  { version, cwd, validate = "small" }: PlanOptions,
): Promise<PlannedJob> {
  const sources = recordSources(workspace.sources);
  const recording = workspace.with(sources);
  const read = await recording.read(job.source, job.reading).catch((error: unknown) => {
    throw error instanceof Failure ? placed(error, job) : error;
  });
  const contract = job.only.length === 0 ? read : selectOperations(read, job.only);
  const origin: Origin = { version, title: contract.title, hash: sources.digest() };
  const plans: Plan[] = [];
  const octets = sources.opened().reduce((sum, { bytes }) => sum + bytes.length, 0);
  const validated = validate === "always" || (validate === "small" && octets <= small);
  const diagnostics: Diagnostic[] = [
    ...contract.diagnostics,
    ...noOperations(contract),
    ...(validated ? await recording.validate(job.source) : []),
  ];
  for (const output of job.outputs) {
    const { targets, options } = output;
    const generation = await collectPages(workspace, { contract, targets, options });
    diagnostics.push(...generation.diagnostics);
    plans.push({
      folder: resolve(cwd, output.folder),
      owner: ownerOf(job, output),
      files: await layOut(generation.pages, await templatesOf(output, cwd), origin),
    });
  }
  return {
    plans,
    diagnostics: [...new Map(diagnostics.map((said) => [keyOf(said), said])).values()],
    sources: sources.opened(),
  };
}

/** The folder of the user's own templates. @throws Failure `template-missing` when it is none */
async function templatesOf({ templates }: Output, cwd: string): Promise<string | undefined> {
  if (templates === undefined) return undefined;
  const folder = resolve(cwd, templates);
  const isFolder = await stat(folder).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (isFolder) return folder;
  const message = `there is no folder ${templates} with templates`;
  throw new Failure([{ code: "template-missing", severity: "error", message, fix: "Check the path of `templates`." }]);
}

/** A contract that cannot be had is the fault of the place that names it, when that is in a config. */
function placed({ diagnostics, kind }: Failure, { at }: Job): Failure {
  return new Failure(
    diagnostics.map((diagnostic) =>
      at === undefined || diagnostic.at !== undefined ? diagnostic : { ...diagnostic, at },
    ),
    kind,
  );
}

function noOperations({ services, webhooks, at }: Contract): readonly Diagnostic[] {
  if (webhooks.length > 0 || services.some(({ operations }) => operations.length > 0)) return [];
  const message = `${at.file} has no operations, so there is nothing to call`;
  return [{ code: "contract-without-operations", severity: "warning", message, at }];
}

async function layOut(
  pages: readonly Page[],
  overrides: string | undefined,
  origin: Origin,
): Promise<readonly PlannedFile[]> {
  const render = await createRenderer(overrides === undefined ? {} : { overrides });
  const finished = await Promise.all(
    pages.map(async (page) => {
      if ("runtime" in page) return { page, text: await readFile(new URL(page.runtime, runtimeFolder), "utf8") };
      return { page, text: "text" in page ? page.text : render(page) };
    }),
  );
  if (overrides !== undefined) await refuseBrokenPages(finished);
  return finished.map(({ page, text }): PlannedFile => {
    const { path, once } = page;
    if ("runtime" in page) return { path, text };
    return once === true ? { path, text, once } : { path, text: withHeader(text, path, origin) };
  });
}

/** What templates of the user laid out must parse; ours are tested. @throws Failure `page-invalid` */
async function refuseBrokenPages(pages: readonly FinishedPage[]): Promise<void> {
  const { findSyntaxErrors } = await import("../generate/finish.js");
  const problems = await findSyntaxErrors(pages.filter(({ page }) => "template" in page));
  if (problems.length > 0) throw new Failure(problems);
}

/** Ships as sources. The same relative path leads there from `src/` and from `dist/`. */
const runtimeFolder = new URL("../../src/runtime/", import.meta.url);

const keyOf = ({ code, message, at }: Diagnostic): string => `${code} ${message} ${at?.file}:${at?.line}:${at?.column}`;
