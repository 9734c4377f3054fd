import type { Location } from "../diagnostics/location.js";
import type { Json } from "./json.js";

/**
 * What only protobuf has, kept whole beside the model: files, options, features, reserved ranges, extensions, comments.
 * Plain data. A codec generator, a gRPC target or a comparison needs nothing else, and no file of the contract again.
 *
 * Names of messages, enums, services, extensions and packages are full and without a leading dot: "pkg.Outer.Inner".
 */
export interface ProtobufDetails {
  /**
   * The files that were named and all that they import, each after its imports. Files that do not belong to the
   * contract's own source but were needed (google/protobuf/*.proto) are here too, with `builtIn`.
   */
  readonly files: readonly ProtoFile[];
}

/** "proto2" and "proto3" are `syntax` statements (no statement: proto2); the years are `edition` statements. */
export type ProtoEdition = "proto2" | "proto3" | "2023" | "2024" | "2026";

export interface ProtoFile {
  /** The name by which other files import it: "google/type/date.proto". */
  readonly name: string;
  readonly edition: ProtoEdition;
  /** The package, "" when there is none. */
  readonly package: string;
  /** Whether the file was named as part of the contract; others were only imported. */
  readonly entry: boolean;
  /** Whether the tool brought it along (google/protobuf/*.proto and a few that many borrow): no comments, places in its own text. */
  readonly builtIn: boolean;
  readonly imports: readonly ProtoImport[];
  readonly options: ProtoOptions;
  readonly features: ProtoFeatures;
  /** Declared at the top level, in the order of the file; nested ones are in their message. */
  readonly messages: readonly ProtoMessage[];
  readonly enums: readonly ProtoEnum[];
  readonly services: readonly ProtoService[];
  readonly extensions: readonly ProtoField[];
  /** Of the `package` statement, else of `syntax` or `edition`. */
  readonly comments?: ProtoComments;
  /** The file's first statement. */
  readonly at: Location;
}

export interface ProtoImport {
  /** As written. */
  readonly path: string;
  /** `option`: for custom options alone (edition 2024). */
  readonly kind: "plain" | "public" | "weak" | "option";
  /** Whether the file was found. A file that only options need may be missing. */
  readonly found: boolean;
  /** The `name` of the file that was found, where it is not `path`: it goes by several names. */
  readonly file?: string;
  readonly at: Location;
}

/** Whether other files may use a declaration (edition 2024, "symbol visibility"). */
export interface ProtoVisibility {
  /** The keyword, when there is one. */
  readonly visibility?: "export" | "local";
  /** Effective: after `default_symbol_visibility`. */
  readonly exported: boolean;
}

export interface ProtoMessage extends ProtoVisibility {
  readonly name: string;
  readonly fullName: string;
  /** In the order of the file, those of oneofs included. The entry messages of maps do not appear as messages. */
  readonly fields: readonly ProtoField[];
  readonly oneofs: readonly ProtoOneof[];
  /** Groups' messages included. */
  readonly messages: readonly ProtoMessage[];
  readonly enums: readonly ProtoEnum[];
  /** Extensions declared inside this message (of whatever message). */
  readonly extensions: readonly ProtoField[];
  readonly extensionRanges: readonly ProtoExtensionRange[];
  readonly reservedRanges: readonly ProtoRange[];
  readonly reservedNames: readonly ProtoReservedName[];
  readonly options: ProtoOptions;
  readonly features: ProtoFeatures;
  /** Whether this is the body of a proto2 `group`. */
  readonly group: boolean;
  readonly comments?: ProtoComments;
  readonly at: Location;
}

/** A field of a message, or an extension of one. */
export interface ProtoField {
  /** As written; for a group in lower case, as protoc names the field. */
  readonly name: string;
  /** For a field "pkg.Message.field"; for an extension the name that `(…)` and `[…]` write: "pkg.extension". */
  readonly fullName: string;
  readonly number: number;
  /** Effective: `json_name`, or derived from the name; for an extension "[pkg.extension]". */
  readonly jsonName: string;
  readonly type: ProtoType;
  /** As written. */
  readonly label?: "optional" | "required" | "repeated";
  /** How many values there may be; `map` is a repeated entry message on the wire. */
  readonly cardinality: "singular" | "repeated" | "map";
  /**
   * `explicit`: unset differs from the default. `implicit`: it does not (proto3 without `optional`). `required`: proto2
   * `required`, editions LEGACY_REQUIRED. `none`: repeated and map fields.
   */
  readonly presence: "explicit" | "implicit" | "required" | "none";
  /** The oneof's name. The hidden oneof of a proto3 `optional` field does not appear. */
  readonly oneof?: string;
  /** Several numbers are written as one length-delimited record. Readers take both forms. Only for repeated numbers, bools, enums. */
  readonly packed: boolean;
  /** A message written between group tags (proto2 groups; editions DELIMITED) rather than behind its length. */
  readonly delimited: boolean;
  /** Text (and keys and values of maps) must be UTF-8, on both ends. Only meaningful where there is text. */
  readonly utf8: boolean;
  /** The declared default, in ProtoJSON's terms: bytes as base64, enum values by name, "NaN", "Infinity". */
  readonly default?: Json;
  /** The default as the contract spells it. */
  readonly defaultText?: string;
  readonly deprecated: boolean;
  /** For an extension: the full name of the message that it extends. */
  readonly extendee?: string;
  readonly options: ProtoOptions;
  readonly features: ProtoFeatures;
  readonly comments?: ProtoComments;
  readonly at: Location;
  /** Where its number stands. */
  readonly numberAt: Location;
  /** Where its type stands. */
  readonly typeAt: Location;
}

export type ProtoScalar =
  | "double"
  | "float"
  | "int32"
  | "int64"
  | "uint32"
  | "uint64"
  | "sint32"
  | "sint64"
  | "fixed32"
  | "fixed64"
  | "sfixed32"
  | "sfixed64"
  | "bool"
  | "string"
  | "bytes";

/** The type of a value. `unknown`: the contract does not define it (there is an error that says so). */
export type ProtoType =
  | { readonly kind: "scalar"; readonly name: ProtoScalar }
  | { readonly kind: "message"; readonly name: string }
  | { readonly kind: "enum"; readonly name: string }
  | { readonly kind: "map"; readonly key: ProtoScalar; readonly value: Exclude<ProtoType, { readonly kind: "map" }> }
  | { readonly kind: "unknown"; readonly name: string };

export interface ProtoOneof {
  readonly name: string;
  readonly fullName: string;
  readonly options: ProtoOptions;
  readonly features: ProtoFeatures;
  readonly comments?: ProtoComments;
  readonly at: Location;
}

export interface ProtoEnum extends ProtoVisibility {
  readonly name: string;
  readonly fullName: string;
  /** In the order of the file; the first of several with one number is its name, the others are aliases. */
  readonly values: readonly ProtoEnumValue[];
  /** Whether a field of this type keeps numbers that no value has; closed enums put them among the unknown fields. */
  readonly open: boolean;
  readonly reservedRanges: readonly ProtoRange[];
  readonly reservedNames: readonly ProtoReservedName[];
  readonly options: ProtoOptions;
  readonly features: ProtoFeatures;
  readonly comments?: ProtoComments;
  readonly at: Location;
}

export interface ProtoEnumValue {
  readonly name: string;
  /** As protobuf scopes it: beside the enum, not inside it ("pkg.VALUE"). */
  readonly fullName: string;
  readonly number: number;
  /** Whether an earlier value has the same number. */
  readonly alias: boolean;
  readonly deprecated: boolean;
  readonly options: ProtoOptions;
  readonly features: ProtoFeatures;
  readonly comments?: ProtoComments;
  readonly at: Location;
  readonly numberAt: Location;
}

export interface ProtoService {
  readonly name: string;
  readonly fullName: string;
  readonly methods: readonly ProtoMethod[];
  readonly options: ProtoOptions;
  readonly features: ProtoFeatures;
  readonly comments?: ProtoComments;
  readonly at: Location;
}

export interface ProtoMethod {
  readonly name: string;
  readonly fullName: string;
  /** The full name of the request message. When the contract does not define it: as written. */
  readonly input: string;
  readonly output: string;
  readonly requestStream: boolean;
  readonly responseStream: boolean;
  readonly idempotency: "unknown" | "no-side-effects" | "idempotent";
  readonly deprecated: boolean;
  readonly options: ProtoOptions;
  readonly features: ProtoFeatures;
  readonly comments?: ProtoComments;
  readonly at: Location;
}

/** Numbers from `from` to `to`, both included. */
export interface ProtoRange {
  readonly from: number;
  readonly to: number;
  readonly at: Location;
}

export interface ProtoReservedName {
  readonly name: string;
  readonly at: Location;
}

export interface ProtoExtensionRange extends ProtoRange {
  readonly options: ProtoOptions;
  /** The extensions that may use the range (`declaration = {…}`). */
  readonly declarations: readonly ProtoExtensionDeclaration[];
}

export interface ProtoExtensionDeclaration {
  readonly number: number;
  /** Without its leading dot; absent when the number is only `reserved`. */
  readonly fullName?: string;
  /** As written: ".pkg.Message" or "int32". */
  readonly type?: string;
  readonly repeated: boolean;
  readonly reserved: boolean;
}

/** Options of one declaration. */
export interface ProtoOptions {
  /**
   * All of them merged into one value, as protobuf merges the statements: fields by name, extensions by
   * "(full.name)", at every depth. In ProtoJSON's terms (see `ProtoField.default`); enum values by name; an expanded
   * Any has "@type". Empty when there are none.
   */
  readonly values: Readonly<Record<string, Json>>;
  /** One for each statement, in order. */
  readonly statements: readonly ProtoOption[];
}

export interface ProtoOption {
  /** The way to what is set: ["(google.api.http)"], ["features", "(pb.cpp)", "string_type"]. Extensions by full name when resolved. */
  readonly path: readonly string[];
  readonly value: Json;
  /** False when the option's declaration is not at hand: names stay as written, identifiers are strings. */
  readonly resolved: boolean;
  readonly at: Location;
}

/**
 * Language features after defaults and inheritance (protobuf.dev/editions/features), in descriptor.proto's words.
 * proto2 and proto3 files have the values that describe how they behave.
 */
export interface ProtoFeatures {
  readonly fieldPresence: "EXPLICIT" | "IMPLICIT" | "LEGACY_REQUIRED";
  readonly enumType: "OPEN" | "CLOSED";
  readonly repeatedFieldEncoding: "PACKED" | "EXPANDED";
  readonly utf8Validation: "VERIFY" | "NONE";
  readonly messageEncoding: "LENGTH_PREFIXED" | "DELIMITED";
  readonly jsonFormat: "ALLOW" | "LEGACY_BEST_EFFORT";
  readonly enforceNamingStyle: "STYLE_LEGACY" | "STYLE2024" | "STYLE2026";
  readonly defaultSymbolVisibility: "EXPORT_ALL" | "EXPORT_TOP_LEVEL" | "LOCAL_ALL" | "STRICT";
  readonly enforceProtoLimits: "LEGACY_NO_EXPLICIT_LIMITS" | "PROTO_LIMITS2026";
  /** What is set, here or around, for single languages: "(pb.cpp)" → { "string_type": "VIEW" }. No defaults. */
  readonly languages?: Readonly<Record<string, Json>>;
}

/** What the authors wrote around a declaration, as protoc assigns comments. Comment signs are taken away. */
export interface ProtoComments {
  readonly leading?: ProtoComment;
  readonly trailing?: ProtoComment;
  /** Before the leading one, set apart by blank lines. */
  readonly detached: readonly ProtoComment[];
}

export interface ProtoComment {
  readonly text: string;
  readonly at: Location;
}
