import type { OperationData } from "./operation.js";
import type { WireRequest, WireResponse } from "./transport.js";

/** One call on its way through the policies. */
export interface Call {
  readonly operation: OperationData;
  readonly request: Omit<WireRequest, "signal">;
  /** Whether the body can be sent again. */
  readonly replayable: boolean;
  /** Counted from one. */
  readonly attempt: number;
  /** When the whole call must be over, in milliseconds since 1970. */
  readonly deadline: number;
  readonly totalMs: number;
  readonly attemptMs: number;
  /** Whether bodies that are handed on as streams must be over in time as well: the caller said how long. */
  readonly bounded?: boolean;
  /** The caller's own. */
  readonly signal: AbortSignal | undefined;
  /** Decides, before the body is read, whether an answer is the one to keep. Absent: every answer is. */
  readonly keeps?: ((response: WireResponse) => boolean) | undefined;
}

/** What came back. `value` is there when the answer was kept. */
export interface Received {
  readonly response: WireResponse;
  readonly kept: boolean;
  readonly value: unknown;
}

export type Send = (call: Call) => Promise<Received>;

/** Turns a way of sending into a better one. */
export type Policy = (next: Send) => Send;

/** The first policy is the outermost. */
export const compose =
  (...policies: readonly Policy[]): Policy =>
  (send) =>
    policies.reduceRight((next, policy) => policy(next), send);
