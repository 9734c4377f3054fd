import type { Json } from "../../contract/json.js";
import type { Complain, Conjunct, Reference } from "./conjunct.js";
import { isObject, type Place } from "./place.js";
import { withNull } from "./type-sets.js";

/** What a schema is made of before any of its references is followed. */
export interface Parts {
  /** Its own words and those of its inline `allOf` members. */
  readonly own: Conjunct[];
  readonly references: ResolvedReference[];
  /** Members that must also be kept whole, for what they say about unevaluated members concerns them alone. */
  readonly whole: Place[];
  /** `nullable: true` of OpenAPI 3.0, said about the whole. */
  orNull: boolean;
}

export interface ResolvedReference {
  readonly reference: Reference;
  readonly place: Place;
  readonly identity: object | string;
}

/** What gathering needs to know from the reader. */
export interface Gathering {
  conjunct(place: Place): Conjunct;
  follow(reference: Reference): ResolvedReference | undefined;
  readonly complain: Complain;
}

const depthLimit = 200;
/** How many references may follow one another through `allOf`. */
const chainLimit = 500;

/** Gathers the parts of a conjunction of places. What stands in a single place is the root: `unevaluated*` sees all. */
export function gather(places: readonly Place[], using: Gathering): Parts {
  const parts: Parts = { own: [], references: [], whole: [], orNull: false };
  const alone = places.length === 1;
  const visit = (place: Place, root: boolean, depth: number): void => {
    const found = using.conjunct(place);
    parts.own.push(root ? found : asMember(found, place, parts.whole));
    if (found.orNull && (root || (alone && found.trivial))) parts.orNull = true;
    if (found.reference !== undefined) {
      const target = using.follow(found.reference);
      if (target !== undefined && !parts.references.some(({ identity }) => identity === target.identity)) {
        parts.references.push(target);
      }
    }
    if (depth > depthLimit) return;
    for (const member of found.allOf ?? []) visit(member, false, depth + 1);
  };
  for (const place of places) visit(place, alone, 0);
  return parts;
}

/** Everything that a reference leads to, through further references and `allOf`. `path`: what is being expanded. */
export function expand(
  target: ResolvedReference,
  path: readonly unknown[],
  whole: Place[],
  using: Gathering,
  seen: Set<unknown> = new Set(),
): Conjunct[] {
  if (path.includes(target.place.value) && isObject(target.place.value)) {
    const message = `"${target.reference.text}" leads back to the schema that it is part of`;
    using.complain("reference-cycle", target.reference.place, message, "error");
    return [];
  }
  if (path.length > chainLimit) {
    const message = 'References and "allOf" follow one another too far here; what comes after is left out';
    using.complain("schema-too-deep", target.reference.place, message);
    return [];
  }
  if (seen.has(target.place.value) && isObject(target.place.value)) return [];
  seen.add(target.place.value);
  const inner = [...path, target.place.value];
  const conjuncts: Conjunct[] = [];
  const visit = (place: Place, depth: number): void => {
    const found = withoutReturn(using.conjunct(place), inner, using);
    conjuncts.push(asMember(found, place, whole));
    if (found.reference !== undefined) {
      const next = using.follow(found.reference);
      if (next !== undefined) conjuncts.push(...expand(next, inner, whole, using, seen));
    }
    if (depth > depthLimit) return;
    for (const member of found.allOf ?? []) visit(member, depth + 1);
  };
  visit(target.place, 0);
  return conjuncts;
}

/** A part of a conjunction: `unevaluated*` cannot be merged, and `nullable` belongs to the part. */
function asMember(found: Conjunct, place: Place, whole: Place[]): Conjunct {
  let member = found;
  if (found.unevaluatedProperties !== undefined || found.unevaluatedItems !== undefined) {
    whole.push(place);
    const { unevaluatedProperties: _, unevaluatedItems: __, ...rest } = member;
    member = rest;
  }
  if (!found.orNull) return member;
  const types = withNull(found.types);
  const values: readonly Json[] | undefined =
    found.values === undefined || found.values.includes(null) ? found.values : [...found.values, null];
  return { ...member, ...(types !== undefined && { types }), ...(values !== undefined && { values }) };
}

/**
 * A base schema that lists its own derived schemas in `oneOf`, while they include it by `allOf`, would go in circles:
 * in the derived schema only the base's own words are meant.
 */
function withoutReturn(found: Conjunct, path: readonly unknown[], using: Gathering): Conjunct {
  const returns = (places: readonly Place[] | undefined) =>
    places?.some((place) => {
      const { reference } = using.conjunct(place);
      const target = reference === undefined ? undefined : using.follow(reference);
      return target !== undefined && path.includes(target.place.value);
    });
  let cut = found;
  if (returns(found.oneOf)) {
    const { oneOf: _, ...rest } = cut;
    cut = rest;
  }
  if (returns(found.anyOf)) {
    const { anyOf: _, ...rest } = cut;
    cut = rest;
  }
  return cut;
}
