import { type Clock, systemClock } from "./clock.js";
import { Context, type Logger } from "./context.js";
import { type Authenticators, authorise } from "./guard.js";
import { Gone, type Handle, type Incoming, type Outgoing } from "./incoming.js";
import { readInput } from "./input.js";
import { negotiate } from "./negotiate.js";
import type { Content, Issue, OperationData } from "./operation.js";
import { Invalid } from "./passage.js";
import { Problem, problemAnswer } from "./problem.js";
import { type Reply, ResponseFault, writeReply } from "./reply.js";
import { createRouter, type RouterOptions } from "./router.js";
import { watchedStream } from "./watched.js";

export interface ServerOptions extends RouterOptions {
  /** What stands before the contract's paths. Default: nothing. */
  readonly basePath?: string;
  /** The longest body that is read as a whole, in bytes. Streams have no limit. Default: 1 MiB. */
  readonly bodyLimit?: number;
  /** What happens to an answer that breaks the contract. Default: "throw", in production (`NODE_ENV`) "count". */
  readonly responses?: "throw" | "count" | "off";
  /** Told of each answer that broke the contract. */
  readonly onFault?: (operation: string, issues: readonly Issue[]) => void;
  /** Told of each error that a handler threw and that is no `Problem`. Default: the logger is. */
  readonly onError?: (error: unknown, context: Context<unknown>) => void;
  readonly authenticate?: Authenticators;
  /** Default: `console`. */
  readonly logger?: Logger;
  readonly clock?: Clock;
  /** No request may take longer, whatever its caller says, in milliseconds. Default: no limit. */
  readonly timeoutMs?: number;
}

/** One operation and what serves it; without a handler it answers 501. */
export interface Served {
  readonly operation: OperationData;
  readonly handler: Handler | undefined;
}

/** An operation with its handler: one type for all of them, however many there are. */
export const served = (operation: OperationData, handler: Handler | undefined): Served => ({ operation, handler });

export type Handler = (input: never, context: Context<never>) => unknown;

interface Route extends Served {
  readonly successes: readonly Content[];
}

/** Serves operations. Everything that is wrong with a request is answered with problem details. */
export function createServer(operations: readonly Served[], options: ServerOptions = {}): Handle {
  const settings = settingsOf(options);
  const { basePath } = settings;
  const router = createRouter(
    operations.map((served) => ({
      method: served.operation.method,
      path: served.operation.path,
      value: { ...served, successes: successContents(served.operation) },
    })),
    options,
  );
  return async (incoming) => {
    try {
      const path = pathOf(incoming.target, basePath);
      const found = path === undefined ? undefined : router.find(path);
      if (found === undefined) return { ...problemAnswer(new Problem(404)), unrouted: true };
      const { method } = incoming;
      const served = found.methods.get(method) ?? (method === "HEAD" ? found.methods.get("GET") : undefined);
      if (served === undefined) return refuseMethod(method, [...found.methods.keys()]);
      const answer = await serve(served, incoming, found.texts, settings);
      if (!isSendable(answer)) {
        settings.logger.error(`${served.operation.id}: the answer has a status or a header that HTTP cannot carry`);
        discard(answer);
        return problemAnswer(new Problem(500));
      }
      return method === "HEAD" ? withoutBody(answer) : answer;
    } catch (error) {
      if (error instanceof Problem) return problemAnswer(error);
      settings.logger.error("The server failed", { error });
      return problemAnswer(new Problem(500));
    }
  };
}

interface Settings extends Required<Omit<ServerOptions, keyof RouterOptions | "timeoutMs" | "onError">> {
  readonly timeoutMs: number | undefined;
  readonly onError: ServerOptions["onError"] | undefined;
}

function settingsOf(options: ServerOptions): Settings {
  const production =
    (globalThis as { process?: { env?: Record<string, string | undefined> } }).process?.env?.["NODE_ENV"] ===
    "production";
  return {
    basePath: (options.basePath ?? "").replace(/\/+$/, ""),
    bodyLimit: options.bodyLimit ?? 1_048_576,
    responses: options.responses ?? (production ? "count" : "throw"),
    onFault: options.onFault ?? (() => undefined),
    onError: options.onError,
    authenticate: options.authenticate ?? {},
    logger: options.logger ?? console,
    clock: options.clock ?? systemClock,
    timeoutMs: options.timeoutMs,
  };
}

async function serve(
  { operation, handler, successes }: Route,
  incoming: Incoming,
  texts: readonly string[],
  settings: Settings,
): Promise<Outgoing> {
  const { logger, clock } = settings;
  const context = new Context<unknown>(incoming, operation, logger, clock, deadlineOf(incoming, settings));
  try {
    if (context.deadline !== undefined && context.remainingMs() <= 0) throw new Problem(504);
    if (operation.security !== undefined && operation.security.length > 0) {
      context.principal = await authorise(operation, settings.authenticate, context);
    }
    const accept = incoming.header("accept");
    if (accept !== undefined && (!accept.includes("*/*") || accept.includes("q=0"))) acceptable(successes, accept);
    if (handler === undefined) throw new Problem(501, `${operation.id} has no handler`);
    const work = handled(operation, handler, incoming, texts, context, settings, accept);
    const answer =
      work instanceof Promise ? await (context.deadline === undefined ? work : inTime(work, context, clock)) : work;
    return answer.body instanceof ReadableStream ? toldOf(answer, answer.body, context, settings) : answer;
  } catch (error) {
    return failed(error, context, settings);
  }
}

/** From the request to the answer; without a promise where neither the body nor the handler asks for one. */
function handled(
  operation: OperationData,
  handler: Handler,
  incoming: Incoming,
  texts: readonly string[],
  context: Context<unknown>,
  settings: Settings,
  accept: string | undefined,
): Outgoing | Promise<Outgoing> {
  const answer = (input: unknown): Outgoing | Promise<Outgoing> => {
    const given = handler(input as never, context as Context<never>);
    return given instanceof Promise
      ? given.then((reply) => writeReply(operation, reply as Reply, accept, settings))
      : writeReply(operation, given as Reply, accept, settings);
  };
  const reading = readInput(operation, incoming, texts, settings.bodyLimit);
  return reading instanceof Promise ? reading.then(answer) : answer(reading);
}

/** The answer, or 504 as soon as nobody waits for it any more; one that is late is let go. */
function inTime(work: Promise<Outgoing>, context: Context<unknown>, clock: Clock): Promise<Outgoing> {
  return new Promise((resolve, reject) => {
    let late = false;
    const cancel = clock.after(Math.max(0, context.remainingMs()), () => {
      late = true;
      context.expire();
      reject(new Problem(504));
    });
    work.then(
      (answer) => {
        cancel();
        if (late) discard(answer);
        else resolve(answer);
      },
      (error: unknown) => {
        cancel();
        reject(error);
      },
    );
  });
}

/** A stream that breaks is past answering, but not past telling; what broke the contract in it is told already. */
const toldOf = (
  answer: Outgoing,
  body: ReadableStream<Uint8Array>,
  context: Context<unknown>,
  settings: Settings,
): Outgoing => ({
  ...answer,
  body: watchedStream(body, {
    ended: () => undefined,
    broken(error) {
      if (!(error instanceof Invalid)) failed(error, context, settings);
      return error;
    },
  }),
});

/** Nobody may set a header or a status that would break the message apart, be it by mistake. */
function isSendable({ status, headers }: Outgoing): boolean {
  if (!Number.isInteger(status) || status < 200 || status > 599) return false;
  for (const name in headers) {
    const value = headers[name] as string | readonly string[];
    if (!headerName.test(name)) return false;
    if (typeof value === "string" ? !headerText.test(value) : !value.every((one) => headerText.test(one))) return false;
  }
  return true;
}

const headerName = /^[\w!#$%&'*+.^`|~-]+$/;
const headerText = /^[\t\x20-\x7e\x80-\xff]*$/;

function discard({ body }: Outgoing): void {
  if (body instanceof ReadableStream) void body.cancel().catch(() => undefined);
}

function failed(error: unknown, context: Context<unknown>, { onError, onFault, logger }: Settings): Outgoing {
  if (error instanceof Problem) return problemAnswer(error);
  if (error instanceof Gone) return problemAnswer(new Problem(400));
  const { id } = context.operation;
  if (error instanceof ResponseFault) {
    onFault(id, error.issues);
    logger.error(`${id}: the answer breaks the contract`, { issues: error.issues });
    return problemAnswer(new Problem(500, "The answer breaks the contract", { issues: error.issues }));
  }
  if (onError === undefined) logger.error(`${id}: the handler failed`, { error, requestId: context.requestId });
  else onError(error, context);
  return problemAnswer(new Problem(500));
}

/** The path below the base, still encoded. */
function pathOf(target: string, basePath: string): string | undefined {
  const mark = target.indexOf("?");
  const path = mark < 0 ? target : target.slice(0, mark);
  if (basePath === "") return path;
  return path === basePath ? "/" : path.startsWith(`${basePath}/`) ? path.slice(basePath.length) : undefined;
}

function refuseMethod(method: string, known: readonly string[]): Outgoing {
  const allow = [...known, ...(known.includes("GET") && !known.includes("HEAD") ? ["HEAD"] : []), "OPTIONS"];
  const headers = { allow: [...new Set(allow)].join(", ") };
  if (method === "OPTIONS") return { status: 204, headers };
  throw new Problem(405, undefined, {}, headers);
}

/** What successes may be given in; empty when one of them has no body. */
function successContents({ outcomes }: OperationData): readonly Content[] {
  const successes = outcomes.filter(({ error }) => error !== true);
  return successes.every(({ contents }) => contents !== undefined)
    ? successes.flatMap(({ contents = [] }) => contents)
    : [];
}

/** Refuses before any work is done, when no success could be given in a form that the caller takes. */
function acceptable(contents: readonly Content[], accept: string): void {
  if (contents.length > 0 && negotiate(contents, accept) === undefined) {
    throw new Problem(406, `Available are: ${contents.map(({ media }) => media).join(", ")}`);
  }
}

/** The earliest of what the caller, what stands between, and the server itself allow. All are durations: clocks may differ. */
function deadlineOf(incoming: Incoming, { clock, timeoutMs }: Settings): number | undefined {
  let ms = timeoutMs;
  for (const name of deadlineHeaders) {
    const text = incoming.header(name);
    if (text !== undefined && /^\d{1,10}$/.test(text)) ms = Math.min(ms ?? Number.POSITIVE_INFINITY, Number(text));
  }
  return ms === undefined ? undefined : clock.now() + ms;
}

const deadlineHeaders = ["x-request-timeout-ms", "x-envoy-expected-rq-timeout-ms", "connect-timeout-ms"];

function withoutBody(answer: Outgoing): Outgoing {
  const { status, headers, body } = answer;
  discard(answer);
  const length =
    typeof body === "string"
      ? new TextEncoder().encode(body).length
      : body instanceof Uint8Array
        ? body.byteLength
        : undefined;
  return { status, headers: length === undefined ? headers : { ...headers, "content-length": String(length) } };
}
