import { isAbsolute, relative, resolve } from "node:path";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { Failure } from "../diagnostics/failure.js";
import { comparePlan, type OutputOptions } from "../output/compare-plan.js";
import type { Drift, Plan } from "../output/plan.js";
import { printDrift } from "../output/unified-diff.js";
import { writePlan } from "../output/write-plan.js";
import type { Job } from "../workspace/job.js";
import { planJob } from "../workspace/plan-job.js";
import type { GenerateFlags } from "./commands/generate-flags.js";
import { exit } from "./exit.js";
import { findJobs } from "./jobs.js";
import type { Session } from "./session.js";
import { uninterrupted } from "./uninterrupted.js";
import { version } from "./version.js";
import { createWatch } from "./watch.js";

/** Does what `concordat generate` was asked to do, once or, with `--watch`, again and again. */
export async function generate(session: Session, names: readonly string[], flags: GenerateFlags): Promise<void> {
  if (flags.watch === true && (flags.check === true || flags.dryRun === true)) {
    throw misused("--watch writes, --check and --dry-run do not: use one of them");
  }
  if (flags.watch !== true) {
    await round(session, names, flags);
    return;
  }
  const interrupted = new AbortController();
  const stop = (): void => interrupted.abort();
  process.on("SIGINT", stop).on("SIGTERM", stop);
  try {
    await watchForever(session, names, flags, interrupted.signal);
  } catch (error) {
    if (!interrupted.signal.aborted) throw error;
  } finally {
    process.off("SIGINT", stop).off("SIGTERM", stop);
  }
}

async function watchForever(
  first: Session,
  names: readonly string[],
  flags: GenerateFlags,
  signal: AbortSignal,
): Promise<void> {
  const nextChange = createWatch();
  let files: ReadonlySet<string> = new Set();
  for (let session = first; ; session = session.renewed()) {
    const looked = new Set<string>();
    const since = Date.now();
    try {
      await round(session, names, flags, looked);
      files = looked;
    } catch (error) {
      files = new Set([...files, ...looked]);
      const mayBeMended = error instanceof Failure && (error.kind === "unreadable" || session !== first);
      if (!mayBeMended || files.size === 0) throw error;
      session.tell(error.diagnostics);
    }
    if (files.size === 0)
      throw misused("--watch has nothing to watch: the contract comes from no file of this machine");
    const ready = (): void => {
      if (!session.quiet) session.terminal.tell("watching for changes; Ctrl-C ends it");
    };
    await nextChange([...files], { signal, since, ready });
  }
}

/**
 * One round over all jobs. Everything is planned and compared before anything is written, so that a problem of the last
 * job does not leave the first one's files behind.
 * @param looked gets the files on which the outcome depends, also when the round fails
 */
async function round(
  session: Session,
  names: readonly string[],
  flags: GenerateFlags,
  looked = new Set<string>(),
): Promise<void> {
  const { workspace, terminal } = session;
  const { jobs, config, owners } = await findJobs(session, names, flags);
  if (config !== undefined) looked.add(config);
  for (const { source } of jobs) if (isPath(source)) looked.add(resolve(terminal.cwd, source));
  const options = { cwd: terminal.cwd, ...(owners !== undefined && { owners }) };
  const work: Work[] = [];
  let errors = 0;
  for (const job of jobs) {
    const started = performance.now();
    const planned = await planJob(workspace, job, {
      version: version(),
      cwd: terminal.cwd,
      validate: flags.validate === undefined ? "small" : flags.validate ? "always" : "never",
    });
    session.tell(planned.diagnostics);
    errors += planned.diagnostics.filter(({ severity }) => severity === "error").length;
    for (const { id } of planned.sources) if (isAbsolute(id)) looked.add(id);
    work.push(...planned.plans.map((plan) => ({ job, plan })));
    session.explain(`${job.name}: planned in ${Math.round(performance.now() - started)} ms`);
  }
  const drifted = await carryOut(session, work, flags, options);
  if (flags.check === true && drifted) {
    terminal.tell("The code on disk is not what the contract asks for. The same command without --check writes it.");
  }
  if (errors > 0) terminal.tell("The contract has errors: code that they touch takes any value.");
  terminal.exitWith(errors > 0 || (flags.check === true && drifted) ? exit.found : exit.clean);
}

/** Neither standard input, nor a URL, nor a file of a revision. */
const isPath = (source: string): boolean => source !== "-" && /^[^:]+$|^[A-Za-z]:[\\/]/.test(source);

interface Work {
  readonly job: Job;
  readonly plan: Plan;
}

/** Writes the plans, or says what writing them would change. Returns whether the disk was not as it should be. */
async function carryOut(
  session: Session,
  work: readonly Work[],
  { check = false, dryRun = false }: GenerateFlags,
  options: OutputOptions,
): Promise<boolean> {
  const { terminal, quiet } = session;
  checkConflicts(work, terminal.cwd);
  const compared = await compareAll(work, { ...options, tolerant: check });
  let drifted = false;
  for (const [index, { job, plan }] of work.entries()) {
    const drift = check || dryRun ? compared[index]! : await uninterrupted(() => writePlan(plan, options));
    const folder = shown(plan.folder, terminal.cwd);
    session.tell(drift.diagnostics);
    if (check) terminal.print(printDrift(drift, folder));
    if (dryRun && !check) terminal.print(list(drift, folder));
    const reserve = check || dryRun ? " (nothing was written)" : "";
    if (!quiet) terminal.tell(`${job.name} → ${folder}: ${summary(drift)}${reserve}`);
    drifted ||= drift.changes.length > 0;
  }
  return drifted;
}

/** Compares all plans with the disk. @throws Failure with what stands in the way of any of them */
async function compareAll(work: readonly Work[], options: OutputOptions): Promise<readonly Drift[]> {
  const drifts: Drift[] = [];
  const problems: Diagnostic[] = [];
  for (const { plan } of work) {
    try {
      drifts.push(await comparePlan(plan, options));
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      problems.push(...error.diagnostics);
    }
  }
  if (problems.length > 0) throw new Failure(problems);
  return drifts;
}

/** Two contracts whose code would take turns in one file. @throws Failure `output-blocked` */
function checkConflicts(work: readonly Work[], cwd: string): void {
  const makers = new Map<string, { readonly name: string; readonly text: string }>();
  for (const { job, plan } of work) {
    for (const { path, text } of plan.files) {
      const place = resolve(plan.folder, path);
      const other = makers.get(place);
      if (other === undefined) makers.set(place, { name: job.name, text });
      else if (other.text !== text) throw conflict(job.name, other.name, shown(place, cwd));
    }
  }
}

const conflict = (name: string, other: string, file: string): Failure =>
  new Failure([
    {
      code: "output-blocked",
      severity: "error",
      message: `"${other}" and "${name}" would both write ${file}, each something else; nothing was written`,
      fix: "Give each contract an output folder of its own. Several targets of one contract may share one.",
    },
  ]);

const shown = (path: string, cwd: string): string => relative(cwd, path).replaceAll("\\", "/") || ".";

const list = ({ changes }: Drift, folder: string): string =>
  changes.map(({ kind, path }) => `${kind.padEnd(7)} ${folder}/${path}\n`).join("");

function summary({ changes, unchanged }: Drift): string {
  const count = (kind: string) => changes.filter((change) => change.kind === kind).length;
  const said = (["added", "changed", "removed"] as const)
    .filter((kind) => count(kind) > 0)
    .map((kind) => `${count(kind)} ${kind}`);
  return [...said, `${unchanged} unchanged`].join(", ");
}

const misused = (message: string): Failure => new Failure([{ code: "misused", severity: "error", message }], "misused");
