import type { Json } from "../../contract/json.js";
import type { Location } from "../../diagnostics/location.js";
import type { Document } from "../../source/document.js";

/** Where a member or an item was written. */
interface MemberOrigin {
  readonly document: Document;
  readonly parent: object;
  readonly key: string | number;
}

type Mutable = { [name: string]: Json } | Json[];

/** A document that is changed after it was read. What was in a file before keeps its place there, whichever file. */
export class EditedDocument {
  readonly #document: Document;
  readonly #containers = new Map<object, { readonly document: Document; readonly original: object }>();
  readonly #members = new Map<object, Map<string | number, MemberOrigin>>();
  readonly value: Json;

  constructor(document: Document) {
    this.#document = document;
    this.value = this.#copy(document.value, document);
  }

  /** The document as it is now. */
  finished(): Document {
    const place = (parent: object, key: string | number): MemberOrigin => {
      const container = this.#containers.get(parent);
      return (
        this.#members.get(parent)?.get(key) ?? {
          document: container?.document ?? this.#document,
          parent: container?.original ?? parent,
          key,
        }
      );
    };
    const whole = (parent: object): Location => {
      const { document, original } = this.#containers.get(parent) ?? { document: this.#document, original: parent };
      return document.at(original);
    };
    return {
      source: this.#document.source,
      value: this.value,
      at: (parent, key) => {
        if (key === undefined) return whole(parent);
        const origin = place(parent, key);
        return origin.document.at(origin.parent, origin.key);
      },
      valueAt: (parent, key) => {
        const origin = place(parent, key);
        return origin.document.valueAt(origin.parent, origin.key);
      },
      written: (parent, key) => {
        const origin = place(parent, key);
        return origin.document.written(origin.parent, origin.key);
      },
    };
  }

  /** Takes out a member or an item. */
  remove(parent: object, key: string | number): void {
    if (Array.isArray(parent) && typeof key === "number") {
      const origins = this.#itemOrigins(parent);
      parent.splice(key, 1);
      origins.splice(key, 1);
      this.#members.set(parent, new Map(origins.entries()));
    } else Reflect.deleteProperty(parent, key);
  }

  /** Merges a value into a container: objects member by member, however deep; arrays get what is added at their end. */
  merge(target: object, added: Json, from: MemberOrigin): void {
    if (Array.isArray(target)) {
      const list = target as Json[];
      this.#set(list, list.length, added, from);
      return;
    }
    if (typeof added !== "object" || added === null || Array.isArray(added)) return;
    for (const [name, value] of Object.entries(added)) {
      const origin = this.#writtenAt(added, name, from.document);
      const here: Json | undefined = Object.hasOwn(target, name) ? (target as Record<string, Json>)[name] : undefined;
      if (Array.isArray(here) && Array.isArray(value)) {
        for (const [index, item] of (value as readonly Json[]).entries()) {
          this.merge(here, item, this.#writtenAt(value, index, from.document));
        }
      } else if (isContainer(here) && !Array.isArray(here) && isContainer(value) && !Array.isArray(value)) {
        this.merge(here, value, origin);
      } else this.#set(target as Mutable, name, value, origin);
    }
  }

  /** Puts a value where another was. */
  replace(parent: object, key: string | number, value: Json, from: MemberOrigin): void {
    this.#set(parent as Mutable, key, value, from);
  }

  /** Where a value of this document was written, to copy it. */
  originOf(parent: object, key: string | number): MemberOrigin {
    const { document, original } = this.#containers.get(parent) ?? { document: this.#document, original: parent };
    return this.#members.get(parent)?.get(key) ?? { document, parent: original, key };
  }

  /** A value as it is now, to be put elsewhere. */
  copyOf(value: Json): Json {
    return this.#copy(value, this.#document);
  }

  #writtenAt(parent: object, key: string | number, document: Document): MemberOrigin {
    return this.#containers.has(parent) ? this.originOf(parent, key) : { document, parent, key };
  }

  #set(target: Mutable, key: string | number, value: Json, from: MemberOrigin): void {
    const copy = this.#copy(value, from.document);
    Object.defineProperty(target, key, { value: copy, writable: true, enumerable: true, configurable: true });
    const origins = this.#members.get(target) ?? new Map<string | number, MemberOrigin>();
    origins.set(key, from);
    this.#members.set(target, origins);
  }

  #itemOrigins(list: readonly unknown[]): MemberOrigin[] {
    const container = this.#containers.get(list);
    const known = this.#members.get(list);
    return list.map(
      (_, key) =>
        known?.get(key) ?? {
          document: container?.document ?? this.#document,
          parent: container?.original ?? list,
          key,
        },
    );
  }

  /** Aliases of YAML become values of their own: a change to one of them leaves the others alone. */
  #copy(value: Json, document: Document): Json {
    if (!isContainer(value)) return value;
    const copy: Mutable = Array.isArray(value) ? [] : {};
    this.#containers.set(copy, this.#containers.get(value) ?? { document, original: value });
    const origins = this.#members.get(value);
    if (origins !== undefined) this.#members.set(copy, new Map(origins));
    for (const [name, member] of Object.entries(value)) {
      const inner = this.#copy(member as Json, document);
      Object.defineProperty(copy, name, { value: inner, writable: true, enumerable: true, configurable: true });
    }
    return copy;
  }
}

const isContainer = (value: Json | undefined): value is Extract<Json, object> =>
  typeof value === "object" && value !== null;
