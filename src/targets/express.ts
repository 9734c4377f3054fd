import { defineHost } from "./host.js";

export const express = defineHost({
  name: "express",
  summary: "the server as Express middleware",
  adapter: "toExpress",
  call: ["create", "Handler"],
  returns: "RequestHandler",
  from: "express",
  doc: "For `app.use`; paths that the contract does not know go on to what follows.",
});
