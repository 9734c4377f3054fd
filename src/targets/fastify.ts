import { defineHost } from "./host.js";

export const fastify = defineHost({
  name: "fastify",
  summary: "the server as a Fastify plugin",
  adapter: "toFastify",
  call: ["create", "Plugin"],
  returns: "FastifyPluginAsync",
  from: "fastify",
  doc: "For `app.register`.",
});
