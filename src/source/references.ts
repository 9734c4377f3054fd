import type { Json } from "../contract/json.js";
import { pointerOf } from "./pointer.js";

/** What a document says of where other things are, and by which names its own parts can be reached. */
export interface References {
  /** Every reference that leads out of the document, once each, in the order of the document. */
  readonly outward: readonly string[];
  /** JSON Schema `$id`s as written, with the pointers of the schemas that bear them. */
  readonly ids: ReadonlyMap<string, string>;
  /** `$anchor`s and `$dynamicAnchor`s, with the pointers of the schemas that bear them. The first of a name counts. */
  readonly anchors: ReadonlyMap<string, string>;
  /** The same for each schema with an `$id`, by its pointer, "#" and the name: names may repeat from one to the next. */
  readonly anchorsWithin: ReadonlyMap<string, string>;
}

/**
 * What an object is to a reader: one whose members are keywords, one whose members are names that people chose, or a
 * map of examples, whose members may be references and are data otherwise.
 */
type Role = "keywords" | "names" | "examples" | "example";

/**
 * Looks through a document for `$ref`s, discriminator mappings and links that lead out of it, and for `$id`s and
 * anchors. Data (examples, defaults, constants) is passed over, and so are properties that happen to be called `$ref`.
 */
export function findReferences(root: Json): References {
  const outward = new Set<string>();
  const ids = new Map<string, string>();
  const anchors = new Map<string, string>();
  const anchorsWithin = new Map<string, string>();
  const seen = new Set<object>();
  const waiting: Waiting[] = [{ value: root, role: "keywords", path: undefined, resource: "" }];

  const refer = (reference: Json | undefined): void => {
    if (typeof reference === "string" && reference !== "" && !reference.startsWith("#")) outward.add(reference);
  };

  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { value, role, path } = next;
    let { resource } = next;
    if (typeof value !== "object" || value === null || seen.has(value)) continue;
    seen.add(value);
    if (Array.isArray(value)) {
      for (let index = value.length - 1; index >= 0; index -= 1) {
        waiting.push({
          value: value[index] as Json,
          role: "keywords",
          path: { segment: index, parent: path },
          resource,
        });
      }
      continue;
    }
    const object = value as Readonly<Record<string, Json>>;
    if (Object.hasOwn(object, "$ref")) refer(object["$ref"]);
    if (role === "example") continue;
    if (role === "keywords") {
      if (Object.hasOwn(object, "$dynamicRef")) refer(object["$dynamicRef"]);
      if (Object.hasOwn(object, "operationRef")) refer(object["operationRef"]);
      note(object, path, ids, anchors);
      if (isIdentified(object)) resource = pointerAt(path);
      for (const name of [object["$anchor"], object["$dynamicAnchor"]]) {
        const key = `${resource}#${String(name)}`;
        if (resource !== "" && typeof name === "string" && !anchorsWithin.has(key))
          anchorsWithin.set(key, pointerAt(path));
      }
      mappings(object).forEach(refer);
    }
    const names = Object.keys(object);
    for (let index = names.length - 1; index >= 0; index -= 1) {
      const name = names[index]!;
      const member = object[name]!;
      if (typeof member !== "object" || member === null) continue;
      const inner = role === "keywords" ? roleOf(name, member) : role === "examples" ? "example" : "keywords";
      if (inner !== undefined)
        waiting.push({ value: member, role: inner, path: { segment: name, parent: path }, resource });
    }
  }
  return { outward: [...outward], ids, anchors, anchorsWithin };
}

interface Waiting {
  readonly value: Json;
  readonly role: Role;
  readonly path: Path | undefined;
  /** The pointer of the innermost schema around that has an `$id`; "" when there is none. */
  readonly resource: string;
}

const isIdentified = ({ $id: id }: Readonly<Record<string, Json>>): boolean =>
  typeof id === "string" && id !== "" && !id.startsWith("#");

interface Path {
  readonly segment: string | number;
  readonly parent: Path | undefined;
}

function pointerAt(path: Path | undefined): string {
  const segments: (string | number)[] = [];
  for (let step = path; step !== undefined; step = step.parent) segments.push(step.segment);
  return pointerOf(segments.reverse());
}

function note(
  object: Readonly<Record<string, Json>>,
  path: Path | undefined,
  ids: Map<string, string>,
  anchors: Map<string, string>,
): void {
  for (const keyword of ["$id", "$anchor", "$dynamicAnchor"] as const) {
    const name = Object.hasOwn(object, keyword) ? object[keyword] : undefined;
    if (typeof name !== "string" || name === "") continue;
    if (keyword !== "$id") {
      if (!anchors.has(name)) anchors.set(name, pointerAt(path));
    } else if (name.startsWith("#")) {
      // Draft 7 and older write anchors as the fragment of an `$id`.
      if (!anchors.has(name.slice(1))) anchors.set(name.slice(1), pointerAt(path));
    } else if (!ids.has(withoutFragment(name))) ids.set(withoutFragment(name), pointerAt(path));
  }
}

export const withoutFragment = (uri: string): string => {
  const hash = uri.indexOf("#");
  return hash < 0 ? uri : uri.slice(0, hash);
};

/** Discriminator mappings may name schemas by name alone; those that look like files or URLs are references. */
function mappings(object: Readonly<Record<string, Json>>): readonly Json[] {
  const discriminator = object["discriminator"];
  if (typeof discriminator !== "object" || discriminator === null) return [];
  const mapping = (discriminator as Readonly<Record<string, Json>>)["mapping"];
  if (typeof mapping !== "object" || mapping === null) return [];
  return Object.values(mapping).filter((target) => typeof target === "string" && /[#/]|\.(?:json|ya?ml)$/.test(target));
}

/** Keywords whose members are names. */
const maps = new Set(
  (
    "properties patternProperties dependentSchemas $defs definitions schemas responses parameters requestBodies headers " +
    "securitySchemes securityDefinitions links callbacks pathItems paths webhooks mediaTypes content encoding variables " +
    "channels messages operations servers serverVariables replies replyAddresses correlationIds externalDocs tags " +
    "operationTraits messageTraits serverBindings channelBindings operationBindings messageBindings"
  ).split(" "),
);

/** Keywords whose value is data of the API's users. */
const data = new Set(["example", "default", "const", "enum", "value", "dataValue"]);

function roleOf(keyword: string, value: object): Role | undefined {
  if (data.has(keyword)) return undefined;
  if (keyword === "examples") return Array.isArray(value) ? undefined : "examples";
  return maps.has(keyword) && !Array.isArray(value) ? "names" : "keywords";
}
