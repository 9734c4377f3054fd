/** Where the words about a schema stand: beside a reference, around the parts of an `allOf`, or at the schema. */
import type { Schema } from "../contract/schema.js";
import { plainName } from "./one-scope.js";
import type { Wording } from "./wording.js";

/** Words of two schemas that are to be compared. */
export interface WordingPair {
  readonly before: Wording;
  readonly after: Wording;
  /** The named schema that says it; undefined when it is said of this place only. */
  readonly name?: string;
}

interface Layer {
  readonly schema: Schema;
  readonly name?: string;
}

/**
 * The outermost words hold at this place. Where those stand beside a reference, the schema that it leads to has words
 * of its own, which are compared too.
 */
export function wordingPairs(
  before: Schema,
  after: Schema,
  schemas: ReadonlyMap<string, Schema>,
): readonly WordingPair[] {
  const [olds, news] = [layersOf(before, schemas), layersOf(after, schemas)];
  const pairs: WordingPair[] = [];
  for (const word of ["title", "doc"] as const) {
    const [old, now] = [spoken(olds, word), spoken(news, word)];
    if (old === undefined && now === undefined) continue;
    pairs.push(pairOf(old ?? silent(olds, now), now ?? silent(news, old), word));
    const [inner, other] = [olds.at(-1), news.at(-1)];
    if (old === inner || now === other || inner?.name === undefined || other?.name === undefined) continue;
    pairs.push(pairOf(inner, other, word));
  }
  return pairs;
}

function pairOf(old: Layer, now: Layer, word: "title" | "doc"): WordingPair {
  const wording = ({ schema }: Layer): Wording => {
    const text = schema[word];
    return { ...(text !== undefined && { [word]: text }), at: schema.at };
  };
  const name = old.name === undefined ? undefined : now.name;
  return { before: wording(old), after: wording(now), ...(name !== undefined && { name }) };
}

const spoken = (layers: readonly Layer[], word: "title" | "doc"): Layer | undefined =>
  layers.find(({ schema }) => schema[word] !== undefined);

/** Where one side would say what the other one says. */
const silent = (layers: readonly Layer[], other: Layer | undefined): Layer =>
  (other?.name === undefined ? layers[0] : layers.at(-1))!;

/** The outermost first; at least the schema itself. */
function layersOf(schema: Schema, schemas: ReadonlyMap<string, Schema>): readonly Layer[] {
  const layers: Layer[] = [{ schema }];
  const seen = new Set([schema]);
  for (let last: Layer = layers[0]!; ; ) {
    const next = within(last, schemas);
    if (next === undefined || seen.has(next.schema)) return layers;
    seen.add(next.schema);
    layers.push(next);
    last = next;
  }
}

function within({ schema, name }: Layer, schemas: ReadonlyMap<string, Schema>): Layer | undefined {
  if (schema.nullable === true) return undefined;
  if (schema.kind === "reference") {
    const target = schema.assertions === undefined ? schemas.get(schema.name) : undefined;
    return target === undefined ? undefined : { schema: target, name: plainName(schema.name) };
  }
  const { allOf, ...others } = schema.assertions ?? {};
  if (schema.kind !== "any" || allOf === undefined || Object.keys(others).length > 0) return undefined;
  // What an extension says beside the references to what it extends, it says of the whole.
  const own = allOf.filter(({ kind }) => kind !== "reference");
  const [only] = allOf.length === 1 ? allOf : own;
  if (only === undefined || (allOf.length > 1 && own.length > 1)) return undefined;
  return { schema: only, ...(name !== undefined && { name }) };
}
