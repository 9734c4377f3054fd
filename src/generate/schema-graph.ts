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
    typeDiffers: (schema) => typeDiffers()(schema),
    checkDiffers: (schema) => checkDiffers()(schema),
    isRecursive: (name) => recursive.has(name),
    isInPlaceCircle: (one, other) => circular().has(one) && circular().has(other),
    reachesRecursion: (schema) => reachesRecursion(schema),
  };

  const typeFieldDiffers = (field: Field) => {
    const access = accessOf(field, graph);
    return access === "write" || (access === "read" && field.required);
  };
  const checkFieldDiffers = (field: Field) => field.required && accessOf(field, graph) !== undefined;
  const spread = (seeds: Iterable<string>) => closure(seeds, reversed);
  /** Whether a schema differs: by a field somewhere inside it, or by a name that it refers to. */
  const differing = (fieldDiffers: (field: Field) => boolean) =>
    once(() => {
      const hasField = anywhere((part) => part.kind === "record" && part.fields.some(fieldDiffers));
      const names = spread([...schemas].filter(([, schema]) => hasField(schema)).map(([name]) => name));
      return anywhere((part) =>
        part.kind === "reference" ? names.has(part.name) : part.kind === "record" && part.fields.some(fieldDiffers),
      );
    });
  const typeDiffers = differing(typeFieldDiffers);
  const checkDiffers = differing(checkFieldDiffers);
  const reaching = spread(recursive);
  const reachesRecursion = anywhere((part) => part.kind === "reference" && reaching.has(part.name));
  const circular = once(() =>
    recursiveNames(new Map([...recursive].map((name) => [name, inPlaceReferences(schemas.get(name))]))),
  );
  return graph;
}

/** The schemas directly inside a schema. */
export function inside(schema: Schema): readonly Schema[] {
  const parts = shapeParts(schema);
  return schema.assertions === undefined ? parts : [...parts, ...assertedParts(schema.assertions)];
}

function shapeParts(schema: Schema): readonly Schema[] {
  switch (schema.kind) {
    case "record": {
      const parts = schema.fields.map((field) => field.schema);
      if (schema.rest !== undefined) parts.push(schema.rest);
      return parts;
    }
    case "map":
      return [schema.value];
    case "list":
      return schema.prefix === undefined ? [schema.item] : [schema.item, ...schema.prefix];
    case "union":
      return schema.variants;
    default:
      return [];
  }
}

function assertedParts(given: Assertions): Schema[] {
  const parts: Schema[] = [];
  for (const [keyword, value] of Object.entries(given) as [keyof Assertions, unknown][]) {
    if (value === undefined) continue;
    switch (keyword) {
      case "contains":
      case "unevaluatedItems":
      case "propertyNames":
      case "unevaluatedProperties":
      case "not":
      case "if":
      case "then":
      case "else":
        parts.push(value as Schema);
        break;
      case "allOf":
      case "anyOf":
      case "oneOf":
        parts.push(...(value as readonly Schema[]));
        break;
      case "patternProperties":
        for (const { schema } of given.patternProperties ?? []) parts.push(schema);
        break;
      case "dependentSchemas":
        parts.push(...Object.values(given.dependentSchemas ?? {}));
        break;
    }
  }
  return parts;
}

/** The names that are referred to anywhere inside a schema. */
function referencesIn(schema: Schema): Set<string> {
  const names = new Set<string>();
  const open: Schema[] = [schema];
  const seen = new Set<Schema>();
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next.kind === "reference") names.add(next.name);
    if (seen.has(next)) continue;
    seen.add(next);
    for (const part of inside(next)) open.push(part);
  }
  return names;
}

/** Whether a test holds for a schema or anything written inside it. Each schema is looked at once, however often asked. */
function anywhere(test: (schema: Schema) => boolean): (schema: Schema) => boolean {
  const known = new Map<Schema, boolean>();
  const holds = (schema: Schema): boolean => {
    const found = known.get(schema);
    if (found !== undefined) return found;
    known.set(schema, false);
    let result = test(schema);
    if (!result) {
      for (const part of inside(schema)) {
        if (!holds(part)) continue;
        result = true;
        break;
      }
    }
    known.set(schema, result);
    return result;
  };
  return holds;
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
