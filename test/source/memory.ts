import { posix } from "node:path";
import { Failure } from "../../src/diagnostics/failure.js";
import type { Source, Sources } from "../../src/source/source.js";

/** A source as if a file of this name had been opened. */
export const sourceOf = (text: string, name = "api.yaml"): Source => ({
  name,
  id: name,
  text,
  bytes: new TextEncoder().encode(text),
});

/** Sources that hold these files and nothing else, and remember what was asked of them. */
export function memorySources(files: Readonly<Record<string, string>>): Sources & { readonly asked: string[] } {
  const opened = new Map<string, Source>();
  const asked: string[] = [];
  return {
    asked,
    async open(reference, from) {
      asked.push(reference);
      const name = posix.normalize(from === undefined ? reference : posix.join(posix.dirname(from.id), reference));
      const text = files[name];
      if (text === undefined) {
        throw new Failure([{ code: "unknown-format", severity: "error", message: `there is no file ${name}` }]);
      }
      const source = opened.get(name) ?? sourceOf(text, name);
      opened.set(name, source);
      return source;
    },
    list: async () => [],
    line: () => undefined,
  };
}
