/** What `concordat diff` does: finds the versions, compares each pair, judges, reports. */
import { stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Comparison, Finding } from "../compare/finding.js";
import { Failure } from "../diagnostics/failure.js";
import type { ReportContext } from "../reporters/reporter.js";
import { bumpText, counted } from "../reporters/words.js";
import { mergePairs, withFindings } from "../workspace/compare-merge.js";
import { ownRules } from "../workspace/compare-own-rules.js";
import { comparePairs, overridden, type Versions } from "../workspace/compare-pairs.js";
import type { LoadedConfig } from "../workspace/config/load-config.js";
import { applyWaivers } from "../workspace/waivers/apply-waivers.js";
import { loadBaseline } from "../workspace/waivers/baseline.js";
import { loadWaivers, waiversName } from "../workspace/waivers/load-waivers.js";
import type { Waivers } from "../workspace/waivers/waivers.js";
import type { DiffFlags } from "./commands/diff-flags.js";
import { exit } from "./exit.js";
import { findJudging } from "./judging.js";
import { paint } from "./paint.js";
import { type ReportFile, type WantedReport, wantedReports, writeReports } from "./reports.js";
import type { Session } from "./session.js";
import { version } from "./version.js";
import { findVersions } from "./versions.js";

/**
 * Compares, reports, and leaves the exit code: 0, or 1 when a finding at or above `--fail-on` is not waived.
 * @throws Failure for whatever cannot be read, understood or written
 */
export async function diff(session: Session, names: readonly string[], flags: DiffFlags): Promise<void> {
  const { workspace, terminal } = session;
  const reports = await wantedReports(workspace, flags.format ?? ["text"]);
  if (flags.writeBaseline === true && flags.baseline === undefined) {
    const fix = "Name it: --baseline concordat.baseline.json --write-baseline.";
    throw misused("--write-baseline needs a file", fix);
  }
  const { config, today, options: judging } = await findJudging(session, flags);
  const { versions, complete } = await findVersions(session, names, flags, config);
  const merged = mergePairs(await comparePairs(workspace, versions, { judging, bump: flags.bump === true }));
  if (flags.writeBaseline === true) {
    await writeBaseline(session, merged, flags.baseline ?? "");
    return;
  }
  const [waivers, baseline] = await Promise.all([
    findWaivers(session, flags, config),
    flags.baseline === undefined ? undefined : loadBaseline(workspace.sources, flags.baseline),
  ]);
  const waiving = { waivers, baseline, today, complete: complete || typeof flags.waivers === "string" };
  const applied = applyWaivers(merged.findings, waiving);
  const own = overridden(applied.slice(merged.findings.length), judging.overrides ?? []);
  const comparison = withFindings(merged, [...applied.slice(0, merged.findings.length), ...own]);
  session.tell(comparison.diagnostics);
  await report(session, comparison, reports, versions);
  terminal.exitWith(fails(comparison.findings, flags.failOn) ? exit.found : exit.clean);
}

/** The file that is named by the flag or the config, else the one beside the config or where the user stands. */
async function findWaivers(
  { workspace, terminal, explain }: Session,
  flags: DiffFlags,
  config: LoadedConfig | undefined,
): Promise<Waivers | undefined> {
  if (flags.waivers === false) return undefined;
  const named = typeof flags.waivers === "string" ? flags.waivers : config?.config.waivers;
  const found =
    named ?? (await existing(join(config === undefined ? terminal.cwd : dirname(config.file), waiversName)));
  if (found === undefined) return undefined;
  const waivers = await loadWaivers(workspace.sources, found);
  explain(`waivers: ${waivers.file}`);
  return waivers;
}

const existing = (path: string): Promise<string | undefined> =>
  stat(path).then(
    () => path,
    () => undefined,
  );

async function report(
  session: Session,
  comparison: Comparison,
  wanted: readonly WantedReport[],
  versions: readonly Versions[],
): Promise<void> {
  const { terminal } = session;
  const base = await contextOf(session, versions);
  const files: ReportFile[] = [];
  const printed: string[] = [];
  for (const { reporter, file } of wanted) {
    if (file === undefined) printed.push(reporter.render(comparison, { ...base, paint: session.paint }));
    else files.push({ file, text: reporter.render(comparison, { ...base, paint: paint(false) }) });
  }
  await writeReports(files, terminal.cwd);
  for (const text of printed) terminal.print(text);
  if (printed.length === 0 && !session.quiet) terminal.tell(`${counted(comparison)}. ${bumpText(comparison)}`);
}

async function contextOf({ workspace }: Session, versions: readonly Versions[]): Promise<Omit<ReportContext, "paint">> {
  const names = (side: "before" | "after"): string => [...new Set(versions.map((one) => one[side]))].join(", ");
  return {
    line: (file, line) => workspace.sources.line(file, line),
    rules: [...(await workspace.rules()), ...ownRules],
    names: { before: names("before"), after: names("after") },
    version: version(),
  };
}

/** Everything that there is now is known from now on: waived by nobody, and no finding of a later run. */
async function writeBaseline(session: Session, comparison: Comparison, file: string): Promise<void> {
  const reporter = await session.workspace.reporter("json");
  const text = reporter.render(comparison, { paint: paint(false), line: () => undefined });
  await writeReports([{ file, text }], session.terminal.cwd);
  const { length } = comparison.findings;
  if (!session.quiet)
    session.terminal.tell(`${file}: ${length} finding${length === 1 ? " is" : "s are"} known from now on`);
}

function fails(findings: readonly Finding[], failOn: DiffFlags["failOn"]): boolean {
  const severities: readonly string[] = { break: ["break"], warning: ["break", "warning"], none: [] }[failOn];
  return findings.some(({ severity, waived }) => waived === null && severities.includes(severity));
}

const misused = (message: string, fix: string): Failure =>
  new Failure([{ code: "misused", severity: "error", message, fix }], "misused");
