import { attempt } from "./attempt.js";
import { type Auth, authenticate } from "./auth.js";
import { compose, type Policy, type Send } from "./call.js";
import { type Clock, systemClock } from "./clock.js";
import { HttpError, ValidationError } from "./errors.js";
import { randomKey, withKey } from "./idempotency-key.js";
import { isFailure, type Operation, type OperationData } from "./operation.js";
import { Invalid } from "./passage.js";
import { type Input, writeRequest } from "./request.js";
import { type Answer, readAnswer } from "./response.js";
import { type RetryOptions, retry } from "./retry.js";
import { retryAfter } from "./retry-after.js";
import type { Transport } from "./transport.js";
import { fetchTransport } from "./transport-fetch.js";
import { findUndici, type UndiciOptions, undiciTransport } from "./transport-undici.js";

export interface ClientOptions {
  /** Where the API is: a URL, to which the paths of the contract are added. */
  readonly baseUrl: string;
  readonly auth?: Auth;
  /** Sent with each request; what an operation says itself comes first. */
  readonly headers?: Readonly<Record<string, string>>;
  /** What sends requests. Default: undici where Node has it, else `fetch`. */
  readonly transport?: Transport;
  /** A `fetch` to use in place of the platform's: a test's, a framework's, a server of the same process. */
  readonly fetch?: typeof fetch;
  /** For the transport that is chosen on Node: client certificates, the number of connections. */
  readonly undici?: UndiciOptions;
  readonly retry?: RetryOptions | false;
  /** Milliseconds for a whole call. Default: what the contract gives the operation. */
  readonly timeoutMs?: number;
  /** Milliseconds for one attempt. Default: what the contract gives the operation. */
  readonly attemptTimeoutMs?: number;
  readonly clock?: Clock;
  readonly random?: () => number;
  /** Makes idempotency keys. Default: random UUIDs. */
  readonly makeKey?: () => string;
  /** Further policies, around each attempt's sending. */
  readonly policies?: readonly Policy[];
}

export interface CallOptions {
  /** Ends the call at once, whatever it is doing; the call then throws the signal's reason. */
  readonly signal?: AbortSignal;
  /** Milliseconds for the whole call. Given here, it holds for a body that is handed on as a stream too. */
  readonly timeout?: number;
  /** Milliseconds for one attempt. */
  readonly attemptTimeout?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Where to call, in place of where the client calls. */
  readonly baseUrl?: string;
}

/** Makes calls. The methods of a generated client stand on one of these. */
export interface Client {
  /** The answer, whatever its status, as long as the contract declares it. */
  answer(operation: OperationData, input: Input | undefined, options: CallOptions | undefined): Promise<Answer>;
  readonly baseUrl: string;
  readonly clock: Clock;
}

export function createClient(options: ClientOptions): Client {
  const { clock = systemClock } = options;
  const baseUrl = baseOf(options.baseUrl);
  const own = options.headers === undefined ? undefined : lowered(options.headers);
  const sending = sendingWith(options, clock);
  const answer: Client["answer"] = async (
    operation,
    given = {},
    { signal, timeout, attemptTimeout, headers, baseUrl: elsewhere } = {},
  ) => {
    signal?.throwIfAborted();
    const input = withKey(operation, given, options.makeKey ?? randomKey);
    const { request, replayable } = written(operation, input, elsewhere === undefined ? baseUrl : baseOf(elsewhere));
    const totalMs = timeout ?? options.timeoutMs ?? operation.totalTimeoutMs;
    const send = typeof sending === "function" ? sending : await sending;
    const received = await send({
      operation,
      request:
        own === undefined && headers === undefined
          ? request
          : { ...request, headers: { ...own, ...request.headers, ...(headers && lowered(headers)) } },
      replayable,
      attempt: 1,
      deadline: clock.now() + totalMs,
      totalMs,
      attemptMs: attemptTimeout ?? options.attemptTimeoutMs ?? operation.attemptTimeoutMs,
      bounded: timeout !== undefined,
      signal,
    });
    return received.value as Answer;
  };
  return { answer, baseUrl, clock };
}

/** Calls one operation: `call(client, getPet, { path: { petId } })`. For bundles that hold only what they call. */
export async function call<I, O, A, F, T>(
  client: Client,
  operation: Operation<I, O, A, F, T>,
  input: I,
  options?: CallOptions,
): Promise<O> {
  const answer = await client.answer(operation, input as Input, options);
  if (!isFailure(operation, answer.status)) return answer.body as O;
  throw new HttpError({
    operation: operation.id,
    attempts: answer.attempts,
    status: answer.status,
    body: answer.body,
    headers: answer.headers,
    header: answer.header,
    declared: true,
    retryAfterMs: retryAfter(answer, client.clock.now()),
  });
}

/** The order of the pipeline: retry around auth around the single attempt. */
function sendingWith(options: ClientOptions, clock: Clock): Send | Promise<Send> {
  const random = options.random === undefined ? {} : { random: options.random };
  const policy = compose(
    ...(options.retry === false ? [] : [retry({ clock, ...random, ...options.retry })]),
    ...(options.policies ?? []),
    authenticate(options.auth, clock),
  );
  const on = (transport: Transport): Send => policy(attempt(transport, readAnswer, clock));
  if (options.transport !== undefined) return on(options.transport);
  if (options.fetch !== undefined) return on(fetchTransport(options.fetch));
  const ready: { send?: Send } = {};
  const choosing = findUndici().then((undici) => {
    ready.send = on(undici === undefined ? fetchTransport() : undiciTransport(undici, options.undici));
    return ready.send;
  });
  return async (one) => (ready.send ?? (await choosing))(one);
}

function written(operation: OperationData, input: Input, baseUrl: string) {
  try {
    return writeRequest(operation, input, baseUrl);
  } catch (error) {
    if (error instanceof Invalid)
      throw new ValidationError("input", error.issues, { operation: operation.id, attempts: 0 });
    throw error;
  }
}

/** What platforms throw for such a header, or such a URL, repeats it: secrets would stand in the error. */
function lowered(headers: Readonly<Record<string, string>>): Record<string, string> {
  const all: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined) continue;
    if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name) || !/^[\t\x20-\x7e\x80-\xff]*$/.test(value))
      throw new TypeError(`The header ${JSON.stringify(name)} holds a character that a header cannot carry`);
    all[name.toLowerCase()] = value;
  }
  return all;
}

/** Without slashes at its end. Relative to the page in browsers. */
function baseOf(url: string): string {
  if (!URL.canParse(url) && !URL.canParse(url, "http://page")) throw new TypeError("The base URL is not a URL");
  return withoutSlashes(url);
}

function withoutSlashes(url: string): string {
  let end = url.length;
  while (url[end - 1] === "/") end -= 1;
  return url.slice(0, end);
}
