import type { Conjunct, JsonType } from "./conjunct.js";

/** The JSON types that have keywords of their own, and whether a schema uses any of them. In order of weight. */
export const groups: readonly (readonly [JsonType, (conjunct: Conjunct) => boolean])[] = [
  ["object", mentionsObject],
  ["array", mentionsArray],
  ["string", mentionsString],
  ["number", mentionsNumber],
];

function mentionsObject(conjunct: Conjunct): boolean {
  const { properties, required, additional, patterns, propertyNames, dependentRequired, dependentSchemas } = conjunct;
  const { minProperties, maxProperties } = conjunct.bounds;
  return (
    [properties, required, additional, patterns, propertyNames, dependentRequired, dependentSchemas].some(isThere) ||
    [minProperties, maxProperties, conjunct.unevaluatedProperties].some(isThere)
  );
}

function mentionsArray({ items, prefix, contains, unevaluatedItems, bounds }: Conjunct): boolean {
  return [items, prefix, contains, unevaluatedItems, bounds.minItems, bounds.maxItems, bounds.uniqueItems].some(
    isThere,
  );
}

function mentionsString({ format, bounds, content }: Conjunct): boolean {
  const texts = [bounds.minLength, bounds.maxLength, bounds.pattern, content].some(isThere);
  return texts || (format !== undefined && !numberFormats.has(format));
}

function mentionsNumber({ format, bounds }: Conjunct): boolean {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = bounds;
  const told = [minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf].some(isThere);
  return told || (format !== undefined && numberFormats.has(format));
}

const numberFormats = new Set([
  "int32",
  "int64",
  "uint32",
  "uint64",
  "int16",
  "int8",
  "uint8",
  "uint16",
  "float",
  "double",
]);
const isThere = (value: unknown): boolean => value !== undefined;
