import type { Access, Assertions, Field, Schema } from "../contract/schema.js";

/** As the application sends a value (`read`), or as it receives one (`write`). */
export type Variant = "read" | "write";

/** What printers need to know of the named schemas as a whole: computed once, in linear time. */
export interface SchemaGraph {
  /** What a name stands for; undefined when the contract has no such schema. */
  named(name: string): Schema | undefined;
  /** Follows references without own words to what they mean; a circle of references alone means anything. */
  meant(schema: Schema): Schema;
  /** Whether the schema's type differs between the variants. */
  typeDiffers(schema: Schema): boolean;
  /** Whether what the schema admits differs between the variants. */
  checkDiffers(schema: Schema): boolean;
  /** Whether the named schema contains itself. */
  isRecursive(name: string): boolean;
  /** Whether two named schemas are, without any object or list between, parts of each other: no type can say that. */
  isInPlaceCircle(one: string, other: string): boolean;
  /** Whether the schema contains one that contains itself. */
  reachesRecursion(schema: Schema): boolean;
}

/** The access of a field: its own, its schema's, or that of the schema it refers to. */
export function accessOf(field: Field, graph: SchemaGraph): Access | undefined {
  const { schema } = field;
  if (field.access !== undefined) return field.access;
  if (schema.access !== undefined) return schema.access;
  return schema.kind === "reference" ? graph.named(schema.name)?.access : undefined;
}

export function createSchemaGraph(schemas: ReadonlyMap<string, Schema>): SchemaGraph {
  const references = new Map<string, Set<string>>();
  for (const [name, schema] of schemas) references.set(name, referencesIn(schema));
  const recursive = recursiveNames(references);
  const reversed = reverse(references);

  const graph: SchemaGraph = {
    named: (name) => schemas.get(name),
    meant(schema) {
      let current = schema;
      for (let steps = 0; current.kind === "reference"; steps += 1) {
        if (current.assertions !== undefined || current.nullable === true) return current;
        const next = schemas.get(current.name);
        if (next === undefined || steps > 100) return { kind: "any", at: schema.at };
        current = next;
      }
      return current;
    },
    typeDiffers: (schema) => differs(schema, typeSplit(), typeFieldDiffers),
    checkDiffers: (schema) => differs(schema, checkSplit(), checkFieldDiffers),
    isRecursive: (name) => recursive.has(name),
    isInPlaceCircle: (one, other) => circular().has(one) && circular().has(other),
    reachesRecursion: (schema) => [...direct(schema)].some((name) => reaching.has(name)),
  };

  const typeFieldDiffers = (field: Field) => {
    const access = accessOf(field, graph);
    return access === "write" || (access === "read" && field.required);
  };
  const checkFieldDiffers = (field: Field) => field.required && accessOf(field, graph) !== undefined;
  const spread = (seeds: Iterable<string>) => closure(seeds, reversed);
  const split = (fieldDiffers: (field: Field) => boolean) =>
    spread([...schemas].filter(([, schema]) => someField(schema, fieldDiffers)).map(([name]) => name));
  const typeSplit = once(() => split(typeFieldDiffers));
  const checkSplit = once(() => split(checkFieldDiffers));
  const reaching = spread(recursive);
  const circular = once(() =>
    recursiveNames(new Map([...recursive].map((name) => [name, inPlaceReferences(schemas.get(name))]))),
  );

  const direct = (schema: Schema): ReadonlySet<string> =>
    schema.kind === "reference" && schema.assertions === undefined ? new Set([schema.name]) : referencesIn(schema);
  const differs = (schema: Schema, names: ReadonlySet<string>, fieldDiffers: (field: Field) => boolean): boolean => {
    if (names.size === 0 && schema.kind === "reference" && schema.assertions === undefined) return false;
    for (const name of direct(schema)) if (names.has(name)) return true;
    return someField(schema, fieldDiffers);
  };
  return graph;
}

/** The schemas directly inside a schema, each with the name of the place where it stands. */
export function* inside(schema: Schema): Generator<Schema> {
  switch (schema.kind) {
    case "record":
      for (const field of schema.fields) yield field.schema;
      if (schema.rest !== undefined) yield schema.rest;
      break;
    case "map":
      yield schema.value;
      break;
    case "list":
      yield schema.item;
      if (schema.prefix !== undefined) yield* schema.prefix;
      break;
    case "union":
      yield* schema.variants;
      break;
  }
  if (schema.assertions !== undefined) yield* asserted(schema.assertions);
}

function* asserted(given: Assertions): Generator<Schema> {
  for (const part of [
    given.contains,
    given.unevaluatedItems,
    given.propertyNames,
    given.unevaluatedProperties,
    given.not,
    given.if,
    given.then,
    given.else,
  ]) {
    if (part !== undefined) yield part;
  }
  for (const parts of [given.allOf, given.anyOf, given.oneOf]) if (parts !== undefined) yield* parts;
  if (given.patternProperties !== undefined) for (const { schema } of given.patternProperties) yield schema;
  if (given.dependentSchemas !== undefined) yield* Object.values(given.dependentSchemas);
}

/** Every schema written inside this one, itself included, without following references. Survives any depth. */
function* written(schema: Schema): Generator<Schema> {
  const open: Schema[] = [schema];
  const seen = new Set<Schema>();
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    yield next;
    open.push(...inside(next));
  }
}

function referencesIn(schema: Schema): Set<string> {
  const names = new Set<string>();
  for (const part of written(schema)) if (part.kind === "reference") names.add(part.name);
  return names;
}

function someField(schema: Schema, test: (field: Field) => boolean): boolean {
  for (const part of written(schema)) if (part.kind === "record" && part.fields.some(test)) return true;
  return false;
}

/** The names that a schema refers to for what it itself is: through unions and `allOf`, not through members. */
function inPlaceReferences(schema: Schema | undefined): Set<string> {
  const names = new Set<string>();
  const open = schema === undefined ? [] : [schema];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next.kind === "reference") names.add(next.name);
    if (next.kind === "union") open.push(...next.variants);
    const { allOf, anyOf, oneOf } = next.assertions ?? {};
    for (const parts of [allOf, anyOf, oneOf]) if (parts !== undefined) open.push(...parts);
  }
  return names;
}

type Edges = ReadonlyMap<string, ReadonlySet<string>>;

function reverse(edges: Edges): Map<string, Set<string>> {
  const reversed = new Map<string, Set<string>>();
  for (const [from, targets] of edges) {
    for (const to of targets) {
      const sources = reversed.get(to);
      if (sources === undefined) reversed.set(to, new Set([from]));
      else sources.add(from);
    }
  }
  return reversed;
}

function closure(seeds: Iterable<string>, edges: Edges): Set<string> {
  const found = new Set(seeds);
  for (const name of found) for (const next of edges.get(name) ?? []) found.add(next);
  return found;
}

/** The names that lie on a circle of references (Tarjan's components, without recursion). */
function recursiveNames(edges: Edges): Set<string> {
  const order = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const onStack = new Set<string>();
  const recursive = new Set<string>();
  for (const root of edges.keys()) {
    if (order.has(root)) continue;
    const work: { name: string; targets: Iterator<string> }[] = [];
    const enter = (name: string) => {
      order.set(name, order.size);
      low.set(name, order.size - 1);
      stack.push(name);
      onStack.add(name);
      work.push({ name, targets: (edges.get(name) ?? new Set<string>()).values() });
    };
    enter(root);
    for (let top = work.at(-1); top !== undefined; top = work.at(-1)) {
      const { name, targets } = top;
      const { value: target, done } = targets.next();
      if (done !== true) {
        if (!order.has(target)) enter(target);
        else if (onStack.has(target)) low.set(name, Math.min(low.get(name) ?? 0, order.get(target) ?? 0));
        continue;
      }
      work.pop();
      const parent = work.at(-1);
      if (parent !== undefined) low.set(parent.name, Math.min(low.get(parent.name) ?? 0, low.get(name) ?? 0));
      if (low.get(name) !== order.get(name)) continue;
      const component = stack.splice(stack.lastIndexOf(name));
      for (const member of component) onStack.delete(member);
      const circular = component.length > 1 || edges.get(name)?.has(name) === true;
      if (circular) for (const member of component) recursive.add(member);
    }
  }
  return recursive;
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
