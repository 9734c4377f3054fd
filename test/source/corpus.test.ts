import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { CORE_SCHEMA, load, mergeTag } from "js-yaml";
import { describe, expect, it } from "vitest";
import type { Document } from "../../src/source/document.js";
import { openDocument } from "../../src/source/open-document.js";
import { createLibrary } from "../../src/source/open-library.js";
import { createSources } from "../../src/source/sources.js";

const corpus = join(import.meta.dirname, "../../../shared/corpus");
const files = existsSync(corpus)
  ? readdirSync(corpus, { recursive: true, encoding: "utf8" }).filter((file) => /\.(?:json|ya?ml)$/.test(file))
  : [];
/** Every so many: all of them take seconds, and say no more. */
const sample = files.sort().filter((_, index) => index % 9 === 0);

const rounded = (_: string, value: unknown) => (typeof value === "bigint" ? Number(value) : value);

/** Data as others read it; undefined where they refuse the file. */
function readByOthers(file: string, text: string): unknown {
  try {
    if (file.endsWith(".json")) return JSON.parse(text);
    return load(text, { schema: CORE_SCHEMA.withTags(mergeTag), json: true, maxDepth: 1000, maxTotalMergeKeys: -1 });
  } catch {
    return undefined;
  }
}

/** The places of names that do not begin with the name, as the text has it. */
function misplaced({ source, value, at }: Document): readonly string[] {
  const lines = source.text.split(/\r\n?|\n/);
  const wrong: string[] = [];
  const seen = new Set<unknown>();
  const visit = (data: unknown): void => {
    if (typeof data !== "object" || data === null || seen.has(data)) return;
    seen.add(data);
    for (const [name, member] of Object.entries(data)) {
      if (!Array.isArray(data)) {
        const { line, column } = at(data, name);
        const written = lines[line - 1]!.slice(column - 1);
        const quoted = /^["']/.test(written);
        if (
          !(quoted
            ? written.slice(1, 3) === name.slice(0, 2) || /[\\'"]/.test(name.slice(0, 2)) || name.length < 2
            : written.startsWith(name))
        ) {
          wrong.push(`${source.name}:${line}:${column} ${name}`);
        }
      }
      visit(member);
    }
  };
  visit(value);
  return wrong;
}

describe.skipIf(sample.length === 0)("real contracts", () => {
  it("are read as others read them, with every name where the text has it", async () => {
    const sources = createSources({ cwd: corpus });
    const different: string[] = [];
    let compared = 0;
    for (const file of sample) {
      const source = await sources.open(join(corpus, file));
      const theirs = readByOthers(file, source.text);
      if (theirs === undefined) continue;
      const { document } = await openDocument(source);
      compared += 1;
      if (JSON.stringify(document.value, rounded) !== JSON.stringify(theirs, rounded)) different.push(file);
      different.push(...misplaced(document).slice(0, 3));
    }

    expect(different).toEqual([]);
    expect(compared).toBeGreaterThan(500);
  });

  it("of thousands of files are opened whole", async () => {
    const sources = createSources({ cwd: join(corpus, "openapi") });
    const entry = await sources.open("digitalocean@2026-08-07/specification/DigitalOcean-public.v2.yaml");

    const library = await createLibrary(entry, sources);

    expect(library.documents.length).toBeGreaterThan(2500);
    expect(library.diagnostics).toEqual([]);
  });
});
