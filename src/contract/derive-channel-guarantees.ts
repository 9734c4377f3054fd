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
  const policy = policyOf(evidence);
  const key = keyOf(evidence, policy);
  const effect = effectOf(evidence, policy, key);
  const attempts = attemptsOf(evidence, policy, effect.value);
  const attempt = attemptTimeoutOf(evidence, policy);
  const total = millisecondsAt(policy, ["timeout", "total"]);
  const receives = evidence.binding.action === "receive";
  return {
    effect,
    ...(effect.value === "keyed" && key !== undefined && { key }),
    attempts,
    attemptTimeoutMs: attempt,
    totalTimeoutMs:
      total ??
      (receives
        ? { value: attempt.value * attempts.value, from: "every delivery of a message taken together" }
        : { value: Math.max(30_000, attempt.value), from: "the default for sending" }),
  };
}

/** A place in `x-resilience`, and where that stands. */
interface Policy {
  readonly value: unknown;
  readonly name: string;
  readonly at: Location;
}

function policyOf({ extensions, binding, at }: ChannelEvidence): Policy {
  const own = extensions?.["x-resilience"];
  if (own !== undefined) return { value: own, name: "x-resilience", at };
  return { value: binding.extensions?.["x-resilience"], name: "x-resilience of the channel", at };
}

const effects: readonly Effect[] = ["safe", "idempotent", "keyed", "unsafe"];

function effectOf(
  { binding }: ChannelEvidence,
  policy: Policy,
  key: Derived<IdempotencyKey> | undefined,
): Derived<Effect> {
  const said = effects.find((effect) => effect === memberAt(policy.value, ["effect"]));
  if (said !== undefined && (said !== "keyed" || key !== undefined))
    return { value: said, from: `${policy.name}.effect`, at: policy.at };
  if (key !== undefined) return { value: "keyed", from: key.from, ...(key.at !== undefined && { at: key.at }) };
  const why =
    binding.action === "receive"
      ? "delivery is at least once, and nothing in the message tells a copy from the next one"
      : "no key travels with the message by which a receiver could tell a copy";
  return { value: "unsafe", from: why };
}

function attemptsOf({ binding, extensions, at }: ChannelEvidence, policy: Policy, effect: Effect): Derived<number> {
  for (const path of [
    ["deliver", "maxAttempts"],
    ["retry", "attempts"],
  ] as const) {
    const value = memberAt(policy.value, path);
    if (isCount(value)) return { value, from: `${policy.name}.${path.join(".")}`, at: policy.at };
  }
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

function attemptTimeoutOf({ binding }: ChannelEvidence, policy: Policy): Derived<number> {
  const said = millisecondsAt(policy, ["timeout", "attempt"]);
  if (said !== undefined) return said;
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

function keyOf(evidence: ChannelEvidence, policy: Policy): Derived<IdempotencyKey> | undefined {
  const { messages, reply } = evidence.binding;
  const dedupe = memberAt(policy.value, ["deliver", "dedupe"]);
  const named = typeof dedupe === "string" ? expressionKey(dedupe) : undefined;
  if (named !== undefined)
    return { value: { ...named, required: true }, from: `${policy.name}.deliver.dedupe`, at: policy.at };
  const [first, ...others] = messages.map((message) => keysOf(message, evidence));
  const shared = first?.find((key) => others.every((keys) => keys.some((other) => isSameKey(key.value, other.value))));
  if (shared !== undefined) return shared;
  const [expression, ...more] = new Set(messages.map(({ correlationId }) => correlationId));
  const correlated =
    reply === undefined || expression === undefined || more.length > 0 ? undefined : expressionKey(expression);
  if (correlated === undefined) return undefined;
  return {
    value: { ...correlated, required: true },
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

/** "$message.header#/correlationId" (AsyncAPI 3.1, "Runtime Expression"). */
function expressionKey(expression: string): Pick<IdempotencyKey, "place" | "name"> | undefined {
  const match = /^\$message\.(header|payload)#\/(.+)$/.exec(expression);
  if (match === null) return undefined;
  const name = (match[2] ?? "").replaceAll("~1", "/").replaceAll("~0", "~");
  return { place: match[1] === "header" ? "header" : "body", name };
}

function millisecondsAt({ value, name, at }: Policy, path: readonly string[]): Derived<number> | undefined {
  const written = memberAt(value, path);
  const match = typeof written === "string" ? /^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(written.trim()) : null;
  if (match === null) return undefined;
  const unit = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 }[match[2] ?? "ms"] ?? 1;
  return { value: Math.round(Number(match[1]) * unit), from: `${name}.${path.join(".")}`, at };
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
