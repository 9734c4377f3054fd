import type { Json } from "../../contract/json.js";
import type { Location } from "../../diagnostics/location.js";
import type { Document } from "../../source/document.js";
import type { Target } from "../../source/library.js";

export type JsonObject = { readonly [name: string]: Json };

/** A value in a document of the contract, with where it stands. Of any JSON type: nothing is taken for granted. */
export interface Node {
  readonly value: Json;
  readonly document: Document;
  readonly at: Location;
  /** What holds the value; absent for what a reference leads to. */
  readonly parent?: object;
  readonly key?: string | number;
  /** What a reference led to. */
  readonly target?: Target;
}

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** An own member of a node that is an object. */
export function child({ value, document }: Node, key: string): Node | undefined {
  if (!isObject(value) || !Object.hasOwn(value, key)) return undefined;
  return { value: value[key] as Json, document, at: document.at(value, key), parent: value, key };
}

/** The members of an object but for extensions, with their names. */
export function members(node: Node | undefined): readonly (readonly [string, Node])[] {
  if (node === undefined || !isObject(node.value)) return [];
  return Object.keys(node.value)
    .filter((name) => !name.startsWith("x-"))
    .map((name) => [name, child(node, name) as Node] as const);
}

/** All members of an object, whatever they are called. */
export function allMembers(node: Node | undefined): readonly (readonly [string, Node])[] {
  if (node === undefined || !isObject(node.value)) return [];
  return Object.keys(node.value).map((name) => [name, child(node, name) as Node] as const);
}

export function items(node: Node | undefined): readonly Node[] {
  if (node === undefined || !Array.isArray(node.value)) return [];
  const { value, document } = node;
  return (value as readonly Json[]).map((item, key) => ({
    value: item,
    document,
    at: document.at(value, key),
    parent: value,
    key,
  }));
}

export const textOf = (node: Node | undefined): string | undefined =>
  typeof node?.value === "string" ? node.value : undefined;

export const flagOf = (node: Node | undefined): boolean | undefined =>
  typeof node?.value === "boolean" ? node.value : undefined;

/** The `x-` members. */
export function extensionsOf({ value }: Node): { readonly [name: string]: Json } | undefined {
  if (!isObject(value)) return undefined;
  let found: Record<string, Json> | undefined;
  for (const name in value) {
    if (!name.startsWith("x-")) continue;
    found ??= {};
    found[name] = value[name] as Json;
  }
  return found;
}

export const kindOf = (value: Json): string =>
  value === null ? "null" : Array.isArray(value) ? "a list" : isObject(value) ? "an object" : `a ${typeof value}`;
