import type { Json } from "../../contract/json.js";
import type { Document } from "../../source/document.js";
import { MergedDocument } from "./merged-document.js";
import { children, identityOf, isObject, isObjectNode, items, kindOf, type Node, type ObjectNode } from "./node.js";
import { follow, listed, misshapen, type Reading } from "./reading.js";
import { resolve } from "./resolve.js";

/**
 * An operation or message with its traits merged in (JSON Merge Patch, RFC 7396, in the order of the list).
 * In AsyncAPI 2 a trait patches what it is applied to; in 3 what it is applied to has the last word ("Traits Merge
 * Mechanism"). Everything in the result is found where it was written, in whichever file that is.
 */
export function withTraits(reading: Reading, target: ObjectNode): ObjectNode {
  const traits = listed(reading, target, "traits").flatMap((item) => {
    const trait = follow(reading, item);
    if (trait === undefined) return [];
    if (isObjectNode(trait)) return [trait];
    misshapen(reading, trait, `a trait must be an object, and is ${kindOf(trait.value)}`);
    return [];
  });
  if (traits.length === 0) return target;
  const base = target.document;
  const [first = target, ...others] = reading.version.major === 2 ? [target, ...traits] : [...traits, target];
  let merged = adopted(reading, first, base, 0);
  for (const layer of others) merged = patched(reading, merged, layer, base, 0);
  merged = inOrderOf(reading, target, merged);
  const members = new Map([...(membersOf(reading, merged, base) ?? [])].filter(([name]) => name !== "traits"));
  const result = made(target, members);
  const document = new MergedDocument(base);
  settle(result, document);
  return { ...target, document, value: result.value as ObjectNode["value"] };
}

/** A part of the result: as it stands in the base file, or made anew out of members. */
interface Part {
  readonly origin: Node;
  readonly value: Json;
  readonly members?: ReadonlyMap<string, Part>;
}

/** What bounds the work on schemas that hold themselves. */
const deepest = 64;

/** `over` patched onto `under`. References on both sides are followed first: both must be objects to be merged. */
function patched(reading: Reading, under: Part, over: Node, base: Document, depth: number): Part {
  const above = isObject(over.value) && isObject(under.value) && depth < deepest ? follow(reading, over) : undefined;
  if (above === undefined || !isObject(above.value)) return adopted(reading, over, base, depth);
  const below = membersOf(reading, under, base);
  if (below === undefined || (under.members === undefined && leadTo(reading, under.origin, above)))
    return adopted(reading, over, base, depth);
  const members = new Map(below);
  for (const [name, change] of children(above)) {
    const existing = members.get(name);
    if (change.value === null) members.delete(name);
    else if (existing === undefined) members.set(name, adopted(reading, change, base, depth));
    else members.set(name, patched(reading, existing, change, base, depth + 1));
  }
  return made(above, members);
}

/** The members that the target writes itself come first, in both generations. */
function inOrderOf(reading: Reading, node: Node, part: Part): Part {
  const { members } = part;
  const found = follow(reading, node);
  if (members === undefined || found === undefined || !isObjectNode(found) || Array.isArray(part.value)) return part;
  const own = children(found).flatMap(([name, child]) => {
    const member = members.get(name);
    return member === undefined ? [] : [[name, inOrderOf(reading, child, member)] as const];
  });
  const added = [...members].filter(([name]) => !Object.hasOwn(found.value, name));
  return made(part.origin, new Map([...own, ...added]));
}

const leadTo = (reading: Reading, from: Node, target: Node): boolean => {
  const found = follow(reading, from);
  return found !== undefined && identityOf(found) === identityOf(target);
};

/** The members of a part, references followed; undefined when it is no object. */
function membersOf(reading: Reading, part: Part, base: Document): ReadonlyMap<string, Part> | undefined {
  if (part.members !== undefined) return Array.isArray(part.value) ? undefined : part.members;
  const found = follow(reading, part.origin);
  if (found === undefined || !isObject(found.value)) return undefined;
  return new Map(children(found).map(([name, member]) => [name, adopted(reading, member, base, 0)]));
}

/** A node of the base file stands as it is; one of another file is copied, its references made absolute. */
function adopted(reading: Reading, node: Node, base: Document, depth: number): Part {
  const { value } = node;
  if (node.document === base || typeof value !== "object" || value === null || depth > deepest)
    return { origin: node, value };
  const copy = ([name, member]: readonly [string, Node]): [string, Part] => [
    name,
    name === "$ref" && typeof member.value === "string"
      ? { origin: member, value: absolute(reading, member.value, node.document) }
      : adopted(reading, member, base, depth + 1),
  ];
  if (!Array.isArray(value)) return made(node, new Map(children(node).map(copy)));
  const members = new Map(items(node).map((item, index) => copy([String(index), item])));
  return { origin: node, value: [...members.values()].map((item) => item.value), members };
}

function made(origin: Node, members: ReadonlyMap<string, Part>): Part {
  const value: Record<string, Json> = {};
  for (const [name, { value: member }] of members)
    Object.defineProperty(value, name, { value: member, enumerable: true, writable: true, configurable: true });
  return { origin, value, members };
}

/** Tells the document where everything that was made came from. */
function settle({ origin, value, members }: Part, document: MergedDocument): void {
  if (members === undefined || typeof value !== "object" || value === null) return;
  document.remember(value, origin, new Map([...members].map(([name, member]) => [name, member.origin])));
  for (const member of members.values()) settle(member, document);
}

function absolute(reading: Reading, reference: string, from: Document): string {
  const { found } = resolve(reading.library, reference, from);
  return found === undefined ? reference : `${found.document.source.id}#${found.pointer}`;
}
