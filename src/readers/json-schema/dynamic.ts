import type { Json } from "../../contract/json.js";
import type { Document } from "../../source/document.js";
import type { Target } from "../../source/library.js";
import type { Reference } from "./conjunct.js";
import { type JsonObject, memberOf } from "./place.js";

type Keyword = "$dynamicAnchor" | "$recursiveAnchor";

/** Every schema that carries a dynamic anchor, by keyword and name. */
export type DynamicAnchors = ReadonlyMap<string, readonly Target[]>;

/**
 * The one schema that a dynamic reference can mean (JSON Schema 2020-12 section 8.2.3.2, 2019-09 section 8.2.4.2):
 * the only one that carries the anchor. "several" when it takes a value's way through the schemas to tell.
 */
export function dynamicAnchor(
  text: string,
  dynamic: Reference["dynamic"],
  anchors: DynamicAnchors,
): Target | "several" | undefined {
  const name = text.slice(text.indexOf("#") + 1);
  if (dynamic === "$dynamicRef" && (name === "" || name.startsWith("/"))) return undefined;
  const found =
    anchors.get(
      dynamic === "$recursiveRef" ? anchorKey("$recursiveAnchor", true) : anchorKey("$dynamicAnchor", name),
    ) ?? [];
  return found.length > 1 ? "several" : found[0];
}

/** The name under which a schema can be reached dynamically, if it can. */
export const dynamicAnchorOf = (schema: Json): Json | undefined =>
  typeof schema === "object" && schema !== null && !Array.isArray(schema)
    ? memberOf(schema as JsonObject, "$dynamicAnchor")
    : undefined;

/** The schema of a file that bears a dynamic anchor and stands least deep in it; whatever the order of its members. */
export function outermostAnchor(name: string, document: Document, anchors: DynamicAnchors): Target | undefined {
  const bearers = (anchors.get(anchorKey("$dynamicAnchor", name)) ?? []).filter((one) => one.document === document);
  const depth = ({ pointer }: Target): number => pointer.split("/").length;
  return bearers.sort((a, b) => depth(a) - depth(b) || (a.pointer < b.pointer ? -1 : 1))[0];
}

const anchorKey = (keyword: Keyword, value: Json): string => `${keyword} ${String(value)}`;

/** Looks through whole documents, once. */
export function findDynamicAnchors(documents: readonly Document[]): DynamicAnchors {
  const anchors = new Map<string, Target[]>();
  for (const document of documents) collect(document, anchors);
  return anchors;
}

function collect(document: Document, anchors: Map<string, Target[]>): void {
  const seen = new Set<object>();
  const root = document.value;
  if (typeof root !== "object" || root === null) return;
  const waiting: { value: object; pointer: string; parent?: object; key?: string }[] = [{ value: root, pointer: "" }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { value, pointer, parent, key } = next;
    if (seen.has(value)) continue;
    seen.add(value);
    for (const keyword of ["$dynamicAnchor", "$recursiveAnchor"] as const) {
      const anchor = Array.isArray(value) ? undefined : memberOf(value as JsonObject, keyword);
      if (typeof anchor !== "string" && anchor !== true) continue;
      const at =
        parent === undefined || key === undefined
          ? document.at(value)
          : document.at(parent, Array.isArray(parent) ? Number(key) : key);
      const known = anchors.get(anchorKey(keyword, anchor)) ?? [];
      known.push({ document, value: value as Json, pointer, at });
      anchors.set(anchorKey(keyword, anchor), known);
    }
    for (const [name, member] of Object.entries(value)) {
      if (typeof member !== "object" || member === null) continue;
      const segment = name.replaceAll("~", "~0").replaceAll("/", "~1");
      waiting.push({ value: member as object, pointer: `${pointer}/${segment}`, parent: value, key: name });
    }
  }
}
