import type { Json } from "../../../src/contract/json.js";
import type { Schema } from "../../../src/contract/schema.js";

type Random = () => number;

/** A small generator with a seed, so that a failure can be had again. */
export function randomFrom(seed: number): Random {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** A value that the schema probably admits: enough to get past its first checks. */
export function likelyValue(schema: Schema, schemas: ReadonlyMap<string, Schema>, random: Random, depth = 0): Json {
  const inner = (part: Schema) => likelyValue(part, schemas, random, depth + 1);
  if (schema.nullable === true && random() < 0.1) return null;
  if (schema.examples?.[0] !== undefined && random() < 0.5) return schema.examples[0];
  switch (schema.kind) {
    case "any":
      return "x";
    case "never":
      return null;
    case "scalar":
      return { string: "x", bytes: "eA==", boolean: true, integer: 1, number: 1.5 }[schema.type];
    case "enum":
      return schema.values[Math.floor(random() * schema.values.length)]?.value ?? null;
    case "list":
      return depth > 5 || random() < 0.3 ? [] : [...(schema.prefix ?? []).map(inner), inner(schema.item)];
    case "map":
      return depth > 5 || random() < 0.5 ? {} : { key: inner(schema.value) };
    case "union":
      return inner(schema.variants[Math.floor(random() * schema.variants.length)] ?? { kind: "any", at: schema.at });
    case "reference":
      return depth > 12 ? {} : inner(schemas.get(schema.name) ?? { kind: "any", at: schema.at });
    case "record":
      return Object.fromEntries(
        schema.fields
          .filter(({ required }) => required || (depth < 5 && random() < 0.4))
          .map((field) => [field.name, inner(field.schema)]),
      );
  }
}

const replacements: readonly Json[] = [null, "", "y", 0, -1, 2.5, true, [], {}, ["x"], { other: 1 }];

/** The value with one thing in it changed, taken out or added. */
export function nearly(value: Json, random: Random): Json {
  if (typeof value !== "object" || value === null || random() < 0.15) {
    return replacements[Math.floor(random() * replacements.length)] ?? null;
  }
  if (Array.isArray(value)) {
    const items = [...(value as readonly Json[])];
    const index = Math.floor(random() * items.length);
    if (random() < 0.3) items.push(replacements[Math.floor(random() * replacements.length)] ?? null);
    else if (items.length > 0) items[index] = nearly(items[index] ?? null, random);
    return items;
  }
  const entries = Object.entries(value);
  const index = Math.floor(random() * entries.length);
  const chance = random();
  if (chance < 0.2) return Object.fromEntries(entries.filter((_, at) => at !== index));
  if (chance < 0.35) return { ...value, extra: 1 };
  return Object.fromEntries(
    entries.map(([name, member], at) => [name, at === index ? nearly(member, random) : member]),
  );
}
