/** What a class, or its opposite, demands of the values of one JSON type. */
import type { Json } from "../contract/json.js";
import type { Classes } from "./classes.js";
import type { Facts } from "./node.js";
import { type Rational, rational } from "./rational.js";
import {
  type Atom,
  type Demands,
  fails,
  holds,
  type Item,
  JUDGE,
  type Literal,
  type Members,
  type Side,
} from "./search.js";
import { unevaluated } from "./unevaluated.js";
import { ARRAY, NUMBER, OBJECT, STRING, typeBit, valueKey } from "./value.js";

type Unkeyed<T> = T extends unknown ? Omit<T, "key"> : never;

const one = rational(1n);

export const atom = (demand: Unkeyed<Atom>): Atom =>
  ({ ...demand, key: JSON.stringify(demand, (_, value) => (typeof value === "bigint" ? `${value}n` : value)) }) as Atom;

/** What must be true of a value of the type that satisfies the class. @returns undefined when none does */
export function stated(classes: Classes, node: number, type: number, side: Side): Demands | undefined {
  const { facts, links } = classes.nodes[node]!;
  if (facts.types !== undefined && (facts.types & type) === 0) return undefined;
  const all: Item[] = [...(links.allOf ?? []).map((part) => holds(part, side))];
  const choices: Item[][][] = [];
  if (facts.values !== undefined) all.push(atom({ is: "among", values: facts.values }));
  if (links.not !== undefined) all.push(fails(links.not, side));
  if (links.anyOf !== undefined) choices.push(links.anyOf.map((part) => [holds(part, side)]));
  if (links.oneOf !== undefined) choices.push(exactlyOne(links.oneOf, side));
  if (links.if !== undefined && (links.matched ?? links.unmatched) !== undefined) {
    choices.push([
      links.matched !== undefined ? [holds(links.if, side), holds(links.matched, side)] : [holds(links.if, side)],
      links.unmatched !== undefined ? [fails(links.if, side), holds(links.unmatched, side)] : [fails(links.if, side)],
    ]);
  }
  if (type === NUMBER) all.push(...numberAtoms(facts));
  if (type === STRING) all.push(...stringAtoms(facts));
  if (type === ARRAY) arrayStated(classes, node, side, all, choices);
  if (type === OBJECT) objectStated(classes, node, side, all, choices);
  return { all, choices };
}

/**
 * The ways in which a value of the type can fail the class. @returns true when every value of the type does
 */
export function refuted(classes: Classes, node: number, type: number, side: Side): readonly (readonly Item[])[] | true {
  const { facts, links } = classes.nodes[node]!;
  if (facts.types !== undefined && (facts.types & type) === 0) return true;
  const ways: Item[][] = [];
  if (facts.values !== undefined) {
    const values = facts.values.filter((value) => typeBit(value) === type);
    if (values.length === 0) return true;
    ways.push([atom({ is: "not-among", values })]);
  }
  if (type === NUMBER) ways.push(...numberAtoms(facts).map((way) => [opposite(way)]));
  if (type === STRING) ways.push(...stringAtoms(facts).map((way) => [opposite(way)]));
  if (type === ARRAY) arrayRefuted(classes, node, side, ways);
  if (type === OBJECT) objectRefuted(classes, node, side, ways);
  for (const part of links.allOf ?? []) ways.push([fails(part, side)]);
  if (links.anyOf !== undefined) ways.push(links.anyOf.map((part) => fails(part, side)));
  if (links.not !== undefined) ways.push([holds(links.not, side)]);
  if (links.if !== undefined && links.matched !== undefined)
    ways.push([holds(links.if, side), fails(links.matched, side)]);
  if (links.if !== undefined && links.unmatched !== undefined)
    ways.push([fails(links.if, side), fails(links.unmatched, side)]);
  if (links.oneOf !== undefined) {
    ways.push(links.oneOf.map((part) => fails(part, side)));
    links.oneOf.forEach((first, index) => {
      for (const second of links.oneOf!.slice(index + 1)) ways.push([holds(first, side), holds(second, side)]);
    });
  }
  return ways;
}

const exactlyOne = (parts: readonly number[], side: Side): Literal[][] =>
  parts.map((part, index) => [
    holds(part, side),
    ...parts.filter((_, other) => other !== index).map((part) => fails(part, side)),
  ]);

function numberAtoms(facts: Facts): Atom[] {
  const atoms: Atom[] = [];
  const bound = (is: "from" | "to", at: Rational | undefined, exclusive: boolean) => {
    if (at !== undefined) atoms.push(atom({ is, bound: at, exclusive }));
  };
  if (facts.integer === true) atoms.push(atom({ is: "multiple", of: one }));
  if (facts.multipleOf !== undefined) atoms.push(atom({ is: "multiple", of: facts.multipleOf }));
  bound("from", facts.minimum, false);
  bound("from", facts.exclusiveMinimum, true);
  bound("to", facts.maximum, false);
  bound("to", facts.exclusiveMaximum, true);
  return atoms;
}

function stringAtoms(facts: Facts): Atom[] {
  const atoms: Atom[] = [];
  if (facts.minLength !== undefined) atoms.push(atom({ is: "longer", limit: facts.minLength }));
  if (facts.maxLength !== undefined) atoms.push(atom({ is: "shorter", limit: facts.maxLength }));
  if (facts.pattern !== undefined) atoms.push(atom({ is: "matches", pattern: facts.pattern }));
  if (facts.format !== undefined) atoms.push(atom({ is: "formatted", format: facts.format }));
  return atoms;
}

/** What is true of a number or a text exactly when the atom is not. */
function opposite(given: Atom): Atom {
  switch (given.is) {
    case "from":
      return atom({ is: "to", bound: given.bound, exclusive: !given.exclusive });
    case "to":
      return atom({ is: "from", bound: given.bound, exclusive: !given.exclusive });
    case "multiple":
      return atom({ is: "no-multiple", of: given.of });
    case "longer":
      return atom({ is: "shorter", limit: given.limit - 1 });
    case "shorter":
      return atom({ is: "longer", limit: given.limit + 1 });
    case "matches":
      return atom({ is: "misses", pattern: given.pattern });
    case "formatted":
      return atom({ is: "misformatted", format: given.format });
    default:
      throw new Error(`no opposite of ${given.is}`);
  }
}

function arrayStated(classes: Classes, node: number, side: Side, all: Item[], choices: Item[][][]): void {
  const { facts, links } = classes.nodes[node]!;
  if (facts.minItems !== undefined) all.push(atom({ is: "more-items", limit: facts.minItems }));
  if (facts.maxItems !== undefined) all.push(atom({ is: "fewer-items", limit: facts.maxItems }));
  if (facts.unique === true) all.push(atom({ is: "unique" }));
  if (links.prefix !== undefined || links.items !== undefined) {
    const rest = links.items === undefined ? undefined : holds(links.items, side);
    all.push(atom({ is: "items", prefix: (links.prefix ?? []).map((part) => holds(part, side)), rest }));
  }
  if (links.contains !== undefined) {
    const { minContains: least = 1, maxContains: most = Number.POSITIVE_INFINITY } = facts;
    all.push(counted(holds(links.contains, side), least, most));
  }
  if (links.unevaluatedItems !== undefined) choices.push(unevaluated(classes, node, "items", false, side, atom));
}

function arrayRefuted(classes: Classes, node: number, side: Side, ways: Item[][]): void {
  const { facts, links } = classes.nodes[node]!;
  if (facts.minItems !== undefined) ways.push([atom({ is: "fewer-items", limit: facts.minItems - 1 })]);
  if (facts.maxItems !== undefined) ways.push([atom({ is: "more-items", limit: facts.maxItems + 1 })]);
  if (facts.unique === true) ways.push([atom({ is: "repeated" })]);
  (links.prefix ?? []).forEach((part, index) => {
    ways.push([atom({ is: "item-at", index, literal: fails(part, side) })]);
  });
  if (links.items !== undefined) {
    ways.push([atom({ is: "item-from", index: links.prefix?.length ?? 0, literal: fails(links.items, side) })]);
  }
  if (links.contains !== undefined) {
    const { minContains = 1, maxContains } = facts;
    const contained = holds(links.contains, side);
    if (minContains > 0) ways.push([counted(contained, 0, minContains - 1)]);
    if (maxContains !== undefined) ways.push([counted(contained, maxContains + 1, Number.POSITIVE_INFINITY)]);
  }
  if (links.unevaluatedItems !== undefined) ways.push(...unevaluated(classes, node, "items", true, side, atom));
}

function objectStated(classes: Classes, node: number, side: Side, all: Item[], choices: Item[][][]): void {
  const { facts, links } = classes.nodes[node]!;
  for (const name of facts.hidden ?? []) all.push(atom({ is: "absent", name }));
  for (const [name, part] of links.properties ?? []) {
    all.push(atom({ is: "members", of: { name }, literal: holds(part, side) }));
  }
  for (const [matching, part] of links.patterns ?? []) {
    all.push(atom({ is: "members", of: { matching }, literal: holds(part, side) }));
  }
  if (links.rest !== undefined && links.rest !== classes.any) {
    all.push(atom({ is: "members", of: others(classes, node), literal: holds(links.rest, side) }));
  }
  for (const name of facts.required ?? []) all.push(present(name, side));
  if (facts.minProperties !== undefined) all.push(atom({ is: "more-members", limit: facts.minProperties }));
  if (facts.maxProperties !== undefined) all.push(atom({ is: "fewer-members", limit: facts.maxProperties }));
  if (links.propertyNames !== undefined) all.push(atom({ is: "names", literal: holds(links.propertyNames, side) }));
  for (const [name, needed] of facts.dependentRequired ?? []) {
    choices.push([
      [atom({ is: "absent", name })],
      [present(name, side), ...needed.map((other) => present(other, side))],
    ]);
  }
  for (const [name, part] of links.dependent ?? []) {
    choices.push([[atom({ is: "absent", name })], [present(name, side), holds(part, side)]]);
  }
  if (links.unevaluatedProperties !== undefined) choices.push(unevaluated(classes, node, "members", false, side, atom));
}

function objectRefuted(classes: Classes, node: number, side: Side, ways: Item[][]): void {
  const { facts, links } = classes.nodes[node]!;
  const suspected = (name: string) => atom({ is: "present", name, suspect: true });
  for (const name of facts.required ?? []) ways.push([atom({ is: "absent", name })]);
  if (facts.minProperties !== undefined) ways.push([atom({ is: "fewer-members", limit: facts.minProperties - 1 })]);
  if (facts.maxProperties !== undefined) ways.push([atom({ is: "more-members", limit: facts.maxProperties + 1 })]);
  for (const [name, needed] of facts.dependentRequired ?? []) {
    for (const other of needed) ways.push([suspected(name), atom({ is: "absent", name: other })]);
  }
  for (const [name, part] of links.properties ?? []) {
    ways.push([suspected(name), atom({ is: "members", of: { name }, literal: fails(part, side) })]);
  }
  for (const [matching, part] of links.patterns ?? []) {
    ways.push([atom({ is: "member-exists", of: { matching }, literal: fails(part, side) })]);
  }
  if (links.rest !== undefined && links.rest !== classes.any) {
    ways.push([atom({ is: "member-exists", of: others(classes, node), literal: fails(links.rest, side) })]);
  }
  if (links.propertyNames !== undefined)
    ways.push([atom({ is: "name-exists", literal: fails(links.propertyNames, side) })]);
  for (const [name, part] of links.dependent ?? []) ways.push([suspected(name), fails(part, side)]);
  if (links.unevaluatedProperties !== undefined) ways.push(...unevaluated(classes, node, "members", true, side, atom));
}

const counted = (literal: Literal, least: number, most: number): Atom => ({
  is: "contains",
  literal,
  least,
  most,
  key: `contains ${literal} ${least} ${most}`,
});

const present = (name: string, side: Side): Atom => atom({ is: "present", name, suspect: side === JUDGE });

/** The members that `additionalProperties` is about. */
function others(classes: Classes, node: number): Members {
  const { facts, links } = classes.nodes[node]!;
  return {
    otherThan: [...(links.properties ?? []).map(([name]) => name), ...(facts.hidden ?? [])],
    notMatching: (links.patterns ?? []).map(([pattern]) => pattern),
  };
}

/** Whether a value is among others, by what it is. */
export const isAmong = (values: readonly Json[], value: Json): boolean => {
  const key = valueKey(value);
  return values.some((candidate) => valueKey(candidate) === key);
};
