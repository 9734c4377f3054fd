import { createHash } from "node:crypto";
import type { Document } from "../../source/document.js";
import type { Target } from "../../source/library.js";

/**
 * The name of a schema that a reference leads to, told by its own place alone: the name of a component, else the
 * file (relative to the entry) and the way inside it. Other parts of the contract never change it.
 */
export function placeName({ document, pointer }: Pick<Target, "document" | "pointer">, entry: Document): string {
  const segments = pointer
    .split("/")
    .slice(1)
    .map((segment) => segment.replaceAll("~1", "/").replaceAll("~0", "~"));
  const within = withoutShelf(segments);
  if (document === entry) return within.length > 0 ? within.join("/") : "root";
  return [...fileSegments(document.source.id, entry.source.id), ...within].join("/");
}

/** A name of its own for a schema whose name is taken: the name with a trace of where the schema stands. */
export const distinctName = (name: string, identity: string): string =>
  `${name}-${createHash("sha256").update(identity).digest("hex").slice(0, 8)}`;

const shelves = [["components", "schemas"], ["definitions"], ["$defs"]];

function withoutShelf(segments: readonly string[]): readonly string[] {
  const shelf = shelves.find((names) => names.every((name, index) => segments[index] === name));
  const inner = shelf === undefined ? segments : segments.slice(shelf.length);
  return inner.flatMap((segment) => segment.split("/")).filter((segment) => segment !== "");
}

function fileSegments(id: string, entryId: string): readonly string[] {
  const path = relativeTo(id, entryId).replace(/\.(ya?ml|json)$/i, "");
  return path.split("/").filter((segment) => segment !== "" && segment !== "." && segment !== "..");
}

function relativeTo(id: string, entryId: string): string {
  const folder = entryId.split("/").slice(0, -1);
  const segments = id.split("/");
  let shared = 0;
  while (shared < folder.length && shared < segments.length - 1 && folder[shared] === segments[shared]) shared += 1;
  return segments.slice(shared).join("/");
}
