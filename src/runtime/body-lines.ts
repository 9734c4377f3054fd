import { type Codec, type Content, Unreadable } from "./operation.js";
import { inward, outward } from "./passage.js";
import { longestItem, streamOf, textChunksOf } from "./stream.js";

/** JSON values one after the other: a line each (NDJSON, JSON Lines), or each behind a record separator (RFC 7464). */
export const lines: Codec = sequence("\n", (item) => `${item}\n`);
export const jsonSequence: Codec = sequence("\x1e", (item) => `\x1e${item}\n`);

function sequence(separator: string, frame: (item: string) => string): Codec {
  return {
    streams: true,
    write: (value, content) => ({ body: streamOf(framed(value as AsyncIterable<unknown>, content, frame)) }),
    read: async (source, content) => items(source.stream(), separator, content),
  };
}

async function* framed(
  values: AsyncIterable<unknown> | Iterable<unknown>,
  content: Content,
  frame: (item: string) => string,
) {
  const encoder = new TextEncoder();
  for await (const value of values) yield encoder.encode(frame(JSON.stringify(outward(value, content.item))));
}

async function* items(stream: ReadableStream<Uint8Array>, separator: string, content: Content) {
  let rest = "";
  for await (const chunk of textChunksOf(stream)) {
    const parts = chunk.split(separator);
    parts[0] = rest + (parts[0] ?? "");
    rest = parts.pop() ?? "";
    if (rest.length > longestItem) throw new Unreadable("An item of the stream is too long");
    for (const part of parts) if (part.trim() !== "") yield item(part, content);
  }
  if (rest.trim() !== "") yield item(rest, content);
}

function item(text: string, content: Content): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Unreadable("An item of the stream is not JSON");
  }
  return inward(value, content.item);
}
