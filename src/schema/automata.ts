/** Languages of patterns as finite automata: intersections, complements, words. The automata are refa's, loaded late. */
import { createRequire } from "node:module";
import type * as Refa from "refa";

/** A pattern whose language is not regular, or whose automaton grows too large. */
export class NotRegular extends Error {}

/** A deterministic automaton as arrays: state 0 is where it begins. */
export interface Automaton {
  readonly accepts: readonly boolean[];
  readonly moves: readonly (readonly { readonly to: number; readonly ranges: readonly Range[] }[])[];
}

type Element = Refa.NoParent<Refa.Element>;
type Quantifier = Refa.NoParent<Refa.Quantifier>;

interface Range {
  readonly min: number;
  readonly max: number;
}

const MAX_STATES = 3_000;

/**
 * The texts that every pattern of `within` matches and none of `without` does.
 * @throws NotRegular when that cannot be said by an automaton of reasonable size
 */
export function conjunction(within: readonly string[], without: readonly string[]): Automaton {
  const key = JSON.stringify([within, without]);
  const known = conjunctions.get(key);
  if (known instanceof NotRegular) throw known;
  if (known !== undefined) return known;
  const made = attempted(() => {
    const { DFA } = refa();
    let result: Refa.DFA | undefined;
    const meet = (next: Refa.DFA) => {
      if (result === undefined) result = next;
      else {
        result = DFA.fromIntersection(result, next, new DFA.LimitedNodeFactory(MAX_STATES));
        result.minimize();
      }
    };
    for (const pattern of within) meet(language(pattern));
    for (const pattern of without) meet(complement(language(pattern)));
    return asArrays(result ?? language("(?:)"));
  });
  conjunctions.set(key, made);
  if (made instanceof NotRegular) throw made;
  return made;
}

interface WordsOptions {
  /** In code points. */
  readonly min: number;
  readonly max: number;
  readonly count: number;
  /** How much longer words are looked at than the automaton alone asks for, since `accept` may refuse some. */
  readonly slack: number;
  readonly accept: (word: string) => boolean;
}

/** Up to `count` words of the automaton, shortest first, the plainest first. */
export function words(
  automaton: Automaton,
  { min, max, count, slack, accept }: WordsOptions,
): { readonly words: readonly string[]; readonly empty: boolean } {
  const { accepts, moves } = automaton;
  const states = accepts.length;
  // Beyond min + states, lengths repeat what shorter words have shown, unless all shorter words are refused.
  const last = Math.min(max, min + states + 2 + slack);
  if (last > 20_000) throw new NotRegular("the texts would be longer than 20,000 characters");
  const reaches: Uint8Array[] = [Uint8Array.from(accepts, (yes) => (yes ? 1 : 0))];
  for (let length = 1; length <= last; length += 1) {
    const shorter = reaches[length - 1]!;
    reaches.push(Uint8Array.from(moves, (out) => (out.some(({ to }) => shorter[to] === 1) ? 1 : 0)));
  }
  const found: string[] = [];
  let empty = true;
  let budget = 4_000;
  for (let length = min; length <= last && found.length < count; length += 1) {
    if (reaches[length]![0] !== 1) continue;
    empty = false;
    const letters: number[] = [];
    const spell = (state: number, left: number): void => {
      if (found.length >= count || budget <= 0) return;
      if (left === 0) {
        budget -= 1;
        const word = String.fromCodePoint(...letters);
        if (accept(word)) found.push(word);
        return;
      }
      for (const { to, ranges } of moves[state]!) {
        if (reaches[left - 1]![to] !== 1) continue;
        for (const letter of plainest(ranges)) {
          budget -= 1;
          letters.push(letter);
          spell(to, left - 1);
          letters.pop();
          if (found.length >= count || budget <= 0) return;
        }
      }
    };
    spell(0, length);
  }
  return { words: found, empty };
}

/** Whether `words` spells every word there is: no move has more characters than it tries. */
export const isSpelled = ({ moves }: Automaton): boolean =>
  moves.every((out) =>
    out.every(({ ranges }) => {
      const size = ranges.reduce((sum, { min, max }) => sum + max - min + 1, 0);
      return size <= 24 && plainest(ranges).length === size;
    }),
  );

const plain = [..."abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-_.@/: +!#$%&*"].map(
  (letter) => letter.codePointAt(0) as number,
);

/** A few characters of the ranges, readable ones first; lone surrogates never. */
function plainest(ranges: readonly Range[]): readonly number[] {
  const within = (point: number) => ranges.some(({ min, max }) => min <= point && point <= max);
  const readable = plain.filter(within).slice(0, 24);
  if (readable.length > 0) return readable;
  const others: number[] = [];
  for (const { min, max } of ranges) {
    for (let point = Math.max(min, 32); point <= max && others.length < 6; point += 1) {
      if (point < 0xd800 || point > 0xdfff) others.push(point);
      else point = 0xdfff;
    }
    if (others.length === 0 && min < 32) others.push(min);
  }
  return others;
}

const conjunctions = new Map<string, Automaton | NotRegular>();
const languages = new Map<string, Refa.DFA | NotRegular>();

let loaded: typeof Refa | undefined;
const refa = (): typeof Refa => {
  loaded ??= createRequire(import.meta.url)("refa") as typeof Refa;
  return loaded;
};

function attempted<T>(make: () => T): T | NotRegular {
  try {
    return make();
  } catch (error) {
    if (error instanceof NotRegular) return error;
    return new NotRegular(error instanceof Error ? error.message : String(error));
  }
}

function language(pattern: string): Refa.DFA {
  const known = languages.get(pattern) ?? attempted(() => matching(pattern));
  languages.set(pattern, known);
  if (known instanceof NotRegular) throw known;
  return known;
}

/** Whatever contains a match of the pattern. */
function matching(source: string): Refa.DFA {
  const { JS, NFA } = refa();
  const parsed = attempted(() => JS.Parser.fromLiteral({ source, flags: "u" }));
  if (parsed instanceof NotRegular) throw new NotRegular(`/${source}/ is not legal with the u flag`);
  const { expression, maxCharacter } = parsed.parse({ assertions: "parse", backreferences: "throw", maxNodes: 5_000 });
  const any = anything(maxCharacter);
  let all: Refa.NFA | undefined;
  for (const { elements } of expression.alternatives) {
    for (const sequence of flattened([any, ...elements, any])) {
      const part = ofSequence(sequence, any, maxCharacter);
      if (all === undefined) all = NFA.fromFA(part, wide());
      else all.union(part, wide());
    }
  }
  if (all === undefined) throw new NotRegular(`/${source}/ matches nothing`);
  return determined(all);
}

const wide = () => new (refa().NFA.LimitedNodeFactory)(MAX_STATES * 3);

function determined(automaton: Refa.NFA): Refa.DFA {
  const { DFA } = refa();
  const result = DFA.fromFA(automaton, new DFA.LimitedNodeFactory(MAX_STATES));
  result.minimize();
  return result;
}

function complement(automaton: Refa.DFA): Refa.DFA {
  const { DFA } = refa();
  const result = automaton.copy(new DFA.LimitedNodeFactory(MAX_STATES));
  result.complement(new DFA.LimitedNodeFactory(MAX_STATES));
  result.minimize();
  return result;
}

const anything = (maxCharacter: number): Quantifier => ({
  type: "Quantifier",
  min: 0,
  max: Number.POSITIVE_INFINITY,
  lazy: false,
  alternatives: [
    {
      type: "Concatenation",
      elements: [{ type: "CharacterClass", characters: refa().CharSet.all(maxCharacter) }],
    },
  ],
});

/** The sequences of elements that hold no group with an assertion inside: groups are multiplied out. */
function flattened(elements: readonly Element[]): readonly (readonly Element[])[] {
  let sequences: readonly (readonly Element[])[] = [[]];
  for (const element of elements) {
    const choices = choicesOf(element);
    sequences = sequences.flatMap((sequence) => choices.map((choice) => [...sequence, ...choice]));
    if (sequences.length > 64) throw new NotRegular("too many alternatives hold assertions");
  }
  return sequences;
}

function choicesOf(element: Element): readonly (readonly Element[])[] {
  if (element.type === "Assertion" || !holdsAssertion(element)) return [[element]];
  if (element.type === "Alternation") return element.alternatives.flatMap((part) => flattened(part.elements));
  if (element.type === "Quantifier" && element.max === 1) {
    const once = element.alternatives.flatMap((part) => flattened(part.elements));
    return element.min === 0 ? [[], ...once] : once;
  }
  throw new NotRegular("an assertion is repeated");
}

function holdsAssertion(element: Element): boolean {
  if (element.type === "Assertion" || element.type === "Unknown") return true;
  if (element.type === "CharacterClass") return false;
  return element.alternatives.some((part) => part.elements.some(holdsAssertion));
}

/** Assertions of a flat sequence look at the whole text: `p(?=a)r` is p followed by what both a… and r are. */
function ofSequence(sequence: readonly Element[], any: Quantifier, maxCharacter: number): Refa.DFA {
  const { NFA, DFA } = refa();
  const ahead = sequence.findIndex((element) => element.type === "Assertion" && element.kind === "ahead");
  const behind = sequence.findLastIndex((element) => element.type === "Assertion" && element.kind === "behind");
  if (ahead < 0 && behind < 0) {
    const concatenation: Refa.NoParent<Refa.Concatenation> = { type: "Concatenation", elements: [...sequence] };
    const options = { assertions: "throw", unknowns: "throw" } as const;
    return determined(NFA.fromRegex(concatenation, { maxCharacter }, options, wide()));
  }
  const joined = (left: Refa.DFA, right: Refa.DFA): Refa.DFA => {
    const result = NFA.fromFA(left, wide());
    result.append(right, wide());
    return determined(result);
  };
  const meet = (left: Refa.DFA, right: Refa.DFA): Refa.DFA => {
    const result = DFA.fromIntersection(left, right, new DFA.LimitedNodeFactory(MAX_STATES));
    result.minimize();
    return result;
  };
  const last = behind > ahead;
  if (!last && sequence.slice(ahead + 1).some((element) => element.type === "Assertion" && element.kind === "behind")) {
    throw new NotRegular("it looks both ways");
  }
  const at = last ? behind : ahead;
  const assertion = sequence[at];
  if (assertion?.type !== "Assertion") throw new NotRegular("an assertion is lost");
  const looked = union(
    assertion.alternatives.flatMap(({ elements }) => flattened(last ? [any, ...elements] : [...elements, any])),
    any,
    maxCharacter,
  );
  const asked = assertion.negate ? complement(looked) : looked;
  const left = ofSequence(sequence.slice(0, at), any, maxCharacter);
  const right = ofSequence(sequence.slice(at + 1), any, maxCharacter);
  return last ? joined(meet(left, asked), right) : joined(left, meet(right, asked));
}

function union(sequences: readonly (readonly Element[])[], any: Quantifier, maxCharacter: number): Refa.DFA {
  const { NFA } = refa();
  let all: Refa.NFA | undefined;
  for (const sequence of sequences) {
    const part = ofSequence(sequence, any, maxCharacter);
    if (all === undefined) all = NFA.fromFA(part, wide());
    else all.union(part, wide());
  }
  return determined(all ?? NFA.empty({ maxCharacter }));
}

function asArrays(automaton: Refa.DFA): Automaton {
  const numbers = new Map<Refa.DFA.Node, number>([[automaton.initial, 0]]);
  const states: Refa.DFA.Node[] = [automaton.initial];
  const moves: { to: number; ranges: Range[] }[][] = [];
  for (let index = 0; index < states.length; index += 1) {
    const byTarget = new Map<number, Range[]>();
    states[index]!.out.forEach((target, range) => {
      let to = numbers.get(target);
      if (to === undefined) {
        to = states.length;
        numbers.set(target, to);
        states.push(target);
      }
      byTarget.set(to, [...(byTarget.get(to) ?? []), range]);
    });
    moves.push([...byTarget].map(([to, ranges]) => ({ to, ranges })));
  }
  return { accepts: states.map((state) => automaton.finals.has(state)), moves };
}
