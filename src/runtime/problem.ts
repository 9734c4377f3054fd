import type { Outgoing } from "./incoming.js";
import type { Issue } from "./operation.js";

/** Problem details (RFC 9457): what every refusal of the server looks like. */
export interface ProblemDetails {
  /** Default: "about:blank". */
  readonly type?: string;
  readonly title: string;
  readonly status: number;
  readonly detail?: string;
  readonly instance?: string;
  /** What is wrong with the request. */
  readonly issues?: readonly Issue[];
  readonly [extension: string]: unknown;
}

/** Thrown by handlers and by the server itself to refuse a request. */
export class Problem extends Error {
  override readonly name = "Problem";
  readonly details: ProblemDetails;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    detail?: string,
    more: Readonly<Record<string, unknown>> = {},
    headers: Readonly<Record<string, string>> = {},
  ) {
    const title = titles[status] ?? (status < 500 ? "The request was refused" : "The server failed");
    super(detail ?? title);
    this.details = { type: "about:blank", title, status, ...(detail !== undefined && { detail }), ...more };
    this.headers = headers;
  }
}

/** A problem as an answer. */
export const problemAnswer = ({ details, headers }: Problem): Outgoing => ({
  status: details.status,
  headers: { ...headers, "content-type": "application/problem+json" },
  body: JSON.stringify(details),
});

/** Stands where a handler is not written yet: answers 501. It fits every operation. */
export const notImplemented = (): never => {
  throw new Problem(501);
};

const titles: Readonly<Record<number, string>> = {
  400: "The request is not valid",
  401: "Credentials are needed",
  403: "The credentials do not allow this",
  404: "There is nothing at this path",
  405: "The method is not allowed here",
  406: "None of the media types asked for can be given",
  413: "The body is too large",
  415: "The media type of the body is not understood",
  500: "The server failed",
  501: "The operation is not implemented",
  504: "The time for the request is over",
};
