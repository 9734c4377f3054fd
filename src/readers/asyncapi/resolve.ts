import type { Document } from "../../source/document.js";
import type { Library } from "../../source/library.js";
import { fileDocument } from "./merged-document.js";
import { child, items, type Node, rootNode } from "./node.js";

/** Where a reference leads, and whether it had to be read more kindly than RFC 6901 does. */
export interface Resolution {
  readonly found: Node | undefined;
  /** A name with "/" in it stands unescaped in the pointer. */
  readonly unescaped: boolean;
}

/** Follows one reference to the node that it means. */
export function resolve(library: Library, reference: string, from: Document): Resolution {
  const target = library.resolve(reference, from);
  if (target === undefined) return { found: undefined, unescaped: false };
  const { document, pointer, value } = target;
  const exact = walk(rootNode(document), pointer.split("/").slice(1).map(nameOf));
  const found =
    exact !== undefined && exact.value === value
      ? exact
      : { document, pointer, value, parent: undefined, key: undefined };
  const fragment = reference.split("#", 2)[1] ?? "";
  return { found, unescaped: pointer.includes("~1") && fragment === nameOf(pointer) };
}

/**
 * The library as the reader uses it: parts of merged documents refer from their base, and a reference may begin with
 * the id of any document that is loaded.
 */
export function withMergedDocuments(library: Library): Library {
  const start = (reference: string, from: Document): readonly [string, Document] => {
    const hash = reference.indexOf("#");
    const named = hash > 0 ? library.documents.find(({ source }) => source.id === reference.slice(0, hash)) : undefined;
    return named === undefined ? [reference, fileDocument(from)] : [reference.slice(hash), named];
  };
  return {
    ...library,
    resolve: (reference, from) => library.resolve(...start(reference, from)),
    missing: (reference, from) => library.missing(...start(reference, from)),
  };
}

/** As above, for readers of schemas: a Multi Format Schema Object (AsyncAPI 3) stands for the schema inside. */
export const withPlainSchemas = (library: Library): Library => ({
  ...library,
  resolve(reference, from) {
    const target = library.resolve(reference, from);
    const inner = target === undefined ? undefined : schemaInside(target.value);
    return target === undefined || inner === undefined ? target : { ...target, value: inner };
  },
});

function schemaInside(value: Node["value"]): Node["value"] | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  const { schemaFormat, schema } = value as { readonly [name: string]: Node["value"] };
  return typeof schemaFormat === "string" && schema !== undefined ? schema : undefined;
}

function walk(node: Node, segments: readonly string[]): Node | undefined {
  let here: Node | undefined = node;
  for (const segment of segments) {
    if (here === undefined) return undefined;
    here = Array.isArray(here.value) ? items(here)[Number(segment)] : child(here, segment);
  }
  return here;
}

const nameOf = (segment: string): string => segment.replaceAll("~1", "/").replaceAll("~0", "~");
