import type { Call, Policy, Received } from "./call.js";
import { type Clock, sleep, systemClock } from "./clock.js";
import { NetworkError, TimeoutError } from "./errors.js";
import { retryAfter } from "./retry-after.js";
import { prices, type RetryBudget, retryBudget } from "./retry-budget.js";
import type { WireResponse } from "./transport.js";

export interface RetryOptions {
  readonly clock?: Clock;
  /** From 0 up to, but not including, 1. */
  readonly random?: () => number;
  /** By origin. Default: 500 tokens each. */
  readonly budget?: (origin: string) => RetryBudget;
  /** Milliseconds. Default: 50; the wait doubles with each attempt, and is drawn evenly from nothing up to that. */
  readonly baseMs?: number;
  /** The base after 429 and the like. Default: 1,000. */
  readonly throttledBaseMs?: number;
  /** No wait of our own is longer. Default: 20,000. */
  readonly capMs?: number;
  /** A wait that the other side asks for and that is longer ends the call. Default: 60,000. */
  readonly longestMs?: number;
}

/** Why an attempt failed, as far as repeating it is concerned. */
type Fault = { readonly kind: "transient" | "throttled"; readonly afterMs?: number | undefined };

/** Tries again what may be tried again, as often as the operation allows and the budget pays for. */
export function retry({
  clock = systemClock,
  random = Math.random,
  budget = budgets(),
  baseMs = 50,
  throttledBaseMs = 1_000,
  capMs = 20_000,
  longestMs = 60_000,
}: RetryOptions = {}): Policy {
  return (next) => async (call) => {
    const own = budget(originOf(call.request.url));
    let spent = 0;
    let fault: Fault | undefined;
    let waitMs = 0;
    let attempt = 1;
    const settle = (found: Fault | undefined): boolean => {
      fault = found;
      if (found === undefined || attempt >= call.operation.attempts || !call.replayable) return false;
      const base = found.kind === "throttled" ? throttledBaseMs : baseMs;
      const drawn = random() * Math.min(capMs, base * 2 ** (attempt - 1));
      const asked = found.afterMs;
      waitMs = asked === undefined ? drawn : asked + random() * Math.min(asked / 10, 1_000);
      if ((asked ?? 0) > longestMs || clock.now() + waitMs >= call.deadline) return false;
      if (!own.spend(found.kind)) return false;
      spent += prices[found.kind];
      return true;
    };
    const keeps = (response: WireResponse) => response.status < 400 || !settle(faultOf(call, response, clock.now()));
    for (; ; attempt += 1) {
      fault = undefined;
      try {
        const received: Received = await next({ ...call, attempt, keeps });
        if (received.kept) {
          if (fault === undefined && received.response.status < 500) own.earn(spent);
          return received;
        }
      } catch (error) {
        if (fault !== undefined || !settle(faultIn(call, error))) throw error;
      }
      await sleep(clock, waitMs, call.signal);
    }
  };
}

const budgets = (): ((origin: string) => RetryBudget) => {
  const byOrigin = new Map<string, RetryBudget>();
  return (origin) => {
    const known = byOrigin.get(origin);
    if (known !== undefined) return known;
    const made = retryBudget();
    byOrigin.set(origin, made);
    return made;
  };
};

/** What an answer means for repeating the call; undefined: it is final. */
function faultOf({ operation }: Call, response: WireResponse, now: number): Fault | undefined {
  const { status } = response;
  const told = response.header("x-should-retry");
  if (told === "false") return undefined;
  const afterMs = retryAfter(response, now);
  const kind = status === 429 || (status === 503 && afterMs !== undefined) ? "throttled" : "transient";
  const repeatable = operation.effect !== "unsafe";
  const again = told === "true" || kind === "throttled" || status === 425 || (repeatable && transient.has(status));
  return again ? { kind, afterMs } : undefined;
}

const transient = new Set([408, 500, 502, 503, 504]);

function faultIn({ operation, signal }: Call, error: unknown): Fault | undefined {
  if (signal?.aborted === true) return undefined;
  const repeatable = operation.effect !== "unsafe";
  if (error instanceof NetworkError && (repeatable || !error.sent)) return { kind: "transient" };
  if (error instanceof TimeoutError && error.limit === "attempt" && repeatable) return { kind: "transient" };
  return undefined;
}

/** Scheme, host and port: what stands before the path. */
export function originOf(url: string): string {
  const slash = url.indexOf("/", url.indexOf("://") + 3);
  return slash < 0 ? url : url.slice(0, slash);
}
