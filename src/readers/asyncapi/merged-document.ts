import type { Json } from "../../contract/json.js";
import type { Location } from "../../diagnostics/location.js";
import type { Document } from "../../source/document.js";
import type { Source } from "../../source/source.js";
import { type Node, placeOf, valuePlaceOf } from "./node.js";

/** A made object or list, and the nodes of files that it and its members came from. */
interface Origin {
  readonly self: Node;
  readonly members: ReadonlyMap<string, Node>;
}

/**
 * The document of a value that was put together from several places, possibly of several files. Whoever asks where
 * something in it stands is sent to where it was written; references in it start from `base`.
 */
export class MergedDocument implements Document {
  readonly source: Source;
  readonly value: Json;
  readonly base: Document;
  readonly #origins = new Map<object, Origin>();

  constructor(base: Document) {
    this.base = base;
    this.source = base.source;
    this.value = base.value;
  }

  /** Says where a made object or list, and each of its members, was written. */
  remember(made: object, self: Node, members: ReadonlyMap<string, Node>): void {
    this.#origins.set(made, { self, members });
  }

  at(parent: object, key?: string | number): Location {
    const origin = this.#origins.get(parent);
    if (origin === undefined) return this.base.at(parent, key);
    if (key === undefined) return valuePlaceOf(origin.self);
    return placeOf(origin.members.get(String(key)) ?? origin.self);
  }

  valueAt(parent: object, key: string | number): Location {
    const origin = this.#origins.get(parent);
    if (origin === undefined) return this.base.valueAt(parent, key);
    return valuePlaceOf(origin.members.get(String(key)) ?? origin.self);
  }

  written(parent: object, key: string | number): string | undefined {
    const origin = this.#origins.get(parent);
    if (origin === undefined) return this.base.written(parent, key);
    const member = origin.members.get(String(key));
    if (member?.parent === undefined || member.key === undefined) return undefined;
    return member.document.written(member.parent, member.key);
  }
}

/** The document of a file that stands behind a document. */
export const fileDocument = (document: Document): Document =>
  document instanceof MergedDocument ? document.base : document;
