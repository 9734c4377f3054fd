/** The JSON-family languages that schemas are written in. */
export type Dialect =
  | "draft-04"
  | "draft-06"
  | "draft-07"
  | "2019-09"
  | "2020-12"
  | "oas2.0"
  | "oas3.0"
  | "oas3.1"
  | "oas3.2";

/** What tells the dialects apart, as far as reading into 2020-12 is concerned. */
export interface DialectTraits {
  /** What a `null` beside the type is called, where the language has such a word. */
  readonly nullable?: "nullable" | "x-nullable";
  /** `exclusiveMinimum: true` turns `minimum` into an exclusive bound. */
  readonly exclusiveFlags: boolean;
  /** `items` may be an array, and `additionalItems` says the rest. */
  readonly itemArrays: boolean;
  /** Whatever stands beside a `$ref` is ignored. */
  readonly refAlone: boolean;
  /** `dependencies` is a word of the language. */
  readonly dependencies: boolean;
  /** The words of JSON Schema draft-06 and later (`const`, `if`, `contains`, …) belong to the language. */
  readonly modern: boolean;
  /** `format: binary` is octets, `format: byte` is base64. */
  readonly octetFormats: boolean;
}

const draft: DialectTraits = {
  exclusiveFlags: false,
  itemArrays: true,
  refAlone: true,
  dependencies: true,
  modern: true,
  octetFormats: false,
};
const latest: DialectTraits = { ...draft, itemArrays: false, refAlone: false, dependencies: false };
const oas3: DialectTraits = { ...latest, octetFormats: true };
const oasOld: DialectTraits = {
  exclusiveFlags: true,
  itemArrays: false,
  refAlone: true,
  dependencies: false,
  modern: false,
  octetFormats: true,
};

export const dialects: Readonly<Record<Dialect, DialectTraits>> = {
  "draft-04": { ...draft, exclusiveFlags: true, modern: false },
  "draft-06": draft,
  "draft-07": draft,
  "2019-09": { ...latest, itemArrays: true },
  "2020-12": latest,
  "oas2.0": { ...oasOld, nullable: "x-nullable" },
  "oas3.0": { ...oasOld, nullable: "nullable" },
  "oas3.1": oas3,
  "oas3.2": oas3,
};

const byIdentifier: readonly (readonly [RegExp, Dialect])[] = [
  [/json-schema\.org\/draft-0[34]\/schema/, "draft-04"],
  [/json-schema\.org\/draft-0[56]\/schema/, "draft-06"],
  [/json-schema\.org\/draft-07\/schema/, "draft-07"],
  [/json-schema\.org\/draft\/2019-09\/schema/, "2019-09"],
  [/json-schema\.org\/draft\/2020-12\/schema/, "2020-12"],
  [/spec\.openapis\.org\/oas\/3\.1\/dialect/, "oas3.1"],
  [/spec\.openapis\.org\/oas\/3\.2\/dialect/, "oas3.2"],
];

/** The dialect that a `$schema` or `jsonSchemaDialect` names, if we know it. */
export const dialectNamed = (identifier: string): Dialect | undefined =>
  byIdentifier.find(([pattern]) => pattern.test(identifier))?.[1];
