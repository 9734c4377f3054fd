import type { Json } from "../../contract/json.js";
import type { EnumValue, Schema } from "../../contract/schema.js";
import type { Location } from "../../diagnostics/location.js";
import { type Bounds, type Conjunct, isNumber, type JsonType } from "./conjunct.js";
import { typeOf } from "./normalise.js";
import { valueKey } from "./place.js";
import { admitsValue, type TypeSet } from "./type-sets.js";

export interface Enumeration {
  /** The JSON types of the values. */
  readonly valueTypes: ReadonlySet<JsonType>;
  /** The bounds that the values were not held against yet. */
  readonly bounds: Bounds;
  /** `lone`: nothing else is said that null would have to meet. */
  schema(at: Location, lone: boolean): Schema;
}

/** The values that all of these list, as far as types and bounds admit them; undefined when none lists any. */
export function enumOf(conjuncts: readonly Conjunct[], types: TypeSet, bounds: Bounds): Enumeration | undefined {
  const closed = conjuncts.filter(({ values, open }) => values !== undefined && open !== true);
  const opened = conjuncts.find(({ values, open }) => values !== undefined && open === true);
  if (closed.length === 0 && opened === undefined) return undefined;
  const lists = closed.length > 0 ? closed : opened === undefined ? [] : [opened];
  const [first, ...others] = lists;
  const keys = others.map(({ values }) => new Set(values?.map(valueKey)));
  const values = (first?.values ?? []).filter(
    (value) =>
      admitsValue(types, value) &&
      withinBounds(value, bounds, opened !== undefined) &&
      keys.every((known) => known.has(valueKey(value))),
  );
  const notes = new Map(lists.flatMap(({ valueNotes }) => [...(valueNotes ?? [])]));
  const valueTypes = new Set(values.map(typeOf));
  if (valueTypes.has("integer")) valueTypes.add("number");
  return {
    valueTypes,
    bounds: opened === undefined ? unchecked(bounds) : bounds,
    schema(at, lone) {
      if (values.length === 0) return { kind: "never", at };
      return enumSchema(
        values.map((value) => ({ value, at, ...notes.get(valueKey(value)) })),
        at,
        lone,
        closed.length === 0,
      );
    },
  };
}

/** Listed values; `null` among others makes the enum nullable, so that it has one spelling. */
export function enumSchema(all: readonly EnumValue[], at: Location, lone = true, open = false): Schema {
  const others = all.filter(({ value }: { value: Json }) => value !== null);
  const nullable = lone && others.length > 0 && others.length < all.length;
  return {
    kind: "enum",
    at,
    values: nullable ? others : all,
    ...(open && { open }),
    ...(nullable && { nullable }),
  };
}

/** Whether a text or number is within the bounds that can be decided at once. Open enums keep theirs as they are. */
function withinBounds(value: Json, bounds: Bounds, open: boolean): boolean {
  if (open) return true;
  if (typeof value === "string") {
    const length = [...value].length;
    return length >= (bounds.minLength ?? 0) && length <= (bounds.maxLength ?? length);
  }
  if (!isNumber(value)) return true;
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = bounds;
  return (
    (minimum === undefined || value >= minimum) &&
    (maximum === undefined || value <= maximum) &&
    (exclusiveMinimum === undefined || value > exclusiveMinimum) &&
    (exclusiveMaximum === undefined || value < exclusiveMaximum)
  );
}

function unchecked(bounds: Bounds): Bounds {
  const rest = { ...bounds };
  const names = ["minLength", "maxLength", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"] as const;
  for (const name of names) delete rest[name];
  return rest;
}
