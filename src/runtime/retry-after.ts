/** How long the other side asks callers to wait, in milliseconds. */

export interface Headers {
  header(name: string): string | undefined;
}

/**
 * `Retry-After-Ms`, `Retry-After` in seconds or as a date (RFC 9110, section 10.2.3; dates count from the answer's own
 * `Date`, so that clocks need not agree).
 * @returns undefined when nothing readable is asked
 */
export function retryAfter(response: Headers, now: number): number | undefined {
  const exact = milliseconds(response.header("retry-after-ms"), 1);
  if (exact !== undefined) return exact;
  const value = response.header("retry-after");
  if (value === undefined) return undefined;
  const seconds = milliseconds(value, 1000);
  if (seconds !== undefined) return seconds;
  const until = /^\s*[A-Za-z]{3,9},? /.test(value) ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(until)) return undefined;
  const sent = Date.parse(response.header("date") ?? "");
  return Math.max(0, until - (Number.isNaN(sent) ? now : sent));
}

function milliseconds(value: string | undefined, factor: number): number | undefined {
  return value !== undefined && /^\s*\d+(?:\.\d+)?\s*$/.test(value) ? Number(value) * factor : undefined;
}
