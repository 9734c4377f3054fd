/**
 * Schemas that say the same, held as one: nodes are told apart by what they say down to any depth (bisimulation), so
 * that equal sub-schemas of two contracts, cyclic ones included, get one number and cost nothing to compare.
 */
import { type Facts, factsText, isEmpty, type Links, linked, mapLinks, type Node, signature } from "./node.js";

/** A node whose children are still nodes, before it has a number. */
export interface Draft extends Node<Draft> {}

export interface Classes {
  readonly any: number;
  readonly never: number;
  readonly nodes: readonly Node<number>[];
  /** The number of a node that is made of numbered ones. */
  intern(facts: Facts, links: Links<number>): number;
  /** Numbers drafts and all that they reach. Many at once find more equals than one by one. */
  load(drafts: readonly Draft[]): void;
  /** The number of a loaded draft. */
  numberOf(draft: Draft): number;
}

export function createClasses(): Classes {
  const nodes: Node<number>[] = [];
  const bySignature = new Map<string, number>();
  const numbers = new Map<Draft, number>();

  const add = (node: Node<number>, text: string): number => {
    const number = nodes.length;
    nodes.push(node);
    bySignature.set(text, number);
    return number;
  };

  const intern = (facts: Facts, given: Links<number>): number => {
    const { facts: kept, links } = tidied(facts, given);
    if (isEmpty(kept) && isEmpty(links)) return 0;
    if (isEmpty(kept)) {
      const only = Object.keys(links);
      const alone = links.allOf ?? links.anyOf ?? links.oneOf;
      if (only.length === 1 && alone?.length === 1) return alone[0] as number;
      if (only.length === 1 && links.not === 0) return 1;
    }
    if (kept.values?.length === 0 || kept.types === 0) return 1;
    const text = signature(factsText(kept), links);
    return bySignature.get(text) ?? add({ facts: kept, links }, text);
  };

  const any = add({ facts: {}, links: {} }, "any");
  const never = add({ facts: { types: 0 }, links: {} }, "never");

  const load = (drafts: readonly Draft[]): void => {
    const { acyclic, cyclic } = arranged(drafts, numbers);
    for (const draft of acyclic)
      numbers.set(
        draft,
        intern(
          draft.facts,
          mapLinks(draft.links, (d) => numbers.get(d)!),
        ),
      );
    if (cyclic.length === 0) return;
    const colours = refined(cyclic, numbers);
    const byColour = new Map<number, number>();
    for (const draft of cyclic) {
      const colour = colours.get(draft)!;
      if (!byColour.has(colour)) byColour.set(colour, add({ facts: draft.facts, links: {} }, `cyclic ${nodes.length}`));
      numbers.set(draft, byColour.get(colour)!);
    }
    const done = new Set<number>();
    for (const draft of cyclic) {
      const number = numbers.get(draft)!;
      if (done.has(number)) continue;
      done.add(number);
      const links = mapLinks(draft.links, (d) => numbers.get(d)!);
      const node = nodes[number]!;
      node.links = tidied(draft.facts, links).links;
      bySignature.set(signature(factsText(node.facts), node.links), number);
    }
  };

  return { any, never, nodes, intern, load, numberOf: (draft) => numbers.get(draft)! };
}

/** Repetitions in `allOf` and `anyOf` say nothing; nor does an `allOf` of anything. */
function tidied(facts: Facts, links: Links<number>): Node<number> {
  const result = { ...links };
  if (links.allOf !== undefined) {
    const parts = [...new Set(links.allOf)].filter((part) => part !== 0);
    if (parts.length === 0) delete result.allOf;
    else result.allOf = parts;
  }
  if (links.anyOf !== undefined) result.anyOf = [...new Set(links.anyOf)];
  return { facts, links: result };
}

/** The drafts that are not numbered yet: those that reach no cycle, children first, and the others. */
function arranged(roots: readonly Draft[], known: ReadonlyMap<Draft, number>) {
  const acyclic: Draft[] = [];
  const cyclic = new Set<Draft>();
  const state = new Map<Draft, "open" | "done">();
  const all: Draft[] = [];
  for (const root of roots) {
    const stack: { draft: Draft; children: Draft[]; next: number }[] = [];
    const enter = (draft: Draft) => {
      if (known.has(draft) || state.has(draft)) return;
      state.set(draft, "open");
      stack.push({ draft, children: linked(draft.links), next: 0 });
    };
    enter(root);
    while (stack.length > 0) {
      const top = stack.at(-1)!;
      const child = top.children[top.next++];
      if (child !== undefined) {
        if (state.get(child) === "open") cyclic.add(child);
        enter(child);
        continue;
      }
      state.set(top.draft, "done");
      all.push(top.draft);
      stack.pop();
    }
  }
  // Whatever reaches a cycle counts as cyclic; parents follow their children but for back edges.
  for (let grown = true; grown; ) {
    grown = false;
    for (const draft of all) {
      if (cyclic.has(draft) || !linked(draft.links).some((child) => cyclic.has(child))) continue;
      cyclic.add(draft);
      grown = true;
    }
  }
  for (const draft of all) if (!cyclic.has(draft)) acyclic.push(draft);
  return { acyclic, cyclic: [...cyclic] };
}

/** Colours such that two drafts have one exactly when nothing that they reach tells them apart. */
function refined(drafts: readonly Draft[], known: ReadonlyMap<Draft, number>): ReadonlyMap<Draft, number> {
  const facts = drafts.map((draft) => factsText(draft.facts));
  let colours = new Map<Draft, number>(drafts.map((draft) => [draft, 0]));
  for (let count = 1; ; ) {
    const bySignature = new Map<string, number>();
    const next = new Map<Draft, number>();
    drafts.forEach((draft, index) => {
      const links = mapLinks(draft.links, (child) => known.get(child) ?? -1 - colours.get(child)!);
      const text = signature(facts[index]!, links);
      const colour = bySignature.get(text) ?? bySignature.size;
      bySignature.set(text, colour);
      next.set(draft, colour);
    });
    colours = next;
    if (bySignature.size === count) return colours;
    count = bySignature.size;
  }
}
