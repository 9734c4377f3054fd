import type { Location } from "../../../diagnostics/location.js";
import type { CommentsNode } from "../syntax.js";
import type { Members } from "./members.js";

/**
 * Where declarations of an image stand, by their path in the file's descriptor (descriptor.proto, SourceCodeInfo). What
 * the parser calls an offset is here an index into `places`.
 */
export class ImagePlaces {
  readonly places: Location[];
  readonly #byPath = new Map<string, number>();
  readonly #comments = new Map<string, CommentsNode>();

  constructor(file: string, fallback: Location, info: Members | undefined) {
    this.places = [fallback];
    for (const location of info?.messages("location") ?? []) {
      const path = location.numbers("path").join(",");
      const [line = 0, column = 0] = location.numbers("span");
      const at = this.places.length;
      this.places.push({ file, line: line + 1, column: column + 1 });
      if (!this.#byPath.has(path)) this.#byPath.set(path, at);
      const comments = commentsOf(location, at);
      if (comments !== undefined) this.#comments.set(path, comments);
    }
  }

  /** The place of a path, or of the nearest path around it. */
  at(...path: readonly number[]): number {
    for (let length = path.length; length > 0; length -= 1) {
      const found = this.#byPath.get(path.slice(0, length).join(","));
      if (found !== undefined) return found;
    }
    return this.#byPath.get("") ?? 0;
  }

  has(...path: readonly number[]): boolean {
    return this.#byPath.has(path.join(","));
  }

  /** The comments of a path, to be spread into its node. */
  comments(...path: readonly number[]): { comments?: CommentsNode } {
    const comments = this.#comments.get(path.join(","));
    return comments === undefined ? {} : { comments };
  }
}

function commentsOf(location: Members, at: number): CommentsNode | undefined {
  const comment = (text: string) => ({
    text: text
      .split("\n")
      .map((line) => line.replace(/^ /, "").trimEnd())
      .join("\n")
      .replace(/^\n+|\s+$/g, ""),
    at,
  });
  const detached = location.texts("leading_detached_comments").map(comment);
  const leading = location.has("leading_comments") ? comment(location.text("leading_comments")) : undefined;
  const trailing = location.has("trailing_comments") ? comment(location.text("trailing_comments")) : undefined;
  if (leading === undefined && trailing === undefined && detached.length === 0) return undefined;
  return { detached, ...(leading !== undefined && { leading }), ...(trailing !== undefined && { trailing }) };
}
