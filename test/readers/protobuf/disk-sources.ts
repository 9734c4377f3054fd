import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { Failure } from "../../../src/diagnostics/failure.js";
import type { Source, Sources } from "../../../src/source/source.js";

/** Files of the disk, named relative to a folder. */
export function diskSources(folder: string): Sources {
  const opened = new Map<string, Source>();
  const read = (id: string): Source => {
    const known = opened.get(id);
    if (known !== undefined) return known;
    try {
      const bytes = readFileSync(id);
      const source = { name: relative(folder, id), id, text: bytes.toString("utf8"), bytes };
      opened.set(id, source);
      return source;
    } catch {
      throw new Failure([{ code: "unknown-format", severity: "error", message: `no ${id}` }]);
    }
  };
  return {
    line: () => undefined,
    open: async (reference, from) =>
      read(from === undefined ? join(folder, reference) : join(dirname(from.id), reference)),
    list: async (inside, endings) =>
      readdirSync(join(folder, inside), { recursive: true, encoding: "utf8" })
        .filter((name) => endings.some((ending) => name.endsWith(ending)))
        .sort()
        .map((name) => read(join(folder, inside, name))),
  };
}

/** Files that are given as texts, by name. */
export function textSources(files: Readonly<Record<string, string>>): Sources & { readonly all: readonly Source[] } {
  const all = Object.entries(files).map(
    ([name, text]): Source => ({ name, id: name, text, bytes: new TextEncoder().encode(text) }),
  );
  return {
    all,
    line: () => undefined,
    open: async (reference, from) => {
      const id = from === undefined ? reference : join(dirname(from.id), reference);
      const found = all.find((source) => source.id === id);
      if (found === undefined) throw new Failure([{ code: "unknown-format", severity: "error", message: `no ${id}` }]);
      return found;
    },
    list: async () => all,
  };
}
