/**
 * What may be spent on repeated attempts against one origin. Refilled by success alone: when nothing succeeds, retries
 * stop, so that they never multiply an outage.
 */
export interface RetryBudget {
  /** Takes the price of one repeated attempt; false when it cannot be paid. */
  spend(kind: "transient" | "throttled"): boolean;
  /** A call succeeded: after repeated attempts their price comes back, else a little is earned. */
  earn(spent: number): void;
  readonly left: number;
}

export const prices = { transient: 14, throttled: 5 } as const;

/** A bucket of 500 tokens. */
export function retryBudget(capacity = 500): RetryBudget {
  let left = capacity;
  return {
    spend(kind) {
      if (left < prices[kind]) return false;
      left -= prices[kind];
      return true;
    },
    earn(spent) {
      left = Math.min(capacity, left + Math.max(1, spent));
    },
    get left() {
      return left;
    },
  };
}
