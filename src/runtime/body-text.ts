import type { Codec } from "./operation.js";
import { coerce, textOf } from "./shape.js";

/** Text, and numbers and booleans written as text. */
export const text: Codec = {
  media: "text/plain",
  write: (value) => ({ body: textOf(value) }),
  read: async (source, { shape }) => coerce(await source.text(), shape ?? "string"),
};
