import { Buffer } from "node:buffer";
import { readableSize, refusal } from "./refusal.js";

/** How much may be asked of files and networks before they are refused. */
export interface Limits {
  /** The largest file, in octets after decompression. Default: 256 MB. */
  readonly bytes: number;
  /** How long a URL may take in all, redirects and body included, in milliseconds. Default: 30 s. */
  readonly fetchMs: number;
  /** How often a URL may send on to another. Default: 5. */
  readonly redirects: number;
}

export const defaultLimits: Limits = { bytes: 256_000_000, fetchMs: 30_000, redirects: 5 };

/** Reads a stream to its end. @throws Failure `source-too-large` as soon as it is longer than allowed */
export async function readAll(
  stream: AsyncIterable<Uint8Array | string>,
  name: string,
  limits: Limits,
): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of stream) {
    const part = typeof chunk === "string" ? Buffer.from(chunk) : chunk;
    length += part.length;
    if (length > limits.bytes) throw tooLarge(name, limits);
    parts.push(part);
  }
  return Buffer.concat(parts, length);
}

export const tooLarge = (name: string, limits: Limits, size?: number) =>
  refusal(
    "source-too-large",
    `${name} is larger than ${readableSize(limits.bytes)}${size === undefined ? "" : `: it has ${readableSize(size)}`}`,
  );
