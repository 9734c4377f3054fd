import type { EnumValue, Schema } from "../../contract/schema.js";
import type { Combining, Combo } from "./combining.js";
import type { Conjunct, JsonType } from "./conjunct.js";
import { discriminatorOf } from "./discriminators.js";
import { enumSchema } from "./enums.js";
import { typeOf } from "./normalise.js";
import { type Place, valueKey } from "./place.js";
import { admitsType, admitsValue, type TypeSet, typesWithin, withoutNull } from "./type-sets.js";

export interface Union {
  readonly schema: Schema;
  /** Whether the null among the variants was turned into `nullable`. */
  readonly nullable: boolean;
  /** The same without `nullable`, for when something else is said that null must meet too. */
  strict(): Schema;
  /** Which combination became the kind; the others stay assertions. */
  readonly used: Combo;
}

/** A union, an enum, or one nullable schema from the `oneOf` or `anyOf` of a schema that shows nothing else. */
export function unionOf(combos: readonly Combo[], types: TypeSet, head: Place, using: Combining): Union | undefined {
  const used = combos.find(({ mode }) => mode === "one") ?? combos[0];
  if (used === undefined) return undefined;
  const constants = enumeration(used, types, using);
  if (constants !== undefined) {
    return {
      schema: enumSchema(constants.values, head.at, true, constants.open),
      nullable: constants.values.some(({ value }) => value === null) && constants.values.length > 1,
      strict: () => enumSchema(constants.values, head.at, false, constants.open),
      used,
    };
  }
  const isNull = (place: Place) => isOnlyNull(using.conjunct(place));
  const others = used.places.filter((place) => !isNull(place));
  const nulls = used.places.length - others.length;
  const nullApart =
    nulls > 0 &&
    others.length > 0 &&
    admitsType(types, "null") &&
    (used.mode === "any" || (nulls === 1 && others.every((place) => rejectsNull(place, using))));
  const strict = () => variantsOf(used, used.places, types, head, using);
  if (!nullApart) return { schema: strict(), nullable: false, strict, used };
  const inner = types === undefined ? undefined : withoutNull(types);
  const [only] = others;
  const schema =
    others.length === 1 && only !== undefined
      ? using.read([only], inner)
      : variantsOf(used, others, inner, head, using);
  return { schema: { ...schema, ...(schema.kind !== "any" && { nullable: true }) }, nullable: true, strict, used };
}

function variantsOf(combo: Combo, places: readonly Place[], types: TypeSet, head: Place, using: Combining): Schema {
  const variants = places.map((place) => using.read([place], using.isReference(place) ? undefined : types));
  const implied = places.every((place) => !using.isReference(place) || typesWithin(using.typesOf(place), types));
  const discriminator =
    combo.discriminator === undefined ? undefined : discriminatorOf(combo.discriminator, places, using);
  return {
    kind: "union",
    at: head.at,
    mode: combo.mode,
    variants,
    ...(discriminator !== undefined && { discriminator }),
    ...(types !== undefined && !implied && { assertions: { allOf: [using.ofTypes(types, head)] } }),
  };
}

const isOnlyNull = ({ types, values, allOf, oneOf, anyOf, not, if: condition, reference }: Conjunct): boolean =>
  [allOf, oneOf, anyOf, not, condition, reference].every((part) => part === undefined) &&
  (values === undefined
    ? types?.size === 1 && types.has("null")
    : values.length === 1 && values[0] === null && admitsType(types, "null"));

const rejectsNull = (place: Place, using: Combining): boolean => {
  const types = using.typesOf(place);
  return types !== undefined && !types.has("null");
};

/** The values of variants that each list some; open when one more variant admits every value of their type. */
function enumeration(
  { mode, places }: Combo,
  types: TypeSet,
  using: Combining,
): { values: EnumValue[]; open: boolean } | undefined {
  const values = new Map<string, EnumValue>();
  const wide: JsonType[] = [];
  for (const place of places) {
    const conjunct = using.conjunct(place);
    if (!isPlain(conjunct)) return undefined;
    if (conjunct.values === undefined) {
      const [type] = conjunct.types ?? [];
      if (mode === "one" || conjunct.types?.size !== 1 || type === undefined || type === "null") return undefined;
      if (conjunct.trivial || conjunct.orNull || hasBounds(conjunct)) return undefined;
      wide.push(type);
      continue;
    }
    for (const value of conjunct.values) {
      if (!admitsValue(conjunct.types, value) || !admitsValue(types, value)) continue;
      const key = valueKey(value);
      if (values.has(key)) {
        if (mode === "one") return undefined;
        continue;
      }
      values.set(key, listedValue(conjunct, value, key));
    }
  }
  if (values.size === 0) return undefined;
  const listed = [...values.values()];
  if (wide.length === 0) return { values: listed, open: false };
  const kinds = new Set(listed.filter(({ value }) => value !== null).map(({ value }) => typeOf(value)));
  const [kind] = kinds;
  const open = wide.length === 1 && kinds.size === 1 && kind === wide[0] && listed.every(({ value }) => value !== null);
  return open && admitsType(types, kind ?? "null") ? { values: listed, open } : undefined;
}

const listedValue = (conjunct: Conjunct, value: EnumValue["value"], key: string): EnumValue => {
  const { notes, place } = conjunct;
  const alone = conjunct.values?.length === 1;
  return {
    value,
    at: place.at,
    ...conjunct.valueNotes?.get(key),
    ...(alone && notes.title !== undefined && { name: notes.title }),
    ...(alone && notes.doc !== undefined && { doc: notes.doc }),
    ...(alone && notes.deprecated === true && { deprecated: true }),
  };
};

/** Nothing but types, values and annotations. */
const isPlain = (conjunct: Conjunct): boolean =>
  [
    conjunct.reference,
    conjunct.allOf,
    conjunct.anyOf,
    conjunct.oneOf,
    conjunct.not,
    conjunct.if,
    conjunct.properties,
    conjunct.required,
    conjunct.additional,
    conjunct.patterns,
    conjunct.propertyNames,
    conjunct.dependentRequired,
    conjunct.dependentSchemas,
    conjunct.unevaluatedProperties,
    conjunct.items,
    conjunct.prefix,
    conjunct.contains,
    conjunct.unevaluatedItems,
    conjunct.content,
    conjunct.format,
  ].every((part) => part === undefined) &&
  !hasBounds(conjunct) &&
  conjunct.open !== true &&
  !conjunct.orNull;

const hasBounds = ({ bounds }: Conjunct): boolean => Object.keys(bounds).length > 0;
