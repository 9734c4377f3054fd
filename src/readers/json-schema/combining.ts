import type { Assertions, Schema } from "../../contract/schema.js";
import type { Annotations, Complain, Conjunct } from "./conjunct.js";
import type { Place } from "./place.js";
import type { TypeSet } from "./type-sets.js";

/** What combining needs to know from the reader. */
export interface Combining {
  /** Reads the conjunction of places; `types` are said about it from outside. */
  read(places: readonly Place[], types?: TypeSet): Schema;
  conjunct(place: Place): Conjunct;
  /** Which JSON types a schema admits at most, as far as a quick look tells. */
  typesOf(place: Place): TypeSet;
  /** The name of the schema that a place refers to, when it is a reference and nothing else. */
  referenceName(place: Place): string | undefined;
  /** The name of the schema that a discriminator's mapping means. */
  mappedName(reference: string, place: Place): string | undefined;
  /**
   * Reads what all the conjuncts and a variant say together; undefined when the variant declares no members, or cannot
   * be merged with them.
   */
  together(conjuncts: readonly Conjunct[], variant: Place, types: TypeSet): Schema | undefined;
  /** Whether a place is a reference with nothing but annotations beside it. */
  isReference(place: Place): boolean;
  /** `readOnly` or `writeOnly` of the schema that a place refers to. */
  accessOf(place: Place): "read" | "write" | undefined;
  /** The schemas that include the owner of a discriminator by `allOf`: what the field says, and the schema's name. */
  derivedFrom(owner: object): Iterable<readonly [string, string]>;
  /** A schema that says nothing but the types. */
  ofTypes(types: TypeSet, head: Place): Schema;
  readonly complain: Complain;
}

export interface Combo {
  readonly mode: "any" | "one";
  readonly places: readonly Place[];
  readonly discriminator?: Conjunct["discriminator"];
}

/** The places of each name over all maps, each place once. */
export function grouped(all: readonly (ReadonlyMap<string, Place> | undefined)[]): Map<string, Place[]> {
  const groups = new Map<string, Place[]>();
  for (const map of all) {
    for (const [name, place] of map ?? []) {
      const group = groups.get(name);
      if (group === undefined) groups.set(name, [place]);
      else if (!group.some(({ value }) => value === place.value)) group.push(place);
    }
  }
  return groups;
}

export interface Combined {
  /** The first place: where the schema stands. */
  readonly head: Place;
  readonly conjuncts: readonly Conjunct[];
  readonly types: TypeSet;
  /** Schemas that must hold too and cannot be merged. */
  readonly beside: readonly Schema[];
  readonly orNull: boolean;
  readonly notes: Annotations;
}

export type WritableAssertions = { -readonly [K in keyof Assertions]: Assertions[K] };

/** What is known while a schema is put together. */
export interface Context {
  readonly all: Combined;
  readonly using: Combining;
  readonly types: TypeSet;
  readonly bounds: WritableAssertions;
  readonly besides: Schema[];
  readonly at: Place["at"];
}
