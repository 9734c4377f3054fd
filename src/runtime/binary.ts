import type { Source, WireBody } from "./operation.js";
import { streamOf } from "./stream.js";

/** Bytes that arrive. They can be taken once, in the form that suits. */
export interface Binary {
  /** The media type as received. */
  readonly type: string;
  stream(): ReadableStream<Uint8Array>;
  bytes(): Promise<Uint8Array<ArrayBuffer>>;
  text(): Promise<string>;
  blob(): Promise<Blob>;
}

/** Bytes to send. Streams are sent as they come, and therefore never a second time. */
export type Bytes =
  | Uint8Array<ArrayBuffer>
  | ArrayBuffer
  | Blob
  | string
  | ReadableStream<Uint8Array>
  | AsyncIterable<Uint8Array>
  | Binary;

export function binaryOf(source: Source): Binary {
  return {
    type: source.type,
    stream: () => source.stream(),
    bytes: () => source.bytes(),
    text: () => source.text(),
    blob: async () => new Blob([await source.bytes()], { type: source.type }),
  };
}

/** Bytes as transports and hosts take them. */
export function wireBytes(value: unknown): WireBody {
  if (typeof value === "string" || value instanceof Uint8Array || value instanceof Blob) return value as WireBody;
  if (value instanceof ArrayBuffer) return new Uint8Array(value);
  if (value instanceof ReadableStream) return value as ReadableStream<Uint8Array>;
  if (typeof value === "object" && value !== null && Symbol.asyncIterator in value) {
    return streamOf(value as AsyncIterable<Uint8Array>);
  }
  if (typeof value === "object" && value !== null && "stream" in value && typeof value.stream === "function") {
    return (value as Binary).stream();
  }
  return String(value);
}

/** Whether a value is bytes rather than data. */
export const isBytes = (value: unknown): boolean =>
  value instanceof Uint8Array ||
  value instanceof Blob ||
  value instanceof ArrayBuffer ||
  value instanceof ReadableStream ||
  (typeof value === "object" && value !== null && (Symbol.asyncIterator in value || "stream" in value));
