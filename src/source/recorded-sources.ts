import { createHash } from "node:crypto";
import type { Source, Sources } from "./source.js";

/** Sources that remember what was opened through them. */
export interface RecordedSources extends Sources {
  /** Every file that was opened, each once, in the order of their names. */
  opened(): readonly Source[];
  /** SHA-256 over the octets of all of them, in hexadecimal: the same for the same files wherever they stand. */
  digest(): string;
}

/** Sources that open what `inner` opens, and remember it: for the hash in generated headers, and for watching. */
export function recordSources(inner: Sources): RecordedSources {
  const seen = new Map<string, Source>();
  const remember = (source: Source): Source => {
    seen.set(source.id, source);
    return source;
  };
  const opened = (): readonly Source[] => [...seen.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  return {
    open: async (reference, from) => remember(await inner.open(reference, from)),
    list: async (folder, endings) => (await inner.list(folder, endings)).map(remember),
    line: (file, line) => inner.line(file, line),
    opened,
    digest() {
      const hashes = opened().map(({ bytes }) => createHash("sha256").update(bytes).digest("hex"));
      return createHash("sha256").update(hashes.sort().join("\n")).digest("hex");
    },
  };
}
