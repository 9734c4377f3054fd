import { defineHost } from "./host.js";

export const hono = defineHost({
  name: "hono",
  summary: "the server as Hono middleware",
  adapter: "toHono",
  call: ["create", "Middleware"],
  returns: "MiddlewareHandler",
  from: "hono",
  doc: "For `app.use`; paths that the contract does not know go on to what follows.",
});
