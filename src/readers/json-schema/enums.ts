import type { Json } from "../../contract/json.js";
import type { EnumValue, Schema } from "../../contract/schema.js";
import type { Location } from "../../diagnostics/location.js";
import type { Conjunct, JsonType } from "./conjunct.js";
import { typeOf } from "./normalise.js";
import { valueKey } from "./place.js";
import { admitsValue, type TypeSet } from "./type-sets.js";

export interface Enumeration {
  /** The JSON types of the values. */
  readonly valueTypes: ReadonlySet<JsonType>;
  /** `lone`: nothing else is said that null would have to meet. */
  schema(at: Location, lone: boolean): Schema;
}

/** The values that all of these list, as far as the types admit them; undefined when none lists any. */
export function enumOf(conjuncts: readonly Conjunct[], types: TypeSet): Enumeration | undefined {
  const closed = conjuncts.filter(({ values, open }) => values !== undefined && open !== true);
  const opened = conjuncts.find(({ values, open }) => values !== undefined && open === true);
  if (closed.length === 0 && opened === undefined) return undefined;
  const lists = closed.length > 0 ? closed : opened === undefined ? [] : [opened];
  const [first, ...others] = lists;
  const keys = others.map(({ values }) => new Set(values?.map(valueKey)));
  const values = (first?.values ?? []).filter(
    (value) => admitsValue(types, value) && keys.every((known) => known.has(valueKey(value))),
  );
  const notes = new Map(lists.flatMap(({ valueNotes }) => [...(valueNotes ?? [])]));
  const valueTypes = new Set(values.map(typeOf));
  if (valueTypes.has("integer")) valueTypes.add("number");
  return {
    valueTypes,
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
