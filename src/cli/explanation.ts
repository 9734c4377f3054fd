import type { Operation } from "../contract/contract.js";
import type { Derived } from "../contract/guarantees.js";
import { travel } from "../contract/travel.js";
import { type Code, catalog, type Entry } from "../diagnostics/catalog.js";
import { Failure } from "../diagnostics/failure.js";
import { suggest } from "../diagnostics/suggest.js";
import { ownRules } from "../workspace/compare-own-rules.js";
import {
  type PolicyOption,
  type Profile,
  policyOptions,
  profileSettings,
  profiles,
} from "../workspace/compare-policy.js";
import type { ReadingOptions } from "../workspace/workspace.js";
import { oneLine } from "./one-line.js";
import { rulePage } from "./rule-page.js";
import type { Session } from "./session.js";

/**
 * What a word means to concordat, as text for people.
 * @throws Failure `unknown-word` (with the word that was probably meant), or what reading a contract throws
 */
export async function explain(word: string | undefined, session: Session, reading: ReadingOptions): Promise<string> {
  const { workspace, paint } = session;
  const hash = word?.lastIndexOf("#") ?? -1;
  if (word !== undefined && hash > 0) {
    return explainOperation(word.slice(0, hash), word.slice(hash + 1), session, reading);
  }
  const [shipped, targets, reporters] = await Promise.all([
    workspace.rules(),
    workspace.targets(),
    workspace.reporters(),
  ]);
  const rules = [...shipped, ...ownRules];
  const shelves: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
    codes: Object.entries(catalog).map(([code, { title }]) => [code, title] as const),
    rules: rules.map(({ id, title }) => [id, title] as const),
    targets: targets.map(({ name, summary }) => [name, summary] as const),
    policies: policyOptions.map(({ name, question }) => [name, question] as const),
    formats: reporters.map(({ name, summary }) => [name, summary] as const),
  };
  if (word === undefined)
    return Object.entries(shelves)
      .map(([name, things]) => table(name, things, paint.bold))
      .join("\n");
  const shelf = shelves[word];
  if (shelf !== undefined) return table(word, shelf, paint.bold);
  if (Object.hasOwn(catalog, word)) return explainCode(word as Code, catalog[word as Code], paint.bold);
  const rule = rules.find(({ id }) => id === word);
  if (rule !== undefined) return rulePage(rule, paint.bold);
  const target = targets.find(({ name }) => name === word);
  if (target !== undefined)
    return `${paint.bold(target.name)}\n${target.summary}\n\nSpeaks: ${target.speaks.join(", ")}\n`;
  const option = policyOptions.find(({ name }) => name === word);
  if (option !== undefined) return explainPolicy(option, paint.bold);
  const reporter = reporters.find(({ name }) => name === word);
  if (reporter !== undefined) return `${paint.bold(reporter.name)}\n${reporter.summary}\n`;
  throw unknownWord(word, [
    ...Object.keys(shelves),
    ...Object.values(shelves).flatMap((things) => things.map(([name]) => name)),
  ]);
}

const table = (
  name: string,
  things: readonly (readonly [string, string])[],
  bold: (text: string) => string,
): string => {
  const width = Math.max(0, ...things.map(([word]) => word.length));
  return `${bold(name)}\n${things.map(([word, text]) => `  ${word.padEnd(width)}  ${text}\n`).join("")}`;
};

function explainPolicy({ name, question, values }: PolicyOption, bold: (text: string) => string): string {
  const profile = (profile: Profile): string => `  ${profile.padEnd(7)}  ${profileSettings(profile)[name]}\n`;
  return `${bold(name)}\n${question}\n\nValues: ${values.join(", ")}\n\nProfiles:\n${profiles.map(profile).join("")}`;
}

const explainCode = (code: Code, { title, cause, fix }: Entry, bold: (text: string) => string): string =>
  `${bold(code)}\n${title}.\n\nCause: ${cause}\nMend: ${fix}\n`;

async function explainOperation(
  name: string,
  id: string,
  { workspace, paint }: Session,
  reading: ReadingOptions,
): Promise<string> {
  const contract = await workspace.read(name, reading);
  const operations = [...contract.services.flatMap((service) => service.operations), ...contract.webhooks];
  const operation =
    operations.find((candidate) => candidate.id === id) ?? operations.find((candidate) => travel(candidate) === id);
  if (operation === undefined) throw unknownOperation(name, id, operations);
  return describePolicy(operation, paint.bold);
}

function describePolicy(operation: Operation, bold: (text: string) => string): string {
  const { effect, key, attempts, attemptTimeoutMs, totalTimeoutMs } = operation.guarantees;
  const rows: (readonly [string, string, Derived<unknown>])[] = [
    ["effect", effect.value, effect],
    ...(key === undefined ? [] : [["idempotency key", oneLine(`${key.value.place} ${key.value.name}`), key] as const]),
    ["attempts", String(attempts.value), attempts],
    ["attempt timeout", `${attemptTimeoutMs.value} ms`, attemptTimeoutMs],
    ["total timeout", `${totalTimeoutMs.value} ms`, totalTimeoutMs],
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  const valueWidth = Math.max(...rows.map(([, value]) => value.length));
  const lines = rows.map(([name, value, { from, at }]) => {
    const place = at === undefined ? "" : ` (${at.file}:${at.line}:${at.column})`;
    return `  ${name.padEnd(width)}  ${value.padEnd(valueWidth)}  from ${oneLine(from)}${place}`;
  });
  return `${bold(oneLine(operation.id))} ${oneLine(travel(operation))}\n${lines.join("\n")}\n`;
}

/** So many operations are listed; `inspect` lists them all. */
const mostListed = 10;

function unknownOperation(name: string, id: string, operations: readonly Operation[]): Failure {
  const ids = operations.map((operation) => operation.id);
  const near = suggest(id, ids);
  const listed = `There are: ${ids.slice(0, mostListed).join(", ")}${ids.length > mostListed ? ", …" : ""}.`;
  const fix = near === undefined ? (ids.length === 0 ? "It has none." : listed) : `Did you mean "${near}"?`;
  const message = id === "" ? `which operation of ${name}?` : `${name} has no operation "${id}"`;
  return new Failure([{ code: "unknown-operation", severity: "error", message, fix }], "misused");
}

function unknownWord(word: string, words: readonly string[]): Failure {
  const near = suggest(word, words);
  const fix = near === undefined ? undefined : `Did you mean "${near}"?`;
  const contract = /[./:\\]/.test(word) && near === undefined;
  return new Failure(
    [
      {
        code: "unknown-word",
        severity: "error",
        message: `there is nothing to explain by the name "${word}"`,
        ...(fix !== undefined && { fix }),
        ...(contract && {
          fix: `If it is a contract, name an operation of it as well: ${word}#<operation>; \`concordat inspect\` lists them.`,
        }),
      },
    ],
    "misused",
  );
}
