import type { Json } from "../../contract/json.js";
import type { Document } from "../../source/document.js";
import type { Library, Target } from "../../source/library.js";
import type { Complain, Reference } from "./conjunct.js";
import { type Dialect, dialectNamed } from "./dialect.js";
import { type DynamicAnchors, dynamicAnchor, dynamicAnchorOf, findDynamicAnchors, outermostAnchor } from "./dynamic.js";
import type { ResolvedReference } from "./gather.js";
import { distinctName, placeName } from "./names.js";
import { addressFrom } from "./normalise.js";
import { isObject, memberOf, type Place } from "./place.js";

type Identity = object | string;

/** Follows references of schemas, and names what they lead to. */
export class References {
  /** Named schemas that are not read yet, in the order in which they were named. */
  readonly waiting: { readonly name: string; readonly place: Place }[] = [];
  readonly #library: Library;
  readonly #dialect: Dialect;
  readonly #complain: Complain;
  readonly #nameOf: ((target: Target) => string | undefined) | undefined;
  readonly #followed = new Map<Document, Map<string, ResolvedReference | undefined>>();
  readonly #names = new Map<Identity, string>();
  readonly #targets = new Map<Identity, Target>();
  readonly #places = new Map<string, Place>();
  #dynamic: DynamicAnchors | undefined;

  constructor(
    library: Library,
    dialect: Dialect,
    complain: Complain,
    nameOf: ((target: Target) => string | undefined) | undefined,
  ) {
    this.#library = library;
    this.#dialect = dialect;
    this.#complain = complain;
    this.#nameOf = nameOf;
  }

  /** The place of every named schema. */
  get named(): ReadonlyMap<string, Place> {
    return this.#places;
  }

  /** Where a reference leads; complains when it leads nowhere. */
  follow(reference: Reference): ResolvedReference | undefined {
    const { text, place, dynamic } = reference;
    const known = this.#followed.get(place.document) ?? new Map<string, ResolvedReference | undefined>();
    this.#followed.set(place.document, known);
    const key = `${dynamic ?? ""} ${place.base ?? ""} ${place.dialect} ${text}`;
    if (known.has(key)) {
      const found = known.get(key);
      if (found === undefined) this.#dangling(reference);
      return found === undefined ? undefined : { ...found, reference };
    }
    const target = dynamic === undefined ? this.#resolve(text, place) : this.#resolveDynamic(reference);
    if (target === undefined) {
      known.set(key, undefined);
      this.#dangling(reference);
      return undefined;
    }
    const identity = identityOf(target);
    if (!this.#targets.has(identity)) this.#targets.set(identity, target);
    const found = { reference, place: this.placeOf(target, place.dialect), identity };
    known.set(key, found);
    return found;
  }

  /** The name of the schema that a reference leads to; it is read by and by. */
  nameOf({ identity, place }: ResolvedReference): string {
    const known = this.#names.get(identity);
    if (known !== undefined) return known;
    const target = this.#targets.get(identity);
    const own = target === undefined ? undefined : (this.#nameOf?.(target) ?? placeName(target, this.#library.entry));
    return this.#name(own ?? "schema", place, identity);
  }

  define(name: string, place: Place, target: Target): string {
    const identity = identityOf(target);
    this.#targets.set(identity, target);
    return this.#names.get(identity) ?? this.#name(name, place, identity);
  }

  /** What a discriminator's mapping means: a reference, or the bare name of a named schema. */
  mappedName(text: string, place: Place): string | undefined {
    if (this.#places.has(text)) return text;
    const target = this.#resolve(text, place);
    if (target === undefined || !(isObject(target.value) || typeof target.value === "boolean")) {
      this.#complain("schema-discriminator", place, `The discriminator names "${text}", which is not there`);
      return undefined;
    }
    const identity = identityOf(target);
    if (!this.#targets.has(identity)) this.#targets.set(identity, target);
    const reference = { text, place, dynamic: undefined };
    return this.nameOf({ reference, place: this.placeOf(target, place.dialect), identity });
  }

  /** A target as a place, in the dialect and with the base address that hold there. */
  placeOf({ document, value, pointer, at }: Target, fallback: Dialect = this.#dialect): Place {
    let dialect = document === this.#library.entry ? this.#dialect : fallback;
    let base: string | undefined;
    let around: Json = document.value;
    for (const segment of pointer.split("/").slice(1)) {
      if (isObject(around)) {
        const schema = memberOf(around, "$schema");
        const id = memberOf(around, "$id");
        if (typeof schema === "string") dialect = dialectNamed(schema) ?? dialect;
        if (typeof id === "string" && !id.startsWith("#")) base = addressFrom(id, base);
      }
      around = step(around, segment.replaceAll("~1", "/").replaceAll("~0", "~"));
    }
    return { document, value, at, dialect, ...(base !== undefined && { base }) };
  }

  #name(wanted: string, place: Place, identity: Identity): string {
    const target = this.#targets.get(identity);
    const trace = target === undefined ? wanted : `${target.document.source.id}#${target.pointer}`;
    const name = this.#places.has(wanted) ? distinctName(wanted, trace) : wanted;
    this.#names.set(identity, name);
    this.#places.set(name, place);
    this.waiting.push({ name, place });
    return name;
  }

  #resolve(text: string, { document, base }: Place): Target | undefined {
    const inside = text.startsWith("#/");
    const own = base === undefined ? undefined : addressFrom(text, base);
    const first = own === undefined || inside ? text : own;
    const second = own === undefined || inside ? own : text;
    return (
      this.#library.resolve(first, document) ??
      (second === undefined ? undefined : this.#library.resolve(second, document))
    );
  }

  get #anchors(): DynamicAnchors {
    this.#dynamic ??= findDynamicAnchors(this.#library.documents);
    return this.#dynamic;
  }

  #resolveDynamic({ text, place, dynamic }: Reference): Target | undefined {
    const anchored = dynamicAnchor(text, dynamic, this.#anchors);
    if (anchored !== "several") return anchored ?? this.#resolve(text, place);
    this.#complain(
      "dynamic-reference",
      place,
      `"${dynamic} ${text}" could mean several schemas; the outermost of its file is taken`,
    );
    const nearest = this.#resolve(text, place);
    const name = text.slice(text.indexOf("#") + 1);
    if (nearest === undefined || dynamicAnchorOf(nearest.value) !== name) return nearest;
    return outermostAnchor(name, nearest.document, this.#anchors) ?? nearest;
  }

  #dangling({ text, place }: Reference): void {
    const why = this.#library.missing(text, place.document);
    this.#complain("reference-dangling", place, `"${text}" leads nowhere: ${why}`, "error");
  }
}

const identityOf = ({ value, document, pointer }: Target): Identity =>
  typeof value === "object" && value !== null ? value : `${document.source.id}#${pointer}`;

function step(value: Json, segment: string): Json {
  if (Array.isArray(value)) return (value as readonly Json[])[Number(segment)] ?? null;
  return isObject(value) ? (memberOf(value, segment) ?? null) : null;
}
