import { type Codec, type Content, Unreadable } from "./operation.js";
import { inward, outward } from "./passage.js";
import { longestItem, streamOf, textChunksOf } from "./stream.js";

/** A server-sent event (WHATWG HTML, section 9.2). */
export interface ServerSentEvent<Data> {
  readonly data: Data;
  /** Default: "message". */
  readonly event?: string;
  readonly id?: string;
  /** Milliseconds that a client should wait before it connects again. */
  readonly retry?: number;
}

/** `text/event-stream`. `data` is JSON unless the contract says that it is text; "[DONE]" ends a stream of JSON. */
export const events: Codec = {
  streams: true,
  write: (value, content) => ({ body: streamOf(written(value as AsyncIterable<ServerSentEvent<unknown>>, content)) }),
  read: async (source, content) => typed(source.stream(), content),
};

/** The events of a stream, as the standard's parser gives them: blocks without data are dropped. */
export async function* parseEvents(stream: ReadableStream<Uint8Array>): AsyncGenerator<ServerSentEvent<string>> {
  let data: string[] = [];
  let size = 0;
  let event = "";
  let id: string | undefined;
  let retry: number | undefined;
  for await (const line of linesOf(stream)) {
    if (line === "") {
      if (data.length > 0) {
        yield {
          data: data.join("\n"),
          ...(event !== "" && { event }),
          ...(id !== undefined && { id }),
          ...(retry !== undefined && { retry }),
        };
      }
      data = [];
      size = 0;
      event = "";
      retry = undefined;
      continue;
    }
    const colon = line.indexOf(":");
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(colon + (line[colon + 1] === " " ? 2 : 1));
    if (field === "data") {
      data.push(value);
      size += value.length;
      if (size > longestItem) throw new Unreadable("An event of the stream is too long");
    } else if (field === "event") event = value;
    else if (field === "id" && !value.includes("\0")) id = value;
    else if (field === "retry" && /^\d+$/.test(value)) retry = Number(value);
  }
}

/** Lines end with CR, LF or both. What follows the last line end is no line. */
async function* linesOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  let rest = "";
  let afterReturn = false;
  for await (const chunk of textChunksOf(stream)) {
    const text = afterReturn && chunk.startsWith("\n") ? chunk.slice(1) : chunk;
    afterReturn = chunk === "" ? afterReturn : chunk.endsWith("\r");
    const found = text.split(/\r\n|\r|\n/);
    found[0] = rest + (found[0] ?? "");
    rest = found.pop() ?? "";
    if (rest.length > longestItem) throw new Unreadable("A line of the stream is too long");
    yield* found;
  }
}

async function* typed(stream: ReadableStream<Uint8Array>, content: Content) {
  for await (const event of parseEvents(stream)) {
    if (content.plain === true) {
      yield { ...event, data: inward(event.data, content.item) };
      continue;
    }
    if (event.data === "[DONE]") return;
    let data: unknown;
    try {
      data = JSON.parse(event.data);
    } catch {
      throw new Unreadable("The data of an event is not JSON");
    }
    yield { ...event, data: inward(data, content.item) };
  }
}

async function* written(
  events: AsyncIterable<ServerSentEvent<unknown>> | Iterable<ServerSentEvent<unknown>>,
  content: Content,
) {
  const encoder = new TextEncoder();
  for await (const { data, event, id, retry } of events) {
    const value = outward(data, content.item);
    const text = content.plain === true ? String(value) : JSON.stringify(value);
    let block = "";
    if (event !== undefined) block += `event: ${oneLine(event)}\n`;
    if (id !== undefined) block += `id: ${oneLine(id)}\n`;
    if (retry !== undefined) block += `retry: ${oneLine(String(retry))}\n`;
    for (const line of text.split(/\r\n|\r|\n/)) block += `data: ${line}\n`;
    yield encoder.encode(`${block}\n`);
  }
}

const oneLine = (text: string): string => text.replace(/[\r\n\0]/g, " ");
