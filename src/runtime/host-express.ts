import type { NextFunction, Request, Response } from "express";
import { fromNode, sendNode } from "./host-node.js";
import type { Handle } from "./incoming.js";

/**
 * A server as middleware of Express. Paths that the contract does not know go on to what follows. A body that a parser
 * before it has read is taken from `request.body`.
 */
export const toExpress =
  (handle: Handle) =>
  (request: Request, response: Response, next: NextFunction): void => {
    handle(fromNode(request, response, readBefore(request)))
      .then((answer) => {
        if (answer.unrouted === true) next();
        else sendNode(response, answer);
      })
      .catch(next);
  };

function readBefore(request: Request): Uint8Array<ArrayBuffer> | undefined {
  const body: unknown = request.body;
  if (body === undefined || !request.readableEnded) return undefined;
  if (body instanceof Uint8Array) return new Uint8Array(body);
  if (typeof body === "string") return new TextEncoder().encode(body);
  const form = request.headers["content-type"]?.startsWith("application/x-www-form-urlencoded") === true;
  const text = form ? new URLSearchParams(body as Record<string, string>).toString() : JSON.stringify(body);
  return new TextEncoder().encode(text);
}
