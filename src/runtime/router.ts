import type { Parameter } from "./parameter.js";
import { percentDecode } from "./percent.js";

/** Where a path leads. Literal segments win over mixed ones ("{name}.json"), those over whole expressions. */
export interface Router<T> {
  /** `path` is still encoded and starts with "/". */
  find(path: string): Found<T> | undefined;
}

export interface Found<T> {
  /** By method. */
  readonly methods: ReadonlyMap<string, T>;
  /** The text in place of each expression, still encoded, by position. */
  readonly texts: readonly string[];
}

export interface Route<T> {
  readonly method: string;
  /** A template split at its expressions. */
  readonly path: readonly (string | Parameter)[];
  readonly value: T;
}

export interface RouterOptions {
  /** Whether "/pets/" is "/pets". Default: no. */
  readonly ignoreTrailingSlash?: boolean;
}

export function createRouter<T>(
  routes: readonly Route<T>[],
  { ignoreTrailingSlash = false }: RouterOptions = {},
): Router<T> {
  const root = node<T>();
  const plain = new Map<string, Found<T>>();
  for (const { method, path, value } of routes) {
    const leaf = segmentsOf(path).reduce(descend<T>, root);
    leaf.methods ??= new Map();
    if (!leaf.methods.has(method)) leaf.methods.set(method, value);
    const [only] = path;
    if (path.length === 1 && typeof only === "string" && !only.includes("%"))
      plain.set(only, { methods: leaf.methods, texts: [] });
  }
  return {
    find(path) {
      const known = plain.get(path);
      if (known !== undefined) return known;
      const trimmed = ignoreTrailingSlash && path.length > 1 && path.endsWith("/") ? path.slice(0, -1) : path;
      const segments = trimmed.split("/");
      const texts: string[] = [];
      const methods = search(root, segments, 1, texts);
      return methods === undefined ? undefined : { methods, texts };
    },
  };
}

interface Node<T> {
  readonly literals: Map<string, Node<T>>;
  readonly mixed: { readonly source: string; readonly segment: Segment; readonly node: Node<T> }[];
  whole?: Node<T>;
  methods?: Map<string, T>;
}

const node = <T>(): Node<T> => ({ literals: new Map(), mixed: [] });

/** A segment: its literal texts, with `null` where an expression stands. */
type Segment = readonly (string | null)[];

function segmentsOf(path: Route<unknown>["path"]): Segment[] {
  const segments: (string | null)[][] = [];
  for (const part of path) {
    if (typeof part !== "string") {
      segments.at(-1)?.push(null);
      continue;
    }
    const [first = "", ...others] = part.split("/");
    if (first !== "") segments.at(-1)?.push(first);
    for (const other of others) segments.push(other === "" ? [] : [other]);
  }
  return segments;
}

function descend<T>(from: Node<T>, segment: Segment): Node<T> {
  if (segment.every((part) => part !== null)) {
    const text = percentDecode(segment.join(""));
    const known = from.literals.get(text) ?? node<T>();
    from.literals.set(text, known);
    return known;
  }
  if (segment.length === 1) {
    from.whole ??= node<T>();
    return from.whole;
  }
  const source = segment.map((part) => part ?? "{}").join("");
  const known = from.mixed.find((mixed) => mixed.source === source);
  if (known !== undefined) return known.node;
  const made = { source, segment, node: node<T>() };
  from.mixed.push(made);
  from.mixed.sort((a, b) => b.source.length - a.source.length);
  return made.node;
}

function search<T>(
  from: Node<T>,
  segments: readonly string[],
  index: number,
  texts: string[],
): Map<string, T> | undefined {
  const segment = segments[index];
  if (segment === undefined) return from.methods;
  const literal = from.literals.get(segment.includes("%") ? percentDecode(segment) : segment);
  if (literal !== undefined) {
    const found = search(literal, segments, index + 1, texts);
    if (found !== undefined) return found;
  }
  const mark = texts.length;
  for (const { segment: template, node: next } of from.mixed) {
    const match = matchMixed(template, segment);
    if (match === undefined) continue;
    texts.push(...match);
    const found = search(next, segments, index + 1, texts);
    if (found !== undefined) return found;
    texts.length = mark;
  }
  if (from.whole === undefined || segment === "") return undefined;
  texts.push(segment);
  const found = search(from.whole, segments, index + 1, texts);
  if (found === undefined) texts.length = mark;
  return found;
}

/**
 * The texts in place of a segment's expressions, each as short as can be but not empty. Looks at each character once:
 * whoever sends the segment also chooses its length.
 */
function matchMixed(template: Segment, segment: string): string[] | undefined {
  const last = template.at(-1);
  const tail = typeof last === "string" ? last : "";
  if (!segment.endsWith(tail)) return undefined;
  const end = segment.length - tail.length;
  const texts: string[] = [];
  let from = 0;
  let open = -1;
  for (const part of tail === "" ? template : template.slice(0, -1)) {
    if (part === null) {
      if (open >= 0) {
        texts.push(segment.slice(open, open + 1));
        from = open + 1;
      }
      open = from;
      continue;
    }
    const found = open < 0 ? (segment.startsWith(part) ? 0 : -1) : segment.indexOf(part, open + 1);
    if (found < 0 || found + part.length > end) return undefined;
    if (open >= 0) texts.push(segment.slice(open, found));
    open = -1;
    from = found + part.length;
  }
  if (open >= 0) {
    if (open >= end) return undefined;
    texts.push(segment.slice(open, end));
  }
  return open < 0 && from !== end ? undefined : texts;
}
