/** Walks two operations of HTTP APIs: parameters, bodies, outcomes, headers, credentials, servers. */
import type { HttpBinding } from "../contract/binding.js";
import type { Content } from "../contract/content.js";
import type { Contract, Operation } from "../contract/contract.js";
import type { Outcome } from "../contract/outcome.js";
import { type Polarity, turned } from "../contract/polarity.js";
import type { Field, RecordSchema, Schema } from "../contract/schema.js";
import type { Asking } from "./asking.js";
import { declared } from "./declared.js";
import { linksOf } from "./links.js";
import { pairContents } from "./media-types.js";
import { normalised } from "./normal-schema.js";
import { pathNames } from "./pair-operations.js";
import type { ParameterSubject } from "./rule.js";

const places = ["path", "query", "headers", "cookies", "querystring"] as const;
type PlaceName = (typeof places)[number];

const words: Readonly<Record<PlaceName, string>> = {
  path: "path",
  query: "query",
  headers: "header",
  cookies: "cookie",
  querystring: "query string",
};

export interface HttpPair {
  readonly contracts: { readonly before: Contract; readonly after: Contract };
  readonly before: Operation & { readonly binding: HttpBinding };
  readonly after: Operation & { readonly binding: HttpBinding };
  readonly subject: readonly string[];
}

export function compareHttp(pair: HttpPair, asking: Asking): void {
  const { before, after, subject, contracts } = pair;
  const input = after.polarity;
  const output = turned(input);
  for (const place of places) parameters(place, pair, input, asking);
  bodies(pair, input, asking);
  outcomes(pair, output, asking);
  const old = {
    requirements: before.security,
    schemes: contracts.before.securitySchemes,
    at: before.security[0]?.at ?? before.at,
  };
  const now = {
    requirements: after.security,
    schemes: contracts.after.securitySchemes,
    at: after.security[0]?.at ?? after.at,
  };
  asking.kept("security", old, now, { subject: [...subject, "credentials"], polarity: input });
  const servers = ({ binding, at }: HttpPair["before"]) => ({
    servers: binding.servers,
    at: binding.servers[0]?.at ?? at,
  });
  asking.kept("servers", servers(before), servers(after), { subject: ["servers"], polarity: input });
}

/** The parameters of one place. Those of the path are known by where they stand, all others by name. */
function parameters(place: PlaceName, pair: HttpPair, polarity: Polarity, asking: Asking): void {
  const olds = subjectsIn(place, pair.before, pair.contracts.before.schemas);
  const news = subjectsIn(place, pair.after, pair.contracts.after.schemas);
  const key = (one: ParameterSubject) => (place === "path" ? `${one.position}` : one.name);
  const byKey = new Map(news.map((one) => [key(one), one]));
  const subject = [...pair.subject, words[place]];
  const renamed: Field[] = [];
  for (const old of olds) {
    const now = byKey.get(key(old));
    if (now === undefined) continue;
    renamed.push({ ...now.field, name: old.name });
    byKey.delete(key(old));
    asking.kept("parameter", old, now, { subject: [...subject, old.name], polarity });
  }
  const others = [...byKey.values()].map(({ field }) => field);
  const record = (fields: readonly Field[], operation: Operation): RecordSchema => ({
    kind: "record",
    fields,
    at: operation.at,
  });
  const before = record(
    olds.map(({ field }) => field),
    pair.before,
  );
  const after = record([...renamed, ...others], pair.after);
  const structured = new Set(
    [...olds, ...news].filter(({ parameter }) => parameter.mediaType !== undefined).map(({ name }) => name),
  );
  if (before.fields.length + after.fields.length > 0) asking.fields(before, after, { subject, polarity }, structured);
}

function subjectsIn(
  place: PlaceName,
  { input, binding }: HttpPair["before"],
  schemas: Contract["schemas"],
): readonly ParameterSubject[] {
  if (input.kind !== "record") return [];
  const holder = input.fields.find(({ name }) => name === place);
  const fields =
    place === "querystring"
      ? holder === undefined
        ? []
        : [holder]
      : holder?.schema.kind === "record"
        ? holder.schema.fields
        : [];
  const order = pathNames(binding.path);
  return fields.flatMap((field): ParameterSubject[] => {
    const parameter = binding.parameters.find(
      (one) =>
        one.place === place &&
        (place === "querystring" ||
          one.name === field.name ||
          (place === "headers" && one.name.toLowerCase() === field.name)),
    );
    if (parameter === undefined) return [];
    return [
      {
        name: field.name,
        field,
        parameter,
        compound: mayBeCompound(field.schema, schemas, 0),
        at: field.declaredAt ?? field.at,
        ...(place === "path" && { position: order.indexOf(field.name) }),
      },
    ];
  });
}

function bodies({ before, after, subject }: HttpPair, polarity: Polarity, asking: Asking): void {
  const place = { subject: [...subject, "body"], polarity };
  const [old, now] = [before.binding.body, after.binding.body];
  if (old === undefined && now === undefined) return;
  if (old === undefined) asking.added("body", now!, place);
  else if (now === undefined) asking.removed("body", old, place);
  else {
    asking.kept("body", declared(old), declared(now), place);
    contents(old.contents, now.contents, "body", place, asking);
  }
}

interface Where {
  readonly subject: readonly string[];
  readonly polarity: Polarity;
}

/** Several media types mostly carry one schema: each pair of schemas is looked at once. */
function contents(
  before: readonly Content[],
  after: readonly Content[],
  of: "body" | "outcome",
  place: Where,
  asking: Asking,
): void {
  const { kept, added, removed } = pairContents(before, after);
  const subjectOf = (content: Content) => ({ content, of, at: content.at });
  for (const content of added) asking.added("content", subjectOf(content), place);
  for (const content of removed) asking.removed("content", subjectOf(content), place);
  for (const [old, now] of kept) {
    asking.kept("content", subjectOf(old), subjectOf(now), place);
    asking.schemas(old.schema, now.schema, place);
    if (old.item !== undefined && now.item !== undefined) {
      asking.schemas(old.item, now.item, { ...place, subject: [...place.subject, "items"] });
    }
  }
}

/** Outcomes by name; one that is new or gone is compared with the range or default that covered it. */
function outcomes({ contracts, before, after, subject }: HttpPair, polarity: Polarity, asking: Asking): void {
  const seen = new Set<Outcome>();
  const meet = (old: Outcome, now: Outcome) => {
    const place = { subject: [...subject, now.name], polarity };
    asking.kept("outcome", declared(old), declared(now), place);
    if (old.links.length + now.links.length > 0)
      asking.kept("links", linksOf(old, contracts.before), linksOf(now, contracts.after), place);
    asking.fields(old.headers, now.headers, { ...place, subject: [...place.subject, "header"] });
    contents(old.contents, now.contents, "outcome", place, asking);
  };
  for (const old of before.outcomes) {
    const now = named(after.outcomes, old.name) ?? covering(after.outcomes, old.name);
    const inside = now === undefined ? after.outcomes.filter((one) => covering([old], one.name) === old) : [];
    if (inside.length > 0) continue;
    if (now === undefined) asking.removed("outcome", old, { subject: [...subject, old.name], polarity });
    else {
      seen.add(now);
      meet(old, now);
    }
  }
  for (const now of after.outcomes) {
    if (seen.has(now)) continue;
    const old = covering(before.outcomes, now.name);
    if (old !== undefined && old.error === now.error) meet(old, now);
    else asking.added("outcome", now, { subject: [...subject, now.name], polarity });
  }
}

const named = (outcomes: readonly Outcome[], name: string): Outcome | undefined =>
  outcomes.find((outcome) => outcome.name.toUpperCase() === name.toUpperCase());

const covering = (outcomes: readonly Outcome[], name: string): Outcome | undefined =>
  /^\d{3}$/.test(name)
    ? (named(outcomes, `${name[0]}XX`) ?? named(outcomes, "default"))
    : /^\dXX$/i.test(name)
      ? named(outcomes, "default")
      : undefined;

/** Whether a value may be a list or an object. */
function mayBeCompound(given: Schema, schemas: Contract["schemas"], depth: number): boolean {
  const { schema } = normalised(given, schemas);
  if (schema.kind === "union")
    return depth > 8 || schema.variants.some((one) => mayBeCompound(one, schemas, depth + 1));
  return schema.kind === "list" || schema.kind === "record" || schema.kind === "map";
}
