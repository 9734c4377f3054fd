/** From schemas of the model to drafts of nodes. What each means is `toJsonSchema` of the contract. */
import type { Json, JsonNumber } from "../contract/json.js";
import type { Polarity } from "../contract/polarity.js";
import type { Assertions, EnumSchema, Field, RecordSchema, Schema } from "../contract/schema.js";
import type { Draft } from "./classes.js";
import { numericRange, stringFormat } from "./format.js";
import { type Facts, isEmpty, type Links } from "./node.js";
import type { SchemaPolicy } from "./policy.js";
import { type Rational, toRational } from "./rational.js";
import { ARRAY, BOOLEAN, distinct, NULL, NUMBER, OBJECT, STRING, typeBit, valueKey } from "./value.js";

/** A number that exact arithmetic does not reach. */
export class Unreadable extends Error {}

/** Turns the schemas of one contract into drafts; the same schema always gives the same draft. */
export function createCompiler(
  schemas: ReadonlyMap<string, Schema>,
  policy: SchemaPolicy,
  view: Polarity | undefined,
): (schema: Schema) => Draft {
  const drafts = new Map<Schema, Draft>();
  const waiting: [Schema, Draft][] = [];

  const compile = (schema: Schema): Draft => {
    const target = schema.kind === "reference" && isBare(schema) ? followed(schema, schemas) : schema;
    if (target === undefined) return { facts: {}, links: {} };
    const known = drafts.get(target);
    if (known !== undefined) return known;
    const draft: Draft = { facts: {}, links: {} };
    drafts.set(target, draft);
    waiting.push([target, draft]);
    return draft;
  };

  /** Schemas may be nested without end: what is inside waits for its turn instead of being gone into at once. */
  const whole = (schema: Schema): Draft => {
    const draft = compile(schema);
    try {
      for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
        const [target, empty] = next;
        Object.assign(empty, admittingNull(target, described(target)));
      }
    } catch (error) {
      // Drafts that point at this one are half made: none of them may be met again.
      drafts.clear();
      waiting.length = 0;
      throw error;
    }
    return draft;
  };

  const described = (schema: Schema): Draft => {
    const facts: Facts = {};
    const links: Links<Draft> = {};
    const also: Draft[] = [];
    shape(schema, facts, links, also);
    if (schema.untyped === true) {
      delete facts.types;
      delete facts.integer;
    }
    if (schema.assertions !== undefined) assertions(schema.assertions, facts, links, also);
    if (also.length > 0) links.allOf = [...(links.allOf ?? []), ...also];
    return { facts, links };
  };

  const shape = (schema: Schema, facts: Facts, links: Links<Draft>, also: Draft[]): void => {
    switch (schema.kind) {
      case "any":
        return;
      case "never":
        facts.types = 0;
        return;
      case "scalar": {
        facts.types = scalarTypes[schema.type];
        if (schema.type === "integer") facts.integer = true;
        if (policy.formats === "asserted" && schema.format !== undefined) format(schema.format, facts);
        return;
      }
      case "enum":
        listed(schema, facts);
        return;
      case "record":
        record(schema, facts, links);
        return;
      case "map":
        facts.types = OBJECT;
        if (!isAnything(schema.value)) links.rest = compile(schema.value);
        return;
      case "list":
        facts.types = ARRAY;
        if (schema.prefix !== undefined && schema.prefix.length > 0) links.prefix = schema.prefix.map(compile);
        if (!isAnything(schema.item)) links.items = compile(schema.item);
        return;
      case "union":
        links[schema.mode === "any" ? "anyOf" : "oneOf"] = schema.variants.map(compile);
        return;
      case "reference": {
        const target = schemas.get(schema.name);
        if (target !== undefined) also.push(compile(target));
      }
    }
  };

  const record = (schema: RecordSchema, facts: Facts, links: Links<Draft>): void => {
    facts.types = OBJECT;
    const travelling = schema.fields.filter((field) => !isHidden(field, schemas, view));
    const hidden = schema.fields.filter((field) => isHidden(field, schemas, view));
    if (travelling.length > 0)
      links.properties = byName(travelling.map((field) => [field.name, compile(field.schema)]));
    const required = travelling.filter((field) => field.required).map(({ name }) => name);
    if (required.length > 0) facts.required = unique(required);
    if (hidden.length > 0) facts.hidden = unique(hidden.map(({ name }) => name));
    if (schema.rest !== undefined) links.rest = compile(schema.rest);
  };

  const assertions = (given: Assertions, facts: Facts, links: Links<Draft>, also: Draft[]): void => {
    numbers(given, facts);
    sizes(given, facts);
    if (given.values !== undefined) {
      const allowed = new Set(given.values.map(valueKey));
      facts.values = facts.values?.filter((value) => allowed.has(valueKey(value))) ?? distinct(given.values);
    }
    if (given.required !== undefined && given.required.length > 0) {
      const apart = given.required.filter((name) => facts.hidden?.includes(name) !== true);
      if (apart.length > 0) facts.required = unique([...(facts.required ?? []), ...apart]);
    }
    if (given.dependentRequired !== undefined) {
      const entries = Object.entries(given.dependentRequired).filter(([, names]) => names.length > 0);
      facts.dependentRequired = entries.sort(byFirst).map(([name, names]) => [name, unique(names)]);
    }
    if (given.patternProperties !== undefined) {
      links.patterns = byName(given.patternProperties.map(({ pattern, schema }) => [pattern, compile(schema)]));
    }
    if (given.dependentSchemas !== undefined) {
      links.dependent = byName(Object.entries(given.dependentSchemas).map(([name, schema]) => [name, compile(schema)]));
    }
    for (const key of ["propertyNames", "unevaluatedProperties", "unevaluatedItems", "not"] as const) {
      const schema = given[key];
      if (schema !== undefined) links[key] = compile(schema);
    }
    if (given.contains !== undefined) {
      links.contains = compile(given.contains);
      facts.minContains = given.minContains ?? 1;
      if (given.maxContains !== undefined) facts.maxContains = given.maxContains;
    }
    if (given.if !== undefined) {
      links.if = compile(given.if);
      if (given.then !== undefined) links.matched = compile(given.then);
      if (given.else !== undefined) links.unmatched = compile(given.else);
    }
    const place = (key: "anyOf" | "oneOf", schemasOf: readonly Schema[] | undefined) => {
      if (schemasOf === undefined) return;
      const parts = schemasOf.map(compile);
      if (links[key] === undefined) links[key] = parts;
      else also.push({ facts: {}, links: { [key]: parts } });
    };
    place("anyOf", given.anyOf);
    place("oneOf", given.oneOf);
    if (given.allOf !== undefined) also.push(...given.allOf.map(compile));
  };

  return whole;
}

/** `format` as a range where it means numbers, as a check of texts where the type is text. */
function format(name: string, facts: Facts): void {
  const range = numericRange(name);
  if (range === undefined) {
    if (facts.types === STRING && stringFormat(name) !== undefined) facts.format = name;
    return;
  }
  if (facts.types !== NUMBER) return;
  if (range.minimum !== undefined) facts.minimum = range.minimum;
  if (range.maximum !== undefined) facts.maximum = range.maximum;
  facts.integer = true;
}

function listed(schema: EnumSchema, facts: Facts): void {
  const values = schema.values.map(({ value }) => value);
  if (schema.open !== true) {
    facts.values = distinct(values);
    return;
  }
  facts.types = values.reduce<number>((types, value) => types | typeBit(value), 0);
  const everyNumberIsInteger = values.every((value) => typeof value !== "number" || Number.isInteger(value));
  if ((facts.types & NUMBER) !== 0 && everyNumberIsInteger) facts.integer = true;
}

function numbers(given: Assertions, facts: Facts): void {
  const exact = (value: JsonNumber): Rational => {
    const result = toRational(value);
    if (result === undefined) throw new Unreadable(`the number ${value} is beyond exact arithmetic`);
    return result;
  };
  for (const key of ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"] as const) {
    const value = given[key];
    if (value === undefined) continue;
    const bound = exact(value);
    const present = facts[key];
    if (present === undefined) facts[key] = bound;
    else {
      const tighter =
        key === "minimum" ? bound.n * present.d > present.n * bound.d : bound.n * present.d < present.n * bound.d;
      if (tighter) facts[key] = bound;
    }
  }
}

function sizes(given: Assertions, facts: Facts): void {
  for (const key of ["maxLength", "maxItems", "maxProperties"] as const) {
    const value = given[key];
    if (value !== undefined) facts[key] = value;
  }
  for (const key of ["minLength", "minItems", "minProperties"] as const) {
    const value = given[key];
    if (value !== undefined && value > 0) facts[key] = value;
  }
  if (given.pattern !== undefined) facts.pattern = given.pattern;
  if (given.uniqueItems === true) facts.unique = true;
}

/** `null` beside whatever the draft says: in place where a type alone excludes it, as an alternative otherwise. */
function admittingNull(schema: Schema, draft: Draft): Draft {
  if (schema.nullable !== true) return draft;
  const { facts, links } = draft;
  const applied = links.allOf ?? links.anyOf ?? links.oneOf ?? links.not ?? links.if;
  if (applied === undefined && facts.values === undefined) {
    return { facts: facts.types === undefined ? facts : { ...facts, types: facts.types | NULL }, links };
  }
  if (applied === undefined && isEmpty(links) && facts.types === undefined && Object.keys(facts).length === 1) {
    return { facts: { values: distinct([...(facts.values ?? []), null]) }, links };
  }
  return { facts: {}, links: { anyOf: [draft, { facts: { types: NULL }, links: {} }] } };
}

/** Whether a member does not cross the contract in this direction. */
export function isHidden(field: Field, schemas: ReadonlyMap<string, Schema>, view: Polarity | undefined): boolean {
  if (view === undefined) return false;
  const access = field.access ?? accessOf(field.schema, schemas);
  return access === (view === "received" ? "read" : "write");
}

function accessOf(schema: Schema, schemas: ReadonlyMap<string, Schema>): "read" | "write" | undefined {
  const seen = new Set<Schema>();
  let current: Schema | undefined = schema;
  while (current !== undefined && !seen.has(current)) {
    if (current.access !== undefined) return current.access;
    seen.add(current);
    current = current.kind === "reference" ? schemas.get(current.name) : undefined;
  }
  return undefined;
}

/** A reference that says nothing of its own. */
export const isBare = (schema: Schema): boolean => schema.assertions === undefined && schema.nullable !== true;

/** Where a chain of bare references ends. @returns undefined when it ends nowhere or runs in a circle */
export function followed(schema: Schema, schemas: ReadonlyMap<string, Schema>): Schema | undefined {
  const seen = new Set<string>();
  let current: Schema | undefined = schema;
  while (current !== undefined && current.kind === "reference" && isBare(current)) {
    if (seen.has(current.name)) return undefined;
    seen.add(current.name);
    current = schemas.get(current.name);
  }
  return current;
}

const isAnything = (schema: Schema): boolean => schema.kind === "any" && schema.assertions === undefined;

const scalarTypes = { string: STRING, bytes: STRING, boolean: BOOLEAN, integer: NUMBER, number: NUMBER } as const;

const unique = (names: readonly string[]): readonly string[] => [...new Set(names)].sort();

const byFirst = (a: readonly [string, unknown], b: readonly [string, unknown]): number =>
  a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0;

const byName = (entries: readonly (readonly [string, Draft])[]): readonly (readonly [string, Draft])[] =>
  [...entries].sort(byFirst);

/** A value of an enumeration, for those who want to look one up. */
export const isListed = (values: readonly Json[], value: Json): boolean => {
  const key = valueKey(value);
  return values.some((candidate) => valueKey(candidate) === key);
};
