import type { Location } from "../diagnostics/location.js";
import type { Extensions } from "./extensions.js";
import type { Derived, Effect, Guarantees, IdempotencyKey } from "./guarantees.js";
import type { Schema } from "./schema.js";

/** What the guarantees of an http operation are derived from. */
export interface HttpEvidence {
  readonly method: string;
  /** The operation's input: a record of places. */
  readonly input: Schema;
  /** `x-` members that speak for the operation, the nearest first: of the operation, its path, the document. */
  readonly extensions: readonly { readonly of: string; readonly values: Extensions; readonly at: Location }[];
  /** Where the method stands. */
  readonly at: Location;
  /** The named schema that a reference means. */
  resolve(name: string): Schema | undefined;
}

/**
 * What may be relied on when a call is repeated: what the contract says itself (`x-resilience`, `x-fern-idempotent`,
 * `x-speakeasy-retries`), else an idempotency key among the inputs, else the method (RFC 9110 section 9.2), else a
 * conditional request (RFC 9110 section 13.1.1), else nothing.
 */
export function deriveHttpGuarantees(evidence: HttpEvidence): Guarantees {
  const key = keyOf(evidence);
  const effect = effectOf(evidence, key);
  const declared = !effect.from.startsWith("the method") && effect.value !== "unsafe";
  return {
    effect,
    ...(effect.value === "keyed" && key !== undefined && { key }),
    attempts: attemptsOf(evidence, effect.value, declared),
    attemptTimeoutMs: attemptTimeout(evidence),
    totalTimeoutMs: totalTimeout(evidence),
  };
}

const effects: readonly Effect[] = ["safe", "idempotent", "keyed", "unsafe"];
const safeMethods = new Set(["GET", "HEAD", "OPTIONS", "TRACE", "QUERY"]);
const idempotentMethods = new Set(["PUT", "DELETE"]);

function effectOf(evidence: HttpEvidence, key: Derived<IdempotencyKey> | undefined): Derived<Effect> {
  const said = extension(evidence, ["x-resilience", "effect"]);
  const effect = effects.find((one) => one === said?.value);
  if (said !== undefined && effect !== undefined && (effect !== "keyed" || key !== undefined)) {
    return { ...said, value: effect };
  }
  const { method } = evidence;
  const isSafe = safeMethods.has(method);
  const fern = extension(evidence, ["x-fern-idempotent"]);
  if (fern?.value === true && !isSafe) return { ...fern, value: key === undefined ? "idempotent" : "keyed" };
  if (key !== undefined && !isSafe) return { ...key, value: "keyed" };
  const at = evidence.at;
  if (isSafe) return { value: "safe", from: `the method ${method}`, at };
  if (idempotentMethods.has(method)) return { value: "idempotent", from: `the method ${method}`, at };
  const condition = fieldsOf(evidence, "headers").find(({ name, required }) => name === "if-match" && required);
  if (condition !== undefined) {
    return { value: "idempotent", from: 'the required header "If-Match"', at: condition.at };
  }
  return { value: "unsafe", from: `the method ${method}, and nothing that makes it repeatable`, at };
}

const headerNames = /idempotency[-_]?(?:key|token)|^(?:paypal-)?request-id$|^x-request-idempotency/i;
const memberNames = /^(?:idempotency_?key|idempotencyToken|idempotency_token)$/i;

function keyOf(evidence: HttpEvidence): Derived<IdempotencyKey> | undefined {
  const own = extension(evidence, ["x-resilience", "idempotency"]);
  const name = memberAt(own?.value, ["name"]);
  if (own !== undefined && typeof name === "string") {
    const place = memberAt(own.value, ["in"]);
    const known = place === "query" || place === "body" ? place : "header";
    return { ...own, value: { place: known, name, required: memberAt(own.value, ["required"]) === true } };
  }
  const fern = extension(evidence, ["x-fern-idempotency-headers"]);
  const [first] = Array.isArray(fern?.value) ? (fern.value as readonly unknown[]) : [];
  const fernHeader = typeof first === "string" ? first : memberAt(first, ["header"]);
  const fernOn = extension(evidence, ["x-fern-idempotent"])?.value === true;
  if (fern !== undefined && fernOn && typeof fernHeader === "string") {
    return { ...fern, value: { place: "header", name: fernHeader, required: false } };
  }
  for (const [group, place, names, word] of [
    ["headers", "header", headerNames, "header"],
    ["query", "query", memberNames, "query parameter"],
    ["body", "body", memberNames, "body's member"],
  ] as const) {
    const field = fieldsOf(evidence, group).find((one) => names.test(one.name));
    if (field === undefined) continue;
    const value = { place, name: field.name, required: field.required };
    return { value, from: `the ${word} "${field.name}"`, at: field.at };
  }
  return undefined;
}

function fieldsOf(evidence: HttpEvidence, group: string) {
  const { input } = evidence;
  const place = input.kind === "record" ? input.fields.find(({ name }) => name === group) : undefined;
  let schema = place?.schema;
  for (let steps = 0; schema?.kind === "reference" && steps < 32; steps += 1) schema = evidence.resolve(schema.name);
  return schema?.kind === "record" ? schema.fields : [];
}

function attemptsOf(evidence: HttpEvidence, effect: Effect, declared: boolean): Derived<number> {
  const said = extension(evidence, ["x-resilience", "retry", "attempts"]);
  if (said !== undefined && isCount(said.value)) return { ...said, value: said.value };
  const disabled = extension(evidence, ["x-fern-retries", "disabled"]);
  if (disabled?.value === true) return { ...disabled, value: 1 };
  const strategy = extension(evidence, ["x-speakeasy-retries", "strategy"]);
  if (strategy?.value === "none") return { ...strategy, value: 1 };
  if (strategy !== undefined && effect !== "unsafe") return { ...strategy, value: 3 };
  if (effect === "unsafe") {
    return { value: 2, from: "the default for what may be sent again only if it certainly never arrived" };
  }
  return declared
    ? { value: 3, from: "the default where the contract itself says that a call may be repeated" }
    : { value: 2, from: "the default where only the method says that a call may be repeated" };
}

function attemptTimeout(evidence: HttpEvidence): Derived<number> {
  return milliseconds(evidence, ["x-resilience", "timeout", "attempt"]) ?? { value: 10_000, from: "the default" };
}

function totalTimeout(evidence: HttpEvidence): Derived<number> {
  const said = milliseconds(evidence, ["x-resilience", "timeout", "total"]);
  if (said !== undefined) return said;
  const elapsed = extension(evidence, ["x-speakeasy-retries", "backoff", "maxElapsedTime"]);
  return elapsed !== undefined && isCount(elapsed.value)
    ? { ...elapsed, value: elapsed.value }
    : { value: 30_000, from: "the default" };
}

function milliseconds(evidence: HttpEvidence, path: readonly string[]): Derived<number> | undefined {
  const said = extension(evidence, path);
  const match = typeof said?.value === "string" ? /^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(said.value.trim()) : null;
  if (said === undefined || match === null) return undefined;
  const unit = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 }[match[2] ?? "ms"] ?? 1;
  return { ...said, value: Math.round(Number(match[1]) * unit) };
}

/** What the nearest extension says that speaks of the matter at all. */
function extension({ extensions }: HttpEvidence, path: readonly string[]): Derived<unknown> | undefined {
  for (const { of, values, at } of extensions) {
    const value = memberAt(values, path);
    if (value !== undefined) return { value, from: `${path.join(".")} of ${of}`, at };
  }
  return undefined;
}

function memberAt(value: unknown, path: readonly string[]): unknown {
  let here = value;
  for (const name of path) {
    if (typeof here !== "object" || here === null || !Object.hasOwn(here, name)) return undefined;
    here = Reflect.get(here, name);
  }
  return here;
}

const isCount = (value: unknown): value is number => typeof value === "number" && Number.isInteger(value) && value > 0;
