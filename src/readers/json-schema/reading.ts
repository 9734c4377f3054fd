import type { Schema } from "../../contract/schema.js";
import { findCircles } from "./circles.js";
import { combine } from "./combine.js";
import type { Combining } from "./combining.js";
import type { Annotations, Complain, Conjunct, Reference } from "./conjunct.js";
import { expand, type Gathering, gather, type Parts, type ResolvedReference } from "./gather.js";
import { normalise, typeOf } from "./normalise.js";
import { isObject, type Place } from "./place.js";
import type { References } from "./references.js";
import { bothTypes, type TypeSet, typesWithin } from "./type-sets.js";

const depthLimit = 400;
/** How deep members are written out over variants of variants. */
const mostSpread = 2;

/** Reads places into schemas, each place once. */
export class SchemaReading implements Combining, Gathering {
  readonly schemas = new Map<string, Schema>();
  readonly complain: Complain;
  readonly #references: References;
  readonly #conjuncts = new Map<object, Conjunct>();
  readonly #done = new Map<object, Schema>();
  readonly #checked = new Set<string>();
  readonly #types = new Map<object, TypeSet>();
  #depth = 0;
  #spreading = 0;
  #derived: Map<object, [string, string][]> | undefined;

  constructor(references: References, complain: Complain) {
    this.#references = references;
    this.complain = complain;
  }

  /** Reads every schema that was named in the meantime. */
  finish(): void {
    const { waiting } = this.#references;
    if (waiting.length === 0) return;
    const fresh: string[] = [];
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      fresh.push(next.name);
      this.schemas.set(next.name, this.read([next.place]));
    }
    for (const closing of findCircles(fresh, this.schemas, this.#checked)) {
      const message = `"${closing.name}" refers to itself without a property or an item in between; it is read as any value`;
      this.complain("reference-cycle", closing, message, "error");
      this.schemas.set(closing.name, { kind: "any", at: this.schemas.get(closing.name)?.at ?? closing.at });
    }
  }

  read(places: readonly Place[], types?: TypeSet): Schema {
    const [place] = places;
    if (place === undefined) throw new RangeError("There is no schema to read");
    const key = places.length === 1 && types === undefined && isObject(place.value) ? place.value : undefined;
    const known = key === undefined ? undefined : this.#done.get(key);
    if (known !== undefined) return known;
    if (this.#depth >= depthLimit) {
      this.complain("schema-too-deep", place, "Schemas are nested too deeply here; this one is read as any value");
      return { kind: "any", at: place.at };
    }
    this.#depth += 1;
    const schema = places.length === 1 ? this.#readParts(place, types) : this.#readSeveral(places, types);
    this.#depth -= 1;
    if (key !== undefined) this.#done.set(key, schema);
    return schema;
  }

  conjunct(place: Place): Conjunct {
    if (!isObject(place.value)) return normalise(place, this.complain, this.#lookUp);
    const known = this.#conjuncts.get(place.value);
    if (known !== undefined) return known;
    const made = normalise(place, this.complain, this.#lookUp);
    this.#conjuncts.set(place.value, made);
    return made;
  }

  readonly #lookUp = (text: string, place: Place) => this.follow({ text, place, dynamic: undefined })?.place;

  follow(reference: Reference): ResolvedReference | undefined {
    return this.#references.follow(reference);
  }

  isReference(place: Place): boolean {
    return this.#loneReference(place) !== undefined;
  }

  referenceName(place: Place): string | undefined {
    const target = this.#loneReference(place);
    return target === undefined ? undefined : this.#references.nameOf(target);
  }

  mappedName(reference: string, place: Place): string | undefined {
    return this.#references.mappedName(reference, place);
  }

  accessOf(place: Place): "read" | "write" | undefined {
    const target = this.#loneReference(place);
    return target === undefined ? undefined : this.conjunct(target.place).notes.access;
  }

  together(conjuncts: readonly Conjunct[], variant: Place, types: TypeSet): Schema | undefined {
    const parts = gather([variant], this);
    if (parts.orNull || parts.own[0]?.unevaluatedProperties !== undefined) return undefined;
    const whole = [...parts.whole];
    let circular = false;
    const complain = () => {
      circular = true;
    };
    const using = { ...this.#quietly, complain };
    const path = [...conjuncts.map(({ place }) => place.value), variant.value];
    const seen = new Set<unknown>();
    const expanded = parts.references.flatMap((reference) => expand(reference, path, whole, using, seen));
    const own = [...parts.own, ...expanded];
    if (
      this.#spreading >= mostSpread ||
      circular ||
      whole.length > 0 ||
      !own.some(({ properties }) => (properties?.size ?? 0) > 0)
    )
      return undefined;
    const all = [...conjuncts, ...own].filter(({ trivial }) => !trivial);
    return combine(
      { head: variant, conjuncts: all, types, beside: [], orNull: false, notes: notesOf(parts.own) },
      this,
    );
  }

  ofTypes(types: TypeSet, head: Place): Schema {
    return combine({ head, conjuncts: [], types, beside: [], orNull: false, notes: {} }, this);
  }

  typesOf(place: Place, depth = 0): TypeSet {
    if (depth > 16) return undefined;
    if (!isObject(place.value)) return this.#typesOf(place, depth);
    if (this.#types.has(place.value)) return this.#types.get(place.value);
    const types = this.#typesOf(place, depth);
    this.#types.set(place.value, types);
    return types;
  }

  #typesOf(place: Place, depth: number): TypeSet {
    const parts = gather([place], this);
    const conjuncts = [...parts.own, ...this.#expandAll(parts, [place.value], [], false)];
    let types: TypeSet;
    for (const conjunct of conjuncts) {
      types = bothTypes(types, conjunct.types);
      if (conjunct.values !== undefined) types = bothTypes(types, new Set(conjunct.values.map(typeOf)));
      for (const variants of [conjunct.anyOf, conjunct.oneOf]) {
        const each = variants?.map((variant) => this.typesOf(variant, depth + 4));
        if (each?.every((one) => one !== undefined)) types = bothTypes(types, new Set(each.flatMap((one) => [...one])));
      }
    }
    return parts.orNull && types !== undefined ? new Set([...types, "null" as const]) : types;
  }

  derivedFrom(owner: object): Iterable<readonly [string, string]> {
    if (this.#derived === undefined) {
      this.#derived = new Map();
      for (const [name, place] of [...this.#references.named]) this.#noteBases(place, name, new Set());
    }
    return this.#derived.get(owner) ?? [];
  }

  #noteBases(place: Place, name: string, seen: Set<unknown>): void {
    for (const { place: base } of gather([place], this).references) {
      if (seen.has(base.value) || !isObject(base.value)) continue;
      seen.add(base.value);
      const list = this.#derived?.get(base.value) ?? [];
      list.push([name.slice(name.lastIndexOf("/") + 1), name]);
      this.#derived?.set(base.value, list);
      this.#noteBases(base, name, seen);
    }
  }

  /** One place as it was written: its references are followed when other things are said beside them. */
  #readParts(place: Place, types: TypeSet): Schema {
    const parts = gather([place], this);
    const said = parts.own.filter(({ trivial }) => !trivial);
    const [only, ...others] = parts.references;
    if (only !== undefined && others.length === 0 && said.every(isBoundOnly)) {
      if (types === undefined || typesWithin(this.typesOf(place), types))
        return this.#reference(place, parts, only, said);
    }
    const whole = [...parts.whole];
    const expanded = this.#expandAll(parts, [place.value], whole, true);
    return combine(
      {
        head: place,
        conjuncts: [...expanded, ...parts.own].filter(({ trivial, discriminator }) => !trivial || discriminator),
        types,
        beside: whole.map((member) => this.read([member])),
        orNull: parts.orNull,
        notes: notesOf(parts.own),
      },
      this,
    );
  }

  /** What several parts of a conjunction say about one member: large schemas that they refer to keep their names. */
  #readSeveral(places: readonly Place[], types: TypeSet): Schema {
    const distinct = places.filter((place, index) => places.findIndex(({ value }) => value === place.value) === index);
    const telling = distinct.filter((place) => place.value !== true && !this.#saysNothing(place));
    const [first, second] = telling;
    const head = places[0] as Place;
    if (telling.length < distinct.length || distinct.length === 1) {
      const notes = notesOf(distinct.map((place) => this.conjunct(place)).reverse());
      if (first === undefined) return { ...this.read([head], types), ...notes };
      if (second === undefined) return { ...this.read([first], types), ...notes };
    }
    const parts = gather(distinct, this);
    const large = parts.references.filter(({ place }) => !this.#isSmall(place));
    const last = large.at(-1);
    if (last === undefined) {
      const whole = [...parts.whole];
      const expanded = this.#expandAll(parts, [], whole, true);
      const conjuncts = [...parts.own, ...expanded].filter(({ trivial }) => !trivial);
      const beside = whole.map((member) => this.read([member]));
      // What a part refers to is written out here: so are its words.
      const notes = notesOf(distinct.flatMap((place) => this.#writtenOut(place)).reverse());
      return combine({ head, conjuncts, types, beside, orNull: false, notes }, this);
    }
    const notes = notesOf([...parts.own].reverse());
    const beside: Schema[] = parts.references
      .filter((reference) => reference !== last)
      .map((reference) => ({ kind: "reference", name: this.#references.nameOf(reference), at: head.at }));
    const conjuncts = parts.own.filter(({ trivial }) => !trivial);
    const whole = parts.whole.map((member) => this.read([member]));
    if (conjuncts.length > 0 || whole.length > 0 || types !== undefined) {
      beside.push(combine({ head, conjuncts, types, beside: whole, orNull: false, notes: {} }, this));
    }
    return {
      kind: "reference",
      name: this.#references.nameOf(last),
      at: head.at,
      ...notes,
      ...(beside.length > 0 && { assertions: { allOf: beside } }),
    };
  }

  /** A schema object with those that it refers to, the one that has the last word last. */
  #writtenOut(place: Place): readonly Conjunct[] {
    const parts = gather([place], this.#quietly);
    return [...this.#expandAll(parts, [], [], false).reverse(), ...[...parts.own].reverse()];
  }

  #reference(place: Place, parts: Parts, target: ResolvedReference, said: readonly Conjunct[]): Schema {
    const base: Schema = {
      kind: "reference",
      name: this.#references.nameOf(target),
      at: place.at,
      ...notesOf(parts.own),
      ...(parts.orNull && { nullable: true }),
    };
    if (said.length === 0) return base;
    const combined = combine(
      { head: place, conjuncts: said, types: undefined, beside: [], orNull: false, notes: {} },
      this,
    );
    return { ...base, ...(combined.assertions !== undefined && { assertions: combined.assertions }) };
  }

  #expandAll(parts: Parts, path: readonly unknown[], whole: Place[], aloud: boolean): Conjunct[] {
    const using = aloud ? this : this.#quietly;
    const seen = new Set<unknown>();
    return parts.references.flatMap((reference) => expand(reference, path, whole, using, seen));
  }

  get #quietly(): Gathering {
    return {
      conjunct: (place) => this.conjunct(place),
      follow: (reference) => this.follow(reference),
      complain: () => {},
    };
  }

  #loneReference(place: Place): ResolvedReference | undefined {
    const found = this.conjunct(place);
    if (!found.trivial) return undefined;
    if (found.reference !== undefined && found.allOf === undefined) return this.follow(found.reference);
    const [member] = found.allOf ?? [];
    return found.allOf?.length === 1 && member !== undefined && found.reference === undefined
      ? this.#loneReference(member)
      : undefined;
  }

  #saysNothing(place: Place): boolean {
    const { trivial, reference, allOf, orNull } = this.conjunct(place);
    return trivial && reference === undefined && allOf === undefined && !orNull;
  }

  /** Scalars and enumerations, which lose nothing by being written out. */
  #isSmall(place: Place): boolean {
    const { properties, items, prefix, additional, allOf, anyOf, oneOf, reference } = this.conjunct(place);
    return [properties, items, prefix, additional, allOf, anyOf, oneOf, reference].every((part) => part === undefined);
  }
}

/** Bounds can stand beside a reference, so that it keeps its name. */
const isBoundOnly = (conjunct: Conjunct): boolean =>
  Object.keys(conjunct.bounds).length > 0 &&
  Object.entries(conjunct).every(
    ([part, value]) =>
      value === undefined || ["place", "trivial", "orNull", "bounds", "notes", "allOf", "reference"].includes(part),
  );

/** What is said about the whole: the root's own words, then what inline parts add. */
function notesOf(own: readonly Conjunct[]): Annotations {
  const notes: Annotations = {};
  for (const { notes: said } of own) {
    for (const [name, value] of Object.entries(said)) {
      if (!(name in notes)) Object.assign(notes, { [name]: value });
    }
  }
  return notes;
}
