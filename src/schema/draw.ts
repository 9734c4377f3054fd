/** Draws a value by the shape of a schema. What comes out is likely, not certain, to be valid: `sample` looks at it. */
import type { Json } from "../contract/json.js";
import type { Polarity } from "../contract/polarity.js";
import type { ListSchema, RecordSchema, ScalarSchema, Schema } from "../contract/schema.js";
import { conjunction, NotRegular, words } from "./automata.js";
import { isHidden } from "./compile.js";
import { numericRange, stringFormat } from "./format.js";
import type { Random } from "./random.js";
import { fromRational } from "./rational.js";
import { codePoints, isObject, withMember } from "./value.js";

export interface DrawContext {
  readonly schemas: ReadonlyMap<string, Schema>;
  readonly random: Random;
  readonly view: Polarity | undefined;
  /** Only what must be there: for schemas whose optional members stand in each other's way. */
  readonly bare: boolean;
}

/** Below this depth only what must be there is drawn; below twice of it nothing. */
const SHALLOW = 4;

export const draw = (schema: Schema, context: DrawContext): Json | undefined => drawn(schema, context, "", 0);

function drawn(schema: Schema, context: DrawContext, name: string, depth: number): Json | undefined {
  const { random, schemas } = context;
  if (depth > SHALLOW * 3) return undefined;
  const example = random.pick(schema.examples ?? []);
  if (example !== undefined) return example;
  if (schema.default !== undefined && schema.default !== null && random.next() < 0.5) return schema.default;
  const own = shaped(schema, context, name, depth);
  const parts = schema.assertions?.allOf ?? [];
  const choice = random.pick(schema.assertions?.oneOf ?? schema.assertions?.anyOf ?? []);
  const further = [...parts, ...(choice === undefined ? [] : [choice])].map((part) =>
    drawn(part, context, name, depth + 1),
  );
  const listed = random.pick(schema.assertions?.values ?? []);
  if (listed !== undefined) return listed;
  return further.reduce<Json | undefined>(joined, schema.kind === "any" ? undefined : own) ?? own;

  function shaped(of: Schema, _: DrawContext, label: string, at: number): Json | undefined {
    switch (of.kind) {
      case "any":
        return label === "" ? {} : plainText(label, random);
      case "never":
        return undefined;
      case "scalar":
        return scalar(of, context, label);
      case "enum":
        return random.pick(of.values)?.value;
      case "record":
        return record(of, context, at);
      case "map": {
        const value = drawn(of.value, context, "value", at + 1);
        return value === undefined || at > SHALLOW ? {} : { key: value };
      }
      case "list":
        return list(of, context, label, at);
      case "union": {
        const variant = random.pick(of.variants);
        return variant === undefined ? undefined : drawn(variant, context, label, at + 1);
      }
      case "reference": {
        const target = schemas.get(of.name);
        return target === undefined ? {} : drawn(target, context, label, at + 1);
      }
    }
  }
}

/** Objects that must hold together are one object; of other values the later counts. */
function joined(a: Json | undefined, b: Json | undefined): Json | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return isObject(a) && isObject(b) ? { ...a, ...b } : b;
}

function record({ fields, assertions }: RecordSchema, context: DrawContext, depth: number): Json {
  const result: Record<string, Json> = {};
  for (const field of fields) {
    if (isHidden(field, context.schemas, context.view)) continue;
    const optional = !field.required && assertions?.required?.includes(field.name) !== true;
    if (optional && (context.bare || depth > SHALLOW || context.random.next() < 0.25)) continue;
    const value = drawn(field.schema, context, field.name, depth + 1);
    if (value !== undefined) withMember(result, field.name, value);
  }
  return result;
}

function list({ item, prefix, assertions }: ListSchema, context: DrawContext, name: string, depth: number): Json {
  const { minItems = 0, maxItems = Number.POSITIVE_INFINITY } = assertions ?? {};
  const wished = context.bare || depth > SHALLOW ? 0 : 1 + Math.floor(context.random.next() * 2);
  const length = Math.min(Math.max(minItems, wished), maxItems, 100);
  const items: Json[] = [];
  for (let index = 0; index < length; index += 1) {
    const value = drawn(prefix?.[index] ?? item, context, name.replace(/s$/, ""), depth + 1);
    if (value === undefined) break;
    items.push(value);
  }
  return items;
}

function scalar(schema: ScalarSchema, { random }: DrawContext, name: string): Json | undefined {
  if (schema.type === "boolean") return random.next() < 0.5;
  if (schema.type === "bytes") return "Y29uY29yZGF0";
  return schema.type === "string" ? text(schema, name, random) : number(schema, random);
}

function text({ format, assertions }: ScalarSchema, name: string, random: Random): string | undefined {
  const { pattern, minLength = 0, maxLength = Number.POSITIVE_INFINITY } = assertions ?? {};
  const known = format === undefined ? undefined : random.pick(stringFormat(format)?.samples ?? []);
  if (known !== undefined) return known;
  if (pattern !== undefined) {
    try {
      const count = 1 + Math.floor(random.next() * 5);
      const found = words(conjunction([pattern], []), {
        min: Math.max(minLength, 1),
        max: maxLength,
        count,
        slack: 8,
        accept: () => true,
      });
      return found.words.at(-1) ?? (minLength === 0 ? "" : undefined);
    } catch (error) {
      if (error instanceof NotRegular) return undefined;
      throw error;
    }
  }
  let value = plainText(name, random);
  while (codePoints(value) < Math.min(minLength, 10_000)) value += ` ${value}`;
  return [...value].slice(0, maxLength).join("");
}

function number({ type, format, assertions }: ScalarSchema, random: Random): Json {
  const range = format === undefined ? undefined : numericRange(format);
  const step = Number(assertions?.multipleOf ?? (type === "integer" ? 1 : 0.5));
  const lower = [assertions?.minimum, assertions?.exclusiveMinimum, range?.minimum && fromRational(range.minimum)];
  const upper = [assertions?.maximum, assertions?.exclusiveMaximum, range?.maximum && fromRational(range.maximum)];
  const low = Math.max(
    ...lower.flatMap((bound) => (bound === undefined ? [] : [Number(bound)])),
    Number.NEGATIVE_INFINITY,
  );
  const high = Math.min(
    ...upper.flatMap((bound) => (bound === undefined ? [] : [Number(bound)])),
    Number.POSITIVE_INFINITY,
  );
  const start = low >= 0 || low > -1_000 ? low : high < 1 ? high - 100 * step : 1;
  const end = Math.min(high, start + 100 * step);
  const drawnNumber = Math.ceil((start + random.next() * (end - start)) / step) * step;
  return Number(drawnNumber.toPrecision(12));
}

/** Words that look like what the name says. */
function plainText(name: string, random: Random): string {
  const known = vocabulary.find(([fits]) => fits.test(name));
  return random.pick(known?.[1] ?? fallback) ?? "text";
}

const fallback = ["apple", "birch", "cedar", "daisy", "elder", "fern", "ginger", "hazel"];

const vocabulary: readonly (readonly [RegExp, readonly string[]])[] = [
  [/e-?mail/i, ["ada@example.com", "grace@example.org"]],
  [/(url|uri|link|href)$/i, ["https://example.com/a", "https://example.org/b"]],
  [/(^|_)id$|Id$|uuid|key$/, ["a1b2c3", "d4e5f6", "g7h8i9"]],
  [/phone|mobile/i, ["+41 44 555 01 01", "+49 30 555 0102"]],
  [/first.?name|given/i, ["Ada", "Grace", "Alan"]],
  [/last.?name|family|surname/i, ["Lovelace", "Hopper", "Turing"]],
  [/name|author|owner|user/i, ["Ada Lovelace", "Grace Hopper", "Alan Turing"]],
  [/city|town/i, ["Zurich", "Lisbon", "Oslo"]],
  [/country/i, ["CH", "PT", "NO"]],
  [/currency/i, ["CHF", "EUR", "NOK"]],
  [/lang|locale/i, ["en", "de", "pt"]],
  [/description|comment|message|note|text|summary|detail/i, ["A few words about it.", "Nothing out of the ordinary."]],
  [/title|label|subject/i, ["Spring", "Summer", "Autumn"]],
  [/colou?r/i, ["green", "blue", "red"]],
  [/date|_at$|At$|time/, ["2026-01-31T12:30:45Z", "1999-12-31T23:59:59Z"]],
  [/status|state/i, ["active", "pending"]],
  [/version/i, ["1.0.0", "2.1.0"]],
];
