import type { Json } from "../../contract/json.js";
import type { Document } from "../../source/document.js";
import type { Target } from "../../source/library.js";
import type { Reference } from "./conjunct.js";
import { isObject, memberOf } from "./place.js";

/**
 * The one schema that a dynamic reference can mean (JSON Schema 2020-12 section 8.2.3.2, 2019-09 section 8.2.4.2):
 * the only one that carries the anchor. "several" when it takes a value's way through the schemas to tell.
 */
export function dynamicAnchor(
  text: string,
  dynamic: Reference["dynamic"],
  documents: readonly Document[],
): Target | "several" | undefined {
  const name = text.slice(text.indexOf("#") + 1);
  const wanted = dynamic === "$recursiveRef" ? true : name;
  const keyword = dynamic === "$recursiveRef" ? "$recursiveAnchor" : "$dynamicAnchor";
  if (dynamic === "$dynamicRef" && (name === "" || name.startsWith("/"))) return undefined;
  const found: Target[] = [];
  for (const document of documents) collect(document, keyword, wanted, found);
  return found.length > 1 ? "several" : found[0];
}

function collect(document: Document, keyword: string, wanted: Json, found: Target[]): void {
  const seen = new Set<object>();
  const waiting: { value: Json; pointer: string; at: Target["at"] }[] = [];
  const rootAt =
    typeof document.value === "object" && document.value !== null ? document.at(document.value) : undefined;
  if (rootAt !== undefined) waiting.push({ value: document.value, pointer: "", at: rootAt });
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { value, pointer } = next;
    if (typeof value !== "object" || value === null || seen.has(value)) continue;
    seen.add(value);
    if (isObject(value) && memberOf(value, keyword) === wanted) found.push({ document, ...next });
    for (const [key, member] of Object.entries(value)) {
      if (typeof member !== "object" || member === null) continue;
      const segment = key.replaceAll("~", "~0").replaceAll("/", "~1");
      const at = document.at(value, Array.isArray(value) ? Number(key) : key);
      waiting.push({ value: member as Json, pointer: `${pointer}/${segment}`, at });
    }
  }
}
