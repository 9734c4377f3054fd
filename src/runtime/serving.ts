import type { Context } from "./context.js";
import type { Handle } from "./incoming.js";

/** A server, before a host carries it. */
export interface Server {
  /** For Bun, Deno, edge runtimes, service workers and tests. */
  readonly fetch: (request: Request) => Promise<Response>;
  /** For hosts. */
  readonly handle: Handle;
}

/** What serves one operation: gives the answer, or throws a `Problem`. */
export type HandlerOf<Request, Reply, Principal> = (
  request: Request,
  context: Context<Principal>,
) => Reply | Promise<Reply>;
