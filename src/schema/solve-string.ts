/** Texts of a length, that match some patterns and miss others, in some formats and not in others. */
import { type Automaton, conjunction, isSpelled, NotRegular, words } from "./automata.js";
import { expression } from "./evaluate.js";
import { stringFormat } from "./format.js";
import { type Answer, type Atom, none, some, unknown } from "./search.js";
import { codePoints } from "./value.js";

const MAX_LENGTH = 2_000_000;

/** A text that satisfies every atom and is none of the excluded ones; short and readable where there is a choice. */
export function solveString(atoms: readonly Atom[], excluded: ReadonlySet<string>): Answer {
  let min = 0;
  let max = Number.POSITIVE_INFINITY;
  const within = new Set<string>();
  const without = new Set<string>();
  const inFormats = new Set<string>();
  const outOfFormats = new Set<string>();
  for (const atom of atoms) {
    if (atom.is === "longer") min = Math.max(min, Math.ceil(atom.limit));
    if (atom.is === "shorter") max = Math.min(max, Math.floor(atom.limit));
    if (atom.is === "matches") within.add(atom.pattern);
    if (atom.is === "misses") without.add(atom.pattern);
    if (atom.is === "formatted") inFormats.add(atom.format);
    if (atom.is === "misformatted") outOfFormats.add(atom.format);
  }
  if (min > max || max < 0) return none();
  for (const pattern of within) if (without.has(pattern)) return none();
  for (const name of inFormats) {
    if (outOfFormats.has(name)) return none();
    if (stringFormat(name)?.within?.some((wider) => outOfFormats.has(wider))) return none();
  }
  if (min > MAX_LENGTH) return unknown("the text would be longer than two million characters");

  const matches = (text: string): boolean => {
    const length = codePoints(text);
    if (length < min || length > max || excluded.has(JSON.stringify(text))) return false;
    for (const pattern of within) if (!expression(pattern).test(text)) return false;
    for (const pattern of without) if (expression(pattern).test(text)) return false;
    for (const name of inFormats) if (stringFormat(name)?.test(text) === false) return false;
    for (const name of outOfFormats) if (stringFormat(name)?.test(text) !== false) return false;
    return true;
  };
  for (const text of guesses(min, max, inFormats)) if (matches(text)) return some(text);
  if (within.size + without.size + inFormats.size === 0) {
    return max === 0 ? none() : fresh(min, max, matches);
  }
  return byAutomata(min, max, [...within], [...without], inFormats, outOfFormats, excluded.size, matches);
}

function* guesses(min: number, max: number, inFormats: ReadonlySet<string>): Iterable<string> {
  for (const name of inFormats) yield* stringFormat(name)?.samples ?? [];
  if (inFormats.size > 0) return;
  for (const word of ["text", "a", "b", "", "A", "0", "word", "-", "a1"]) yield word;
  for (const letter of ["a", "b", "0"]) if (min > 0) yield letter.repeat(min);
  if (max < 4) for (const letter of ["x", "y"]) yield letter.repeat(max);
}

/** Any text of the length that is not excluded. */
function fresh(min: number, max: number, matches: (text: string) => boolean): Answer {
  const length = Math.max(min, 1);
  for (let index = 0; index < 2_000; index += 1) {
    const count = index.toString(36);
    const text = count.padStart(length, "a");
    if (matches(text)) return some(text);
    const single = String.fromCodePoint(0x61 + index).repeat(Math.min(length, max));
    if (matches(single)) return some(single);
  }
  return unknown("too many texts are excluded");
}

function byAutomata(
  min: number,
  max: number,
  within: readonly string[],
  without: readonly string[],
  inFormats: ReadonlySet<string>,
  outOfFormats: ReadonlySet<string>,
  excluded: number,
  matches: (text: string) => boolean,
): Answer {
  const alsoWithin = [...inFormats].map((name) => stringFormat(name)?.pattern ?? "");
  const alsoWithout = [...outOfFormats].flatMap((name) => {
    const format = stringFormat(name);
    return format?.exact === true ? [format.pattern] : [];
  });
  try {
    const automaton = conjunction(sorted([...within, ...alsoWithin]), sorted([...without, ...alsoWithout]));
    const found = words(automaton, { min, max, count: 1, slack: Math.min(excluded, 50), accept: matches });
    const [word] = found.words;
    if (word !== undefined) return some(word);
    if (found.empty) return none();
    const inexact = [...inFormats].some((name) => stringFormat(name)?.exact !== true) || outOfFormats.size > 0;
    if (!inexact && excluded > 0 && isSmall(automaton, min, max, excluded)) return none();
    return unknown(inexact ? "a format stands in the way of a pattern" : "no word was found");
  } catch (error) {
    if (error instanceof NotRegular) return unknown(`a pattern could not be decided: ${error.message}`);
    throw error;
  }
}

/** Whether the automaton has no more words than were excluded: then all of them are. */
function isSmall(automaton: Automaton, min: number, max: number, excluded: number): boolean {
  if (!isSpelled(automaton)) return false;
  const slack = (excluded + 1) * automaton.accepts.length;
  if (slack > 2_000) return false;
  return words(automaton, { min, max, count: excluded + 1, slack, accept: () => true }).words.length <= excluded;
}

const sorted = (patterns: readonly string[]): readonly string[] => [...new Set(patterns)].sort();
