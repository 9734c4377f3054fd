/** How `diff` and `changelog` judge: by the flags, and by what the config says beneath them. */
import type { Promised } from "../compare/finding.js";
import { Failure } from "../diagnostics/failure.js";
import { ownRules } from "../workspace/compare-own-rules.js";
import { misused, pairOf, policyOf } from "../workspace/compare-policy.js";
import type { Override } from "../workspace/compare-severity.js";
import type { CompareVersionsOptions } from "../workspace/compare-versions.js";
import { checkNames } from "../workspace/config/check-names.js";
import { type LoadedConfig, loadConfig } from "../workspace/config/load-config.js";
import type { JudgingFlags } from "./commands/diff-flags.js";
import type { Session } from "./session.js";

export interface Judging {
  readonly config: LoadedConfig | undefined;
  /** The day on which sunsets and waivers are measured: an ISO 8601 date, UTC. */
  readonly today: string;
  readonly options: Omit<CompareVersionsOptions, "overlays" | "importPaths" | "older">;
}

/** @throws Failure what loading the config throws; `misused` and `config-invalid` for words that nobody knows */
export async function findJudging(session: Session, flags: JudgingFlags): Promise<Judging> {
  const { workspace, terminal } = session;
  const config = await loadConfig(terminal.cwd, flags.config);
  const ids = [...(await workspace.rules()), ...ownRules].map(({ id }) => id);
  if (config !== undefined) {
    session.tell(config.diagnostics);
    const { rules = {} } = config.config;
    const problems = checkNames({ ...config, config: { rules } }, { targets: [], rules: ids });
    if (problems.length > 0) throw new Failure(problems);
  }
  const today = new Date().toISOString().slice(0, 10);
  const { profile = "default", policy: decided = {} } = config?.config.diff ?? {};
  const asked = (flags.policy ?? []).map((text) => pairOf(text, "--policy", "new-response-enum-value=note"));
  // A profile that is named now takes the place of all that the config decides.
  const settings = flags.profile === undefined ? [...Object.entries(decided), ...asked] : asked;
  if (config !== undefined) checkPolicy(config, decided);
  const promises = (flags.promise ?? []).map(promise);
  return {
    config,
    today,
    options: {
      policy: { ...policyOf(flags.profile ?? profile, settings), today },
      overrides: [...configured(config), ...(flags.rule ?? []).map((text) => override(text, ids))],
      ...(promises.length > 0 && { promises }),
    },
  };
}

/** @throws Failure `config-invalid` for the first option that nobody knows, at its place */
function checkPolicy(config: LoadedConfig, decided: Readonly<Record<string, string>>): void {
  for (const setting of Object.entries(decided)) {
    try {
      policyOf("default", [setting]);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      const at = config.at("diff", "policy", setting[0]);
      throw new Failure(error.diagnostics.map((said) => ({ ...said, code: "config-invalid", at })));
    }
  }
}

function configured(config: LoadedConfig | undefined): readonly Override[] {
  return Object.entries(config?.config.rules ?? {}).flatMap(([rule, said]): readonly Override[] =>
    typeof said === "string" ? [{ rule, severity: said }] : said.map((scoped) => ({ rule, ...scoped })),
  );
}

const severities = ["break", "warning", "note", "off"] as const;

function override(text: string, ids: readonly string[]): Override {
  const [rule, word] = pairOf(text, "--rule", "field-requiredness=warning");
  if (!ids.includes(rule)) throw misused(`there is no rule "${rule}"`, rule, ids);
  const severity = severities.find((one) => one === word);
  if (severity === undefined) throw misused(`a rule cannot be "${word}"`, word, severities);
  return { rule, severity };
}

const promised: readonly Promised[] = ["json", "wire", "source"];

function promise(word: string): Promised {
  const known = promised.find((one) => one === word);
  if (known === undefined) throw misused(`there is no promise "${word}"`, word, promised);
  return known;
}
