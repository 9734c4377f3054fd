import type { Source } from "./operation.js";

/** A body that is read long after its call is over: whoever watches is told when it ends, and names what breaks it. */
export interface Watch {
  ended(): void;
  /** What the reader is to be told when the body breaks. */
  broken(error: unknown): unknown;
}

/** The same body, watched. */
export function watched(source: Source, watch: Watch): Source {
  const settled = async <T>(reading: Promise<T>): Promise<T> => {
    try {
      return await reading;
    } catch (error) {
      throw watch.broken(error);
    } finally {
      watch.ended();
    }
  };
  return {
    type: source.type,
    text: () => settled(source.text()),
    bytes: () => settled(source.bytes()),
    stream: () => watchedStream(source.stream(), watch),
  };
}

/** The same stream, watched. */
export function watchedStream(stream: ReadableStream<Uint8Array>, watch: Watch): ReadableStream<Uint8Array> {
  const reader = stream.getReader();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { done, value } = await reader.read();
          if (!done) return controller.enqueue(value);
          watch.ended();
          controller.close();
        } catch (error) {
          watch.ended();
          controller.error(watch.broken(error));
        }
      },
      async cancel(reason) {
        watch.ended();
        await reader.cancel(reason);
      },
    },
    { highWaterMark: 0 },
  );
}
