import type { Json } from "../contract/json.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { Failure } from "../diagnostics/failure.js";
import { suggest } from "../diagnostics/suggest.js";
import type { Document } from "./document.js";
import type { Library, Target } from "./library.js";
import { openDocument, textDocument } from "./open-document.js";
import { fragmentSegments, memberOf, percentDecoded, pointerOf, pointerSegments } from "./pointer.js";
import { findReferences, type References, withoutFragment } from "./references.js";
import type { Source, Sources } from "./source.js";

/** What is known of one document of a library. */
interface Shelf {
  readonly document: Document;
  readonly references: References;
  /** What each reference to another file led to: its document, or why there is none. */
  readonly opened: Map<string, Document | string>;
}

/**
 * Opens a contract with all that `$ref`s reach from it, however deep. A file that cannot be opened ends nothing:
 * `missing` says why when somebody asks for it. A file that is neither YAML nor JSON is a document whose value is its
 * text.
 * @param entry the file, or a document made of it already (by `openDocument` or `withValue`)
 * @throws Failure when the entry itself cannot be read
 */
export async function createLibrary(entry: Source | Document, sources: Sources): Promise<Library> {
  const diagnostics: Diagnostic[] = [];
  const shelves = new Map<Document, Shelf>();
  const bySource = new Map<string, Promise<Document | string>>();
  const order: Document[] = [];
  const withIds: Shelf[] = [];

  const add = (document: Document): Document => {
    const shelf = { document, references: findReferences(document.value), opened: new Map() };
    shelves.set(document, shelf);
    if (shelf.references.ids.size > 0) withIds.push(shelf);
    order.push(document);
    return document;
  };

  const open = async (source: Source): Promise<Document | string> => {
    if (textual.test(source.name)) return textDocument(source);
    try {
      const opened = await openDocument(source);
      diagnostics.push(...opened.diagnostics);
      const whole = typeof opened.document.value === "string" && !structured.test(source.name);
      return whole ? textDocument(source) : opened.document;
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      return structured.test(source.name) || /^\s*[{[]/.test(source.text) ? because(error) : textDocument(source);
    }
  };

  const load = async (file: string, from: Document): Promise<Document | string> => {
    try {
      const source = await sources.open(file, from.source);
      const known = bySource.get(source.id);
      if (known !== undefined) return await known;
      const opening = open(source);
      bySource.set(source.id, opening);
      return await opening;
    } catch (error) {
      if (error instanceof Failure) return because(error);
      throw error;
    }
  };

  const first = add("source" in entry ? entry : await openEntry(entry, diagnostics));
  bySource.set(first.source.id, Promise.resolve(first));
  for (let index = 0; index < order.length; index += 1) {
    const shelf = shelves.get(order[index]!)!;
    const files = new Set(shelf.references.outward.map(withoutFragment));
    const wanted = [...files].filter((file) => identified(file, shelf, withIds) === undefined);
    for (let from = 0; from < wanted.length; from += atOnce) {
      const some = wanted.slice(from, from + atOnce);
      const loaded = await Promise.all(some.map((file) => load(file, shelf.document)));
      // In the order of the contract, whichever came first.
      for (const [which, file] of some.entries()) {
        const document = loaded[which]!;
        shelf.opened.set(file, document);
        if (typeof document !== "string" && !shelves.has(document)) add(document);
      }
    }
  }

  const place = (reference: string, from: Document): Place => {
    const shelf = shelves.get(from) ?? shelves.get(order.find(({ source }) => source.id === from.source.id) ?? first)!;
    const hash = reference.indexOf("#");
    const file = hash < 0 ? reference : reference.slice(0, hash);
    const fragment = hash < 0 ? "" : reference.slice(hash + 1);
    if (file === "") return { document: shelf.document, base: "", fragment };
    const byId = identified(file, shelf, withIds);
    if (byId !== undefined) return { ...byId, fragment };
    const document = shelf.opened.get(file);
    if (document === undefined) return `"${file}" was not opened, since nothing in the contract refers to it`;
    return typeof document === "string" ? document : { document, base: "", fragment };
  };

  const find = (reference: string, from: Document, hops = 0): Target | string => {
    const start = place(reference, from);
    if (typeof start === "string") return start;
    const { document, base, fragment } = start;
    if (fragment !== "" && !fragment.startsWith("/")) {
      const name = percentDecoded(fragment);
      const { anchors: anchored, anchorsWithin } = shelves.get(document)!.references;
      const pointer = anchorsWithin.get(`${base}#${name}`) ?? anchored.get(name);
      if (pointer === undefined) return noAnchor(name, document, anchored.keys());
      return walk(document, pointerSegments(pointer), hops);
    }
    return walk(document, [...pointerSegments(base), ...fragmentSegments(fragment)], hops);
  };

  const walk = (document: Document, segments: readonly string[], hops: number): Target | string => {
    const way: string[] = [];
    let value = document.value;
    let parent: object | undefined;
    for (let index = 0; index < segments.length; index += 1) {
      const step = stepInto(value, segments, index);
      if (step === undefined) {
        const reference = memberOf(value, "$ref");
        if (typeof reference !== "string" || hops > mostHops) return noMember(document, way, segments[index]!, value);
        const beyond = find(reference, document, hops + 1);
        if (typeof beyond === "string") return beyond;
        const rest = segments.slice(index);
        return walk(beyond.document, [...pointerSegments(beyond.pointer), ...rest], hops + 1);
      }
      parent = value as object;
      way.push(step.name);
      value = step.value;
      index += step.taken - 1;
    }
    const at = parent === undefined ? rootLocation(document) : document.at(parent, way.at(-1)!);
    return { document, value, pointer: pointerOf(way), at };
  };

  return {
    entry: first,
    documents: order,
    diagnostics,
    resolve(reference, from) {
      const found = find(reference, from);
      return typeof found === "string" ? undefined : found;
    },
    missing(reference, from) {
      const found = find(reference, from);
      return typeof found === "string" ? found : "";
    },
  };
}

type Place = string | { readonly document: Document; readonly base: string; readonly fragment: string };

const mostHops = 100;
/** So many files are fetched at the same time. */
const atOnce = 16;

/** Files whose text is all there is to them. */
const textual = /\.(?:proto|md|markdown|txt|xsd|xml|html?|raml|graphqls?|avdl|thrift|csv|adoc|rst)$/i;
/** Files that ought to be JSON or YAML. */
const structured = /\.(?:json|jsonc|json5|ya?ml|avsc|avpr)$/i;

async function openEntry(source: Source, diagnostics: Diagnostic[]): Promise<Document> {
  const opened = await openDocument(source);
  diagnostics.push(...opened.diagnostics);
  return opened.document;
}

/** The schema with this `$id`: as it is written, or both resolved against the `$id` of the document that refers. */
function identified(
  file: string,
  from: Shelf,
  shelves: readonly Shelf[],
): { readonly document: Document; readonly base: string } | undefined {
  const root = memberOf(from.document.value, "$id");
  const wanted = new Set([file, resolved(file, typeof root === "string" ? root : undefined)]);
  for (const { document, references } of shelves) {
    const own = memberOf(document.value, "$id");
    const base = typeof own === "string" ? own : undefined;
    for (const [id, pointer] of references.ids) {
      const full = resolved(id, base);
      const absolute = /^[a-z][a-z0-9+.-]*:/i.test(full);
      if ((absolute && wanted.has(full)) || (document === from.document && wanted.has(id)))
        return { document, base: pointer };
    }
  }
  return undefined;
}

const resolved = (reference: string, base: string | undefined): string =>
  base !== undefined && URL.canParse(reference, base) ? new URL(reference, base).href : reference;

/**
 * One step of a pointer. Names that hold "/" and were not escaped are met in real contracts: when there is no member
 * of the segment's name, it is tried together with those that follow.
 */
function stepInto(
  value: Json,
  segments: readonly string[],
  index: number,
): { readonly value: Json; readonly name: string; readonly taken: number } | undefined {
  let name = segments[index]!;
  for (let taken = 1; ; taken += 1) {
    const member = memberOf(value, name);
    if (member !== undefined) return { value: member, name, taken };
    const following = segments[index + taken];
    if (following === undefined || Array.isArray(value)) return undefined;
    name += `/${following}`;
  }
}

const because = (failure: Failure): string =>
  failure.diagnostics
    .map(({ message, at }) => (at === undefined ? message : `${at.file}:${at.line}:${at.column}: ${message}`))
    .join(" ");

const rootLocation = (document: Document) =>
  typeof document.value === "object" && document.value !== null
    ? document.at(document.value)
    : { file: document.source.name, line: 1, column: 1 };

function noAnchor(name: string, document: Document, names: Iterable<string>): string {
  const near = suggest(name, names);
  return `${document.source.name} has no schema with the anchor "${name}"${near === undefined ? "" : `; did you mean "#${near}"?`}`;
}

function noMember(document: Document, way: readonly string[], name: string, value: Json): string {
  const where = way.length === 0 ? document.source.name : `${document.source.name}#${pointerOf(way)}`;
  if (typeof value !== "object" || value === null) return `${where} is no object, so it has no member "${name}"`;
  if (Array.isArray(value)) return `${where} is a list of ${value.length}; it has no item "${name}"`;
  const near = suggest(name, Object.keys(value));
  return `${where} has no member "${name}"${near === undefined ? "" : `; did you mean "${near}"?`}`;
}
