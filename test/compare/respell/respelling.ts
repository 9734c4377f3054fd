/** Another way to write a contract, which changes nothing of what it means. */
import type { Choice } from "./choice.js";
import { type Data, isMembers, jsonText, type Members } from "./data.js";
import { type Slot, slotsOf } from "./slots.js";

/** A contract on its way to being written. */
export interface Written {
  /** Where its entry stands, or would stand: relative references start here. */
  readonly path: string;
  /** May be changed in place. */
  readonly root: Members;
  /** Further files by their absolute paths. */
  readonly files: Map<string, Data>;
  /** How the data becomes text. */
  print(root: Data): string;
}

export interface Respelling {
  readonly name: string;
  /** Changes the contract in place, or gives another one. @returns undefined when there is nothing to respell */
  respell(contract: Written, choice: Choice): Written | undefined;
}

export const written = (path: string, root: Members): Written => ({ path, root, files: new Map(), print: jsonText });

/** "2.0", "3.0", "3.1", … */
export const lineOf = ({ root }: Written): string =>
  String(root["swagger"] ?? root["openapi"])
    .split(".")
    .slice(0, 2)
    .join(".");

export const isModern = (contract: Written): boolean => /^3\.[1-9]/.test(lineOf(contract));

/**
 * A respelling of single places: what stands in a slot is replaced.
 * @param edit returns whether anything changed
 */
export const placewise = (
  name: string,
  fits: (slot: Slot, contract: Written) => boolean,
  edit: (slot: Slot, contract: Written) => void,
): Respelling => ({
  name,
  respell(contract, choice) {
    const pinned = pointersInto(contract);
    const slots = slotsOf(contract.root).filter((slot) => fits(slot, contract) && !holdsTarget(slot.pointer, pinned));
    if (slots.length === 0) return undefined;
    // The innermost first, so that what is inside is changed before what is around it.
    for (const slot of [...choice.some(slots, 60)].reverse()) edit(slot, contract);
    return contract;
  },
});

/** Pointers of this document that references of it lead to. */
export function pointersInto({ root }: Written): readonly string[] {
  const found = new Set<string>();
  const look = (value: Data): void => {
    if (Array.isArray(value)) value.forEach(look);
    else if (isMembers(value))
      for (const [name, inner] of Object.entries(value)) {
        if (name === "$ref" && typeof inner === "string" && inner.startsWith("#")) found.add(decoded(inner.slice(1)));
        else look(inner);
      }
  };
  look(root);
  return [...found];
}

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** Whether a reference leads to something inside, so that its place must stay. */
export const holdsTarget = (pointer: string, targets: readonly string[]): boolean =>
  targets.some((target) => target.startsWith(`${pointer}/`));

/** Every object of the document with a `$ref`, wherever it stands. */
export function eachReference(root: Data, visit: (holder: Members, reference: string) => void): void {
  if (Array.isArray(root)) for (const item of root) eachReference(item, visit);
  else if (isMembers(root)) {
    const reference = root["$ref"];
    if (typeof reference === "string") visit(root, reference);
    for (const inner of Object.values(root)) eachReference(inner, visit);
  }
}

/** What a reference within the document leads to. */
export function resolved(root: Members, reference: string): Members | undefined {
  if (!reference.startsWith("#/")) return undefined;
  let value: Data | undefined = root;
  for (const part of decoded(reference.slice(2)).split("/")) {
    const segment = part.replaceAll("~1", "/").replaceAll("~0", "~");
    if (Array.isArray(value)) value = value[Number(segment)];
    else if (isMembers(value)) value = Object.hasOwn(value, segment) ? value[segment] : undefined;
    else return undefined;
  }
  return isMembers(value) ? value : undefined;
}

const sections = {
  schema: "schemas",
  parameter: "parameters",
  response: "responses",
  requestBody: "requestBodies",
  header: "headers",
} as const;

export type Section = keyof typeof sections;

/** Files something as a component. @returns the reference to it */
export function filed({ root }: Written, kind: Section, hint: string, value: Data): string {
  const old = root["swagger"] !== undefined;
  const owner = old ? root : membersOf(root, "components");
  const section = old && kind === "schema" ? "definitions" : sections[kind];
  const target = membersOf(owner, section);
  const base = hint.replaceAll(/[^A-Za-z0-9]+/g, "_") || "Part";
  let name = base;
  for (let count = 2; Object.hasOwn(target, name); count += 1) name = `${base}_${count}`;
  target[name] = value;
  return old ? `#/${section}/${name}` : `#/components/${section}/${name}`;
}

function membersOf(owner: Members, name: string): Members {
  const present = owner[name];
  if (isMembers(present)) return present;
  const made: Members = {};
  owner[name] = made;
  return made;
}

/** Names of schemas that a discriminator may mean without spelling them out. */
export const hasDiscriminator = ({ root }: Written): boolean => {
  let found = false;
  const look = (value: Data): void => {
    if (Array.isArray(value)) value.forEach(look);
    else if (isMembers(value)) {
      if (value["discriminator"] !== undefined) found = true;
      else Object.values(value).forEach(look);
    }
  };
  look(root);
  return found;
};

/** Whether a word occurs as a member anywhere. */
export const mentions = (value: Data, word: string): boolean =>
  Array.isArray(value)
    ? value.some((item) => mentions(item, word))
    : isMembers(value) && (Object.hasOwn(value, word) || Object.values(value).some((item) => mentions(item, word)));
