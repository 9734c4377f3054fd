import { type Codec, Unreadable } from "./operation.js";

/**
 * JSON whose integers keep every digit: beyond ±(2^53 − 1) they are bigints in code. For contracts whose 64-bit integers
 * are read as such; needs an engine with `JSON.rawJSON` and the source text of a reviver (ES2026).
 */
export const exactJson: Codec = {
  media: "application/json",
  write: (value) => ({ body: JSON.stringify(value, exact) ?? "null" }),
  async read(source) {
    const text = await source.text();
    try {
      return JSON.parse(text, keepDigits) as unknown;
    } catch {
      throw new Unreadable(text === "" ? "The body is empty where JSON was due" : "The body is not JSON");
    }
  },
};

const raw = (JSON as { readonly rawJSON?: (text: string) => unknown }).rawJSON;

const exact = (_: string, value: unknown): unknown => {
  if (typeof value !== "bigint") return value;
  return raw === undefined ? Number(value) : raw.call(JSON, String(value));
};

function keepDigits(this: unknown, _: string, value: unknown, context?: { readonly source?: string }): unknown {
  if (typeof value !== "number" || Number.isSafeInteger(value)) return value;
  const source = context?.source;
  return source !== undefined && /^-?\d+$/.test(source) ? BigInt(source) : value;
}
