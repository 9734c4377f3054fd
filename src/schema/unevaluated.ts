/** `unevaluatedProperties` and `unevaluatedItems`: what is left depends on which branches hold, so each case is told apart. */
import type { Classes } from "./classes.js";
import {
  type Atom,
  fails,
  holds,
  type Item,
  type Literal,
  type Members,
  negated,
  nodeOf,
  type Side,
} from "./search.js";
import { OBJECT } from "./value.js";

/** Branches beyond this many are not told apart: the cases double with each. */
const MAX_BRANCHES = 8;

/** The schema is beyond what the search takes on. */
export class TooInvolved extends Error {}

/** Something that looks at members or items, where the conditions hold. */
interface Contribution {
  readonly conditions: readonly Literal[];
  readonly names?: readonly string[];
  readonly patterns?: readonly string[];
  readonly leading?: number;
  readonly containing?: number;
  readonly everything?: true;
}

type MakeAtom = (
  demand:
    | { is: "members" | "member-exists"; of: Members; literal: Literal }
    | { is: "items"; prefix: Literal[]; rest: Literal }
    | { is: "item-from"; index: number; literal: Literal },
) => Atom;

/**
 * The cases in which the unevaluated members or items of a class satisfy their schema (or `refuting`: fail it).
 * @throws TooInvolved when there are too many cases
 */
export function unevaluated(
  classes: Classes,
  node: number,
  what: "members" | "items",
  refuting: boolean,
  side: Side,
  make: MakeAtom,
): Item[][] {
  const { links } = classes.nodes[node]!;
  const schema = what === "members" ? links.unevaluatedProperties! : links.unevaluatedItems!;
  const contributions: Contribution[] = [];
  gather(classes, node, what, side, [], new Set(), true, contributions);
  const branches = [...new Set(contributions.flatMap(({ conditions }) => conditions.map(nodeOf)))];
  if (branches.length > MAX_BRANCHES)
    throw new TooInvolved(`unevaluated ${what} depend on ${branches.length} branches`);
  const cases: Item[][] = [];
  for (let mask = 0; mask < 1 << branches.length; mask += 1) {
    const taken = branches.map((branch, bit) => ((mask >> bit) & 1 ? holds(branch, side) : fails(branch, side)));
    const active = contributions.filter(({ conditions }) => conditions.every((condition) => taken.includes(condition)));
    if (active.some(({ everything }) => everything)) {
      if (!refuting) cases.push(taken);
      continue;
    }
    if (what === "members") {
      const of: Members = {
        otherThan: [...new Set(active.flatMap(({ names }) => names ?? []))],
        notMatching: [...new Set(active.flatMap(({ patterns }) => patterns ?? []))],
      };
      const literal = refuting ? fails(schema, side) : holds(schema, side);
      cases.push([...taken, make({ is: refuting ? "member-exists" : "members", of, literal })]);
      continue;
    }
    const from = Math.max(0, ...active.map(({ leading }) => leading ?? 0));
    const contained = active.flatMap(({ containing }) => containing ?? []);
    const either = contained.length === 0 ? schema : classes.intern({}, { anyOf: [schema, ...contained] });
    const anything = Array.from({ length: from }, () => holds(classes.any, side));
    const demand = refuting
      ? ({ is: "item-from", index: from, literal: fails(either, side) } as const)
      : ({ is: "items", prefix: anything, rest: holds(either, side) } as const);
    cases.push([...taken, make(demand)]);
  }
  return cases;
}

function gather(
  classes: Classes,
  node: number,
  what: "members" | "items",
  side: Side,
  conditions: readonly Literal[],
  way: ReadonlySet<number>,
  top: boolean,
  out: Contribution[],
): void {
  if (way.has(node) || conditions.some((condition) => conditions.includes(negated(condition)))) return;
  const { facts, links } = classes.nodes[node]!;
  const further = new Set(way).add(node);
  const go = (part: number | undefined, ...more: Literal[]) => {
    if (part !== undefined) gather(classes, part, what, side, [...conditions, ...more], further, false, out);
  };
  if (what === "members") {
    const names = [...(links.properties ?? []).map(([name]) => name), ...(facts.hidden ?? [])];
    if (names.length > 0) out.push({ conditions, names });
    if (links.patterns !== undefined) out.push({ conditions, patterns: links.patterns.map(([pattern]) => pattern) });
    if (links.rest !== undefined || (!top && links.unevaluatedProperties !== undefined)) {
      out.push({ conditions, everything: true });
    }
    for (const [name, part] of links.dependent ?? []) {
      go(part, holds(classes.intern({ types: OBJECT, required: [name] }, {}), side));
    }
  } else {
    if (links.prefix !== undefined) out.push({ conditions, leading: links.prefix.length });
    if (links.items !== undefined || (!top && links.unevaluatedItems !== undefined)) {
      out.push({ conditions, everything: true });
    }
    if (links.contains !== undefined) out.push({ conditions, containing: links.contains });
  }
  for (const part of links.allOf ?? []) go(part);
  for (const part of [...(links.anyOf ?? []), ...(links.oneOf ?? [])]) {
    if (mayEvaluate(classes, part, new Set())) go(part, holds(part, side));
  }
  if (links.if !== undefined) {
    go(links.if, holds(links.if, side));
    go(links.matched, holds(links.if, side));
    go(links.unmatched, fails(links.if, side));
  }
}

/** Whether a branch can look at anything: those that only test need not be told apart. */
function mayEvaluate(classes: Classes, node: number, seen: Set<number>): boolean {
  if (seen.has(node)) return false;
  seen.add(node);
  const { facts, links } = classes.nodes[node]!;
  const { not: _, propertyNames: __, ...rest } = links;
  const own = rest.properties ?? rest.patterns ?? rest.rest ?? rest.unevaluatedProperties ?? rest.dependent;
  if ((own ?? rest.prefix ?? rest.items ?? rest.contains ?? rest.unevaluatedItems ?? facts.hidden) !== undefined)
    return true;
  const parts = [...(rest.allOf ?? []), ...(rest.anyOf ?? []), ...(rest.oneOf ?? [])];
  for (const part of [rest.if, rest.matched, rest.unmatched]) if (part !== undefined) parts.push(part);
  return parts.some((part) => mayEvaluate(classes, part, seen));
}
