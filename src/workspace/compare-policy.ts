/** The options of `--policy` and what `--profile` makes of them: the names that people use for `ComparePolicy`. */
import { type ComparePolicy, defaultComparePolicy } from "../compare/policy.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { Failure } from "../diagnostics/failure.js";
import { suggest } from "../diagnostics/suggest.js";

/** What can be decided; the day on which it is decided is no question of policy. */
export type Decided = Exclude<keyof ComparePolicy, "today">;

export interface PolicyOption {
  /** What `--policy` takes. */
  readonly name: string;
  readonly member: Decided;
  readonly question: string;
  /** From the strictest to the most lenient. */
  readonly values: readonly string[];
  /** What the profiles say, where that is not the default. */
  readonly strict?: string;
  readonly lenient?: string;
}

const severities = ["break", "warning", "note"] as const;

/** `docs/policy.md` explains each; a test holds the two together. */
export const policyOptions: readonly PolicyOption[] = [
  {
    name: "formats",
    member: "formats",
    question: "Does `format` constrain values, or only describe them?",
    values: ["asserted", "described"],
    lenient: "described",
  },
  {
    name: "undeclared-members",
    member: "undeclared",
    question: "May members travel that the sender's schema neither declares nor forbids?",
    values: ["travel", "absent"],
    strict: "travel",
  },
  {
    name: "new-response-enum-value",
    member: "newValueSent",
    question: "What is a new value of an enumeration, where the value is sent to callers?",
    values: severities,
    lenient: "warning",
  },
  {
    name: "gone-optional-field",
    member: "goneField",
    question: "What is it when an optional field goes away from an open object?",
    values: ["warning", "note"],
    lenient: "note",
  },
  {
    name: "new-success-status",
    member: "newSuccess",
    question: "What is a new status that is no error?",
    values: severities,
    strict: "break",
    lenient: "note",
  },
  {
    name: "new-error-status",
    member: "newError",
    question: "What is a new error status?",
    values: severities,
    strict: "warning",
  },
  {
    name: "moved-server",
    member: "movedServer",
    question: "What is it when servers move to other hosts and keep their paths?",
    values: severities,
    strict: "break",
    lenient: "note",
  },
  {
    name: "documentation",
    member: "documentation",
    question: "Are other words (titles, summaries, descriptions) told of?",
    values: ["note", "off"],
    lenient: "off",
  },
];

export const profiles = ["strict", "default", "lenient"] as const;
export type Profile = (typeof profiles)[number];

/** The whole policy of a profile, by the names that people use. */
export const profileSettings = (profile: Profile): Readonly<Record<string, string>> =>
  Object.fromEntries(policyOptions.map((option) => [option.name, settingOf(option, profile)]));

const settingOf = (option: PolicyOption, profile: Profile): string =>
  (profile === "default" ? undefined : option[profile]) ?? defaultComparePolicy[option.member];

/**
 * A profile with single options on top of it.
 * @param settings `name=value` or pairs of them, the later ones win
 * @throws Failure `misused`, with the word that was probably meant
 */
export function policyOf(
  profile: string,
  settings: readonly (readonly [name: string, value: string])[],
): Partial<ComparePolicy> {
  const known = profiles.find((one) => one === profile);
  if (known === undefined) throw misused(`there is no profile "${profile}"`, profile, profiles);
  const policy = new Map<Decided, string>(policyOptions.map((option) => [option.member, settingOf(option, known)]));
  for (const [name, value] of settings) {
    const option = policyOptions.find((one) => one.name === name);
    if (option === undefined) {
      throw misused(
        `there is no policy option "${name}"`,
        name,
        policyOptions.map((one) => one.name),
      );
    }
    if (!option.values.includes(value))
      throw misused(`the policy option ${name} cannot be "${value}"`, value, option.values);
    policy.set(option.member, value);
  }
  return Object.fromEntries(policy) as Partial<ComparePolicy>;
}

/** "name=value" as a pair. @throws Failure `misused` when there is no "=" */
export function pairOf(text: string, flag: string, example: string): readonly [string, string] {
  const index = text.indexOf("=");
  if (index > 0 && index < text.length - 1) return [text.slice(0, index).trim(), text.slice(index + 1).trim()];
  const message = `${flag} takes <name>=<value>, and got "${text}"`;
  throw new Failure(
    [{ code: "misused", severity: "error", message, fix: `For example: ${flag} ${example}` }],
    "misused",
  );
}

/** A word that is none of those that there are. */
export function misused(message: string, word: string, words: readonly string[]): Failure {
  const near = suggest(word, words);
  const fix = `${near === undefined ? "" : `Did you mean "${near}"? `}There are: ${words.join(", ")}.`;
  const diagnostic: Diagnostic = { code: "misused", severity: "error", message, fix };
  return new Failure([diagnostic], "misused");
}
