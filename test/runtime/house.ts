import { createServer as createHttpServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import type { Clock } from "../../src/runtime/clock.js";
import type { OperationData } from "../../src/runtime/operation.js";

/** A real server on a port of its own; `await using` closes it with its connections. */
export async function listen(listener: RequestListener) {
  const server = createHttpServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A clock that stands still until it is told; waits that are asked for pass at once and are written down. */
export function testClock(): Clock & { readonly waits: number[]; time: number } {
  const clock = {
    time: 1_000_000,
    waits: [] as number[],
    now: () => clock.time,
    after(ms: number, call: () => void) {
      if (ms >= 9_000) return () => undefined;
      clock.waits.push(ms);
      clock.time += ms;
      let cancelled = false;
      queueMicrotask(() => {
        if (!cancelled) call();
      });
      return () => {
        cancelled = true;
      };
    },
  };
  return clock;
}

/** An operation with what most tests do not care about. */
export const operation = (own: Partial<OperationData>): OperationData => ({
  id: "op",
  method: "GET",
  path: ["/"],
  outcomes: [{ status: "200" }],
  effect: "safe",
  attempts: 3,
  attemptTimeoutMs: 10_000,
  totalTimeoutMs: 30_000,
  ...own,
});
