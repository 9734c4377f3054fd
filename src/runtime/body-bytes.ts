import { binaryOf, wireBytes } from "./binary.js";
import type { Codec } from "./operation.js";

/** Octets as they are: `application/octet-stream`, images, and every media type that is not known otherwise. */
export const bytes: Codec = {
  streams: true,
  write: (value) => ({ body: wireBytes(value) }),
  read: async (source) => binaryOf(source),
};
