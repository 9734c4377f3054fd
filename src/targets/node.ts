import { defineHost } from "./host.js";

export const node = defineHost({
  name: "node",
  summary: "the server on node:http",
  adapter: "toNodeListener",
  call: ["create", "Listener"],
  returns: "RequestListener",
  from: "node:http",
  doc: "For `createServer` of `node:http` and its kin.",
});
