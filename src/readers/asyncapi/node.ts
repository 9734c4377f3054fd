import type { Json } from "../../contract/json.js";
import type { Location } from "../../diagnostics/location.js";
import type { Document } from "../../source/document.js";

/** A value of a contract together with where it stands: what every part of the reader is handed. */
export interface Node {
  readonly value: Json;
  readonly document: Document;
  /** The object or list that holds the value; undefined for a document's root. */
  readonly parent: object | undefined;
  readonly key: string | number | undefined;
  /** JSON pointer inside the document. With the document's source it is the node's identity. */
  readonly pointer: string;
}

/** A node whose value is known to be an object. */
export interface ObjectNode extends Node {
  readonly value: Members;
}

type Members = { readonly [name: string]: Json };

export const rootNode = (document: Document): Node => ({
  value: document.value,
  document,
  parent: undefined,
  key: undefined,
  pointer: "",
});

/** Where the node's key stands (its item in a list, the beginning of the file for a root). */
export function placeOf({ document, parent, key, value }: Node): Location {
  if (parent !== undefined && key !== undefined) return document.at(parent, key);
  if (typeof value === "object" && value !== null) return document.at(value);
  return { file: document.source.name, line: 1, column: 1 };
}

/** Where the node's value stands rather than its key. */
export const valuePlaceOf = (node: Node): Location =>
  node.parent !== undefined && node.key !== undefined ? node.document.valueAt(node.parent, node.key) : placeOf(node);

export const identityOf = ({ document, pointer }: Node): string => `${document.source.id}#${pointer}`;

export const isObject = (value: unknown): value is Members =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export const isObjectNode = (node: Node): node is ObjectNode => isObject(node.value);

/** The member of an object; undefined when the node is no object, has no such member, or says `null` there. */
export function child(node: Node, key: string): Node | undefined {
  if (!isObject(node.value) || !Object.hasOwn(node.value, key)) return undefined;
  const value = node.value[key];
  if (value === undefined || value === null) return undefined;
  return below(node, node.value, key, value);
}

/** The members of an object in the order of the file, `x-` members and nulls included; none when it is no object. */
export function children(node: Node): readonly (readonly [string, Node])[] {
  const { value } = node;
  if (!isObject(value)) return [];
  return Object.entries(value).map(([key, member]) => [key, below(node, value, key, member)] as const);
}

/** The items of a list; none when the node is no list. */
export function items(node: Node): readonly Node[] {
  const { value } = node;
  if (!Array.isArray(value)) return [];
  return value.map((item: Json, index) => below(node, value, index, item));
}

function below(node: Node, parent: object, key: string | number, value: Json): Node {
  const segment = String(key).replaceAll("~", "~0").replaceAll("/", "~1");
  return { value, document: node.document, parent, key, pointer: `${node.pointer}/${segment}` };
}

/** What a value is, in the words of a message. */
export function kindOf(value: Json): string {
  if (value === null) return "empty";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "an object";
  if (typeof value === "string") return "a text";
  return typeof value === "boolean" ? "true or false" : "a number";
}
