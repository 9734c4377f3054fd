import type { WireBody } from "./operation.js";

/** A request as a host hands it to the server: as little as is needed, so that hosts stay fast and thin. */
export interface Incoming {
  readonly method: string;
  /** Path and query, as on the request line: "/pets?limit=10". */
  readonly target: string;
  header(name: string): string | undefined;
  /** Whether a body follows, of whatever length. */
  readonly hasBody: boolean;
  /**
   * The whole body, once.
   * @throws TooLarge as soon as it is longer than the limit
   */
  bytes(limit: number): Promise<Uint8Array<ArrayBuffer>>;
  text(limit: number): Promise<string>;
  stream(): ReadableStream<Uint8Array>;
  /** Aborted when the caller goes away. */
  readonly signal: AbortSignal;
  /** The host's own objects: its request, its context. */
  readonly platform: unknown;
}

/** What the server answers, for a host to send. */
export interface Outgoing {
  readonly status: number;
  readonly headers: OutgoingHeaders;
  readonly body?: WireBody | undefined;
  /** No path of the contract is meant: a host may let something else answer. */
  readonly unrouted?: true;
}

export type OutgoingHeaders = Record<string, string | readonly string[]>;

/** Takes a request and always answers. */
export type Handle = (incoming: Incoming) => Promise<Outgoing>;

/** A body is longer than the server takes. */
export class TooLarge extends Error {
  override readonly name = "TooLarge";
}

/** The caller went away before its body was whole. */
export class Gone extends Error {
  override readonly name = "Gone";
}
