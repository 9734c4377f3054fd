/**
 * The search for a value that satisfies some classes and fails others. A goal is a set of literals about one value; it
 * is taken apart into goals about parts of the value. A goal met again on the way down has no smaller value than
 * itself, so it counts as empty there (finite values are well-founded); answers that lean on this are kept apart until
 * the goal they lean on is settled.
 */
import type { Json } from "../contract/json.js";
import { atomHolds } from "./atom-holds.js";
import type { Classes } from "./classes.js";
import { createEvaluator, UnknownPattern } from "./evaluate.js";
import { refuted, stated } from "./expansion.js";
import { isEmpty, type Links } from "./node.js";
import { createDisjointness } from "./outline.js";
import type { SchemaPolicy } from "./policy.js";
import {
  Alternatives,
  type Answer,
  type Atom,
  fails,
  holds,
  type Item,
  isNegative,
  JUDGE,
  type Literal,
  negated,
  nodeOf,
  none,
  outOfFuel,
  SENDER,
  type Search,
  type Side,
  sideOf,
  some,
  statement,
  unknown,
} from "./search.js";
import { solveArray } from "./solve-array.js";
import { solveNumber } from "./solve-number.js";
import { solveObject } from "./solve-object.js";
import { solveString } from "./solve-string.js";
import { TooInvolved } from "./unevaluated.js";
import { ARRAY, distinct, NUMBER, OBJECT, STRING, typeBit, valueKey } from "./value.js";

export interface SolverOptions {
  readonly policy: SchemaPolicy;
  /** How many steps one question may take. */
  readonly fuel: number;
}

export interface Solver {
  /** Forgets what could not be told: another question may come at it from nearer. */
  forgetDoubts(): void;
  /** A value that satisfies every literal, within the fuel of one question. */
  find(goal: readonly Literal[]): Answer;
  satisfies(literal: Literal, value: Json): boolean;
}

/** Goals inside goals beyond this depth are given up: the stack is finite. */
const MAX_DEPTH = 160;

/** The state of one branch: what was taken in already, and the choices that are still open. */
interface Branch {
  readonly taken: Set<Literal>;
  readonly statements: Set<number>;
  readonly atoms: Atom[];
  readonly keys: Set<string>;
  choices: (readonly (readonly Item[])[])[];
}

export function createSolver(classes: Classes, { policy, fuel }: SolverOptions): Solver {
  const evaluate = createEvaluator(classes);
  const disjoint = createDisjointness(classes);
  const settled = new Map<string, Answer>();
  const provisional = new Map<string, { readonly kind: "none"; readonly since: number }>();
  const provisionalOrder: string[] = [];
  const open = new Map<string, number>();
  const parts = new Map<Literal, readonly Literal[] | null>();
  const statedOf = new Map<number, ReturnType<typeof stated> | null>();
  const refutedOf = new Map<number, ReturnType<typeof refuted>>();
  let left = fuel;

  const satisfies = (literal: Literal, value: Json): boolean =>
    evaluate(nodeOf(literal), value) !== isNegative(literal);
  const all = (goal: readonly Literal[], value: Json): boolean => goal.every((literal) => satisfies(literal, value));

  const search: Search = {
    solve,
    solveTyped,
    satisfies,
    among: (values) => holds(classes.intern({ values: distinct(values) }, {}), SENDER),
    finite,
    spend: () => {
      left -= 1;
      return left >= 0;
    },
    undeclaredTravel: policy.undeclared === "travel",
  };

  return {
    find(goal) {
      left = fuel;
      try {
        return solve(goal);
      } catch (error) {
        open.clear();
        provisional.clear();
        provisionalOrder.length = 0;
        if (error instanceof RangeError) return unknown("the schemas are nested too deeply");
        if (error instanceof TooInvolved || error instanceof UnknownPattern) return unknown(error.message);
        throw error;
      }
    },
    satisfies,
    forgetDoubts() {
      for (const [key, { kind }] of settled) if (kind === "unknown") settled.delete(key);
    },
  };

  function solve(literals: readonly Literal[]): Answer {
    const goal = flattened(literals);
    if (goal === undefined) return none();
    if (goal.length === 0) return some({});
    const key = goal.join();
    const known = settled.get(key) ?? provisional.get(key);
    if (known !== undefined) return known;
    const above = open.get(key);
    if (above !== undefined) return none(above);
    left -= 1;
    if (left < 0) return outOfFuel;
    const depth = open.size;
    if (depth > MAX_DEPTH) return unknown("the schemas are nested too deeply");
    open.set(key, depth);
    const mark = provisionalOrder.length;
    let answer: Answer;
    try {
      answer = taken(goal);
    } catch (error) {
      if (!(error instanceof TooInvolved) && !(error instanceof UnknownPattern)) throw error;
      answer = unknown(error.message);
    }
    open.delete(key);
    return kept(key, answer, depth, mark);
  }

  /** Files an answer, and the answers below it that leaned on its goal. */
  function kept(key: string, answer: Answer, depth: number, mark: number): Answer {
    if (answer.kind === "none" && answer.since < depth) {
      provisional.set(key, answer);
      provisionalOrder.push(key);
      return answer;
    }
    const waiting: string[] = [];
    while (provisionalOrder.length > mark) {
      const below = provisionalOrder.pop()!;
      const entry = provisional.get(below);
      if (entry === undefined) continue;
      if (entry.since < depth) {
        waiting.push(below);
        continue;
      }
      provisional.delete(below);
      if (answer.kind === "none") settled.set(below, none());
    }
    provisionalOrder.push(...waiting.reverse());
    const final = answer.kind === "none" ? none() : answer;
    if (final.kind !== "unknown" || left >= 0) settled.set(key, final);
    return final;
  }

  /** The literals with everything taken apart that is plainly a conjunction. @returns undefined when they contradict */
  function flattened(literals: readonly Literal[]): readonly Literal[] | undefined {
    const goal = new Map<number, Literal>();
    const seen = new Set<Literal>();
    const queue = [...literals];
    for (let literal = queue.pop(); literal !== undefined; literal = queue.pop()) {
      if (seen.has(literal)) continue;
      seen.add(literal);
      const inner = partsOf(literal);
      if (inner !== null) {
        queue.push(...inner);
        continue;
      }
      const node = nodeOf(literal);
      if (node === classes.any || node === classes.never) {
        if (isNegative(literal) === (node === classes.any)) return undefined;
        continue;
      }
      if (goal.has(statement(negated(literal)))) return undefined;
      const same = goal.get(statement(literal));
      if (same === undefined || sideOf(same) === JUDGE) goal.set(statement(literal), literal);
    }
    const positive = [...goal.values()].filter((literal) => !isNegative(literal));
    for (let first = 0; first < positive.length; first += 1) {
      for (let second = first + 1; second < positive.length; second += 1) {
        if (disjoint(nodeOf(positive[first]!), nodeOf(positive[second]!))) return undefined;
      }
    }
    // What a positive literal excludes at first sight need not be excluded again.
    return [...goal.values()]
      .filter((literal) => !isNegative(literal) || !positive.some((other) => disjoint(nodeOf(other), nodeOf(literal))))
      .sort((a, b) => a - b);
  }

  function partsOf(literal: Literal): readonly Literal[] | null {
    const known = parts.get(literal);
    if (known !== undefined) return known;
    const made = takenApart(literal);
    parts.set(literal, made);
    return made;
  }

  function takenApart(literal: Literal): readonly Literal[] | null {
    const { facts, links } = classes.nodes[nodeOf(literal)]!;
    const keys = Object.keys(links);
    const alone = isEmpty(facts) && keys.length === 1;
    const side = sideOf(literal);
    if (alone && links.oneOf !== undefined && areApart(links.oneOf)) {
      const either = classes.intern({}, { anyOf: links.oneOf });
      return [isNegative(literal) ? fails(either, side) : holds(either, side)];
    }
    if (isNegative(literal)) {
      if (alone && links.anyOf !== undefined) return links.anyOf.map((part) => fails(part, side));
      if (alone && links.not !== undefined) return [holds(links.not, side)];
      return null;
    }
    const applied = ["allOf", "anyOf", "oneOf", "not", "if"].some((key) => keys.includes(key));
    if (!applied || links.unevaluatedProperties !== undefined || links.unevaluatedItems !== undefined) return null;
    if (alone && links.anyOf !== undefined && links.anyOf.length > 1) return null;
    if (alone && links.oneOf !== undefined) return null;
    const { allOf, anyOf, oneOf, not, if: condition, matched, unmatched, ...own } = links;
    const result: Literal[] = (allOf ?? []).map((part) => holds(part, side));
    if (not !== undefined) result.push(fails(not, side));
    if (anyOf !== undefined) result.push(holds(classes.intern({}, { anyOf }), side));
    if (oneOf !== undefined) result.push(holds(classes.intern({}, { oneOf }), side));
    if (condition !== undefined && (matched ?? unmatched) !== undefined) {
      const conditional: Links<number> = { if: condition };
      if (matched !== undefined) conditional.matched = matched;
      if (unmatched !== undefined) conditional.unmatched = unmatched;
      const node = classes.intern({}, conditional);
      if (node === nodeOf(literal)) return null;
      result.push(holds(node, side));
    }
    if (!isEmpty(facts) || !isEmpty(own)) result.push(holds(classes.intern(facts, own), side));
    return result.includes(literal) ? null : result;
  }

  function areApart(variants: readonly number[]): boolean {
    if (variants.length > 400) return false;
    return variants.every((first, index) => variants.slice(index + 1).every((second) => disjoint(first, second)));
  }

  function taken(goal: readonly Literal[]): Answer {
    const listed = listing(goal);
    if (listed !== undefined) {
      const value = listed.find((candidate) => all(goal, candidate));
      return value === undefined ? none() : some(value);
    }
    return byUnion(goal) ?? byRefusals(goal) ?? bySplitting(goal) ?? byType(goal);
  }

  /** The values of a positive literal that lists them. */
  function listing(goal: readonly Literal[]): readonly Json[] | undefined {
    for (const literal of goal) {
      const values = isNegative(literal) ? undefined : classes.nodes[nodeOf(literal)]!.facts.values;
      if (values !== undefined) return values;
    }
    return undefined;
  }

  /** One variant after the other of the narrowest union that must hold. */
  function byUnion(goal: readonly Literal[]): Answer | undefined {
    let chosen: { literal: Literal; variants: readonly number[]; exactly: boolean } | undefined;
    for (const literal of goal) {
      if (isNegative(literal)) continue;
      const { facts, links } = classes.nodes[nodeOf(literal)]!;
      const variants = links.anyOf ?? links.oneOf;
      if (variants === undefined || !isEmpty(facts) || Object.keys(links).length > 1) continue;
      if (chosen === undefined || variants.length < chosen.variants.length) {
        chosen = { literal, variants, exactly: links.oneOf !== undefined };
      }
    }
    if (chosen === undefined) return undefined;
    const { literal, variants, exactly } = chosen;
    const side = sideOf(literal);
    const rest = goal.filter((other) => other !== literal);
    const alternatives = new Alternatives();
    for (const [index, variant] of variants.entries()) {
      const others = exactly
        ? variants.filter((other, at) => at !== index && !disjoint(variant, other)).map((other) => fails(other, side))
        : [];
      const answer = solve([...rest, holds(variant, side), ...others]);
      if (answer.kind === "some" || left < 0) return answer;
      alternatives.note(answer);
    }
    return alternatives.outcome();
  }

  /** Several refusals are first tried one by one: often one is enough, and most do not matter. */
  function byRefusals(goal: readonly Literal[]): Answer | undefined {
    const negative = goal.filter(isNegative);
    if (negative.length < 2) return undefined;
    const positive = goal.filter((literal) => !isNegative(literal));
    if (positive.length === 0) return undefined;
    const relevant: Literal[] = [];
    for (const literal of negative) {
      const answer = solve([...positive, negated(literal)]);
      if (answer.kind !== "none") relevant.push(literal);
      if (left < 0) return outOfFuel;
    }
    if (relevant.length < negative.length) {
      const answer = solve([...positive, ...relevant]);
      if (answer.kind !== "some" || all(goal, answer.value)) return answer;
    }
    for (const literal of relevant) {
      const answer = solve([...positive, literal]);
      if (answer.kind === "none" || (answer.kind === "some" && all(goal, answer.value))) return answer;
      if (left < 0) return outOfFuel;
    }
    return undefined;
  }

  /** Takes apart a refusal whose ways are about the whole value, not about one type of it. */
  function bySplitting(goal: readonly Literal[]): Answer | undefined {
    for (const literal of goal) {
      if (!isNegative(literal)) continue;
      const ways = waysToFail(nodeOf(literal), sideOf(literal));
      if (ways === undefined) continue;
      const rest = goal.filter((other) => other !== literal);
      const alternatives = new Alternatives();
      for (const way of ways) {
        const answer = solve([...rest, ...way]);
        if (answer.kind === "some" || left < 0) return answer;
        alternatives.note(answer);
      }
      const { oneOf } = classes.nodes[nodeOf(literal)]!.links;
      if (oneOf !== undefined) {
        const answer = inTwo(rest, oneOf, sideOf(literal));
        if (answer.kind === "some" || left < 0) return answer;
        alternatives.note(answer);
      }
      return alternatives.outcome();
    }
    return undefined;
  }

  function waysToFail(node: number, side: Side): readonly (readonly Literal[])[] | undefined {
    const { facts, links } = classes.nodes[node]!;
    const { allOf, anyOf, oneOf, not, if: condition, matched, unmatched, ...own } = links;
    if (own.unevaluatedProperties !== undefined || own.unevaluatedItems !== undefined) return undefined;
    if ((allOf ?? anyOf ?? oneOf ?? not ?? condition) === undefined) return undefined;
    const ways: (readonly Literal[])[] = [];
    if (!isEmpty(facts) || !isEmpty(own)) ways.push([fails(classes.intern(facts, own), side)]);
    for (const part of allOf ?? []) ways.push([fails(part, side)]);
    if (anyOf !== undefined) ways.push(anyOf.map((part) => fails(part, side)));
    if (oneOf !== undefined) ways.push(oneOf.map((part) => fails(part, side)));
    if (not !== undefined) ways.push([holds(not, side)]);
    if (condition !== undefined && matched !== undefined) ways.push([holds(condition, side), fails(matched, side)]);
    if (condition !== undefined && unmatched !== undefined) ways.push([fails(condition, side), fails(unmatched, side)]);
    return ways;
  }

  /** A value that satisfies the rest and two of the variants at once. */
  function inTwo(rest: readonly Literal[], variants: readonly number[], side: Side): Answer {
    const alternatives = new Alternatives();
    const possible: number[] = [];
    for (const variant of new Set(variants)) {
      const answer = solve([...rest, holds(variant, side)]);
      if (left < 0) return outOfFuel;
      if (
        answer.kind === "some" &&
        variants.filter((other) => satisfies(holds(other, side), answer.value)).length > 1
      ) {
        return answer;
      }
      if (answer.kind === "none") alternatives.note(answer);
      else possible.push(variant);
    }
    for (const [index, first] of possible.entries()) {
      const twice = variants.filter((other) => other === first).length > 1;
      for (const second of [...(twice ? [first] : []), ...possible.slice(index + 1)]) {
        const answer = solve([...rest, holds(first, side), holds(second, side)]);
        if (answer.kind === "some" || left < 0) return answer;
        alternatives.note(answer);
      }
    }
    return alternatives.outcome();
  }

  function byType(goal: readonly Literal[]): Answer {
    const types = goal.reduce(
      (mask, literal) => (isNegative(literal) ? mask : mask & (classes.nodes[nodeOf(literal)]!.facts.types ?? mask)),
      63,
    );
    for (const value of [null, true, false]) if ((typeBit(value) & types) !== 0 && all(goal, value)) return some(value);
    const alternatives = new Alternatives();
    for (const type of [STRING, NUMBER, OBJECT, ARRAY]) {
      if ((type & types) === 0) continue;
      const answer = solveTyped(goal, type, []);
      if (answer.kind === "some") return answer;
      alternatives.note(answer);
    }
    return alternatives.outcome();
  }

  function solveTyped(goal: readonly Literal[], type: number, atoms: readonly Atom[]): Answer {
    if (atoms.length === 0) for (const value of simplest[type]!) if (all(goal, value)) return some(value);
    const branch: Branch = { taken: new Set(), statements: new Set(), atoms: [], keys: new Set(), choices: [] };
    return absorbed(branch, [...goal, ...atoms], type) ? descend(branch, type) : none();
  }

  /** Takes items into a branch. @returns false when they contradict what is there */
  function absorbed(branch: Branch, items: readonly Item[], type: number): boolean {
    const queue = [...items];
    for (let item = queue.pop(); item !== undefined; item = queue.pop()) {
      if (typeof item !== "number") {
        if (branch.keys.has(item.key)) continue;
        branch.keys.add(item.key);
        branch.atoms.push(item);
        continue;
      }
      if (branch.taken.has(item)) continue;
      if (branch.statements.has(statement(negated(item)))) return false;
      branch.taken.add(item);
      branch.statements.add(statement(item));
      if (isNegative(item)) {
        const ways = refusals(item, type);
        if (ways === true) continue;
        if (ways.length === 0) return false;
        if (ways.length === 1) queue.push(...ways[0]!);
        else branch.choices.push(ways);
        continue;
      }
      const demands = demanded(item, type);
      if (demands === undefined) return false;
      queue.push(...demands.all);
      for (const choice of demands.choices) {
        if (choice.length === 0) return false;
        if (choice.length === 1) queue.push(...choice[0]!);
        else branch.choices.push(choice);
      }
    }
    return true;
  }

  function demanded(literal: Literal, type: number) {
    const key = literal * 64 + type;
    let known = statedOf.get(key);
    if (known === undefined) {
      known = stated(classes, nodeOf(literal), type, sideOf(literal)) ?? null;
      statedOf.set(key, known);
    }
    return known ?? undefined;
  }

  function refusals(literal: Literal, type: number) {
    const key = literal * 64 + type;
    let known = refutedOf.get(key);
    if (known === undefined) {
      known = refuted(classes, nodeOf(literal), type, sideOf(literal));
      refutedOf.set(key, known);
    }
    return known;
  }

  /** Makes the choices that are left, the narrowest first. */
  function descend(branch: Branch, type: number): Answer {
    left -= 1;
    if (left < 0) return outOfFuel;
    const choices: (readonly (readonly Item[])[])[] = [];
    for (const choice of branch.choices) {
      if (choice.some((way) => way.every((item) => isTaken(branch, item)))) continue;
      const possible = choice.filter((way) => !way.some((item) => isExcluded(branch, item, type)));
      if (possible.length === 0) return none();
      choices.push(possible);
    }
    if (choices.length === 0) return leaf(branch.atoms, type);
    const narrowest = choices.reduce((best, choice) => (choice.length < best.length ? choice : best));
    const rest = choices.filter((choice) => choice !== narrowest);
    if (choices.length > 1 || narrowest.length > 4) {
      const relaxed = leaf(branch.atoms, type);
      if (relaxed.kind === "none") return relaxed;
    }
    const alternatives = new Alternatives();
    for (const way of narrowest) {
      const next: Branch = {
        taken: new Set(branch.taken),
        statements: new Set(branch.statements),
        atoms: [...branch.atoms],
        keys: new Set(branch.keys),
        choices: [...rest],
      };
      if (!absorbed(next, way, type)) continue;
      const answer = descend(next, type);
      if (answer.kind === "some" || left < 0) return answer;
      alternatives.note(answer);
    }
    return alternatives.outcome();
  }

  function isTaken(branch: Branch, item: Item): boolean {
    return typeof item === "number" ? branch.statements.has(statement(item)) : branch.keys.has(item.key);
  }

  function isExcluded(branch: Branch, item: Item, type: number): boolean {
    if (typeof item === "number") {
      if (branch.statements.has(statement(negated(item)))) return true;
      if (isNegative(item)) {
        const ways = refusals(item, type);
        return ways !== true && ways.length === 0;
      }
      return demanded(item, type) === undefined;
    }
    if (item.is === "absent") return branch.atoms.some((atom) => atom.is === "present" && atom.name === item.name);
    if (item.is === "present") return branch.atoms.some((atom) => atom.is === "absent" && atom.name === item.name);
    return false;
  }

  function leaf(atoms: readonly Atom[], type: number): Answer {
    const excluded = new Set(atoms.flatMap((atom) => (atom.is === "not-among" ? atom.values.map(valueKey) : [])));
    const lists = atoms.flatMap((atom) => (atom.is === "among" ? [atom.values] : []));
    const [first, ...others] = lists;
    if (first !== undefined) return listedLeaf(first, others, excluded, atoms, type);
    if (type === NUMBER) return solveNumber(atoms, excluded);
    if (type === STRING) return solveString(atoms, excluded);
    if (type === ARRAY) return solveArray(search, atoms, excluded);
    return solveObject(search, atoms, excluded);
  }

  /** Values that are listed: each is looked at by itself, under all other demands. */
  function listedLeaf(
    values: readonly Json[],
    others: readonly (readonly Json[])[],
    excluded: ReadonlySet<string>,
    atoms: readonly Atom[],
    type: number,
  ): Answer {
    const keys = others.map((list) => new Set(list.map(valueKey)));
    const rest = atoms.filter(({ is }) => is !== "among" && is !== "not-among");
    for (const value of values) {
      const key = valueKey(value);
      if (typeBit(value) !== type || excluded.has(key) || !keys.every((list) => list.has(key))) continue;
      if (rest.every((atom) => atomHolds(atom, value, satisfies))) return some(value);
    }
    return none();
  }

  function finite(goal: readonly Literal[]): readonly Json[] | undefined {
    const flat = flattened(goal);
    if (flat === undefined) return [];
    const listed = listing(flat);
    if (listed !== undefined) return listed.filter((value) => all(flat, value));
    for (const type of [STRING, NUMBER, OBJECT, ARRAY]) {
      if (solveTyped(flat, type, []).kind !== "none") return undefined;
    }
    return [null, true, false].filter((value) => all(flat, value));
  }
}

const simplest: Readonly<Record<number, readonly Json[]>> = {
  [STRING]: ["text", "a", ""],
  [NUMBER]: [0, 1, 0.5, -1],
  [OBJECT]: [{}],
  [ARRAY]: [[]],
};
