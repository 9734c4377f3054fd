import { type Clock, sleep, systemClock } from "./clock.js";
import { retryAfter } from "./retry-after.js";

export interface PollOptions<Answer> {
  /** Whether the work is done. */
  readonly until: (answer: Answer) => boolean;
  /** Milliseconds before the second look; each wait is half as long again. Default: 1,000. */
  readonly everyMs?: number;
  /** No wait of our own is longer. Default: 45,000. */
  readonly longestMs?: number;
  /** Milliseconds for all looks together. Default: 300,000. */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
  readonly clock?: Clock;
}

/** Something that was accepted is not done in the time that was given to it. */
export class NotDone<Answer> extends Error {
  override readonly name = "NotDone";
  readonly last: Answer;

  constructor(last: Answer, ms: number) {
    super(`not done after ${ms} ms`);
    this.last = last;
  }
}

/**
 * Looks again and again until work that was accepted (202) is done: `poll(() => jobs.getJob.raw({ path }), { until })`.
 * Waits as long as the other side asks for with `Retry-After`. Ends at once when the signal is aborted.
 * @throws NotDone when the time is over
 */
export async function poll<Answer extends object>(
  look: () => Promise<Answer>,
  { until, everyMs = 1_000, longestMs = 45_000, timeoutMs = 300_000, signal, clock = systemClock }: PollOptions<Answer>,
): Promise<Answer> {
  const deadline = clock.now() + timeoutMs;
  for (let waitMs = everyMs; ; waitMs = Math.min(longestMs, waitMs * 1.5)) {
    signal?.throwIfAborted();
    const answer = await look();
    if (until(answer)) return answer;
    const asked = hasHeaders(answer) ? retryAfter(answer, clock.now()) : undefined;
    const ms = asked ?? waitMs;
    if (clock.now() + ms >= deadline) throw new NotDone(answer, timeoutMs);
    await sleep(clock, ms, signal);
  }
}

const hasHeaders = (answer: object): answer is { header(name: string): string | undefined } =>
  "header" in answer && typeof answer.header === "function";
