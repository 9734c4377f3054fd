import type { Schema } from "../../contract/schema.js";
import type { Code } from "../../diagnostics/catalog.js";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import type { Location } from "../../diagnostics/location.js";
import type { Document } from "../../source/document.js";
import type { Library, Target } from "../../source/library.js";
import type { SchemaReader } from "../json-schema/index.js";
import { allMembers, child, isObject, kindOf, type Node, textOf } from "./node.js";
import type { Version } from "./version.js";

/** What every part of the reader works with. */
export interface Reading {
  readonly library: Library;
  readonly schemas: SchemaReader;
  readonly version: Version;
  readonly root: Node;
  readonly complain: (code: Code, at: Location, message: string, severity?: Diagnostic["severity"]) => void;
  /** What references led to, by document and text. */
  readonly targets: Map<Document, Map<string, Node>>;
  /** What was read of objects that many operations share, by the object. */
  readonly shared: Map<object, unknown>;
}

/** Reads an object once, however many operations refer to it. */
export function once<T>({ value }: Node, { shared }: Reading, read: () => T): T {
  if (typeof value !== "object" || value === null) return read();
  const known = shared.get(value);
  if (known !== undefined) return known as T;
  const made = read();
  shared.set(value, made);
  return made;
}

const mostHops = 50;

/** What a node says, or what its `$ref` leads to, however many references lie between. */
export function followed(node: Node, { library, complain, targets }: Reading): Node | undefined {
  let here = node;
  for (let hops = 0; ; hops += 1) {
    const reference = child(here, "$ref");
    if (reference === undefined || typeof reference.value !== "string") return here;
    if (hops >= mostHops) {
      complain("reference-cycle", node.at, `"${reference.value}" only leads to further references`, "error");
      return undefined;
    }
    const known = targets.get(here.document) ?? new Map<string, Node>();
    targets.set(here.document, known);
    const before = known.get(reference.value);
    if (before !== undefined) {
      here = before;
      continue;
    }
    const target = library.resolve(reference.value, here.document);
    if (target === undefined) {
      const why = library.missing(reference.value, here.document);
      complain("reference-dangling", reference.at, `"${reference.value}" leads nowhere: ${why}`, "error");
      return undefined;
    }
    here = nodeOf(target);
    known.set(reference.value, here);
  }
}

export const nodeOf = (target: Target): Node => ({
  value: target.value,
  document: target.document,
  at: target.at,
  target,
});

/** A node that must be an object, references followed; complains and gives undefined otherwise. */
export function objectAt(node: Node | undefined, what: string, reading: Reading): Node | undefined {
  if (node === undefined) return undefined;
  const found = followed(node, reading);
  if (found === undefined || isObject(found.value)) return found;
  misshapen(found, `${what} must be an object, but here is ${kindOf(found.value)}`, reading);
  return undefined;
}

/** The members of an object member, each followed to where its `$ref` leads; extensions left out, where there may be some. */
export function objectsIn(
  node: Node,
  name: string,
  what: string,
  reading: Reading,
): readonly (readonly [string, Node, Node])[] {
  const holder = child(node, name);
  if (holder === undefined || holder.value === null) return [];
  if (!isObject(holder.value)) {
    misshapen(holder, `"${name}" must be an object, but it is ${kindOf(holder.value)}`, reading);
    return [];
  }
  return allMembers(holder).flatMap(([key, member]) => {
    if (key.startsWith("x-") && (extensible.has(name) || !isObject(member.value))) return [];
    const found = objectAt(member, what, reading);
    return found === undefined ? [] : [[key, found, member] as const];
  });
}

/** Objects that may be extended. In plain maps (headers, credentials, …) "x-rate-limit" is a name like any other. */
const extensible = new Set(["responses", "flows"]);

export function misshapen({ at }: Node, message: string, { complain }: Reading): void {
  complain("openapi-structure", at, message);
}

/** `description`: what stands beside a `$ref` goes before what stands at its target (3.1 Reference Object). */
export const docOf = (node: Node, beside?: Node): string | undefined =>
  (beside === undefined ? undefined : textOf(child(beside, "description"))) ?? textOf(child(node, "description"));

/** Reads the schema that is a member of a node. */
export function schemaIn(node: Node, name: string, { schemas }: Reading): Schema | undefined {
  const schema = child(node, name);
  if (schema === undefined || !isObject(node.value)) return undefined;
  return schemas.read(schema.value, node.value, name, node.document);
}

/** Reads the node itself as a schema. */
export function schemaAt(node: Node, { schemas }: Reading): Schema {
  if (node.parent !== undefined && node.key !== undefined) {
    return schemas.read(node.value, node.parent, node.key, node.document);
  }
  return node.target === undefined ? { kind: "any", at: node.at } : schemas.readTarget(node.target);
}
