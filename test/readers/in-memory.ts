import { Failure } from "../../src/diagnostics/failure.js";
import type { Source, Sources } from "../../src/source/source.js";

/** A file that was never on a disk. Its name is its id. */
export const sourceOf = (name: string, text: string): Source => ({
  name,
  id: name,
  text,
  bytes: new TextEncoder().encode(text),
});

/** Sources of a few texts by name; `./` and folders are resolved as in URLs. */
export function inMemory(files: Readonly<Record<string, string>>): Sources {
  const opened = new Map<string, Source>();
  return {
    async open(reference, from) {
      const path = new URL(reference, `memory:///${from?.id ?? ""}`);
      const name = decodeURIComponent(path.pathname.replace(/^\//, ""));
      const text = Object.hasOwn(files, name)
        ? files[name]
        : Object.hasOwn(files, reference)
          ? files[reference]
          : undefined;
      if (text === undefined) {
        throw new Failure([{ code: "reference-dangling", severity: "error", message: `There is no file ${name}` }]);
      }
      const source = opened.get(name) ?? sourceOf(name, text);
      opened.set(name, source);
      return source;
    },
    async list() {
      return [...opened.values()];
    },
    line: () => undefined,
  };
}
