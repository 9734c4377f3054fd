import { asyncapi } from "./asyncapi/asyncapi.js";
import { openapi } from "./openapi/openapi.js";
import { protobuf } from "./protobuf/protobuf.js";
import type { Reader } from "./reader.js";

/** The contract languages that ship, in the order in which they are asked whether they recognise a text. */
export const readers: readonly Reader[] = [asyncapi, openapi, protobuf];
