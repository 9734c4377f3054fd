import type { Location } from "../diagnostics/location.js";
import type { Extensions } from "./extensions.js";
import type { Json, JsonNumber } from "./json.js";

/**
 * What a value may be. Readers produce it; everything else consumes it. What it admits is defined by
 * `toJsonSchema`: the kind says the shape that types show, `assertions` say the rest, checks and comparison use all of it.
 */
export type Schema =
  | AnySchema
  | NeverSchema
  | ScalarSchema
  | EnumSchema
  | RecordSchema
  | ListSchema
  | MapSchema
  | UnionSchema
  | ReferenceSchema;

export interface SchemaBase {
  readonly at: Location;
  readonly title?: string;
  readonly doc?: string;
  readonly deprecated?: boolean;
  /** `null` is admitted, whatever else is said here. */
  readonly nullable?: boolean;
  /**
   * The contract constrains values of this kind's JSON type but names no type: values of other JSON types are admitted
   * as well. Types and generated code take the kind for meant; checks and comparison take it literally.
   */
  readonly untyped?: boolean;
  readonly default?: Json;
  readonly examples?: readonly Json[];
  /** `read`: only ever sent by the application (`readOnly`). `write`: only ever received by it (`writeOnly`). */
  readonly access?: Access;
  readonly assertions?: Assertions;
  readonly extensions?: Extensions;
}

export type Access = "read" | "write";

/** Every value. */
export interface AnySchema extends SchemaBase {
  readonly kind: "any";
}

/** No value. */
export interface NeverSchema extends SchemaBase {
  readonly kind: "never";
}

export interface ScalarSchema extends SchemaBase {
  readonly kind: "scalar";
  /** `bytes` is binary data: a base64 string inside JSON, raw octets as a whole body. */
  readonly type: "string" | "boolean" | "integer" | "number" | "bytes";
  /** "date-time", "uuid", "int64", "uint32", "float", … as the contract says; protobuf's widths use OpenAPI's names. */
  readonly format?: string;
  /** protobuf's wire encoding where the format does not tell it: "sint32", "fixed64", … */
  readonly wire?: string;
}

/** Some listed values, of any JSON type: `enum`, `const`, a `null` type, protobuf enums. */
export interface EnumSchema extends SchemaBase {
  readonly kind: "enum";
  readonly values: readonly EnumValue[];
  /** Other values of the listed values' type are admitted too: `x-extensible-enum`, `anyOf` [enum, string], proto3. */
  readonly open?: boolean;
  /** The protobuf enum's full name, … when values are known by number on the wire. */
  readonly format?: string;
}

export interface EnumValue {
  readonly value: Json;
  /** The name for code (`x-enum-varnames`, `title` of a constant, …). */
  readonly name?: string;
  /** The wire identity of a protobuf enum value. */
  readonly number?: number;
  readonly doc?: string;
  readonly deprecated?: boolean;
  readonly at: Location;
}

/** An object with named fields. */
export interface RecordSchema extends SchemaBase {
  readonly kind: "record";
  readonly fields: readonly Field[];
  /** What members must be that no field and no `patternProperties` names. Absent: anything. `never`: there are none. */
  readonly rest?: Schema;
  /** When another field tells which of several records this is (OpenAPI discriminator on a base schema). */
  readonly discriminator?: Discriminator;
}

export interface Field {
  /** As in JSON (OpenAPI, AsyncAPI) or in the .proto file. */
  readonly name: string;
  readonly schema: Schema;
  readonly required: boolean;
  readonly access?: Access;
  /** The wire identity, where the format has one beside the name. */
  readonly number?: number;
  /** The member's name in ProtoJSON, where it is not the name. */
  readonly jsonName?: string;
  /** The oneof that the field belongs to: at most one field of a oneof is set. */
  readonly oneof?: string;
  /** protobuf field presence: `explicit` tells unset from the default value, `implicit` does not. */
  readonly presence?: "explicit" | "implicit";
  readonly extensions?: Extensions;
  readonly at: Location;
  /** Where a reference leads to what is said, when `at` is the reference. */
  readonly declaredAt?: Location;
}

export interface ListSchema extends SchemaBase {
  readonly kind: "list";
  /** What items are, those of `prefix` excepted. */
  readonly item: Schema;
  /** What the first items are, one by one (`prefixItems`). */
  readonly prefix?: readonly Schema[];
}

/** An object used as a dictionary: no named fields. */
export interface MapSchema extends SchemaBase {
  readonly kind: "map";
  /** protobuf key type; JSON keys are strings (see `assertions.propertyNames`). */
  readonly key?: ScalarSchema;
  /** What members are whose name no `patternProperties` matches. */
  readonly value: Schema;
}

/** One of several. */
export interface UnionSchema extends SchemaBase {
  readonly kind: "union";
  /** `any`: at least one variant admits the value (`anyOf`). `one`: exactly one does (`oneOf`). */
  readonly mode: "any" | "one";
  readonly variants: readonly Schema[];
  readonly discriminator?: Discriminator;
}

/** A field whose value tells the variant (OpenAPI Discriminator Object). A hint for types and speed, never a constraint. */
export interface Discriminator {
  readonly property: string;
  /** From the field's value to the variant's schema name; effective: implicit names are filled in. */
  readonly mapping: ReadonlyMap<string, string>;
  /** The name of the schema that is meant when no value fits (OpenAPI 3.2 `defaultMapping`). */
  readonly fallback?: string;
  readonly at: Location;
}

/** A named schema of the contract: `Contract.schemas`. Assertions beside it must hold too. */
export interface ReferenceSchema extends SchemaBase {
  readonly kind: "reference";
  readonly name: string;
}

/**
 * What a kind cannot say, in the words of JSON Schema 2020-12 whatever the dialect was. Each applies to values of its
 * own JSON type and lets others pass, as there. Readers write nothing here that the kind says already.
 */
export interface Assertions {
  readonly minimum?: JsonNumber;
  readonly maximum?: JsonNumber;
  readonly exclusiveMinimum?: JsonNumber;
  readonly exclusiveMaximum?: JsonNumber;
  readonly multipleOf?: JsonNumber;

  /** In Unicode code points. */
  readonly minLength?: number;
  readonly maxLength?: number;
  /** ECMA-262 with the `u` flag, not anchored. */
  readonly pattern?: string;
  readonly contentEncoding?: string;
  readonly contentMediaType?: string;
  readonly contentSchema?: Schema;

  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly contains?: Schema;
  readonly minContains?: number;
  readonly maxContains?: number;
  readonly unevaluatedItems?: Schema;

  readonly minProperties?: number;
  readonly maxProperties?: number;
  /** Names that must be there and that no field of the record declares. */
  readonly required?: readonly string[];
  readonly patternProperties?: readonly PatternProperty[];
  readonly propertyNames?: Schema;
  readonly dependentRequired?: Readonly<Record<string, readonly string[]>>;
  readonly dependentSchemas?: Readonly<Record<string, Schema>>;
  readonly unevaluatedProperties?: Schema;

  /** Values of which the value must be one, where the kind is not an enum. */
  readonly values?: readonly Json[];
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly not?: Schema;
  readonly if?: Schema;
  readonly then?: Schema;
  readonly else?: Schema;
}

export interface PatternProperty {
  /** ECMA-262 with the `u` flag, not anchored. */
  readonly pattern: string;
  readonly schema: Schema;
}
