import { relative } from "node:path";
import { Failure } from "../diagnostics/failure.js";
import { comparePlan } from "../output/compare-plan.js";
import type { Drift, Plan } from "../output/plan.js";
import { printDrift } from "../output/unified-diff.js";
import { writePlan } from "../output/write-plan.js";
import type { Job } from "../workspace/job.js";
import { planJob } from "../workspace/plan-job.js";
import type { GenerateFlags } from "./commands/generate-flags.js";
import { exit } from "./exit.js";
import { findJobs } from "./jobs.js";
import type { Session } from "./session.js";
import { version } from "./version.js";
import { nextChange } from "./watch.js";

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
  process.once("SIGINT", stop).once("SIGTERM", stop);
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
  let files: readonly string[] = [];
  for (let session = first; ; session = session.renewed()) {
    try {
      files = await round(session, names, flags);
    } catch (error) {
      if (!(error instanceof Failure) || files.length === 0) throw error;
      session.tell(error.diagnostics);
    }
    if (!session.quiet) session.terminal.tell("watching for changes; Ctrl-C ends it");
    await nextChange(files, signal);
  }
}

/** One round over all jobs. Gives the files on which its outcome depends. */
async function round(session: Session, names: readonly string[], flags: GenerateFlags): Promise<readonly string[]> {
  const { workspace, terminal } = session;
  const { jobs, config, owners } = await findJobs(session, names, flags);
  const watched = new Set(config === undefined ? [] : [config]);
  let drifted = false;
  for (const job of jobs) {
    const started = performance.now();
    const planned = await planJob(workspace, job, { version: version(), cwd: terminal.cwd });
    session.tell(planned.diagnostics);
    for (const source of planned.sources) watched.add(source.id);
    for (const plan of planned.plans) drifted = (await carryOut(session, job, plan, { flags, owners })) || drifted;
    session.explain(`${job.name}: ${Math.round(performance.now() - started)} ms`);
  }
  if (flags.check === true) {
    if (drifted) terminal.tell("The code on disk is not what the contract asks for. Run: concordat generate");
    terminal.exitWith(drifted ? exit.found : exit.clean);
  }
  return [...watched].filter((file) => file.startsWith("/") || /^[A-Za-z]:[\\/]/.test(file));
}

/** Writes a plan, or says what writing it would change. Returns whether the disk was not as it should be. */
async function carryOut(
  session: Session,
  job: Job,
  plan: Plan,
  { flags, owners }: { readonly flags: GenerateFlags; readonly owners: readonly string[] | undefined },
): Promise<boolean> {
  const { terminal, quiet } = session;
  const options = { cwd: terminal.cwd, ...(owners !== undefined && { owners }) };
  const shown = relative(terminal.cwd, plan.folder).replaceAll("\\", "/") || ".";
  if (flags.check === true) {
    const drift = await comparePlan(plan, options);
    session.tell(drift.diagnostics);
    terminal.print(printDrift(drift, shown));
    return drift.changes.length > 0;
  }
  const drift = flags.dryRun === true ? await comparePlan(plan, options) : await writePlan(plan, options);
  session.tell(drift.diagnostics);
  if (flags.dryRun === true) terminal.print(list(drift, shown));
  if (!quiet)
    terminal.tell(`${job.name} → ${shown}: ${summary(drift)}${flags.dryRun === true ? " (nothing was written)" : ""}`);
  return drift.changes.length > 0;
}

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
