/** Objects: which members must be there, which must not, what each must be, and how many there are. */
import type { Json } from "../contract/json.js";
import { isMeant } from "./atom-holds.js";
import { atom } from "./expansion.js";
import {
  Alternatives,
  type Answer,
  type Atom,
  isNegative,
  type Literal,
  type Members,
  negated,
  none,
  outOfFuel,
  SENDER,
  type Search,
  sideOf,
  some,
  unknown,
} from "./search.js";
import { STRING, valueKey, withMember } from "./value.js";

const MAX_MEMBERS = 300;
/** Regions of names double with each pattern. */
const MAX_PATTERNS = 6;

interface Existence {
  readonly of: Members;
  readonly literal?: Literal;
  readonly name?: Literal;
}

/** An object that satisfies every atom and is none of the excluded values. */
export function solveObject(search: Search, atoms: readonly Atom[], excluded: ReadonlySet<string>): Answer {
  const problem = readProblem(search, atoms);
  if (problem === undefined) return none();
  const { required, absent, existences, most } = problem;
  if (required.size > most) return none();

  const values = new Map<string, Json>();
  let unsure: Answer | undefined;
  for (const name of [...required].sort((a, b) => problem.urgency(b) - problem.urgency(a))) {
    if (absent.has(name)) return none();
    if (!problem.names.every((literal) => search.satisfies(literal, name))) return none();
    const answer = search.solve(problem.goal(name));
    if (answer.kind === "none") return answer;
    if (answer.kind === "unknown") unsure ??= answer;
    else values.set(name, answer.value);
    if (!search.spend()) return outOfFuel;
  }
  const answer = placed(search, problem, existences, values, excluded, unsure);
  return answer.kind === "none" && unsure !== undefined ? unsure : answer;
}

interface Problem {
  readonly required: ReadonlySet<string>;
  readonly absent: ReadonlySet<string>;
  readonly existences: readonly Existence[];
  readonly names: readonly Literal[];
  readonly known: ReadonlySet<string>;
  readonly patterns: readonly string[];
  readonly least: number;
  readonly most: number;
  goal(name: string, more?: readonly Literal[]): readonly Literal[];
  urgency(name: string): number;
}

/** The atoms, sorted. @returns undefined when they contradict each other at first sight */
function readProblem(search: Search, atoms: readonly Atom[]): Problem | undefined {
  const required = new Set<string>();
  const suspects = new Set<string>();
  const absent = new Set<string>();
  const known = new Set<string>();
  const patterns = new Set<string>();
  const names: Literal[] = [];
  const existences: Existence[] = [];
  const byName = new Map<string, Literal[]>();
  const open: { readonly of: Members; readonly literal: Literal }[] = [];
  let least = 0;
  let most = Number.POSITIVE_INFINITY;
  let declares = false;
  const mention = ({ name, matching, otherThan, notMatching }: Members) => {
    if (name !== undefined) known.add(name);
    if (matching !== undefined) patterns.add(matching);
    for (const other of otherThan ?? []) known.add(other);
    for (const other of notMatching ?? []) patterns.add(other);
  };
  for (const atom of atoms) {
    if (atom.is === "present") {
      (atom.suspect ? suspects : required).add(atom.name);
      known.add(atom.name);
    } else if (atom.is === "absent") {
      absent.add(atom.name);
      known.add(atom.name);
    } else if (atom.is === "members") {
      mention(atom.of);
      if (atom.of.name === undefined) open.push(atom);
      else {
        byName.set(atom.of.name, [...(byName.get(atom.of.name) ?? []), atom.literal]);
        if (isDeclared(atom.literal)) declares = true;
      }
    } else if (atom.is === "member-exists") {
      mention(atom.of);
      existences.push({ of: atom.of, literal: atom.literal });
    } else if (atom.is === "names") names.push(atom.literal);
    else if (atom.is === "name-exists") existences.push({ of: {}, name: atom.literal });
    else if (atom.is === "more-members") least = Math.max(least, atom.limit);
    else if (atom.is === "fewer-members") most = Math.min(most, atom.limit);
  }
  if (most < 0 || least > most) return undefined;
  for (const name of suspects) {
    const declared =
      required.has(name) ||
      byName.get(name)?.some(isDeclared) === true ||
      open.some(({ of, literal }) => isDeclared(literal) && isMeant(of, name));
    if (declares && !declared && !search.undeclaredTravel) return undefined;
    required.add(name);
  }
  const goal = (name: string, more: readonly Literal[] = []): readonly Literal[] => [
    ...(byName.get(name) ?? []),
    ...open.filter(({ of }) => isMeant(of, name)).map(({ literal }) => literal),
    ...more,
  ];
  // Members that something is refused of are the likeliest to have no value: they come first.
  const urgency = (name: string) => (byName.get(name)?.some(isNegative) === true ? 1 : 0);
  return { required, absent, existences, names, known, patterns: [...patterns], least, most, goal, urgency };
}

/** Whether it is the sender's own schema that says what the member is. */
const isDeclared = (literal: Literal): boolean => !isNegative(literal) && sideOf(literal) === SENDER;

/** Gives every existence a member, one after the other, then fills up. */
function placed(
  search: Search,
  problem: Problem,
  existences: readonly Existence[],
  values: ReadonlyMap<string, Json>,
  excluded: ReadonlySet<string>,
  unsure: Answer | undefined,
): Answer {
  const place = (index: number, more: ReadonlyMap<string, readonly Literal[]>, fresh: readonly string[]): Answer => {
    const existence = existences[index];
    if (existence === undefined) return unsure ?? filled(search, problem, values, more, excluded);
    const alternatives = new Alternatives();
    const used = new Set([...problem.known, ...fresh]);
    const predicates = [...new Set(existences.flatMap(({ name }) => name ?? []))];
    const made = freshNames(search, problem, used, predicates);
    for (const answer of made.doubts) alternatives.note(answer);
    for (const name of [...made.names, ...fresh, ...problem.known]) {
      if (problem.absent.has(name) || !isMeant(existence.of, name)) continue;
      if (existence.name !== undefined && !search.satisfies(existence.name, name)) continue;
      if (!problem.names.every((literal) => search.satisfies(literal, name))) continue;
      const demanded = [...(more.get(name) ?? []), ...(existence.literal === undefined ? [] : [existence.literal])];
      const member = search.solve(problem.goal(name, demanded));
      if (member.kind !== "some") {
        alternatives.note(member);
        continue;
      }
      const further = made.names.includes(name) ? [...fresh, name] : fresh;
      const answer = place(index + 1, new Map(more).set(name, demanded), further);
      if (answer.kind === "some") return answer;
      alternatives.note(answer);
      if (!search.spend()) return outOfFuel;
    }
    return alternatives.outcome();
  };
  return place(0, new Map(), []);
}

/** The object with its members, and as many more as there must be. */
function filled(
  search: Search,
  problem: Problem,
  values: ReadonlyMap<string, Json>,
  more: ReadonlyMap<string, readonly Literal[]>,
  excluded: ReadonlySet<string>,
): Answer {
  const { known, absent, least, most, names } = problem;
  const present = new Set([...problem.required, ...more.keys()]);
  if (present.size > most) return none();
  if (least > MAX_MEMBERS) return unknown("the object would have more than 300 members");
  const result: Record<string, Json> = {};
  for (const name of present) {
    const demanded = more.get(name);
    const settled = values.get(name);
    const answer =
      demanded === undefined && settled !== undefined ? some(settled) : search.solve(problem.goal(name, demanded));
    if (answer.kind !== "some") return answer;
    withMember(result, name, answer.value);
  }
  const wanting = () => present.size < least || excluded.has(valueKey(result));
  if (!wanting()) return some(result);

  const alternatives = new Alternatives();
  const add = (name: string): boolean => {
    if (!names.every((literal) => search.satisfies(literal, name))) return false;
    const answer = search.solve(problem.goal(name));
    if (answer.kind === "some") {
      withMember(result, name, answer.value);
      present.add(name);
      return true;
    }
    alternatives.note(answer);
    return false;
  };
  for (const name of known) {
    if (!wanting() || present.size >= most) break;
    if (!present.has(name) && !absent.has(name)) add(name);
  }
  const used = new Set([...known, ...present]);
  while (wanting() && present.size < most && search.spend()) {
    const made = freshNames(search, problem, used, []);
    for (const answer of made.doubts) alternatives.note(answer);
    let added = false;
    for (const name of made.names) {
      used.add(name);
      if (wanting()) added = add(name) || added;
    }
    if (!added) break;
  }
  if (present.size < least) return alternatives.outcome();
  return wanting() ? otherwise(search, problem, result, more, excluded) : some(result);
}

/** The same members with one other value, so that the object is none of the excluded ones. */
function otherwise(
  search: Search,
  problem: Problem,
  result: Readonly<Record<string, Json>>,
  more: ReadonlyMap<string, readonly Literal[]>,
  excluded: ReadonlySet<string>,
): Answer {
  for (const name of Object.keys(result)) {
    const tried: Json[] = [result[name] as Json];
    for (let round = 0; round <= excluded.size && search.spend(); round += 1) {
      const different = negated(search.among(tried));
      const answer = search.solve([...problem.goal(name, more.get(name)), different]);
      if (answer.kind !== "some") break;
      const changed = { ...result };
      withMember(changed, name, answer.value);
      if (!excluded.has(valueKey(changed))) return some(changed);
      tried.push(answer.value);
    }
  }
  if (Object.keys(result).length === 0 && problem.most === 0) return none();
  return unknown("every object that was found is excluded");
}

/** A name that nobody mentions in each region that patterns and predicates cut out. */
function freshNames(
  search: Search,
  { patterns, names }: Problem,
  used: ReadonlySet<string>,
  predicates: readonly Literal[],
): { readonly names: readonly string[]; readonly doubts: readonly Answer[] } {
  const cuts = patterns.length + predicates.length;
  if (cuts > MAX_PATTERNS) return { names: [], doubts: [unknown("too many patterns of member names")] };
  if (cuts + names.length === 0) {
    const name = plainNames.find((candidate) => !used.has(candidate));
    return { names: [name ?? `extra${used.size}`], doubts: [] };
  }
  const taken = atom({ is: "not-among", values: [...used] });
  const made: string[] = [];
  const doubts: Answer[] = [];
  for (let mask = 0; mask < 1 << cuts; mask += 1) {
    const atoms = patterns.map((pattern, bit) =>
      (mask >> bit) & 1 ? atom({ is: "matches", pattern }) : atom({ is: "misses", pattern }),
    );
    const literals = predicates.map((literal, bit) =>
      (mask >> (patterns.length + bit)) & 1 ? literal : negated(literal),
    );
    const answer = search.solveTyped([...names, ...literals], STRING, [...atoms, taken]);
    if (answer.kind === "some") made.push(answer.value as string);
    else doubts.push(answer);
  }
  return { names: made, doubts };
}

const plainNames = ["extra", "other", "more", "another", "extra1", "extra2", "extra3", "extra4"];
