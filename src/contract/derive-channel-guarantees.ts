import type { Location } from "../diagnostics/location.js";
import type { ChannelBinding, Message } from "./binding.js";
import type { Extensions } from "./extensions.js";
import type { Derived, Effect, Guarantees, IdempotencyKey } from "./guarantees.js";
import type { RecordSchema, Schema } from "./schema.js";

/** What the guarantees of a channel operation are derived from. */
export interface ChannelEvidence {
  readonly binding: ChannelBinding;
  /** The `x-` members of the operation. Those of its channel are in the binding. */
  readonly extensions?: Extensions;
  /** The `x-` members of the whole contract: they hold where the operation and its channel say nothing. */
  readonly defaults?: Extensions;
  readonly at: Location;
  /** The named schema that a reference means. */
  resolve(name: string): Schema | undefined;
}

/**
 * What may be relied on when a message is sent or handled again. Brokers deliver at least once: a `receive` handler
 * sees a message more than once, and only a key in the message lets it tell a copy from the next message. A `send` may
 * be repeated exactly when such a key travels with it. A correlation id counts as a key only where a reply is awaited:
 * elsewhere all the messages of one conversation share it.
 */
export function deriveChannelGuarantees(evidence: ChannelEvidence): Guarantees {
  const policies = policiesOf(evidence);
  const key = keyOf(evidence, policies);
  const effect = effectOf(evidence, policies, key);
  const attempts = attemptsOf(evidence, policies, effect.value);
  const attempt = attemptTimeoutOf(evidence, policies);
  const receives = evidence.binding.action === "receive";
  return {
    effect,
    ...(effect.value === "keyed" && key !== undefined && { key }),
    attempts,
    attemptTimeoutMs: attempt,
    totalTimeoutMs:
      milliseconds(policies, ["timeout", "total"]) ??
      (receives
        ? { value: attempt.value * attempts.value, from: "every delivery of a message taken together" }
        : { value: Math.max(30_000, attempt.value), from: "the default for sending" }),
  };
}

/** An `x-resilience`, and where it stands. */
interface Policy {
  readonly value: unknown;
  readonly name: string;
  readonly at: Location;
}

/** The nearest first. */
const policiesOf = ({ extensions, binding, defaults, at }: ChannelEvidence): readonly Policy[] => [
  { value: extensions?.["x-resilience"], name: "x-resilience", at },
  { value: binding.extensions?.["x-resilience"], name: "the channel's x-resilience", at },
  { value: defaults?.["x-resilience"], name: "the contract's x-resilience", at },
];

/** What the nearest policy that speaks of it says at a path. */
function said<T>(
  policies: readonly Policy[],
  path: readonly string[],
  read: (value: unknown) => T | undefined,
): Derived<T> | undefined {
  for (const { value, name, at } of policies) {
    const found = read(memberAt(value, path));
    if (found !== undefined) return { value: found, from: `${name}.${path.join(".")}`, at };
  }
  return undefined;
}

const effects: readonly Effect[] = ["safe", "idempotent", "keyed", "unsafe"];

function effectOf(
  { binding }: ChannelEvidence,
  policies: readonly Policy[],
  key: Derived<IdempotencyKey> | undefined,
): Derived<Effect> {
  const named = said(policies, ["effect"], (value) => effects.find((effect) => effect === value));
  if (named !== undefined && (named.value !== "keyed" || key !== undefined)) return named;
  if (key !== undefined) return { value: "keyed", from: key.from, ...(key.at !== undefined && { at: key.at }) };
  const why =
    binding.action === "receive"
      ? "delivery is at least once, and nothing in the message tells a copy from the next one"
      : "no key travels with the message by which a receiver could tell a copy";
  return { value: "unsafe", from: why };
}

function attemptsOf(
  { binding, extensions, at }: ChannelEvidence,
  policies: readonly Policy[],
  effect: Effect,
): Derived<number> {
  const own = said(policies, ["deliver", "maxAttempts"], asCount) ?? said(policies, ["retry", "attempts"], asCount);
  if (own !== undefined) return own;
  for (const name of ["x-retry", "retry"]) {
    const value = memberAt(extensions?.[name] ?? binding.extensions?.[name], ["maxAttempts"]);
    if (isCount(value)) return { value, from: `${name}.maxAttempts`, at };
  }
  if (binding.action === "receive") {
    const received = memberAt(sqsQueueOf(binding), ["redrivePolicy", "maxReceiveCount"]);
    if (isCount(received)) return { value: received, from: "the SQS binding's redrivePolicy.maxReceiveCount" };
    return { value: 5, from: "the default for deliveries of a message before it is set aside" };
  }
  return effect === "unsafe"
    ? { value: 2, from: "the default for sending what may be sent again only if it certainly never arrived" }
    : { value: 3, from: "the default for sending what may be sent again" };
}

function attemptTimeoutOf({ binding }: ChannelEvidence, policies: readonly Policy[]): Derived<number> {
  const own = milliseconds(policies, ["timeout", "attempt"]);
  if (own !== undefined) return own;
  if (binding.action === "send") return { value: 10_000, from: "the default for sending" };
  const seconds = memberAt(sqsQueueOf(binding), ["visibilityTimeout"]);
  return isCount(seconds)
    ? { value: seconds * 1000, from: "the SQS binding's visibilityTimeout" }
    : { value: 30_000, from: "the default for handling one delivery" };
}

const sqsQueueOf = ({ channelBindings, operationBindings }: ChannelBinding): unknown =>
  memberAt(channelBindings, ["sqs", "queue"]) ?? memberAt(operationBindings, ["sqs", "queues", "0"]);

/** What headers and members are called that tell one message from every other. */
const keyNames =
  /^(?:ce[-_]?id|cloudevents[-_:]id|(?:message|event|webhook)[-_]?id|(?:x-)?idempotency[-_]?(?:key|token))$/i;

function keyOf(evidence: ChannelEvidence, policies: readonly Policy[]): Derived<IdempotencyKey> | undefined {
  const { messages, reply } = evidence.binding;
  const named = said(policies, ["idempotency"], asKey) ?? said(policies, ["deliver", "dedupe"], expressionKey);
  if (named !== undefined) return named;
  const [first, ...others] = messages.map((message) => keysOf(message, evidence));
  const shared = first?.find((key) => others.every((keys) => keys.some((other) => isSameKey(key.value, other.value))));
  if (shared !== undefined) return shared;
  const [expression, ...more] = new Set(messages.map(({ correlationId }) => correlationId));
  const correlated =
    reply === undefined || expression === undefined || more.length > 0 ? undefined : expressionKey(expression);
  if (correlated === undefined) return undefined;
  return {
    value: correlated,
    from: "the correlation id, by which the reply finds its request",
    ...(messages[0] !== undefined && { at: messages[0].at }),
  };
}

const isSameKey = (one: IdempotencyKey, other: IdempotencyKey): boolean =>
  one.place === other.place && one.name === other.name;

/** What in a message could be its key: headers first, then the id of a CloudEvent, then members of the payload. */
function keysOf(message: Message, { resolve }: ChannelEvidence): readonly Derived<IdempotencyKey>[] {
  const headers = recordOf(message.headers?.schema, resolve)?.fields ?? [];
  const members = recordOf(message.payload.schema, resolve)?.fields ?? [];
  const isCloudEvent = ["specversion", "id", "source", "type"].every((name) =>
    members.some((field) => field.name === name),
  );
  return [
    ...headers
      .filter(({ name }) => keyNames.test(name))
      .map(({ name, required, at }) => ({
        value: { place: "header", name, required } as const,
        from: `the header "${name}" of the message`,
        at,
      })),
    ...members
      .filter(({ name }) => (isCloudEvent && name === "id") || keyNames.test(name))
      .map(({ name, required, at }) => ({
        value: { place: "body", name, required } as const,
        from: name === "id" ? "the id of the CloudEvent" : `the member "${name}" of the payload`,
        at,
      })),
  ];
}

function recordOf(schema: Schema | undefined, resolve: ChannelEvidence["resolve"]): RecordSchema | undefined {
  let here = schema;
  for (let steps = 0; here?.kind === "reference" && steps < 32; steps += 1) here = resolve(here.name);
  return here?.kind === "record" ? here : undefined;
}

/** `{ in: header, name: X, required: true }`. */
function asKey(value: unknown): IdempotencyKey | undefined {
  const name = memberAt(value, ["name"]);
  if (typeof name !== "string") return undefined;
  const place = memberAt(value, ["in"]) === "body" ? "body" : "header";
  return { place, name, required: memberAt(value, ["required"]) === true };
}

/** "$message.header#/correlationId" (AsyncAPI 3.1, "Runtime Expression"). */
function expressionKey(expression: unknown): IdempotencyKey | undefined {
  const match = typeof expression === "string" ? /^\$message\.(header|payload)#\/(.+)$/.exec(expression) : null;
  if (match === null) return undefined;
  const name = (match[2] ?? "").replaceAll("~1", "/").replaceAll("~0", "~");
  return { place: match[1] === "header" ? "header" : "body", name, required: true };
}

const milliseconds = (policies: readonly Policy[], path: readonly string[]): Derived<number> | undefined =>
  said(policies, path, (written) => {
    const match = typeof written === "string" ? /^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(written.trim()) : null;
    if (match === null) return undefined;
    const unit = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 }[match[2] ?? "ms"] ?? 1;
    return Math.round(Number(match[1]) * unit);
  });

function memberAt(value: unknown, path: readonly string[]): unknown {
  let here = value;
  for (const name of path) {
    if (typeof here !== "object" || here === null || !Object.hasOwn(here, name)) return undefined;
    here = Reflect.get(here, name);
  }
  return here;
}

const asCount = (value: unknown): number | undefined => (isCount(value) ? value : undefined);

const isCount = (value: unknown): value is number => typeof value === "number" && Number.isInteger(value) && value > 0;
