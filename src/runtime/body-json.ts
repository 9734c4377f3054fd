import { type Codec, Unreadable } from "./operation.js";

/** JSON (RFC 8259), and every `+json` media type. */
export const json: Codec = {
  media: "application/json",
  write: (value) => ({ body: JSON.stringify(value) ?? "null" }),
  async read(source) {
    const text = await source.text();
    try {
      return JSON.parse(text) as unknown;
    } catch {
      throw new Unreadable(text === "" ? "The body is empty where JSON was due" : "The body is not JSON");
    }
  },
};
