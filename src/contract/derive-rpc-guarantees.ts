import type { Location } from "../diagnostics/location.js";
import type { Derived, Effect, Guarantees, IdempotencyKey } from "./guarantees.js";
import type { Json } from "./json.js";
import type { ProtoMessage, ProtoMethod } from "./protobuf.js";

const defaultAttemptMs = 10_000;
const defaultTotalMs = 30_000;
/** For calls whose messages arrive as long as there are any. */
const streamMs = 3_600_000;

/**
 * What a caller of a method may rely on. In this order: `idempotency_level`, a request id in the request (AIP-155), the
 * verb of `google.api.http`; else a call may be repeated only if it certainly never arrived.
 * @param request the request message, when the contract defines it
 */
export function deriveRpcGuarantees(method: ProtoMethod, request: ProtoMessage | undefined): Guarantees {
  const { effect, key, declared } = effectOf(method, request);
  const { requestStream, responseStream } = method;
  const streams = requestStream || responseStream;
  const time = (ms: number): Derived<number> =>
    streams ? { value: streamMs, from: "the call is a stream", at: method.at } : { value: ms, from: "the default" };
  return {
    effect,
    ...(key !== undefined && { key }),
    attempts: requestStream
      ? { value: 1, from: "the request is a stream", at: method.at }
      : { value: declared ? 3 : 2, from: declared ? `declared: ${effect.from}` : effect.from },
    attemptTimeoutMs: time(defaultAttemptMs),
    totalTimeoutMs: time(defaultTotalMs),
  };
}

interface FoundEffect {
  readonly effect: Derived<Effect>;
  readonly key?: Derived<IdempotencyKey>;
  /** Whether the contract says it, rather than a verb letting it be guessed. */
  readonly declared: boolean;
}

function effectOf(method: ProtoMethod, request: ProtoMessage | undefined): FoundEffect {
  const level = method.options.statements.find(({ path }) => path[0] === "idempotency_level");
  if (method.idempotency !== "unknown") {
    const value = method.idempotency === "no-side-effects" ? "safe" : "idempotent";
    return { effect: derived<Effect>(value, "idempotency_level", level?.at ?? method.at), declared: true };
  }
  const requestId = request?.fields.find(isRequestId);
  if (requestId !== undefined) {
    const from = `the request's field "${requestId.name}" (AIP-155)`;
    const required = behaviours(requestId.options.values["(google.api.field_behavior)"]).includes("REQUIRED");
    return {
      effect: derived<Effect>("keyed", from, requestId.at),
      key: derived<IdempotencyKey>({ place: "body", name: requestId.name, required }, from, requestId.at),
      declared: true,
    };
  }
  const verb = httpVerb(method.options.values["(google.api.http)"]);
  const byVerb = verb === undefined ? undefined : effectOfVerb[verb];
  const annotation = method.options.statements.find(({ path }) => path[0] === "(google.api.http)");
  if (verb !== undefined && byVerb !== undefined) {
    return {
      effect: derived(byVerb, `google.api.http ${verb.toUpperCase()}`, annotation?.at ?? method.at),
      declared: false,
    };
  }
  const from = verb === undefined ? "nothing says that it may be repeated" : `google.api.http ${verb.toUpperCase()}`;
  return { effect: derived<Effect>("unsafe", from, annotation?.at ?? method.at), declared: false };
}

/** A string called "request_id", or one that says it is a UUID for this purpose (google.api.field_info, AIP-155). */
function isRequestId({ name, type, cardinality }: ProtoMessage["fields"][number]): boolean {
  return (
    type.kind === "scalar" &&
    type.name === "string" &&
    cardinality === "singular" &&
    (name === "request_id" || name === "idempotency_key")
  );
}

const behaviours = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? value : []);

const effectOfVerb: Readonly<Record<string, Effect>> = { get: "safe", put: "idempotent", delete: "idempotent" };

/** The verb of a google.api.http rule, in lower case. */
function httpVerb(rule: Json | undefined): string | undefined {
  if (typeof rule !== "object" || rule === null || Array.isArray(rule)) return undefined;
  return ["get", "put", "post", "delete", "patch"].find((verb) => verb in rule);
}

const derived = <T>(value: T, from: string, at: Location): Derived<T> => ({ value, from, at });
