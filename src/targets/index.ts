import type { Target } from "../generate/target.js";
import { client } from "./client.js";
import { express } from "./express.js";
import { fastify } from "./fastify.js";
import { hono } from "./hono.js";
import { node } from "./node.js";
import { server } from "./server.js";

/** What can be generated. */
export const targets: readonly Target[] = [client, server, node, fastify, hono, express];
