import type { Json } from "../contract/json.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { Location } from "../diagnostics/location.js";
import type { Document } from "./document.js";

/**
 * The documents of one contract: the entry, and all that `$ref`s reach from it. Everything is loaded when the library
 * is made, so that resolving needs no waiting.
 */
export interface Library {
  readonly entry: Document;
  /** Every document, the entry first, then in the order in which they were reached. */
  readonly documents: readonly Document[];
  /** What was odd about the texts of the documents: duplicate keys, unknown tags, wrong encodings. */
  readonly diagnostics: readonly Diagnostic[];
  /**
   * Follows one reference (RFC 3986, RFC 6901; `$id` and `$anchor` of JSON Schema when the target is addressed by them).
   * "#/…" is looked up in `from` first, whatever `$id` stands around it. Does not follow a `$ref` found at the target.
   * @returns undefined when there is nothing there (or the file could not be opened: `why` of `missing` tells)
   */
  resolve(reference: string, from: Document): Target | undefined;
  /** Why a reference could not be resolved, for a diagnostic: "there is no file …", "… has no member …". */
  missing(reference: string, from: Document): string;
}

/** What a reference leads to. */
export interface Target {
  readonly document: Document;
  readonly value: Json;
  /** JSON pointer inside the document, "" for its root. With the document's source it is the target's identity. */
  readonly pointer: string;
  readonly at: Location;
}
