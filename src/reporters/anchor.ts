/** Where services that look at a repository show a finding. */
import type { Finding } from "../compare/finding.js";
import type { Location } from "../diagnostics/location.js";

/** What the name of a file in a location says. */
export type Place =
  /** Below or beside where the tool was run, with `/` between segments. */
  | { readonly kind: "relative"; readonly path: string }
  | { readonly kind: "absolute"; readonly path: string }
  | { readonly kind: "url"; readonly path: string }
  | { readonly kind: "stdin"; readonly path: "-" }
  /** As it was in a revision of the repository. */
  | { readonly kind: "revision"; readonly revision: string; readonly path: string };

export function placeOf(file: string): Place {
  if (file === "-") return { kind: "stdin", path: file };
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(file)) return { kind: "url", path: file };
  const slashed = file.replaceAll("\\", "/").replace(/^(?:\.\/)+/, "");
  if (/^(?:\/|[a-z]:\/)/i.test(slashed)) return { kind: "absolute", path: slashed };
  const [, revision, path] = /^([^:]{2,}):(.+)$/s.exec(slashed) ?? [];
  if (revision !== undefined && path !== undefined) return { kind: "revision", revision, path };
  return { kind: "relative", path: slashed };
}

/** A place in files as they are now. Without a line where the file is known but what was there is gone. */
export interface Anchor {
  readonly place: Place;
  readonly line?: number;
  /** In UTF-16 code units. */
  readonly column?: number;
}

/**
 * After, unless it is gone: then before. A line of an older revision says nothing about the file as it is now, so it is
 * left out. Nothing at all for a finding that lies nowhere.
 */
export function anchorOf({ after, before }: Finding): Anchor | undefined {
  const at: Location | null = after ?? before;
  if (at === null) return undefined;
  const place = placeOf(at.file);
  if (place.kind === "revision" && after === null) return { place: { kind: "relative", path: place.path } };
  return { place, line: at.line, column: at.column };
}
