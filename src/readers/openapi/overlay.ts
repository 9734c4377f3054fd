import type { JSONPathNode } from "json-p3";
import type { Json } from "../../contract/json.js";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { Failure } from "../../diagnostics/failure.js";
import type { Location } from "../../diagnostics/location.js";
import type { Document } from "../../source/document.js";
import { openDocument } from "../../source/open-document.js";
import type { Source } from "../../source/source.js";
import { EditedDocument } from "./edited-document.js";
import { child, isObject, items, kindOf, type Node, textOf } from "./node.js";

/**
 * Opens a contract and applies overlays to it, one after another (OpenAPI Overlay Specification 1.0 and 1.1). What the
 * overlays leave alone keeps its place in the contract's file; what they bring has its place in theirs.
 * @throws Failure when the contract or an overlay cannot be read, or an overlay is none
 */
export async function applyOverlays(
  entry: Source,
  overlays: readonly Source[],
  diagnostics: Diagnostic[],
): Promise<Document> {
  const { query } = await import("json-p3");
  const opened = await openDocument(entry);
  diagnostics.push(...opened.diagnostics);
  const edited = new EditedDocument(opened.document);
  for (const source of overlays) {
    const overlay = await openDocument(source);
    diagnostics.push(...overlay.diagnostics);
    for (const action of actionsOf(overlay.document, diagnostics)) {
      applyAction(action, edited, (path) => [...query(path, edited.value as never)], diagnostics);
    }
  }
  return edited.finished();
}

function actionsOf(document: Document, diagnostics: Diagnostic[]): readonly Node[] {
  const { value } = document;
  const version = isObject(value) ? value["overlay"] : undefined;
  const told = typeof version === "number" ? String(version) : version;
  if (!isObject(value) || typeof told !== "string" || !/^1\.[01](?:\.|$)/.test(told)) {
    const at = isObject(value) ? document.at(value) : { file: document.source.name, line: 1, column: 1 };
    const message = `${document.source.name} is not an overlay that can be read: it must say "overlay: 1.0.0" or "1.1.0"`;
    throw new Failure([{ code: "openapi-overlay", severity: "error", message, at }]);
  }
  const root: Node = { value, document, at: document.at(value) };
  const actions = child(root, "actions");
  if (!Array.isArray(actions?.value)) {
    complain(diagnostics, root.at, 'The overlay has no list of "actions"');
    return [];
  }
  return items(actions);
}

function applyAction(
  action: Node,
  edited: EditedDocument,
  select: (path: string) => JSONPathNode[],
  diagnostics: Diagnostic[],
): void {
  const target = child(action, "target");
  const path = textOf(target);
  if (target === undefined || path === undefined) {
    complain(diagnostics, action.at, 'An action needs a "target", a JSONPath; it is left out');
    return;
  }
  const find = (text: string, at: Location): JSONPathNode[] => {
    try {
      return select(text);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      complain(diagnostics, at, `"${text}" is not a JSONPath (RFC 9535): ${why}`, "error");
      return [];
    }
  };
  const found = find(path, target.at);
  if (found.length === 0) complain(diagnostics, target.at, `"${path}" selects nothing in the contract`);
  if (child(action, "remove")?.value === true) {
    for (const node of inReverse(found)) removeNode(node, edited, target.at, diagnostics);
    return;
  }
  const update = child(action, "update");
  if (update !== undefined && isObject(action.value)) {
    const from = { document: action.document, parent: action.value, key: "update" };
    for (const node of found) putNode(node, update.value, from, edited, update.at, diagnostics);
    return;
  }
  const copy = child(action, "copy");
  const source = textOf(copy);
  if (copy === undefined || source === undefined) {
    complain(diagnostics, action.at, 'An action needs "update", "remove: true" or "copy"; it is left out');
    return;
  }
  const [original, ...others] = find(source, copy.at);
  if (original === undefined || others.length > 0) {
    complain(
      diagnostics,
      copy.at,
      `"copy" must select exactly one node, and selects ${original ? others.length + 1 : 0}`,
    );
    return;
  }
  const holder = holderOf(original, edited.value);
  if (holder === undefined) {
    complain(diagnostics, copy.at, '"copy" cannot select the whole contract');
    return;
  }
  const from = edited.originOf(holder.parent, holder.key);
  const value = edited.copyOf(original.value as Json);
  for (const node of found) putNode(node, value, from, edited, copy.at, diagnostics);
}

function removeNode(node: JSONPathNode, edited: EditedDocument, at: Location, diagnostics: Diagnostic[]): void {
  const holder = holderOf(node, edited.value);
  if (holder === undefined) complain(diagnostics, at, "The whole contract cannot be removed", "error");
  else edited.remove(holder.parent, holder.key);
}

function putNode(
  node: JSONPathNode,
  value: Json,
  from: { document: Document; parent: object; key: string | number },
  edited: EditedDocument,
  at: Location,
  diagnostics: Diagnostic[],
): void {
  const target = node.value as Json;
  if (typeof target === "object" && target !== null) {
    if (!Array.isArray(target) && !isObject(value)) {
      complain(diagnostics, at, `An object can only be updated by an object, but here is ${kindOf(value)}`);
    } else edited.merge(target, value, from);
    return;
  }
  const holder = holderOf(node, edited.value);
  if (holder !== undefined) edited.replace(holder.parent, holder.key, value, from);
}

/** What holds a node, by its way from the root; undefined for the root itself. */
function holderOf(node: JSONPathNode, root: Json): { parent: object; key: string | number } | undefined {
  const key = node.location.at(-1);
  if (key === undefined) return undefined;
  let parent: Json = root;
  for (const step of node.location.slice(0, -1)) {
    if (typeof parent !== "object" || parent === null) return undefined;
    parent = (parent as Record<string | number, Json>)[step] ?? null;
  }
  return typeof parent === "object" && parent !== null ? { parent, key } : undefined;
}

/** Later items first, so that removing one does not move the others. */
const inReverse = (nodes: readonly JSONPathNode[]): readonly JSONPathNode[] =>
  [...nodes].sort((a, b) => compareWays(b.location, a.location));

function compareWays(a: readonly (string | number)[], b: readonly (string | number)[]): number {
  for (let index = 0; index < Math.min(a.length, b.length); index += 1) {
    const [x, y] = [a[index], b[index]];
    if (typeof x === "number" && typeof y === "number" && x !== y) return x - y;
  }
  return a.length - b.length;
}

function complain(
  diagnostics: Diagnostic[],
  at: Location,
  message: string,
  severity: Diagnostic["severity"] = "warning",
): void {
  diagnostics.push({ code: "openapi-overlay", severity, message, at });
}
