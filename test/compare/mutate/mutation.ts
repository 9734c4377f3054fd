/** A change of what a contract means, at one place. */
import type { Choice } from "../respell/choice.js";
import { type Data, isMembers, type Members } from "../respell/data.js";
import { lineOf, resolved, type Written } from "../respell/respelling.js";
import { type Slot, slotsOf } from "../respell/slots.js";

/** What was changed, as JSON pointers into the contract in which it stands. */
export interface Mutated {
  /** The innermost first: where a finding may point. */
  readonly places: readonly string[];
  /** Whether that is gone from the newer contract. */
  readonly gone?: boolean;
}

export interface Mutation {
  readonly name: string;
  /** Changes the contract in place. @returns undefined where there is nothing of the kind to change */
  mutate(contract: Written, choice: Choice): Mutated | undefined;
}

/** A mutation of one slot that some operation reaches. */
export const slotMutation = (
  name: string,
  fits: (slot: Slot, contract: Written) => boolean,
  edit: (slot: Slot, contract: Written, choice: Choice) => Mutated | undefined,
): Mutation => ({
  name,
  mutate(contract, choice) {
    const reached = reachedSlots(contract.root).filter((slot) => fits(slot, contract));
    if (reached.length === 0) return undefined;
    const slot = reached[choice.below(reached.length)]!;
    return edit(slot, contract, choice);
  },
});

/** Schemas that hold no union and no `allOf`, and stand in none: what is changed there shows. */
export const plainSchema = (slot: Slot, contract: Written): boolean =>
  slot.kind === "schema" &&
  lineOf(contract) !== "2.0" &&
  typeof slot.value["type"] === "string" &&
  !["$ref", "allOf", "anyOf", "oneOf", "not", "if", "const"].some((word) => word in slot.value);

/** Slots that can be reached from an operation by what travels, and by nothing that is ruled out on the way. */
export function reachedSlots(root: Members): readonly Slot[] {
  const slots = slotsOf(root);
  const byPointer = new Map(slots.map((slot) => [slot.pointer, slot]));
  const inside = new Map<string, Slot[]>();
  for (const slot of slots) {
    const around = nearest(slot.pointer, byPointer);
    if (around !== undefined) inside.set(around, [...(inside.get(around) ?? []), slot]);
  }
  const reached = new Set<Slot>();
  const called = new Set(slots.filter(({ kind }) => kind === "operation").flatMap(({ within }) => within));
  const queue = slots.filter((slot) => (slot.role === "paths" || slot.role === "webhooks") && called.has(slot));
  for (let slot = queue.pop(); slot !== undefined; slot = queue.pop()) {
    if (reached.has(slot) || isIgnored(slot)) continue;
    reached.add(slot);
    const reference = slot.value["$ref"];
    if (typeof reference === "string" && reference.startsWith("#/")) {
      const target = resolved(root, reference);
      const found = slots.find(({ value }) => value === target);
      if (found !== undefined) queue.push(found);
    }
    if (slot.kind === "schema" && combining.some((word) => word in slot.value)) continue;
    queue.push(...(inside.get(slot.pointer) ?? []));
  }
  return slots.filter((slot) => reached.has(slot));
}

/** What stands in these may be made good by what stands beside. */
const combining = ["allOf", "anyOf", "oneOf", "not", "if", "$defs", "patternProperties", "dependentSchemas"];

/** What a reader passes over, and what only travels one way. */
function isIgnored({ kind, value }: Slot): boolean {
  if (kind === "operation" && value["$ref"] !== undefined) return true;
  if (value["readOnly"] === true || value["writeOnly"] === true) return true;
  if (kind === "header" || kind === "parameter")
    return /^(accept|content-type|authorization)$/i.test(String(value["name"] ?? ""));
  return false;
}

function nearest(pointer: string, byPointer: ReadonlyMap<string, Slot>): string | undefined {
  for (let end = pointer.lastIndexOf("/"); end > 0; end = pointer.lastIndexOf("/", end - 1)) {
    const around = pointer.slice(0, end);
    if (byPointer.has(around)) return around;
  }
  return undefined;
}

/** The slots whose schemas are around another, nearest first. */
export const around = (pointer: string): readonly string[] => {
  const found: string[] = [];
  for (let end = pointer.lastIndexOf("/"); end > 0; end = pointer.lastIndexOf("/", end - 1))
    found.push(pointer.slice(0, end));
  return found;
};

export const escaped = (segment: string): string => segment.replaceAll("~", "~0").replaceAll("/", "~1");

export const propertiesOf = (schema: Members): readonly string[] =>
  isMembers(schema["properties"]) ? Object.keys(schema["properties"]) : [];

export const requiredOf = (schema: Members): readonly Data[] =>
  Array.isArray(schema["required"]) ? schema["required"] : [];
