import type { Source, WireBody } from "./operation.js";

/** Sends one request and gives what comes back. Never follows a redirect; throws what went wrong as it is. */
export type Transport = (request: WireRequest) => Promise<WireResponse>;

export interface WireRequest {
  readonly method: string;
  readonly url: string;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: WireBody | undefined;
  readonly signal: AbortSignal;
  /** A redirect led to another origin: nothing may go along that proves who is calling, no certificate either. */
  readonly foreign?: true;
}

export interface WireResponse extends Source {
  readonly status: number;
  header(name: string): string | undefined;
  /** Lets go of a body that nobody wants, so that its connection can serve again. */
  discard(): void;
}
