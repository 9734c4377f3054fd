import type { ProtoEdition } from "../../contract/protobuf.js";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import type { Source, Sources } from "../../source/source.js";
import { ImportFinder } from "./find-import.js";
import { placer } from "./lines.js";
import type { LoadedFile, LoadedImport } from "./loaded.js";
import { parseProto } from "./parse.js";
import type { FileNode } from "./syntax.js";
import { wellKnownText } from "./well-known.js";

/** The files of a contract, parsed, with what they import. */
export interface Loaded {
  /** Named files first, then imported ones as they were met. */
  readonly files: readonly LoadedFile[];
  readonly diagnostics: readonly Diagnostic[];
}

type Growing = { -readonly [K in keyof LoadedFile]: LoadedFile[K] } & { imports: LoadedImport[] };

const descriptorFile = "google/protobuf/descriptor.proto";

/**
 * Parses the entries and, from file to file, what they import. Import names are looked for among the entries, below
 * `importPaths`, among the well-known files, and below the folders around the importing file, in this order.
 * descriptor.proto is always loaded: it says what options there are.
 */
export async function loadFiles(
  entries: readonly Source[],
  sources: Sources,
  importPaths: readonly string[],
): Promise<Loaded> {
  const loader = new Loader(new ImportFinder(entries, sources, importPaths));
  await loader.loadAll(entries);
  return { files: [...loader.files.values()], diagnostics: loader.diagnostics };
}

class Loader {
  readonly files = new Map<string, Growing>();
  readonly diagnostics: Diagnostic[] = [];
  readonly #finder: ImportFinder;
  readonly #sources = new Map<string, Source>();

  constructor(finder: ImportFinder) {
    this.#finder = finder;
  }

  async loadAll(entries: readonly Source[]): Promise<void> {
    const waiting: Growing[] = entries.map((entry) => this.#read(entry, true));
    for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
      for (const node of file.node.imports) {
        const imported = await this.#import(file, node.path.text, waiting);
        file.imports.push({ node, ...(imported !== undefined && { file: imported }) });
      }
    }
    if (![...this.files.values()].some(({ name }) => name === descriptorFile)) this.#builtIn(descriptorFile);
    for (const file of this.files.values()) {
      const source = this.#sources.get(file.shownAs);
      if (source !== undefined) file.name = this.#finder.nameOf(source, file.node.package?.text ?? "");
    }
  }

  async #import(from: Growing, path: string, waiting: Growing[]): Promise<Growing | undefined> {
    const found = await this.#finder.find(path, this.#sources.get(from.shownAs));
    if (found.kind === "missing") return undefined;
    if (found.kind === "built-in") {
      const known = this.files.get(`builtin:${path}`);
      if (known !== undefined) return known;
      const file = this.#builtIn(path);
      if (file !== undefined) waiting.push(file);
      return file;
    }
    if (found.guessed) {
      this.diagnostics.push({
        code: "protobuf-import-guessed",
        severity: "warning",
        message: `there is no "${path}"; ${found.source.name} is taken for it`,
        at: from.place(from.node.imports.find((node) => node.path.text === path)?.path.at ?? 0),
      });
    }
    const known = this.files.get(found.source.id);
    if (known !== undefined) return known;
    const file = this.#read(found.source, false);
    waiting.push(file);
    return file;
  }

  #read(source: Source, entry: boolean): Growing {
    const file = this.#parse(source.id, source.name, source.name, source.text, { entry, builtIn: false });
    this.#sources.set(source.name, source);
    return file;
  }

  #builtIn(name: string): Growing | undefined {
    const text = wellKnownText(name);
    if (text === undefined) return undefined;
    return this.#parse(`builtin:${name}`, name, name, text, { entry: false, builtIn: true });
  }

  #parse(
    id: string,
    name: string,
    shownAs: string,
    text: string,
    origin: Pick<LoadedFile, "entry" | "builtIn">,
  ): Growing {
    const { node, faults } = parseProto(text);
    const place = placer(shownAs, text);
    for (const { offset, message, fix } of faults) {
      this.diagnostics.push({
        code: "protobuf-syntax",
        severity: "error",
        message,
        at: place(offset),
        ...(fix !== undefined && { fix }),
      });
    }
    const edition = this.#edition(node, place);
    const file: Growing = { name, shownAs, node, edition, place, imports: [], ...origin };
    this.files.set(id, file);
    return file;
  }

  #edition(node: FileNode, place: LoadedFile["place"]): ProtoEdition {
    const known = editionOf(node);
    if (known !== undefined) return known;
    const word = node.edition ?? node.syntax;
    const isEdition = node.edition !== undefined;
    this.diagnostics.push({
      code: "protobuf-edition",
      severity: "error",
      message: isEdition
        ? `edition "${word?.text}" is not known; editions 2023, 2024 and 2026 are`
        : `syntax "${word?.text}" is not known; "proto2" and "proto3" are`,
      ...(word !== undefined && { at: place(word.at) }),
      ...(!isEdition && /^20[0-9]{2}$/.test(word?.text ?? "") && { fix: `Write: edition = "${word?.text}";` }),
    });
    return isEdition ? "2026" : "proto3";
  }
}

/** What a file is written in; undefined when its statement names nothing known. */
function editionOf({ syntax, edition }: FileNode): ProtoEdition | undefined {
  if (edition !== undefined) return (["2023", "2024", "2026"] as const).find((known) => known === edition.text);
  if (syntax === undefined) return "proto2";
  return (["proto2", "proto3"] as const).find((known) => known === syntax.text);
}
