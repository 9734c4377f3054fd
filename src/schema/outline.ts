/** What a class is at first glance: its types, its constants, those of its members. Tells most unions apart for free. */
import type { Json } from "../contract/json.js";
import type { Classes } from "./classes.js";
import { EVERY_TYPE, OBJECT, typeBit, valueKey } from "./value.js";

interface Outline {
  readonly types: number;
  /** Keys of the only values there are, when they are listed. */
  readonly values?: ReadonlySet<string>;
  /** What members that must be there are. */
  readonly required: ReadonlyMap<string, Outline>;
  /** Whether no member can be there but those in `known`. */
  readonly known?: ReadonlySet<string>;
}

const anything: Outline = { types: EVERY_TYPE, required: new Map() };

/** How deep members of members are looked at. */
const MAX_DEPTH = 3;

/** Whether no value satisfies both classes, as far as a glance can tell. */
export function createDisjointness(classes: Classes): (a: number, b: number) => boolean {
  const outlines = new Map<number, Outline>();
  const answers = new Map<string, boolean>();

  const outline = (node: number, depth: number): Outline => {
    if (depth > MAX_DEPTH) return anything;
    const known = depth === 0 ? outlines.get(node) : undefined;
    if (known !== undefined) return known;
    if (depth === 0) outlines.set(node, anything);
    const made = outlined(node, depth, new Set());
    if (depth === 0) outlines.set(node, made);
    return made;
  };

  const outlined = (node: number, depth: number, way: ReadonlySet<number>): Outline => {
    if (way.has(node)) return anything;
    const inner = new Set(way).add(node);
    const { facts, links } = classes.nodes[node]!;
    const properties = new Map(links.properties ?? []);
    const required = new Map<string, Outline>();
    for (const name of facts.required ?? []) {
      const part = properties.get(name);
      required.set(name, part === undefined ? anything : outline(part, depth + 1));
    }
    let result: Outline = { types: facts.types ?? EVERY_TYPE, required };
    if (links.rest === classes.never && links.patterns === undefined) {
      result = { ...result, known: new Set([...properties.keys(), ...(facts.hidden ?? [])]) };
    }
    if (facts.values !== undefined) result = meet(result, ofValues(facts.values));
    for (const part of links.allOf ?? []) result = meet(result, outlined(part, depth, inner));
    for (const parts of [links.anyOf, links.oneOf]) {
      if (parts !== undefined && parts.length > 0 && parts.length <= 64) {
        result = meet(result, parts.map((part) => outlined(part, depth, inner)).reduce(join));
      }
    }
    return result;
  };

  return (a, b) => {
    const key = a < b ? `${a},${b}` : `${b},${a}`;
    let answer = answers.get(key);
    if (answer === undefined) {
      answer = a !== b && areDisjoint(outline(a, 0), outline(b, 0));
      answers.set(key, answer);
    }
    return answer;
  };
}

function areDisjoint(a: Outline, b: Outline): boolean {
  if (a === anything || b === anything) return false;
  let shared = a.types & b.types;
  if (a.values !== undefined && b.values !== undefined && ![...a.values].some((key) => b.values!.has(key))) return true;
  if ((shared & OBJECT) !== 0) {
    const apart =
      [...a.required].some(([name, part]) => {
        const other = b.required.get(name);
        return (other !== undefined && areDisjoint(part, other)) || (b.known !== undefined && !b.known.has(name));
      }) || [...b.required.keys()].some((name) => a.known !== undefined && !a.known.has(name));
    if (apart) shared &= ~OBJECT;
  }
  return shared === 0;
}

/** The types that listed values have, and the values. */
const ofValues = (values: readonly Json[]): Outline => ({
  types: values.reduce<number>((types, value) => types | typeBit(value), 0),
  values: new Set(values.map(valueKey)),
  required: new Map(),
});

function meet(a: Outline, b: Outline): Outline {
  const required = new Map(a.required);
  for (const [name, part] of b.required) {
    const present = required.get(name);
    required.set(name, present === undefined ? part : meet(present, part));
  }
  const values =
    a.values !== undefined && b.values !== undefined
      ? new Set([...a.values].filter((key) => b.values!.has(key)))
      : (a.values ?? b.values);
  const known = a.known ?? b.known;
  return {
    types: a.types & b.types,
    required,
    ...(values !== undefined && { values }),
    ...(known !== undefined && { known }),
  };
}

function join(a: Outline, b: Outline): Outline {
  const required = new Map<string, Outline>();
  const aObject = (a.types & OBJECT) !== 0;
  const bObject = (b.types & OBJECT) !== 0;
  if (!aObject || !bObject) for (const [name, part] of aObject ? a.required : b.required) required.set(name, part);
  else {
    for (const [name, part] of a.required) {
      const other = b.required.get(name);
      if (other !== undefined) required.set(name, join(part, other));
    }
  }
  const values = a.values !== undefined && b.values !== undefined ? new Set([...a.values, ...b.values]) : undefined;
  const known = a.known !== undefined && b.known !== undefined ? new Set([...a.known, ...b.known]) : undefined;
  return {
    types: a.types | b.types,
    required,
    ...(values !== undefined && { values }),
    ...(known !== undefined && { known }),
  };
}
