import type { Json, JsonNumber } from "../../contract/json.js";
import { suggest } from "../../diagnostics/suggest.js";
import {
  type Annotations,
  type Bounds,
  type Complain,
  type Conjunct,
  conjunctOf,
  isNumber,
  type JsonType,
  type ValueNote,
  type Writable,
} from "./conjunct.js";
import { dialectNamed, dialects } from "./dialect.js";
import { isObject, type JsonObject, memberOf, type Place, placeIn, valueKey } from "./place.js";

const typeNames = new Set(["null", "boolean", "object", "array", "number", "integer", "string"]);
/** What types are called in other languages. */
const typesElsewhere: ReadonlyMap<string, string> = new Map([
  ...["int", "int32", "int64", "long", "short", "uint"].map((name) => [name, "integer"] as const),
  ...["float", "double", "decimal", "numeric"].map((name) => [name, "number"] as const),
  ...["str", "text", "date", "datetime", "date-time", "uuid"].map((name) => [name, "string"] as const),
  ...["dict", "map", "hash", "struct"].map((name) => [name, "object"] as const),
  ["bool", "boolean"],
  ["list", "array"],
]);
const modernKeywords = new Set("const if then else contains propertyNames examples $id patternProperties".split(" "));
const boundKeywords = (
  "minimum maximum exclusiveMinimum exclusiveMaximum multipleOf minLength maxLength pattern minItems maxItems " +
  "uniqueItems minProperties maxProperties"
).split(" ");
const annotationKeywords = new Set(
  (
    "title description summary default example examples deprecated readOnly writeOnly externalDocs xml $comment " +
    "$schema $id id $anchor $dynamicAnchor $recursiveAnchor $vocabulary $defs definitions discriminator nullable " +
    "$ref $dynamicRef $recursiveRef allOf additionalItems then else minContains maxContains " +
    "x-nullable collectionFormat allowEmptyValue"
  ).split(" "),
);

/** What a reference leads to that stands where no schema is expected. */
export type LookUp = (reference: string, from: Place) => Place | undefined;

/** One schema object in the words of 2020-12. What cannot be meant is complained about and left out. */
export function normalise(given: Place, complain: Complain, lookUp: LookUp): Conjunct {
  if (typeof given.value === "boolean")
    return conjunctOf(given, given.value ? { trivial: true } : { types: new Set() });
  if (!isObject(given.value)) {
    complain("schema-keyword", given, `A schema must be an object, but here is ${kindOf(given.value)}`, "error");
    return conjunctOf(given, { trivial: true });
  }
  return new Normaliser(scopeOf(given, given.value), given.value, complain, lookUp).conjunct();
}

/** The place with the dialect and the base address that it declares for itself. */
function scopeOf(place: Place, value: JsonObject): Place {
  const schema = memberOf(value, "$schema");
  const id = memberOf(value, "$id") ?? (place.dialect === "draft-04" ? memberOf(value, "id") : undefined);
  const dialect = typeof schema === "string" ? dialectNamed(schema) : undefined;
  const base = typeof id === "string" && !id.startsWith("#") ? addressFrom(id, place.base) : undefined;
  if (dialect === undefined && base === undefined) return place;
  return { ...place, ...(dialect !== undefined && { dialect }), ...(base !== undefined && { base }) };
}

export const addressFrom = (reference: string, base: string | undefined): string =>
  base !== undefined && URL.canParse(reference, base) ? new URL(reference, base).href : reference;

const kindOf = (value: Json): string =>
  value === null ? "null" : Array.isArray(value) ? "a list" : isObject(value) ? "an object" : `a ${typeof value}`;

class Normaliser {
  readonly #place: Place;
  readonly #value: JsonObject;
  readonly #complain: Complain;
  readonly #lookUp: LookUp;

  constructor(place: Place, value: JsonObject, complain: Complain, lookUp: LookUp) {
    this.#lookUp = lookUp;
    this.#place = place;
    this.#value = value;
    this.#complain = complain;
  }

  conjunct(): Conjunct {
    const traits = dialects[this.#place.dialect];
    const out: Writable<Conjunct> = { place: this.#place, trivial: false, orNull: false, bounds: {}, notes: {} };
    this.#references(out);
    if (out.reference !== undefined && traits.refAlone) {
      this.#siblings(out);
      return out;
    }
    this.#annotations(out.notes);
    this.#types(out);
    this.#values(out);
    out.bounds = this.#bounds();
    const format = this.#string("format");
    if (format !== undefined) out.format = format;
    this.#objects(out);
    this.#lists(out);
    this.#content(out);
    this.#logic(out);
    this.#discriminator(out);
    out.trivial = this.#isTrivial();
    if (!traits.modern) this.#tooModern();
    return out;
  }

  #isTrivial(): boolean {
    for (const name in this.#value) {
      if (!annotationKeywords.has(name) && !name.startsWith("x-")) return false;
    }
    return !("additionalItems" in this.#value && Array.isArray(memberOf(this.#value, "items")));
  }

  #tooModern(): void {
    for (const name in this.#value) {
      if (!modernKeywords.has(name)) continue;
      const place = this.#keyPlace(name);
      this.#complain("schema-dialect", place, `"${name}" is not a word of ${this.#place.dialect}`, "note");
    }
  }

  /** Where a `$ref` stands alone: only what describes it is kept of its siblings. */
  #siblings(out: Writable<Conjunct>): void {
    const all: Annotations = {};
    this.#annotations(all);
    if (all.title !== undefined) out.notes.title = all.title;
    if (all.doc !== undefined) out.notes.doc = all.doc;
    if (all.deprecated !== undefined) out.notes.deprecated = all.deprecated;
    if (all.extensions !== undefined) out.notes.extensions = all.extensions;
    const word = dialects[this.#place.dialect].nullable;
    if (word !== undefined && memberOf(this.#value, word) === true) out.orNull = true;
    out.trivial = true;
    for (const name in this.#value) {
      if (annotationKeywords.has(name) || name.startsWith("x-")) continue;
      const message = `"${name}" beside "$ref" is ignored in ${this.#place.dialect}`;
      this.#complain("reference-siblings", this.#keyPlace(name), message, "warning");
    }
  }

  #references(out: Writable<Conjunct>): void {
    for (const keyword of ["$ref", "$dynamicRef", "$recursiveRef"] as const) {
      const text = this.#string(keyword);
      if (text === undefined) continue;
      const reference = {
        text,
        place: this.#keyPlace(keyword),
        dynamic: keyword === "$ref" ? undefined : keyword,
      } as const;
      if (out.reference === undefined) out.reference = reference;
      else out.allOf = [...(out.allOf ?? []), { ...this.#place, value: { [keyword]: text } }];
    }
  }

  #annotations(notes: Annotations): void {
    for (const name in this.#value) {
      switch (name) {
        case "title": {
          const title = this.#string(name);
          if (title !== undefined) notes.title = title;
          break;
        }
        case "description": {
          const doc = this.#string(name);
          if (doc !== undefined) notes.doc = doc;
          break;
        }
        case "deprecated":
          if (this.#flag(name)) notes.deprecated = true;
          break;
        case "readOnly":
          if (this.#flag(name)) notes.access = "read";
          break;
        case "writeOnly":
          if (this.#flag(name)) notes.access = "write";
          break;
        case "default":
          notes.default = this.#value[name] as Json;
          break;
        case "example":
          notes.examples = [this.#value[name] as Json, ...(notes.examples ?? [])];
          break;
        case "examples": {
          const value = this.#value[name];
          if (Array.isArray(value)) notes.examples = [...(notes.examples ?? []), ...value];
          break;
        }
        default:
          if (name.startsWith("x-") && name !== "x-nullable") {
            notes.extensions ??= {};
            notes.extensions[name] = this.#value[name];
          }
      }
    }
  }

  #types(out: Writable<Conjunct>): void {
    const type = memberOf(this.#value, "type");
    if (type !== undefined) {
      const named = typeof type === "string" ? [type] : Array.isArray(type) ? type : undefined;
      if (type === "file") {
        out.types = new Set(["string"]);
        out.format = "binary";
      } else if (named === undefined || named.length === 0 || !named.every(isTypeName)) {
        this.#unknownType(type, named);
        const known = named?.filter(isTypeName) ?? [];
        if (known.length > 0) out.types = typeSet(known);
      } else {
        if (Array.isArray(type) && dialects[this.#place.dialect].modern === false && !this.#isDraft()) {
          this.#complain("schema-dialect", this.#keyPlace("type"), `A list of types is not in ${this.#place.dialect}`);
        }
        out.types = typeSet(named.filter(isTypeName));
      }
    }
    const own = dialects[this.#place.dialect].nullable;
    for (const word of ["nullable", "x-nullable"]) {
      const value = memberOf(this.#value, word);
      if (value !== true) continue;
      if (word === "nullable" && own === undefined) {
        const message = `"nullable" is not a word of ${this.#place.dialect}; it is read as a type that includes null`;
        this.#complain("schema-dialect", this.#keyPlace(word), message);
      }
      out.orNull = true;
    }
  }

  /** A misspelt type would pass for any value: an error, unlike other words that are ignored. */
  #unknownType(type: Json, named: readonly Json[] | undefined): void {
    const unknown = named?.find((name) => typeof name === "string" && !isTypeName(name));
    const message = `"type" must name JSON types, but it is ${JSON.stringify(printable(type))}`;
    if (typeof unknown !== "string") {
      this.#misuse("type", message);
      return;
    }
    const near = typesElsewhere.get(unknown.toLowerCase()) ?? suggest(unknown, typeNames);
    const meant = near === undefined ? "" : `; did you mean "${near}"?`;
    this.#complain("schema-keyword", this.#keyPlace("type"), `${message}${meant}`, "error");
  }

  #isDraft(): boolean {
    return !this.#place.dialect.startsWith("oas");
  }

  #values(out: Writable<Conjunct>): void {
    const notes = new Map<string, ValueNote>();
    const listed = memberOf(this.#value, "enum");
    if (listed !== undefined) {
      if (Array.isArray(listed)) {
        const names = this.#parallel("x-enum-varnames") ?? this.#parallel("x-enumNames");
        const docs = this.#parallel("x-enum-descriptions") ?? this.#parallel("x-enumDescriptions");
        const unique = new Map<string, Json>();
        for (const [index, value] of (listed as readonly Json[]).entries()) {
          const key = valueKey(value);
          if (unique.has(key)) continue;
          unique.set(key, value);
          const name = names?.(index, value);
          const doc = docs?.(index, value);
          notes.set(key, {
            at: this.#place.document.at(listed, index),
            ...(name !== undefined && { name }),
            ...(doc !== undefined && { doc }),
          });
        }
        out.values = [...unique.values()];
      } else this.#misuse("enum", '"enum" must be a list');
    }
    if ("const" in this.#value) {
      const value = memberOf(this.#value, "const") as Json;
      const key = valueKey(value);
      out.values = out.values === undefined ? [value] : out.values.filter((other) => valueKey(other) === key);
      if (!notes.has(key)) notes.set(key, { at: this.#keyPlace("const").at });
    }
    const extensible = memberOf(this.#value, "x-extensible-enum");
    if (out.values === undefined && Array.isArray(extensible) && extensible.length > 0) {
      const kinds = new Set((extensible as readonly Json[]).map(typeOf));
      const [kind] = kinds;
      if (kinds.size === 1 && kind !== undefined && out.types?.size === 1 && out.types.has(kind)) {
        out.values = extensible as readonly Json[];
        out.open = true;
      }
    }
    if (notes.size > 0) out.valueNotes = notes;
  }

  /** Names or descriptions of enumerated values: a list beside the values, or an object by value. */
  #parallel(keyword: string): ((index: number, value: Json) => string | undefined) | undefined {
    const given = memberOf(this.#value, keyword);
    const text = (value: Json | undefined) => (typeof value === "string" ? value : undefined);
    if (Array.isArray(given)) return (index) => text((given as readonly Json[])[index]);
    if (isObject(given)) return (_, value) => text(memberOf(given, String(value)));
    return undefined;
  }

  #bounds(): Bounds {
    const bounds: Bounds = {};
    if (!boundKeywords.some((name) => name in this.#value)) return bounds;
    for (const name of ["minimum", "maximum", "multipleOf"] as const) {
      const value = this.#number(name);
      if (value === undefined) continue;
      if (name === "multipleOf" && value <= 0) this.#misuse(name, '"multipleOf" must be greater than 0');
      else bounds[name] = value;
    }
    for (const [name, plain] of [
      ["exclusiveMinimum", "minimum"],
      ["exclusiveMaximum", "maximum"],
    ] as const) {
      const value = memberOf(this.#value, name);
      if (typeof value === "boolean") {
        if (!dialects[this.#place.dialect].exclusiveFlags) {
          const message = `"${name}" must be a number in ${this.#place.dialect}; it is read as in OpenAPI 3.0`;
          this.#complain("schema-dialect", this.#keyPlace(name), message);
        }
        const bound = bounds[plain];
        if (!value || bound === undefined) continue;
        bounds[name] = bound;
        delete bounds[plain];
      } else {
        const bound = this.#number(name);
        if (bound !== undefined) bounds[name] = bound;
      }
    }
    for (const name of ["minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties"] as const) {
      const value = this.#count(name);
      if (value !== undefined && !(value === 0 && name.startsWith("min"))) bounds[name] = value;
    }
    const pattern = this.#string("pattern");
    if (pattern !== undefined) bounds.pattern = pattern;
    if (this.#flag("uniqueItems")) bounds.uniqueItems = true;
    return bounds;
  }

  #objects(out: Writable<Conjunct>): void {
    const properties = this.#places("properties");
    if (properties !== undefined) out.properties = properties;
    const patterns = this.#places("patternProperties");
    if (patterns !== undefined && patterns.size > 0) out.patterns = patterns;
    const required = memberOf(this.#value, "required");
    if (Array.isArray(required)) {
      const names = (required as readonly Json[]).filter((name) => typeof name === "string");
      if (names.length < required.length) this.#misuse("required", '"required" must be a list of names');
      if (names.length > 0) out.required = [...new Set(names)];
    } else if (typeof required === "boolean" && this.#place.dialect === "oas2.0" && "in" in this.#value) {
      // A parameter of OpenAPI 2.0 is its own schema; its `required` speaks of the parameter.
    } else if (required !== undefined && !(typeof required === "boolean")) {
      this.#misuse("required", '"required" must be a list of names');
    } else if (required !== undefined) {
      this.#misuse("required", '"required" is a list of names and belongs to the schema around this one');
    }
    for (const [keyword, member] of [
      ["additionalProperties", "additional"],
      ["propertyNames", "propertyNames"],
      ["unevaluatedProperties", "unevaluatedProperties"],
    ] as const) {
      const place = this.#schema(keyword);
      if (place !== undefined) out[member] = place;
    }
    const names = new Map<string, readonly string[]>();
    const schemas = new Map<string, Place>();
    for (const keyword of ["dependentRequired", "dependentSchemas", "dependencies"] as const) {
      if (keyword === "dependencies" && this.#place.dialect === "2020-12") continue;
      const given = memberOf(this.#value, keyword);
      if (given === undefined) continue;
      if (!isObject(given)) {
        this.#misuse(keyword, `"${keyword}" must be an object`);
        continue;
      }
      for (const [name, value] of Object.entries(given)) {
        if (Array.isArray(value))
          names.set(
            name,
            value.filter((item) => typeof item === "string"),
          );
        else schemas.set(name, placeIn(this.#place, given, name, value));
      }
    }
    if (names.size > 0) out.dependentRequired = names;
    if (schemas.size > 0) out.dependentSchemas = schemas;
  }

  #lists(out: Writable<Conjunct>): void {
    const items = memberOf(this.#value, "items");
    if (Array.isArray(items)) {
      if (!dialects[this.#place.dialect].itemArrays) {
        const message = `A list in "items" is not in ${this.#place.dialect}; it is read as "prefixItems"`;
        this.#complain("schema-dialect", this.#keyPlace("items"), message);
      }
      out.prefix = (items as readonly Json[]).map((item, index) => placeIn(this.#place, items, index, item));
      const rest = this.#schema("additionalItems");
      if (rest !== undefined) out.items = rest;
    } else {
      const place = this.#schema("items");
      if (place !== undefined) out.items = place;
    }
    const prefix = this.#list("prefixItems");
    if (prefix !== undefined) out.prefix = prefix;
    const contains = this.#schema("contains");
    if (contains !== undefined) {
      out.contains = contains;
      const least = this.#count("minContains");
      const most = this.#count("maxContains");
      if (least !== undefined && least !== 1) out.minContains = least;
      if (most !== undefined) out.maxContains = most;
    }
    const unevaluated = this.#schema("unevaluatedItems");
    if (unevaluated !== undefined) out.unevaluatedItems = unevaluated;
  }

  #content(out: Writable<Conjunct>): void {
    const encoding = this.#string("contentEncoding");
    const mediaType = this.#string("contentMediaType");
    const schema = this.#schema("contentSchema");
    if (encoding === undefined && mediaType === undefined && schema === undefined) return;
    out.content = {
      ...(encoding !== undefined && { encoding }),
      ...(mediaType !== undefined && { mediaType }),
      ...(schema !== undefined && { schema }),
    };
  }

  #logic(out: Writable<Conjunct>): void {
    for (const keyword of ["allOf", "anyOf", "oneOf"] as const) {
      const places = this.#list(keyword);
      if (places === undefined) continue;
      if (places.length === 0) this.#misuse(keyword, `"${keyword}" must not be empty`);
      else if (places.length === 1 || keyword === "allOf") out.allOf = [...(out.allOf ?? []), ...places];
      else out[keyword] = places;
    }
    for (const keyword of ["not", "if", "then", "else"] as const) {
      const place = this.#schema(keyword);
      if (place !== undefined && (keyword === "not" || "if" in this.#value)) out[keyword] = place;
    }
  }

  #discriminator(out: Writable<Conjunct>): void {
    const given = memberOf(this.#value, "discriminator");
    if (given === undefined) return;
    const place = this.#keyPlace("discriminator");
    if (typeof given === "string") {
      out.discriminator = { property: given, mapping: [], place, owner: this.#value };
      return;
    }
    const property = isObject(given) ? memberOf(given, "propertyName") : undefined;
    if (!isObject(given) || typeof property !== "string") {
      this.#misuse("discriminator", '"discriminator" must be an object with a "propertyName"');
      return;
    }
    const mapping = memberOf(given, "mapping");
    const fallback = memberOf(given, "defaultMapping");
    out.discriminator = {
      property,
      mapping: isObject(mapping)
        ? Object.entries(mapping).filter((entry): entry is [string, string] => typeof entry[1] === "string")
        : [],
      ...(typeof fallback === "string" && { fallback }),
      place,
      owner: this.#value,
    };
  }

  #keyPlace(keyword: string): Place {
    return placeIn(this.#place, this.#value, keyword, memberOf(this.#value, keyword) ?? null);
  }

  #misuse(keyword: string, message: string): void {
    this.#complain("schema-keyword", this.#keyPlace(keyword), message, "warning");
  }

  #string(keyword: string): string | undefined {
    const value = memberOf(this.#value, keyword);
    if (value === undefined || typeof value === "string") return value;
    this.#misuse(keyword, `"${keyword}" must be a text, but it is ${kindOf(value)}`);
    return undefined;
  }

  #flag(keyword: string): boolean {
    const value = memberOf(this.#value, keyword);
    if (value === undefined || typeof value === "boolean") return value === true;
    this.#misuse(keyword, `"${keyword}" must be true or false, but it is ${kindOf(value)}`);
    return false;
  }

  #number(keyword: string): JsonNumber | undefined {
    const value = memberOf(this.#value, keyword);
    if (value === undefined || isNumber(value)) return value;
    this.#misuse(keyword, `"${keyword}" must be a number, but it is ${kindOf(value)}`);
    return undefined;
  }

  #count(keyword: string): number | undefined {
    const value = this.#number(keyword);
    if (value === undefined) return undefined;
    if (value >= 0 && (typeof value === "bigint" || Number.isInteger(value))) return Number(value);
    this.#misuse(keyword, `"${keyword}" must be a whole number that is not negative`);
    return undefined;
  }

  #schema(keyword: string): Place | undefined {
    const value = memberOf(this.#value, keyword);
    if (value === undefined) return undefined;
    if (typeof value === "boolean" || isObject(value)) return this.#keyPlace(keyword);
    this.#misuse(keyword, `"${keyword}" must be a schema, but it is ${kindOf(value)}`);
    return undefined;
  }

  #places(keyword: string): Map<string, Place> | undefined {
    const given = memberOf(this.#value, keyword);
    if (given === undefined) return undefined;
    if (!isObject(given)) {
      this.#misuse(keyword, `"${keyword}" must be an object, but it is ${kindOf(given)}`);
      return undefined;
    }
    const places = new Map<string, Place>();
    for (const [name, value] of Object.entries(given)) {
      const place = placeIn(this.#place, given, name, value);
      const shared = name === "$ref" && typeof value === "string" ? this.#lookUp(value, place) : undefined;
      if (shared === undefined || !isObject(shared.value)) {
        places.set(name, place);
        continue;
      }
      const message = `A "$ref" in "${keyword}" is not a reference in any version of OpenAPI; its target's members are taken`;
      this.#complain("schema-keyword", place, message);
      for (const [inner, member] of Object.entries(shared.value)) {
        places.set(inner, placeIn(shared, shared.value, inner, member));
      }
    }
    return places;
  }

  #list(keyword: string): Place[] | undefined {
    const given = memberOf(this.#value, keyword);
    if (given === undefined) return undefined;
    if (!Array.isArray(given)) {
      this.#misuse(keyword, `"${keyword}" must be a list, but it is ${kindOf(given)}`);
      return undefined;
    }
    return (given as readonly Json[]).map((item, index) => placeIn(this.#place, given, index, item));
  }
}

const isTypeName = (value: Json): value is JsonType => typeof value === "string" && typeNames.has(value);

/** "number" includes the integers, so that "integer" beside it says nothing. */
const typeSet = (names: readonly JsonType[]): Set<JsonType> => {
  const types = new Set(names);
  if (types.has("number")) types.delete("integer");
  return types;
};

const printable = (value: Json): unknown => (typeof value === "bigint" ? value.toString() : value);

/** The narrowest JSON type of a value. */
export function typeOf(value: Json): JsonType {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  if (typeof value === "bigint") return "integer";
  if (typeof value === "number") return Number.isInteger(value) ? "integer" : "number";
  if (typeof value === "object") return "object";
  return typeof value as "boolean" | "string";
}
