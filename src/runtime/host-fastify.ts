import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { fromNode } from "./host-node.js";
import type { Handle, Outgoing } from "./incoming.js";

/**
 * A server as a plugin of Fastify: `await app.register(plugin)`. Bodies are left to the server; hooks, logging and
 * `inject` work as for any other route.
 */
export const toFastify =
  (handle: Handle) =>
  async (app: FastifyInstance): Promise<void> => {
    app.removeAllContentTypeParsers();
    app.addContentTypeParser("*", (_request, _payload, done) => done(null));
    if (!app.supportedMethods.includes("QUERY")) app.addHttpMethod("QUERY", { hasBody: true });
    app.all("/*", async (request, reply) => {
      const answer = await handle(fromNode(request.raw, reply.raw, undefined, { request, reply }));
      return send(reply, answer);
    });
  };

/** What handlers find as `context.platform`. */
export interface FastifyPlatform {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

function send(reply: FastifyReply, { status, headers, body }: Outgoing): FastifyReply {
  reply.code(status).headers(headers as Record<string, string | string[]>);
  if (body === undefined) return reply.send();
  if (body instanceof Blob) return reply.header("content-length", body.size).send(body.stream());
  return reply.send(body instanceof Uint8Array ? Buffer.from(body.buffer, body.byteOffset, body.byteLength) : body);
}
