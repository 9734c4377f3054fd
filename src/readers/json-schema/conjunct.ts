import type { Json, JsonNumber } from "../../contract/json.js";
import type { Assertions } from "../../contract/schema.js";
import type { Code } from "../../diagnostics/catalog.js";
import type { Place } from "./place.js";

export type JsonType = "null" | "boolean" | "object" | "array" | "number" | "integer" | "string";

export type Bounds = {
  -readonly [K in
    | "minimum"
    | "maximum"
    | "exclusiveMinimum"
    | "exclusiveMaximum"
    | "multipleOf"
    | "minLength"
    | "maxLength"
    | "pattern"
    | "minItems"
    | "maxItems"
    | "uniqueItems"
    | "minProperties"
    | "maxProperties"]?: Assertions[K];
};

/** What is said about a schema and changes nothing in what it admits. */
export interface Annotations {
  title?: string;
  doc?: string;
  deprecated?: boolean;
  default?: Json;
  examples?: readonly Json[];
  access?: "read" | "write";
  extensions?: Record<string, unknown>;
}

export interface RawDiscriminator {
  readonly property: string;
  readonly mapping: readonly (readonly [string, string])[];
  readonly fallback?: string;
  readonly place: Place;
  /** The schema object that carries it. */
  readonly owner: object;
}

/**
 * One schema object in the words of 2020-12, whatever its dialect; its subschemas are still places. A schema is the
 * conjunction of these: its own and those of everything that its `allOf` and `$ref` lead to.
 */
export interface Conjunct {
  readonly place: Place;
  /** Whether nothing but annotations, `$ref` and `allOf` stand here. */
  readonly trivial: boolean;
  readonly types?: ReadonlySet<JsonType>;
  /** `nullable: true` without a type to belong to. */
  readonly orNull: boolean;
  readonly values?: readonly Json[];
  /** Where each of `values` stands, with its name and documentation. */
  readonly valueNotes?: ReadonlyMap<string, ValueNote>;
  readonly open?: boolean;
  readonly format?: string;
  readonly bounds: Bounds;

  readonly properties?: ReadonlyMap<string, Place>;
  readonly required?: readonly string[];
  readonly additional?: Place;
  readonly patterns?: ReadonlyMap<string, Place>;
  readonly propertyNames?: Place;
  readonly dependentRequired?: ReadonlyMap<string, readonly string[]>;
  readonly dependentSchemas?: ReadonlyMap<string, Place>;
  readonly unevaluatedProperties?: Place;

  readonly prefix?: readonly Place[];
  readonly items?: Place;
  readonly contains?: Place;
  readonly minContains?: number;
  readonly maxContains?: number;
  readonly unevaluatedItems?: Place;

  readonly content?: { encoding?: string; mediaType?: string; schema?: Place };

  readonly reference?: Reference;
  readonly allOf?: readonly Place[];
  readonly anyOf?: readonly Place[];
  readonly oneOf?: readonly Place[];
  readonly not?: Place;
  readonly if?: Place;
  readonly then?: Place;
  readonly else?: Place;
  readonly discriminator?: RawDiscriminator;
  readonly notes: Annotations;
}

export interface ValueNote {
  readonly at: Place["at"];
  readonly name?: string;
  readonly doc?: string;
  readonly deprecated?: boolean;
}

export interface Reference {
  readonly text: string;
  readonly place: Place;
  readonly dynamic: "$dynamicRef" | "$recursiveRef" | undefined;
}

export type Complain = (
  code: Code,
  where: Pick<Place, "at">,
  message: string,
  severity?: "error" | "warning" | "note",
) => void;

export type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** A conjunct of nothing but what is given. */
export const conjunctOf = (place: Place, given: Partial<Conjunct>): Conjunct => ({
  place,
  trivial: false,
  orNull: false,
  bounds: {},
  notes: {},
  ...given,
});

export const isNumber = (value: Json | undefined): value is JsonNumber =>
  typeof value === "number" || typeof value === "bigint";
