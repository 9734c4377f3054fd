/** Arrays: how many items there are, what each must be, which must be among them, whether they may repeat. */
import type { Json } from "../contract/json.js";
import {
  Alternatives,
  type Answer,
  type Atom,
  type Literal,
  negated,
  none,
  outOfFuel,
  type Search,
  some,
  unknown,
} from "./search.js";
import { valueKey } from "./value.js";

/** Arrays beyond this length are made by repeating their last item. */
const LONG = 60;
/** Arrays whose items must be told apart are made item by item up to this length. */
const LONG_DISTINCT = 1_000;
const MAX_LENGTH = 100_000;

interface Problem {
  readonly least: number;
  readonly most: number;
  readonly unique: boolean;
  readonly repeated: boolean;
  readonly shapes: readonly { readonly prefix: readonly Literal[]; readonly rest: Literal | undefined }[];
  readonly fixed: readonly { readonly index: number; readonly literal: Literal }[];
  readonly floating: readonly { readonly index: number; readonly literal: Literal }[];
  readonly contained: readonly { readonly literal: Literal; readonly least: number; readonly most: number }[];
}

/** An array that satisfies every atom and is none of the excluded values; short where there is a choice. */
export function solveArray(search: Search, atoms: readonly Atom[], excluded: ReadonlySet<string>): Answer {
  const problem = readProblem(atoms);
  const { least, most, shapes, fixed, floating, contained } = problem;
  if (least > most || (problem.unique && problem.repeated)) return none();
  if (least > MAX_LENGTH) return unknown("the array would have more than 100,000 items");

  const positions = Math.max(
    0,
    ...shapes.map(({ prefix }) => prefix.length),
    ...[...fixed, ...floating].map(({ index }) => index + 1),
  );
  const demands = floating.length + contained.reduce((sum, part) => sum + part.least, 0) + (problem.repeated ? 2 : 0);
  const long = least > Math.max(LONG, positions + demands + 2);
  const simple =
    !problem.unique && contained.every((part) => part.most === Number.POSITIVE_INFINITY) && excluded.size === 0;
  if (long && !simple && least > LONG_DISTINCT) return unknown("a long array with counted or unique items");

  const stretched = long && simple;
  const shortest = stretched ? positions + demands + 1 : least;
  const longest = stretched ? shortest : Math.min(most, Math.max(least, positions + demands) + excluded.size);
  const alternatives = new Alternatives();
  for (let length = shortest; length <= longest; length += 1) {
    const goals = Array.from({ length }, (_, index) => goalAt(problem, index));
    for (const { index, literal } of fixed) goals[index]?.push(literal);
    const hopeless = goals.findIndex((goal) => {
      const answer = search.solve(goal);
      if (answer.kind === "none") alternatives.note(answer);
      return answer.kind === "none";
    });
    if (hopeless >= 0) {
      // Longer arrays have this position too.
      break;
    }
    const answer = arranged(search, problem, goals, excluded);
    if (answer.kind === "some") return stretched ? repeatedTo(answer, least) : answer;
    alternatives.note(answer);
    if (!search.spend()) return outOfFuel;
  }
  return alternatives.outcome();
}

function readProblem(atoms: readonly Atom[]): Problem {
  let least = 0;
  let most = Number.POSITIVE_INFINITY;
  const shapes = [];
  const fixed = [];
  const floating = [];
  const contained = [];
  for (const atom of atoms) {
    if (atom.is === "more-items") least = Math.max(least, Math.ceil(atom.limit));
    if (atom.is === "fewer-items") most = Math.min(most, Math.floor(atom.limit));
    if (atom.is === "items") shapes.push(atom);
    if (atom.is === "item-at") fixed.push(atom);
    if (atom.is === "item-from") floating.push(atom);
    if (atom.is === "contains") contained.push(atom);
  }
  const repeated = atoms.some(({ is }) => is === "repeated");
  least = Math.max(
    least,
    repeated ? 2 : 0,
    ...[...fixed, ...floating].map(({ index }) => index + 1),
    ...contained.map((part) => part.least),
  );
  return { least, most, unique: atoms.some(({ is }) => is === "unique"), repeated, shapes, fixed, floating, contained };
}

const goalAt = ({ shapes }: Problem, index: number): Literal[] =>
  shapes.flatMap(({ prefix, rest }) => prefix[index] ?? (index < prefix.length || rest === undefined ? [] : rest));

/** Puts the demands that have no place of their own somewhere, one after the other. */
function arranged(search: Search, problem: Problem, goals: Literal[][], excluded: ReadonlySet<string>): Answer {
  const { floating, contained } = problem;
  let budget = 600;
  const place = (turn: number): Answer => {
    budget -= 1;
    if (budget < 0) return unknown("too many ways to arrange the items");
    const demand = floating[turn];
    if (demand !== undefined) {
      const alternatives = new Alternatives();
      for (let index = goals.length - 1; index >= demand.index; index -= 1) {
        const answer = withLiteral(index, demand.literal, () => place(turn + 1));
        if (answer.kind === "some") return answer;
        alternatives.note(answer);
      }
      return alternatives.outcome();
    }
    const count = contained[turn - floating.length];
    if (count !== undefined) return counted(count, 0, 0, () => place(turn + 1));
    return problem.repeated ? twice() : filled(search, goals, problem.unique, new Map(), excluded);
  };
  const withLiteral = (index: number, literal: Literal, next: () => Answer): Answer => {
    const goal = goals[index]!;
    goal.push(literal);
    const answer = search.solve(goal);
    const result = answer.kind === "none" ? answer : next();
    goal.pop();
    return result;
  };
  /** Decides for each position whether it counts as contained, as far as that matters. */
  const counted = (part: Problem["contained"][number], index: number, hits: number, next: () => Answer): Answer => {
    budget -= 1;
    if (budget < 0) return unknown("too many ways to count the items");
    const unbounded = part.most === Number.POSITIVE_INFINITY;
    if (hits > part.most || hits + goals.length - index < part.least) return none();
    if (index === goals.length || (unbounded && hits >= part.least)) return next();
    const alternatives = new Alternatives();
    const hit = () => withLiteral(index, part.literal, () => counted(part, index + 1, hits + 1, next));
    const miss = () =>
      unbounded
        ? counted(part, index + 1, hits, next)
        : withLiteral(index, negated(part.literal), () => counted(part, index + 1, hits, next));
    for (const choice of hits < part.least ? [hit, miss] : [miss, hit]) {
      const answer = choice();
      if (answer.kind === "some") return answer;
      alternatives.note(answer);
    }
    return alternatives.outcome();
  };
  const twice = (): Answer => {
    const alternatives = new Alternatives();
    for (let first = 0; first < goals.length; first += 1) {
      for (let second = first + 1; second < goals.length; second += 1) {
        const shared = search.solve([...goals[first]!, ...goals[second]!]);
        if (shared.kind !== "some") {
          alternatives.note(shared);
          continue;
        }
        const settled = new Map([first, second].map((index) => [index, shared.value]));
        const answer = filled(search, goals, false, settled, excluded);
        if (answer.kind === "some") return answer;
        alternatives.note(answer);
      }
    }
    return alternatives.outcome();
  };
  return place(0);
}

function filled(
  search: Search,
  goals: readonly (readonly Literal[])[],
  unique: boolean,
  settled: Map<number, Json>,
  excluded: ReadonlySet<string>,
): Answer {
  if (unique && goals.length > 1) {
    const matched = matching(search, goals);
    if (matched === undefined) return none();
    for (const [index, value] of matched) settled.set(index, value);
  }
  const items: Json[] = [];
  const taken = [...settled.values()];
  for (const [index, goal] of goals.entries()) {
    const value = settled.get(index);
    if (value !== undefined) {
      items.push(value);
      continue;
    }
    const answer = search.solve(unique && taken.length > 0 ? [...goal, negated(search.among(taken))] : goal);
    if (answer.kind !== "some")
      return unique && answer.kind === "none" ? unknown("unique items of few values") : answer;
    items.push(answer.value);
    taken.push(answer.value);
  }
  if (!excluded.has(valueKey(items))) return some(items);
  if (goals.length === 0) return none();
  if (!unique) {
    for (const [index, goal] of goals.entries()) {
      const answer = search.solve([...goal, negated(search.among([items[index]!]))]);
      if (answer.kind !== "some") continue;
      const changed = items.with(index, answer.value);
      if (!excluded.has(valueKey(changed))) return some(changed);
    }
  }
  return unknown("every array that was found is excluded");
}

/**
 * Distinct values for the positions that have few to choose from (augmenting paths).
 * @returns undefined when there are too few values to go round
 */
function matching(search: Search, goals: readonly (readonly Literal[])[]): ReadonlyMap<number, Json> | undefined {
  const choices = goals.map((goal) => search.finite(goal));
  const owner = new Map<string, { index: number; value: Json }>();
  const claim = (index: number, seen: Set<string>): boolean => {
    for (const value of choices[index]!) {
      const key = valueKey(value);
      if (seen.has(key)) continue;
      seen.add(key);
      const present = owner.get(key);
      if (present === undefined || claim(present.index, seen)) {
        owner.set(key, { index, value });
        return true;
      }
    }
    return false;
  };
  for (const [index, choice] of choices.entries()) {
    if (choice !== undefined && !claim(index, new Set())) return undefined;
  }
  return new Map([...owner.values()].map(({ index, value }) => [index, value]));
}

function repeatedTo(answer: { readonly kind: "some"; readonly value: Json }, length: number): Answer {
  const items = answer.value as readonly Json[];
  const last = items.at(-1);
  return last === undefined ? answer : some([...items, ...Array.from({ length: length - items.length }, () => last)]);
}
