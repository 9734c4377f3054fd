import type { Assertions, Schema } from "../../contract/schema.js";
import { type Combined, type Combining, type Context, grouped, type WritableAssertions } from "./combining.js";
import type { Conjunct, JsonType } from "./conjunct.js";
import { hasAny } from "./merge-bounds.js";
import type { TypeSet } from "./type-sets.js";

const assertionTypes: readonly (readonly [JsonType, readonly (keyof Assertions)[]])[] = [
  ["number", ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"]],
  ["string", ["minLength", "maxLength", "pattern"]],
  ["array", ["minItems", "maxItems", "uniqueItems"]],
  ["object", ["minProperties", "maxProperties"]],
];

/** What the kinds cannot say about values of these types; what applies to other types says nothing and is left out. */
export function assertionsFor({ all, using, bounds, besides }: Context, types: TypeSet): WritableAssertions {
  const out: WritableAssertions = {};
  const has = (type: JsonType) => types === undefined || types.has(type) || (type === "number" && types.has("integer"));
  for (const [type, names] of hasAny(bounds) ? assertionTypes : []) {
    if (!has(type)) continue;
    for (const name of names) if (bounds[name] !== undefined) Object.assign(out, { [name]: bounds[name] });
  }
  if (out.multipleOf === 1 && types?.has("integer") === true && !types.has("number")) delete out.multipleOf;
  if (has("string")) stringAssertions(all.conjuncts, using, out);
  if (has("array")) arrayAssertions(all, using, out, besides);
  if (has("object")) objectAssertions(all, using, out);
  return out;
}

function stringAssertions(conjuncts: readonly Conjunct[], using: Combining, out: WritableAssertions): void {
  for (const { content } of conjuncts) {
    if (content?.encoding !== undefined) out.contentEncoding = content.encoding;
    if (content?.mediaType !== undefined) out.contentMediaType = content.mediaType;
    if (content?.schema !== undefined) out.contentSchema = using.read([content.schema]);
  }
}

function arrayAssertions(
  { conjuncts, head }: Combined,
  using: Combining,
  out: WritableAssertions,
  besides: Schema[],
): void {
  const every = conjuncts.some(({ items }) => items !== undefined);
  for (const { contains, minContains, maxContains, unevaluatedItems } of conjuncts) {
    if (unevaluatedItems !== undefined && !every) out.unevaluatedItems = using.read([unevaluatedItems]);
    if (contains === undefined) continue;
    const said = {
      contains: using.read([contains]),
      ...(minContains !== undefined && { minContains }),
      ...(maxContains !== undefined && { maxContains }),
    };
    if (out.contains === undefined) Object.assign(out, said);
    else besides.push({ kind: "any", at: head.at, assertions: said });
  }
}

function objectAssertions({ conjuncts }: Combined, using: Combining, out: WritableAssertions): void {
  const isDeclared = (name: string) => conjuncts.some(({ properties }) => properties?.has(name));
  const required = new Set<string>();
  for (const conjunct of conjuncts) {
    for (const name of conjunct.required ?? []) if (!isDeclared(name)) required.add(name);
  }
  if (required.size > 0) out.required = [...required];
  const patterns = grouped(conjuncts.map(({ patterns }) => patterns));
  if (patterns.size > 0) {
    out.patternProperties = [...patterns].map(([pattern, places]) => ({ pattern, schema: using.read(places) }));
  }
  const names = conjuncts.flatMap(({ propertyNames }) => propertyNames ?? []);
  if (names.length > 0) out.propertyNames = using.read(names);
  const dependent = new Map<string, Set<string>>();
  for (const { dependentRequired } of conjuncts) {
    for (const [name, needs] of dependentRequired ?? []) {
      if (needs.length === 0) continue;
      dependent.set(name, new Set([...(dependent.get(name) ?? []), ...needs]));
    }
  }
  if (dependent.size > 0) {
    out.dependentRequired = Object.fromEntries([...dependent].map(([name, needs]) => [name, [...needs]]));
  }
  const schemas = grouped(conjuncts.map(({ dependentSchemas }) => dependentSchemas));
  if (schemas.size > 0) {
    out.dependentSchemas = Object.fromEntries([...schemas].map(([name, places]) => [name, using.read(places)]));
  }
  const every = conjuncts.some(({ additional }) => additional !== undefined);
  for (const { unevaluatedProperties } of conjuncts) {
    if (unevaluatedProperties !== undefined && !every) out.unevaluatedProperties = using.read([unevaluatedProperties]);
  }
}
