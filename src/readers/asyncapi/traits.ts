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
  const work: Work = { reading, base, pairs: new Map(), ordered: new Map() };
  const [first = target, ...others] = reading.version.major === 2 ? [target, ...traits] : [...traits, target];
  let merged = adopted(work, first, 0);
  for (const layer of others) merged = patched(work, merged, layer, 0);
  merged = inOrderOf(work, target, merged);
  const members = new Map([...(membersOf(work, merged) ?? [])].filter(([name]) => name !== "traits"));
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

/** What one merging keeps in mind. */
interface Work {
  readonly reading: Reading;
  readonly base: Document;
  /** What two nodes of files merge into, by both; undefined while they are being merged. */
  readonly pairs: Map<string, Part | undefined>;
  readonly ordered: Map<Part, Part>;
}

/** How deep values of other files are copied, and objects merged. */
const deepest = 64;

/** `over` patched onto `under`. References on both sides are followed first: both must be objects to be merged. */
function patched(work: Work, under: Part, over: Node, depth: number): Part {
  const above =
    isObject(over.value) && isObject(under.value) && depth < deepest ? follow(work.reading, over) : undefined;
  if (above === undefined || !isObject(above.value)) return adopted(work, over, depth);
  const from = under.members === undefined ? follow(work.reading, under.origin) : undefined;
  const pair = from === undefined ? undefined : JSON.stringify([identityOf(from), identityOf(above)]);
  const below = membersOf(work, under);
  if (below === undefined || (from !== undefined && identityOf(from) === identityOf(above)))
    return adopted(work, over, depth);
  // Schemas that hold themselves, on both sides: where they meet again the reference stays.
  if (pair !== undefined && work.pairs.has(pair)) return work.pairs.get(pair) ?? adopted(work, over, depth);
  if (pair !== undefined) work.pairs.set(pair, undefined);
  const members = new Map(below);
  for (const [name, change] of children(above)) {
    const existing = members.get(name);
    if (change.value === null) members.delete(name);
    else
      members.set(
        name,
        existing === undefined ? adopted(work, change, depth) : patched(work, existing, change, depth + 1),
      );
  }
  const merged = made(above, members);
  if (pair !== undefined) work.pairs.set(pair, merged);
  return merged;
}

/** The members that the target writes itself come first, in both generations. */
function inOrderOf(work: Work, node: Node, part: Part): Part {
  const { members } = part;
  const known = work.ordered.get(part);
  if (known !== undefined) return known;
  const found = follow(work.reading, node);
  if (members === undefined || found === undefined || !isObjectNode(found) || Array.isArray(part.value)) return part;
  const own = children(found).flatMap(([name, child]) => {
    const member = members.get(name);
    return member === undefined ? [] : [[name, inOrderOf(work, child, member)] as const];
  });
  const added = [...members].filter(([name]) => !Object.hasOwn(found.value, name));
  const ordered = made(part.origin, new Map([...own, ...added]));
  work.ordered.set(part, ordered);
  return ordered;
}

/** The members of a part, references followed; undefined when it is no object. */
function membersOf(work: Work, part: Part): ReadonlyMap<string, Part> | undefined {
  if (part.members !== undefined) return Array.isArray(part.value) ? undefined : part.members;
  const found = follow(work.reading, part.origin);
  if (found === undefined || !isObject(found.value)) return undefined;
  return new Map(children(found).map(([name, member]) => [name, adopted(work, member, 0)]));
}

/** A node of the base file stands as it is; one of another file is copied, its references made absolute. */
function adopted(work: Work, node: Node, depth: number): Part {
  const { value } = node;
  if (node.document === work.base || typeof value !== "object" || value === null || depth > deepest)
    return { origin: node, value };
  const copy = ([name, member]: readonly [string, Node]): [string, Part] => [
    name,
    name === "$ref" && typeof member.value === "string"
      ? { origin: member, value: absolute(work.reading, member.value, node.document) }
      : adopted(work, member, depth + 1),
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
function settle(part: Part, document: MergedDocument, done = new Set<Part>()): void {
  const { origin, value, members } = part;
  if (members === undefined || typeof value !== "object" || value === null || done.has(part)) return;
  done.add(part);
  document.remember(value, origin, new Map([...members].map(([name, member]) => [name, member.origin])));
  for (const member of members.values()) settle(member, document, done);
}

function absolute(reading: Reading, reference: string, from: Document): string {
  const { found } = resolve(reading.library, reference, from);
  return found === undefined ? reference : `${found.document.source.id}#${found.pointer}`;
}
