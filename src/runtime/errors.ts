import type { Issue, Operation } from "./operation.js";

/** What a call may throw, beside the reason with which its caller aborted it. No error holds a credential or a value. */
export class CallError extends Error {
  override readonly name: string = "CallError";
  readonly operation: string;
  /** How often the call was tried. */
  readonly attempts: number;
  /** The status of the last answer, when there was one. */
  readonly status: number | undefined;

  constructor(message: string, { operation, attempts, status, cause }: ErrorDetails) {
    super(`${operation}: ${message}`, cause === undefined ? undefined : { cause });
    this.operation = operation;
    this.attempts = attempts;
    this.status = status;
  }
}

export interface ErrorDetails {
  readonly operation: string;
  readonly attempts: number;
  readonly status?: number | undefined;
  readonly cause?: unknown;
}

/** The other side answered with an error, declared in the contract or not. */
export class HttpError<Status extends number = number, Body = unknown, Headers = unknown> extends CallError {
  override readonly name = "HttpError";
  override readonly status: Status;
  readonly body: Body;
  /** The headers that the contract declares. */
  readonly headers: Headers;
  /** Whether the contract declares the status, so that the body is what it says. */
  readonly declared: boolean;
  /** How long the other side asks callers to wait, in milliseconds. */
  readonly retryAfterMs: number | undefined;
  /** Any header of the answer. */
  readonly header: (name: string) => string | undefined;

  constructor(answer: HttpErrorDetails<Status, Body, Headers>) {
    super(answer.message ?? `answered with ${answer.status}`, answer);
    this.status = answer.status;
    this.body = answer.body;
    this.headers = answer.headers;
    this.declared = answer.declared;
    this.retryAfterMs = answer.retryAfterMs;
    this.header = answer.header;
  }
}

export interface HttpErrorDetails<Status, Body, Headers> extends ErrorDetails {
  readonly status: Status & number;
  readonly body: Body;
  readonly headers: Headers;
  readonly declared: boolean;
  readonly retryAfterMs?: number | undefined;
  readonly header: (name: string) => string | undefined;
  readonly message?: string;
}

/** What was given, or what came back, is not what the contract says. */
export class ValidationError extends CallError {
  override readonly name = "ValidationError";
  readonly side: "input" | "output";
  readonly issues: readonly Issue[];

  constructor(side: "input" | "output", issues: readonly Issue[], details: ErrorDetails) {
    const [first] = issues;
    const more = issues.length > 1 ? ` (and ${issues.length - 1} more)` : "";
    super(`the ${side} is not valid: ${first?.pointer ?? ""} ${first?.message ?? ""}${more}`, details);
    this.side = side;
    this.issues = issues;
  }
}

/** The time of one attempt, or of the whole call, is over. */
export class TimeoutError extends CallError {
  override readonly name = "TimeoutError";
  readonly limit: "attempt" | "total";
  readonly ms: number;

  constructor(limit: "attempt" | "total", ms: number, details: ErrorDetails) {
    super(limit === "attempt" ? `an attempt took over ${ms} ms` : `took over ${ms} ms in all`, details);
    this.limit = limit;
    this.ms = ms;
  }
}

/** No whole answer came. `sent` tells whether the request can have arrived. */
export class NetworkError extends CallError {
  override readonly name = "NetworkError";
  readonly sent: boolean;

  constructor(message: string, sent: boolean, details: ErrorDetails) {
    super(message, details);
    this.sent = sent;
  }
}

/** Whether this is an error that the contract declares for the operation; narrows its status and body. */
export const isErrorOf = <Input, Output, Answer, Failure, Item>(
  operation: Operation<Input, Output, Answer, Failure, Item>,
  error: unknown,
): error is Failure => error instanceof HttpError && error.declared && error.operation === operation.id;
