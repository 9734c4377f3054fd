import type { CommentNode, CommentsNode } from "./syntax.js";
import { type Tokens, tokenKind } from "./tokens.js";

interface Gap {
  readonly trailing?: CommentNode;
  readonly detached: readonly CommentNode[];
  readonly leading?: CommentNode;
}

const nothing: Gap = { detached: [] };

/**
 * The comments of a declaration, as protoc gives them out (descriptor.proto, SourceCodeInfo.Location): what stands right
 * before its first token, what follows the `;` or `{` that ends its head, and what stands apart.
 */
export function commentsOf(tokens: Tokens, first: number, headEnd: number): CommentsNode | undefined {
  const before = gap(tokens, first);
  const trailing = headEnd + 1 < tokens.kinds.length ? gap(tokens, headEnd + 1).trailing : undefined;
  if (before.leading === undefined && trailing === undefined && before.detached.length === 0) return undefined;
  return {
    ...(before.leading !== undefined && { leading: before.leading }),
    ...(trailing !== undefined && { trailing }),
    detached: before.detached,
  };
}

/** Gives the comments between two tokens to the one before, to the one after, or to neither. */
function gap(tokens: Tokens, next: number): Gap {
  const { text, comments, commentsBefore, starts, ends, kinds } = tokens;
  const from = next === 0 ? 0 : (commentsBefore[next - 1] ?? 0);
  const to = commentsBefore[next] ?? 0;
  if (from === to) return nothing;
  const before = next === 0 ? 0 : (ends[next - 1] ?? 0);
  const after = starts[next] ?? text.length;
  const blocks = blocksOf(text, comments, from, to, next === 0 ? -1 : before);
  const closes = kinds[next] === tokenKind.end || text[after] === "}" || text[after] === "]";
  const left = [...blocks];

  let trailing: Block | undefined;
  const first = left[0];
  if (next > 0 && first !== undefined) {
    const follows = left[1]?.start ?? after;
    const sameLine = !text.slice(before, first.start).includes("\n");
    if (sameLine && !text.slice(first.end, follows).includes("\n") && follows === after && !closes) {
      // Between two tokens of one line nobody can tell whose it is.
      return { detached: [] };
    }
    const adjacent = sameLine || newlines(text, before, first.start) === 1;
    const apart = sameLine || newlines(text, first.end, follows) > 1 || (closes && left.length === 1);
    if (adjacent && apart) trailing = left.shift();
  }
  let leading: Block | undefined;
  const last = left.at(-1);
  if (last !== undefined && !closes && newlines(text, last.end, after) <= 1) leading = left.pop();
  return {
    ...(trailing !== undefined && { trailing: trailing.node }),
    detached: left.map(({ node }) => node),
    ...(leading !== undefined && { leading: leading.node }),
  };
}

interface Block {
  readonly start: number;
  readonly end: number;
  readonly node: CommentNode;
}

/** Line comments on lines that follow one another are one comment, unless the first shares its line with code. */
function blocksOf(
  text: string,
  comments: readonly number[],
  from: number,
  to: number,
  codeEnd: number,
): readonly Block[] {
  const blocks: Block[] = [];
  for (let index = from; index < to; ) {
    const start = comments[index] ?? 0;
    let end = comments[index + 1] ?? start;
    index += 2;
    const isLine = text[start + 1] === "/";
    const besideCode = codeEnd >= 0 && blocks.length === 0 && !text.slice(codeEnd, start).includes("\n");
    const lines = [start, end];
    while (isLine && !besideCode && index < to) {
      const nextStart = comments[index] ?? 0;
      if (text[nextStart + 1] !== "/" || newlines(text, end, nextStart) !== 1) break;
      end = comments[index + 1] ?? nextStart;
      lines.push(nextStart, end);
      index += 2;
    }
    blocks.push({
      start,
      end,
      node: { text: isLine ? lineText(text, lines) : blockText(text.slice(start, end)), at: start },
    });
  }
  return blocks;
}

function newlines(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = text.indexOf("\n", from); at >= 0 && at < to; at = text.indexOf("\n", at + 1)) count += 1;
  return count;
}

function lineText(text: string, places: readonly number[]): string {
  const lines: string[] = [];
  for (let index = 0; index < places.length; index += 2)
    lines.push(text.slice((places[index] ?? 0) + 2, places[index + 1]));
  return unindented(lines);
}

function blockText(comment: string): string {
  const inside = comment.slice(2, comment.endsWith("*/") ? -2 : undefined);
  return unindented(
    inside.split("\n").map((line, index) => (index === 0 ? line.replace(/^\*+/, "") : line.replace(/^\s*\*?/, ""))),
  );
}

/** Takes the space away that stands between the comment sign and the words, keeping what is indented further. */
function unindented(lines: readonly string[]): string {
  return lines
    .map((line) => line.replace(/^ /, "").trimEnd())
    .join("\n")
    .replace(/^\n+|\s+$/g, "");
}
