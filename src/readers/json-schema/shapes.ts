import type { Field, Schema } from "../../contract/schema.js";
import { type Combining, grouped } from "./combining.js";
import type { Conjunct } from "./conjunct.js";
import { discriminatorOf } from "./discriminators.js";
import { isObject, type Place } from "./place.js";

/** A record or a map from everything that is said about members. */
export function objectShape(head: Place, conjuncts: readonly Conjunct[], using: Combining, besides: Schema[]): Schema {
  const at = head.at;
  const closing = conjuncts.filter(({ additional }) => additional !== undefined && !admitsAll(additional));
  const apart = closing.filter((conjunct) => meetsForeignPatterns(conjunct, conjuncts));
  for (const conjunct of apart) besides.push(closedAlone(conjunct, using));
  const merged = closing.filter((conjunct) => !apart.includes(conjunct));

  const required = new Set(conjuncts.flatMap((conjunct) => conjunct.required ?? []));
  const rests = merged.flatMap(({ additional }) => additional ?? []);
  const rest = rests.length === 0 ? undefined : using.read(rests);
  const hasPatterns = conjuncts.some(({ patterns }) => patterns !== undefined);
  const fields: Field[] = [];
  let impossible: string | undefined;
  for (const [name, declared] of grouped(conjuncts.map(({ properties }) => properties))) {
    const others =
      conjuncts.length === 1
        ? none
        : merged.flatMap((conjunct) =>
            conjunct.properties?.has(name) === true || matchesOwn(conjunct, name) ? [] : (conjunct.additional ?? []),
          );
    const schema = using.read(others.length === 0 ? declared : [...declared, ...others]);
    if (others.length > 0 && schema.kind === "never") impossible ??= name;
    const forbidden = schema.kind === "never" && !required.has(name) && !hasPatterns && rest?.kind === "never";
    if (forbidden && others.length > 0) continue;
    const access = schema.access ?? firstOf(declared, (place) => using.accessOf(place));
    fields.push({
      name,
      schema,
      required: required.has(name),
      ...(access !== undefined && { access }),
      at: declared[0]?.at ?? at,
    });
  }
  if (impossible !== undefined) {
    const message = `"${impossible}" can never be there: a schema that is combined here admits no further members`;
    using.complain("schema-closed-base", head, message);
  }
  const raw = conjuncts.find(({ place }) => place.value === head.value)?.discriminator;
  const discriminator = raw === undefined ? undefined : discriminatorOf(raw, [], using);
  const needed = required.size > 0 || discriminator !== undefined;
  if (fields.length === 0 && !needed && (rest?.kind !== "never" || hasPatterns)) {
    return { kind: "map", at, value: rest ?? { kind: "any", at } };
  }
  return {
    kind: "record",
    at,
    fields,
    ...(rest !== undefined && { rest }),
    ...(discriminator !== undefined && { discriminator }),
  };
}

/** A list from everything that is said about items, position by position. */
export function listShape(head: Place, conjuncts: readonly Conjunct[], using: Combining): Schema {
  const at = head.at;
  const longest = Math.max(0, ...conjuncts.map(({ prefix }) => prefix?.length ?? 0));
  const placesAt = (position: number): Place[] =>
    conjuncts.flatMap(({ prefix, items }) => prefix?.[position] ?? items ?? []);
  const rest = conjuncts.flatMap(({ items }) => items ?? []);
  const read = (places: readonly Place[]): Schema => (places.length === 0 ? { kind: "any", at } : using.read(places));
  return {
    kind: "list",
    at,
    item: read(rest),
    ...(longest > 0 && { prefix: Array.from({ length: longest }, (_, position) => read(placesAt(position))) }),
  };
}

const none: readonly Place[] = [];

const admitsAll = ({ value }: Place): boolean => value === true || (isObject(value) && Object.keys(value).length === 0);

/** `additionalProperties` looks away from its own `patternProperties`, not from those of other parts. */
const meetsForeignPatterns = (conjunct: Conjunct, all: readonly Conjunct[]): boolean =>
  all.some((other) => other !== conjunct && other.patterns !== undefined) ||
  (all.length > 1 && conjunct.patterns !== undefined);

function closedAlone(conjunct: Conjunct, using: Combining): Schema {
  const names = [...(conjunct.properties?.keys() ?? [])];
  const at = conjunct.place.at;
  const anything: Schema = { kind: "any", at };
  const patterns = [...(conjunct.patterns?.keys() ?? [])];
  return {
    kind: "record",
    at,
    untyped: true,
    fields: names.map((name) => ({ name, schema: anything, required: false, at })),
    ...(conjunct.additional !== undefined && { rest: using.read([conjunct.additional]) }),
    ...(patterns.length > 0 && {
      assertions: { patternProperties: patterns.map((pattern) => ({ pattern, schema: anything })) },
    }),
  };
}

function matchesOwn({ patterns }: Conjunct, name: string): boolean {
  return [...(patterns?.keys() ?? [])].some((pattern) => {
    try {
      return new RegExp(pattern, "u").test(name);
    } catch {
      return false;
    }
  });
}

function firstOf<T, U>(all: readonly T[], ask: (one: T) => U | undefined): U | undefined {
  for (const one of all) {
    const answer = ask(one);
    if (answer !== undefined) return answer;
  }
  return undefined;
}
