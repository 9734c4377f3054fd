import type {
  EnumSchema,
  Field,
  ListSchema,
  MapSchema,
  RecordSchema,
  Schema,
  UnionSchema,
} from "../contract/schema.js";
import { constantsOf } from "./constants.js";
import { docOf, printDoc } from "./doc-printer.js";
import { printEnumObject } from "./enum-printer.js";
import { literalType, quoted } from "./literal.js";
import { propertyName } from "./names.js";
import type { GenerateOptions } from "./options.js";
import { scalarType } from "./scalar-type.js";
import { accessOf, type SchemaGraph, type Variant } from "./schema-graph.js";
import { atom, bound, intersectionOf, laidOut, type TypeText, unionOf } from "./type-layout.js";
import { createTypeNames } from "./type-names.js";

/** Prints schemas as types. Arrays and members are plain, not `readonly`: one type serves what is read and what is sent. */
export interface TypePrinter {
  /** A type on one line, as other files write it; a nameless record, union or enum is declared under the suggestion. */
  expression(schema: Schema, variant: Variant, suggestedName?: string): string;
  /** The declared name of a named schema, without prefix. */
  declared(name: string, variant: Variant): string | undefined;
  /** A free name for a nameless schema (see `TypeNames.claim`). */
  claim(suggestedName: string, schema: Schema): string;
  /** types.ts: every named schema, and what was declared by suggestion. */
  page(): string;
}

/** Where a type is being written. */
interface Place {
  readonly variant: Variant;
  /** What stands before declared names: "" in types.ts itself, "types." elsewhere. */
  readonly prefix: string;
  /** The indentation of the line; undefined for one line without comments. */
  readonly indent: string | undefined;
  /** The declaration being written, as long as nothing stands between it and this place. */
  readonly owner?: string;
}

export function createTypePrinter(
  schemas: ReadonlyMap<string, Schema>,
  graph: SchemaGraph,
  options: GenerateOptions,
): TypePrinter {
  const names = createTypeNames(schemas, graph);
  const suggested = new Map<string, { readonly schema: Schema; readonly variant: Variant }>();

  function print(schema: Schema, place: Place): TypeText {
    const parts = [shape(schema, place), ...asserted(schema, place)];
    const type = intersectionOf(parts);
    return schema.nullable === true ? unionOf([type, atom("null")]) : type;
  }

  function shape(schema: Schema, place: Place): TypeText {
    const values = schema.assertions?.values;
    if (values !== undefined && (schema.kind === "any" || schema.kind === "scalar")) {
      return unionOf(values.map((value) => atom(literalType(value))));
    }
    switch (schema.kind) {
      case "any":
        return atom("unknown");
      case "never":
        return atom("never");
      case "scalar":
        return atom(scalarType(schema, options));
      case "enum":
        return enumeration(schema);
      case "record":
        return atom(record(schema, place));
      case "map":
        return atom(braced([indexSignature(mapValues(schema, inner(place)))], place));
      case "list":
        return list(schema, inner(place));
      case "union":
        return union(schema, place);
      case "reference":
        return reference(schema.name, place);
    }
  }

  function reference(name: string, place: Place): TypeText {
    const declared = names.of(name, place.variant);
    const circular = place.owner !== undefined && graph.isInPlaceCircle(place.owner, name);
    return atom(declared === undefined || circular ? "unknown" : place.prefix + declared);
  }

  /** What stands beside the kind and matters for types. What constrains no more than numbers and texts is left to checks. */
  function asserted(schema: Schema, place: Place): TypeText[] {
    const { allOf, anyOf, oneOf } = schema.assertions ?? {};
    const types: TypeText[] = [];
    for (const part of allOf ?? []) if (!isHint(part)) types.push(print(part, place));
    for (const parts of [anyOf, oneOf]) {
      if (parts !== undefined && !parts.some(isHint)) types.push(unionOf(parts.map((part) => print(part, place))));
    }
    return types;
  }

  function union(schema: UnionSchema, place: Place): TypeText {
    return unionOf(schema.variants.map((variant) => discriminated(schema, variant, place)));
  }

  /** A variant, with its tag as a literal where the variant itself leaves the tag open. */
  function discriminated({ discriminator }: UnionSchema, variant: Schema, place: Place): TypeText {
    const type = print(variant, place);
    if (discriminator === undefined || variant.kind !== "reference" || variant.name === discriminator.fallback)
      return type;
    const { property, mapping } = discriminator;
    const tags = [...mapping].filter(([, name]) => name === variant.name).map(([value]) => value);
    if (tags.length === 0 || constantsOf(variant, property, graph) !== undefined) return type;
    return intersectionOf([type, atom(`{ ${propertyName(property)}: ${tags.map(quoted).join(" | ")} }`)]);
  }

  function list(schema: ListSchema, place: Place): TypeText {
    const { prefix = [], item } = schema;
    if (prefix.length === 0) return arrayOf(print(item, place), place);
    const { minItems = 0, maxItems = Number.POSITIVE_INFINITY } = schema.assertions ?? {};
    const elements = prefix
      .slice(0, maxItems)
      .map((part, index) => (index < minItems ? print(part, place).text : `${bound(print(part, place))}?`));
    const rest = item.kind === "never" || maxItems <= prefix.length ? [] : [`...${bound(print(item, place))}[]`];
    return atom(`[${[...elements, ...rest].join(", ")}]`);
  }

  /** `(A | B)[]`, one part to a line where that would be long. */
  function arrayOf(item: TypeText, { indent }: Place): TypeText {
    if (indent === undefined || item.join !== "|" || item.text.length <= 90) return atom(`${bound(item)}[]`);
    const lines = (item.parts ?? []).map((part) => `${indent}| ${part}\n`);
    return atom(`(\n${lines.join("")}${indent.slice(2)})[]`);
  }

  function record(schema: RecordSchema, place: Place): string {
    const within = inner(place);
    const members = schema.fields.filter((field) => isSeen(field, place.variant)).map((field) => member(field, within));
    for (const name of schema.assertions?.required ?? []) {
      if (schema.fields.every((field) => field.name !== name)) members.push(`${propertyName(name)}: unknown;`);
    }
    const index = restType(schema, within);
    if (index !== undefined) members.push(indexSignature(index));
    if (members.length === 0) members.push(indexSignature(atom("unknown")));
    return braced(members, place);
  }

  /** A member without its indentation on the first line. */
  function member(field: Field, place: Place): string {
    const { indent } = place;
    const optional = !field.required || (place.variant === "write" && accessOf(field, graph) === "read");
    const before = `${propertyName(field.name)}${optional ? "?" : ""}:`;
    const type = print(field.schema, place);
    if (indent === undefined) return `${before} ${type.text};`;
    return (
      printDoc(docOf(field.schema), indent).trimStart().replace(/\n$/, `\n${indent}`) + laidOut(before, type, indent)
    );
  }

  const isSeen = (field: Field, variant: Variant) => variant === "write" || accessOf(field, graph) !== "write";

  /**
   * What an unnamed member of a record may be. An index signature holds for the declared members too, so it has to
   * admit what they are: wider than the contract, never wrong.
   */
  function restType(schema: RecordSchema, place: Place): TypeText | undefined {
    const { fields, rest } = schema;
    const patterns = schema.assertions?.patternProperties ?? [];
    if (rest === undefined) return undefined;
    if (rest.kind === "never" && patterns.length === 0) return fields.length === 0 ? atom("never") : undefined;
    const others = [rest, ...patterns.map((pattern) => pattern.schema)].map((part) => print(part, place));
    const named = fields.filter((field) => isSeen(field, place.variant)).map((field) => print(field.schema, place));
    const optional = fields.some((field) => !field.required || accessOf(field, graph) === "read");
    return unionOf([...others, ...named, ...(optional ? [atom("undefined")] : [])]);
  }

  function mapValues(schema: MapSchema, place: Place): TypeText {
    const patterns = schema.assertions?.patternProperties ?? [];
    return unionOf([schema.value, ...patterns.map((pattern) => pattern.schema)].map((part) => print(part, place)));
  }

  const indexSignature = (type: TypeText): string => `[name: string]: ${type.text};`;

  function inner({ variant, prefix, indent }: Place): Place {
    return { variant, prefix, indent: indent === undefined ? undefined : `${indent}  ` };
  }

  function braced(members: readonly string[], { indent }: Place): string {
    if (indent === undefined) return `{ ${members.join(" ").replace(/;$/, "")} }`;
    return `{\n${members.map((text) => `${indent}  ${text}\n`).join("")}${indent}}`;
  }

  function declare(declared: string, schema: Schema, variant: Variant, name: string | undefined): string {
    const place: Place = { variant, prefix: "", indent: "", ...(name !== undefined && { owner: name }) };
    const doc = printDoc(docOf(schema), "");
    if (isPlainObject(schema)) return `${doc}export interface ${declared} ${shape(schema, place).text}\n`;
    const type = `${doc}export ${laidOut(`type ${declared} =`, print(schema, place), "")}\n`;
    return schema.kind === "enum" ? type + printEnumObject(declared, schema) : type;
  }

  function request(schema: Schema, variant: Variant, suggestedName: string): string {
    const plain = names.claim(suggestedName, schema);
    const other = suggested.has(plain) && suggested.get(plain)?.variant !== variant;
    const declared = other ? names.claim(`${suggestedName} ${variant}`, schema) : plain;
    if (!suggested.has(declared)) suggested.set(declared, { schema, variant });
    return declared;
  }

  const printer: TypePrinter = {
    expression(schema, variant, suggestedName) {
      const place: Place = { variant, prefix: "types.", indent: undefined };
      if (suggestedName === undefined) return print(schema, place).text;
      if (schema.kind === "list" && schema.prefix === undefined && schema.assertions?.allOf === undefined) {
        const item = printer.expression(schema.item, variant, `${suggestedName} item`);
        const type = `${/^[\w.$\p{ID_Continue}[\]]+$/u.test(item) ? item : `(${item})`}[]`;
        return schema.nullable === true ? `${type} | null` : type;
      }
      if (!deservesName(schema)) return print(schema, place).text;
      const written = variant === "write" && !graph.typeDiffers(schema) ? "read" : variant;
      return `types.${request(schema, written, suggestedName)}`;
    },
    declared: names.of,
    claim: names.claim,
    page() {
      const parts: string[] = [];
      for (const [name, schema] of schemas) {
        const declared = names.of(name, "read");
        if (declared === undefined) continue;
        parts.push(declare(declared, schema, "read", name));
        const other = names.of(name, "write");
        if (other !== undefined && other !== declared) parts.push(declare(other, schema, "write", name));
      }
      const extra = [...suggested].sort(([one], [other]) => (one < other ? -1 : 1));
      for (const [declared, { schema, variant }] of extra) parts.push(declare(declared, schema, variant, undefined));
      return parts.length === 0 ? "export {};\n" : parts.join("\n");
    },
  };
  return printer;
}

function enumeration({ values, open }: EnumSchema): TypeText {
  const types = values.map(({ value }) => atom(literalType(value)));
  if (open !== true) return unionOf(types);
  const primitives = new Set(values.map(({ value }) => (typeof value === "bigint" ? "number" : typeof value)));
  const others = ["string", "number"].filter((type) => primitives.has(type as "string" | "number"));
  return unionOf([...types, ...others.map((type) => atom(`(${type} & {})`))]);
}

/** Whether a schema in an `allOf` constrains values of one JSON type without asking for that type: no type says that. */
const isHint = (schema: Schema): boolean =>
  schema.untyped === true && (schema.kind === "scalar" || schema.kind === "list" || schema.kind === "map");

/** Whether an interface can say it all. */
const isPlainObject = ({ kind, nullable, assertions }: Schema): boolean =>
  (kind === "record" || kind === "map") &&
  nullable !== true &&
  assertions?.allOf === undefined &&
  assertions?.anyOf === undefined &&
  assertions?.oneOf === undefined;

/** Whether a nameless schema is big enough to be declared under a suggested name. */
function deservesName(schema: Schema): boolean {
  switch (schema.kind) {
    case "record":
      return schema.fields.length > 0;
    case "enum":
      return schema.values.length > 1;
    case "union":
      return schema.variants.length > 1;
    default:
      return (schema.assertions?.allOf ?? schema.assertions?.anyOf ?? schema.assertions?.oneOf) !== undefined;
  }
}
