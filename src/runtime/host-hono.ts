import type { Context, MiddlewareHandler } from "hono";
import { fromRequest, toResponse } from "./host-fetch.js";
import type { Handle } from "./incoming.js";

/** A server as middleware of Hono. Paths that the contract does not know go on to what follows. */
export const toHono =
  (handle: Handle): MiddlewareHandler =>
  async (context: Context, next) => {
    const answer = await handle(fromRequest(context.req.raw, context));
    if (answer.unrouted === true) return next();
    return toResponse(answer);
  };
