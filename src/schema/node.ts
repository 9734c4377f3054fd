/** A schema as the algebra holds it: JSON Schema 2020-12 in normal form, references followed, annotations gone. */
import type { Json } from "../contract/json.js";
import type { Rational } from "./rational.js";
import { valueKey } from "./value.js";

/** What a node says without the help of other nodes. */
export interface Facts {
  /** Admitted JSON types as bits; absent: every type. */
  types?: number;
  integer?: true;
  /** Sorted and without repetitions. */
  values?: readonly Json[];
  minimum?: Rational;
  exclusiveMinimum?: Rational;
  maximum?: Rational;
  exclusiveMaximum?: Rational;
  multipleOf?: Rational;
  minLength?: number;
  maxLength?: number;
  pattern?: string;
  format?: string;
  minItems?: number;
  maxItems?: number;
  unique?: true;
  minContains?: number;
  maxContains?: number;
  required?: readonly string[];
  minProperties?: number;
  maxProperties?: number;
  dependentRequired?: readonly (readonly [string, readonly string[]])[];
  /** Members that do not travel in this direction (read-only in requests, write-only in responses). */
  hidden?: readonly string[];
}

type Named<C> = readonly (readonly [name: string, node: C])[];

/** What a node says with the help of others. `C` is how they are pointed at. */
export interface Links<C> {
  /** Sorted by name. */
  properties?: Named<C>;
  patterns?: Named<C>;
  rest?: C;
  propertyNames?: C;
  dependent?: Named<C>;
  unevaluatedProperties?: C;
  prefix?: readonly C[];
  items?: C;
  contains?: C;
  unevaluatedItems?: C;
  allOf?: readonly C[];
  anyOf?: readonly C[];
  oneOf?: readonly C[];
  not?: C;
  if?: C;
  /** What must hold beside `if`, and what must where `if` fails. */
  matched?: C;
  unmatched?: C;
}

export interface Node<C> {
  facts: Facts;
  links: Links<C>;
}

const single = [
  "rest",
  "propertyNames",
  "unevaluatedProperties",
  "items",
  "contains",
  "unevaluatedItems",
  "not",
  "if",
  "matched",
  "unmatched",
] as const;
const many = ["prefix", "allOf", "anyOf", "oneOf"] as const;
const named = ["properties", "patterns", "dependent"] as const;

/** The links with every node in them replaced. */
export function mapLinks<A, B>(links: Links<A>, change: (node: A) => B): Links<B> {
  const result: Links<B> = {};
  for (const key of single) {
    const node = links[key];
    if (node !== undefined) result[key] = change(node);
  }
  for (const key of many) {
    const nodes = links[key];
    if (nodes !== undefined) result[key] = nodes.map(change);
  }
  for (const key of named) {
    const nodes = links[key];
    if (nodes !== undefined) result[key] = nodes.map(([name, node]) => [name, change(node)] as const);
  }
  return result;
}

/** Every node that the links point at, in a fixed order. */
export function linked<C>(links: Links<C>): C[] {
  const nodes: C[] = [];
  mapLinks(links, (node) => nodes.push(node));
  return nodes;
}

/** Equal for nodes that say the same, given equal numbers for equal children. The order in unions does not count. */
export function signature(facts: string, links: Links<number>): string {
  let text = facts;
  for (const key of single) if (links[key] !== undefined) text += `|${key}${links[key]}`;
  for (const key of many) {
    const nodes = links[key];
    if (nodes !== undefined) text += `|${key}${key === "prefix" ? nodes : [...nodes].sort((a, b) => a - b)}`;
  }
  for (const key of named) {
    const nodes = links[key];
    if (nodes !== undefined) text += `|${key}${nodes.map(([name, node]) => `${JSON.stringify(name)}:${node}`)}`;
  }
  return text;
}

/** The facts as text, for `signature`. */
export const factsText = (facts: Facts): string =>
  Object.keys(facts)
    .sort()
    .map((key) => `${key}=${factText(facts[key as keyof Facts])}`)
    .join(";");

const factText = (fact: unknown): string => {
  if (typeof fact === "object" && fact !== null && "n" in fact && "d" in fact) return `${fact.n}/${fact.d}`;
  return Array.isArray(fact) ? fact.map((item) => valueKey(item as Json)).join() : String(fact);
};

export const isEmpty = (part: Facts | Links<unknown>): boolean => Object.keys(part).length === 0;
