import type { Document } from "../../../source/document.js";
import type { Library } from "../../../source/library.js";
import { allMembers, child, isObject, items, type JsonObject, type Node, textOf } from "../node.js";
import type { Version } from "../version.js";
import { grammar, type Member, type ObjectKind } from "./grammar.js";

/** One object of the contract that OpenAPI gives a meaning, wherever it stands. */
export interface Visit {
  readonly kind: ObjectKind;
  readonly node: Node;
  readonly value: JsonObject;
}

/** All that lint looks at. */
export interface Walk {
  readonly version: Version;
  readonly library: Library;
  readonly visits: readonly Visit[];
  /** Schemas that are one part of another (`allOf`, `not`, `if`, …): what they leave out may be said beside them. */
  readonly composed: ReadonlySet<object>;
}

const composing = new Set("allOf anyOf oneOf not if then else dependentSchemas dependencies".split(" "));

/** Visits every object once, through all files that references reach. */
export function walk(root: Node, library: Library, version: Version): Walk {
  const visits: Visit[] = [];
  const composed = new Set<object>();
  const seen = new Set<object>();
  const waiting: (readonly [ObjectKind, Node, boolean])[] = [["root", root, false]];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const [kind, node, isPart] = next;
    const { value } = node;
    if (!isObject(value)) continue;
    const isNewPart = isPart && !composed.has(value);
    if (isPart) composed.add(value);
    const reference = textOf(child(node, "$ref"));
    if (reference !== undefined && (!seen.has(value) || isNewPart)) {
      const target = targetOf(reference, node.document, library);
      if (target !== undefined) waiting.push([kind, target, isPart]);
    }
    if (seen.has(value)) continue;
    seen.add(value);
    if (reference !== undefined && kind !== "schema" && kind !== "pathItem") continue;
    visits.push({ kind, node, value });
    for (const [name, inner] of allMembers(node)) {
      const { members, every } = grammar.get(kind) ?? {};
      const member = members?.get(name);
      if (every !== undefined && !name.startsWith("x-")) waiting.push([every, inner, false]);
      for (const [held, part] of heldBy(member, inner)) waiting.push([held, part, composing.has(name)]);
    }
  }
  return { version, library, visits, composed };
}

function targetOf(reference: string, document: Document, library: Library): Node | undefined {
  const target = library.resolve(reference, document);
  return target && { value: target.value, document: target.document, at: target.at, target };
}

function heldBy(member: Member | undefined, node: Node): readonly (readonly [ObjectKind, Node])[] {
  if (member?.holds === undefined) return [];
  const { holds, as } = member;
  const held =
    as === "map" ? allMembers(node).map(([, inner]) => inner) : Array.isArray(node.value) ? items(node) : [node];
  return held.map((inner) => [holds, inner] as const);
}
