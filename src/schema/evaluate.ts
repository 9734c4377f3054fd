/** Whether a value satisfies a class, with the annotations that `unevaluated*` asks for. Serves the search alone. */
import type { Json, JsonNumber } from "../contract/json.js";
import type { Classes } from "./classes.js";
import { stringFormat } from "./format.js";
import type { Facts } from "./node.js";
import { isMultiple, order, toRational } from "./rational.js";
import { ARRAY, codePoints, NUMBER, OBJECT, STRING, typeBit, valueKey } from "./value.js";

/** What was looked at in a value: names of members, a number of leading items, single items. */
interface Seen {
  names: Set<string> | "all";
  items: number;
  single: Set<number>;
}

export function createEvaluator(classes: Classes): (node: number, value: Json) => boolean {
  return (node, value) => look(node, value) !== undefined;

  function look(number: number, value: Json): Seen | undefined {
    if (number === classes.any) return { names: new Set(), items: 0, single: new Set() };
    const { facts, links } = classes.nodes[number]!;
    const type = typeBit(value);
    if (facts.types !== undefined && (facts.types & type) === 0) return undefined;
    if (facts.values !== undefined && !listedIn(facts.values, value)) return undefined;
    if (type === NUMBER && !numberHolds(facts, value as JsonNumber)) return undefined;
    if (type === STRING && !stringHolds(facts, value as string)) return undefined;

    const seen: Seen = { names: new Set(), items: 0, single: new Set() };
    const take = (other: Seen | undefined): boolean => {
      if (other === undefined) return false;
      if (seen.names !== "all") {
        if (other.names === "all") seen.names = "all";
        else for (const name of other.names) seen.names.add(name);
      }
      seen.items = Math.max(seen.items, other.items);
      for (const index of other.single) seen.single.add(index);
      return true;
    };

    for (const part of links.allOf ?? []) if (!take(look(part, value))) return undefined;
    if (links.anyOf !== undefined && links.anyOf.filter((part) => take(look(part, value))).length === 0)
      return undefined;
    if (links.oneOf !== undefined && links.oneOf.filter((part) => take(look(part, value))).length !== 1)
      return undefined;
    if (links.not !== undefined && look(links.not, value) !== undefined) return undefined;
    if (links.if !== undefined) {
      const branch = take(look(links.if, value)) ? links.matched : links.unmatched;
      if (branch !== undefined && !take(look(branch, value))) return undefined;
    }
    if (type === ARRAY && !arrayHolds(number, value as readonly Json[], seen)) return undefined;
    if (type === OBJECT && !objectHolds(number, value as { readonly [name: string]: Json }, seen, take))
      return undefined;
    return seen;
  }

  function arrayHolds(number: number, value: readonly Json[], seen: Seen): boolean {
    const { facts, links } = classes.nodes[number]!;
    if (facts.minItems !== undefined && value.length < facts.minItems) return false;
    if (facts.maxItems !== undefined && value.length > facts.maxItems) return false;
    if (facts.unique === true && new Set(value.map(valueKey)).size !== value.length) return false;
    const prefix = links.prefix ?? [];
    if (!prefix.every((part, index) => index >= value.length || look(part, value[index]!) !== undefined)) return false;
    seen.items = Math.max(seen.items, Math.min(prefix.length, value.length));
    const { items, contains, unevaluatedItems } = links;
    if (items !== undefined) {
      if (!value.slice(prefix.length).every((item) => look(items, item) !== undefined)) return false;
      seen.items = value.length;
    }
    if (contains !== undefined) {
      const hits = [...value.keys()].filter((index) => look(contains, value[index]!) !== undefined);
      if (hits.length < (facts.minContains ?? 1) || hits.length > (facts.maxContains ?? Infinity)) return false;
      for (const index of hits) seen.single.add(index);
    }
    if (unevaluatedItems !== undefined) {
      for (let index = seen.items; index < value.length; index += 1) {
        if (!seen.single.has(index) && look(unevaluatedItems, value[index]!) === undefined) return false;
      }
      seen.items = value.length;
    }
    return true;
  }

  function objectHolds(
    number: number,
    value: { readonly [name: string]: Json },
    seen: Seen,
    take: (other: Seen | undefined) => boolean,
  ): boolean {
    const { facts, links } = classes.nodes[number]!;
    const names = Object.keys(value);
    if (facts.minProperties !== undefined && names.length < facts.minProperties) return false;
    if (facts.maxProperties !== undefined && names.length > facts.maxProperties) return false;
    if (facts.required?.some((name) => !Object.hasOwn(value, name))) return false;
    for (const [name, needed] of facts.dependentRequired ?? []) {
      if (Object.hasOwn(value, name) && needed.some((other) => !Object.hasOwn(value, other))) return false;
    }
    for (const [name, part] of links.dependent ?? []) {
      if (Object.hasOwn(value, name) && !take(look(part, value))) return false;
    }
    const { propertyNames, rest, unevaluatedProperties } = links;
    for (const name of names) {
      if (propertyNames !== undefined && look(propertyNames, name) === undefined) return false;
      const member = value[name] as Json;
      let named = facts.hidden?.includes(name) === true;
      for (const [known, part] of links.properties ?? []) {
        if (known !== name) continue;
        named = true;
        if (look(part, member) === undefined) return false;
      }
      for (const [pattern, part] of links.patterns ?? []) {
        if (!expression(pattern).test(name)) continue;
        named = true;
        if (look(part, member) === undefined) return false;
      }
      if (!named && rest !== undefined) {
        named = true;
        if (look(rest, member) === undefined) return false;
      }
      if (named && seen.names !== "all") seen.names.add(name);
    }
    if (unevaluatedProperties !== undefined) {
      for (const name of names) {
        if (seen.names === "all" || seen.names.has(name)) continue;
        if (look(unevaluatedProperties, value[name] as Json) === undefined) return false;
      }
      seen.names = "all";
    }
    return true;
  }
}

function numberHolds(facts: Facts, value: JsonNumber): boolean {
  if (facts.integer === true && typeof value === "number" && !Number.isInteger(value)) return false;
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = facts;
  if ((minimum ?? maximum ?? exclusiveMinimum ?? exclusiveMaximum ?? multipleOf) === undefined) return true;
  const exact = toRational(value);
  if (exact === undefined) return false;
  if (minimum !== undefined && order(exact, minimum) < 0) return false;
  if (maximum !== undefined && order(exact, maximum) > 0) return false;
  if (exclusiveMinimum !== undefined && order(exact, exclusiveMinimum) <= 0) return false;
  if (exclusiveMaximum !== undefined && order(exact, exclusiveMaximum) >= 0) return false;
  return multipleOf === undefined || isMultiple(exact, multipleOf);
}

function stringHolds(facts: Facts, value: string): boolean {
  if (facts.minLength !== undefined && codePoints(value) < facts.minLength) return false;
  if (facts.maxLength !== undefined && codePoints(value) > facts.maxLength) return false;
  if (facts.pattern !== undefined && !expression(facts.pattern).test(value)) return false;
  return facts.format === undefined || stringFormat(facts.format)?.test(value) !== false;
}

const listedIn = (values: readonly Json[], value: Json): boolean => {
  if (typeof value === "string" || value === null || typeof value === "boolean") return values.includes(value);
  const key = valueKey(value);
  return values.some((candidate) => valueKey(candidate) === key);
};

/** A pattern that ECMA-262 does not know, with or without the `u` flag. */
export class UnknownPattern extends Error {}

const expressions = new Map<string, RegExp>();

/** The pattern as ECMA-262 reads it with the `u` flag, or without where it is only legal so. @throws UnknownPattern */
export function expression(pattern: string): RegExp {
  const known = expressions.get(pattern);
  if (known !== undefined) return known;
  const made = compiled(pattern, "u") ?? compiled(pattern, "");
  if (made === undefined) throw new UnknownPattern(`the pattern /${pattern}/ is not ECMA-262`);
  expressions.set(pattern, made);
  return made;
}

function compiled(pattern: string, flags: string): RegExp | undefined {
  try {
    return new RegExp(pattern, flags);
  } catch {
    return undefined;
  }
}
