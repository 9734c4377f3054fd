import type { Extensions } from "../../contract/extensions.js";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import type { Library } from "../../source/library.js";
import { child, children, identityOf, isObject, items, kindOf, type Node, placeOf, valuePlaceOf } from "./node.js";
import type { ProtobufText } from "./protobuf-text.js";
import { resolve } from "./resolve.js";
import type { Version } from "./version.js";

/** What every part of the reader shares while one contract is read. */
export interface Reading {
  readonly library: Library;
  readonly version: Version;
  /** The .proto texts that were read for payloads; what is not there yet is asked for. */
  readonly protobuf: { read(node: Node, text: string): ProtobufText | undefined };
  /** Takes note of a problem; the same one at the same place is kept once. */
  diagnose(diagnostic: Diagnostic): void;
}

/** Gathers diagnostics, each once. */
export interface Diagnostics {
  diagnose(diagnostic: Diagnostic): void;
  all(): readonly Diagnostic[];
}

export function createDiagnostics(): Diagnostics {
  const kept = new Map<string, Diagnostic>();
  return {
    diagnose(diagnostic) {
      const { code, message, at } = diagnostic;
      const key = JSON.stringify([code, message, at?.file, at?.line, at?.column]);
      if (!kept.has(key)) kept.set(key, diagnostic);
    },
    all: () => [...kept.values()],
  };
}

/** Something is not what the specification puts there; it is passed over. */
export const misshapen = (reading: Reading, node: Node, message: string): void =>
  reading.diagnose({ code: "asyncapi-structure", severity: "error", message, at: valuePlaceOf(node) });

/**
 * Goes where a node's `$ref` leads, and on, until there is none; the node itself when it is no reference.
 * A dangling or circular reference is diagnosed, and gives undefined.
 */
export function follow(reading: Reading, node: Node): Node | undefined {
  const seen = new Set<string>();
  let here = node;
  for (;;) {
    const reference = isObject(here.value) ? here.value["$ref"] : undefined;
    if (typeof reference !== "string") return here;
    const identity = identityOf(here);
    if (seen.has(identity)) {
      const message = `the reference "${reference}" leads back to itself`;
      reading.diagnose({ code: "reference-cycle", severity: "error", message, at: placeOf(node) });
      return undefined;
    }
    seen.add(identity);
    const next = step(reading, here, reference);
    if (next === undefined) return undefined;
    here = next;
  }
}

/** Goes one step along a reference. */
export function step(reading: Reading, node: Node, reference: string): Node | undefined {
  const { found, unescaped } = resolve(reading.library, reference, node.document);
  if (found === undefined) {
    const message = reading.library.missing(reference, node.document);
    reading.diagnose({ code: "reference-dangling", severity: "error", message, at: placeOf(node) });
    return undefined;
  }
  if (unescaped) {
    const message = `the reference "${reference}" means a name with "/", which is written "~1" in a JSON pointer`;
    reading.diagnose({ code: "asyncapi-reference-unescaped", severity: "warning", message, at: placeOf(node) });
  }
  return found;
}

/** The member that a name leads to, references followed. */
export function part(reading: Reading, node: Node, key: string): Node | undefined {
  const found = child(node, key);
  return found === undefined ? undefined : follow(reading, found);
}

/** The members of the object that a member holds, references not followed; `x-` members left out. */
export function entries(reading: Reading, node: Node, key: string): readonly (readonly [string, Node])[] {
  const found = part(reading, node, key);
  if (found === undefined) return [];
  if (!isObject(found.value)) {
    misshapen(reading, found, `"${key}" must be an object, and is ${kindOf(found.value)}`);
    return [];
  }
  return children(found).filter(([name, { value }]) => !name.startsWith("x-") && value !== null);
}

/** The items of the list that a member holds, references not followed. */
export function listed(reading: Reading, node: Node, key: string): readonly Node[] {
  const found = child(node, key);
  if (found === undefined) return [];
  if (!Array.isArray(found.value)) {
    misshapen(reading, found, `"${key}" must be a list, and is ${kindOf(found.value)}`);
    return [];
  }
  return items(found);
}

/** A member that is text. Numbers and booleans, which YAML makes of unquoted text, count as what they print as. */
export function text(reading: Reading, node: Node, key: string): string | undefined {
  const found = child(node, key);
  if (found === undefined) return undefined;
  const { value } = found;
  if (typeof value === "string") return value;
  if (typeof value === "object") {
    misshapen(reading, found, `"${key}" must be text, and is ${kindOf(value)}`);
    return undefined;
  }
  return String(value);
}

/** The `x-` members, and those others (`externalDocs`, `also`) for which the model has no place of their own. */
export function extensionsOf(node: Node, also: readonly string[] = []): { extensions?: Extensions } {
  const found = children(node).filter(
    ([name, { value }]) => value !== null && (name.startsWith("x-") || name === "externalDocs" || also.includes(name)),
  );
  return found.length > 0 ? { extensions: Object.fromEntries(found.map(([name, { value }]) => [name, value])) } : {};
}

/** Bindings by protocol, as written; a binding that is a reference is what it leads to. */
export function bindingsOf(reading: Reading, node: Node): Readonly<Record<string, unknown>> {
  const bindings: [string, unknown][] = [];
  for (const [protocol, member] of entries(reading, node, "bindings")) {
    const found = follow(reading, member);
    if (found !== undefined) bindings.push([protocol, found.value]);
  }
  return Object.fromEntries(bindings);
}

/** Whether an object is marked as going away; AsyncAPI has no word of its own for it before 3.1. */
export const isDeprecated = (node: Node): boolean =>
  isObject(node.value) && (node.value["deprecated"] === true || node.value["x-deprecated"] === true);
