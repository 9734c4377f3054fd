import { readdir } from "node:fs/promises";
import { Failure } from "../diagnostics/failure.js";
import { suggest } from "../diagnostics/suggest.js";
import type { GenerateOptions } from "../generate/options.js";
import { ownRules } from "../workspace/compare-own-rules.js";
import { checkNames, type KnownNames } from "../workspace/config/check-names.js";
import { type LoadedConfig, loadConfig } from "../workspace/config/load-config.js";
import { type Job, type Output, ownerOf } from "../workspace/job.js";
import { jobsOfConfig } from "../workspace/jobs-of-config.js";
import type { GenerateFlags } from "./commands/generate-flags.js";
import { readingOptions } from "./commands/reading-flags.js";
import type { Session } from "./session.js";

export interface Jobs {
  readonly jobs: readonly Job[];
  /** The config file, when one was used. */
  readonly config?: string;
  /** All owners of generated files that the config still has: what others made in its folders is stale. */
  readonly owners?: readonly string[];
}

/**
 * What `generate` is asked to do: by flags alone, when there are `--target` and `--out`, else by the config.
 * @throws Failure `misused`, `unknown-contract`, and what loading the config throws
 */
export async function findJobs(session: Session, names: readonly string[], flags: GenerateFlags): Promise<Jobs> {
  const { cwd } = session.terminal;
  const options = optionsOf(flags);
  if (flags.target !== undefined || flags.out !== undefined) {
    if (flags.config !== undefined) {
      throw misused(
        "--config is of no use with --target and --out: a config says itself what goes where",
        "Leave --config out, or leave --target and --out out and name contracts of the config.",
      );
    }
    return { jobs: jobsOfFlags(names, flags, options) };
  }
  const loaded = await loadConfig(cwd, flags.config, session.workspace.sources);
  if (loaded === undefined) {
    const other = (await readdir(cwd).catch(() => [])).find((name) => name.startsWith("concordat.config."));
    throw misused(
      "there is no config here, and no --target and --out",
      other === undefined
        ? "Call `concordat generate <contract> --target client --out src/api`, or write a concordat.config.ts."
        : `${other} is not looked at: its name must end in .ts, .mts, .js, .mjs, .json, .yaml or .yml.`,
    );
  }
  session.tell(loaded.diagnostics);
  const problems = checkNames(loaded, await knownNames(session, loaded));
  if (problems.length > 0) throw new Failure(problems);
  const known = Object.keys(loaded.config.contracts ?? {});
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) throw unknownContract(unknown, known, loaded.name);
  const owners = jobsOfConfig(loaded).flatMap((job) => job.outputs.map((output) => ownerOf(job, output)));
  const jobs = jobsOfConfig(loaded, {
    options,
    ...(names.length > 0 && { names: [...new Set(names)] }),
    ...(flags.only !== undefined && { only: flags.only }),
  });
  if (jobs.length === 0) throw nothingToDo(names, loaded);
  return { jobs, config: loaded.file, owners };
}

async function knownNames({ workspace }: Session, { config }: LoadedConfig): Promise<KnownNames> {
  const [targets, rules] = await Promise.all([
    workspace.targets(),
    config.rules === undefined ? [] : workspace.rules(),
  ]);
  return { targets: targets.map(({ name }) => name), rules: [...rules, ...ownRules].map(({ id }) => id) };
}

function jobsOfFlags(
  names: readonly string[],
  flags: GenerateFlags,
  options: Partial<GenerateOptions>,
): readonly Job[] {
  const targets = (flags.target ?? [])
    .flatMap((names) => names.split(","))
    .map((name) => name.trim())
    .filter((name) => name !== "");
  if (targets.length === 0)
    throw misused(
      flags.target === undefined ? "--out needs --target: what shall be generated?" : "--target names nothing",
      "Add --target client, or several: --target client,fastify.",
    );
  if (flags.out === undefined) throw misused("--target needs --out: where shall the code go?", "Add --out src/api.");
  if (flags.out.trim() === "") throw misused("--out is empty: where shall the code go?", "Write --out src/api, say.");
  const [source, ...others] = names;
  if (source === undefined)
    throw misused(
      "which contract?",
      "Name it before the flags: concordat generate api.yaml --target client --out src/api.",
    );
  if (others.length > 0) {
    throw misused(
      "--out takes one contract: several would write over each other",
      "Call concordat once for each contract, or write a config.",
    );
  }
  const output: Output = {
    targets,
    folder: flags.out,
    options,
    ...(flags.templates !== undefined && { templates: flags.templates }),
  };
  return [{ name: source, source, reading: readingOptions(flags), outputs: [output], only: flags.only ?? [] }];
}

const optionsOf = ({ dates, int64, formats, runtime, importEnding }: GenerateFlags): Partial<GenerateOptions> => ({
  ...(dates !== undefined && { dates }),
  ...(int64 !== undefined && { int64 }),
  ...(!formats && { formats }),
  ...(runtime !== undefined && { runtime }),
  ...(importEnding !== undefined && { importEnding }),
});

const misused = (message: string, fix: string): Failure =>
  new Failure([{ code: "misused", severity: "error", message, fix }], "misused");

function nothingToDo(names: readonly string[], { name: file, config }: LoadedConfig): Failure {
  const what =
    names.length === 1
      ? `"${names[0]}" has no \`generate\` in ${file}`
      : Object.keys(config.contracts ?? {}).length === 0
        ? `${file} names no contracts`
        : `no contract in ${file} has \`generate\``;
  return misused(
    `there is nothing to generate: ${what}`,
    'Say what to make of a contract: generate: [{ target: "client", out: "src/api" }].',
  );
}

function unknownContract(name: string, known: readonly string[], file: string): Failure {
  const near = suggest(name, known);
  const fix =
    near === undefined
      ? `It has: ${known.join(", ") || "none"}. To generate from a file, add --target and --out.`
      : `Did you mean "${near}"?`;
  return new Failure(
    [{ code: "unknown-contract", severity: "error", message: `${file} has no contract "${name}"`, fix }],
    "misused",
  );
}
