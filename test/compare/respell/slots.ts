/** Where in an OpenAPI document the things stand that may be written in other ways. */
import { type Data, entriesOf, isMembers, type Members } from "./data.js";

export type SlotKind =
  | "schema"
  | "parameter"
  | "response"
  | "requestBody"
  | "header"
  | "mediaType"
  | "operation"
  | "pathItem"
  | "callback";

/** A place that holds an object: what stands there may be replaced. */
export interface Slot {
  readonly kind: SlotKind;
  readonly parent: Members | Data[];
  readonly key: string | number;
  readonly value: Members;
  /** JSON pointer. */
  readonly pointer: string;
  /** What it is to the object around it: "properties", "components", "allOf", "schema", … */
  readonly role: string;
  /** The path of the operation around: callbacks and webhooks count as paths. */
  readonly within: readonly Slot[];
}

export const replace = ({ parent, key }: Slot, value: Data): void => {
  if (Array.isArray(parent)) parent[Number(key)] = value;
  else parent[String(key)] = value;
};

const methods = new Set(["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"]);

const schemaMaps = ["properties", "patternProperties", "dependentSchemas", "$defs", "definitions"];
const schemaLists = ["allOf", "anyOf", "oneOf", "prefixItems"];
const schemaWords = [
  "items",
  "additionalProperties",
  "not",
  "if",
  "then",
  "else",
  "contains",
  "propertyNames",
  "unevaluatedProperties",
  "unevaluatedItems",
];

const escaped = (segment: string | number): string => String(segment).replaceAll("~", "~0").replaceAll("/", "~1");

/** Every slot of a document, those around before those inside. References are not followed. */
export function slotsOf(root: Members): readonly Slot[] {
  const slots: Slot[] = [];
  const isOld = root["swagger"] !== undefined;

  type Visit = (slot: Slot) => void;
  const enter = (
    kind: SlotKind,
    parent: Members | Data[],
    key: string | number,
    around: Pick<Slot, "pointer" | "within">,
    role: string,
    visit: Visit,
  ): void => {
    const value = Array.isArray(parent) ? parent[Number(key)] : parent[String(key)];
    if (!isMembers(value)) return;
    const slot = { kind, parent, key, value, pointer: around.pointer, role, within: around.within };
    slots.push(slot);
    if (typeof value["$ref"] !== "string" || kind === "schema") visit(slot);
  };
  const inner = ({ pointer, within }: Pick<Slot, "pointer" | "within">, ...segments: (string | number)[]) => ({
    pointer: [pointer, ...segments.map(escaped)].join("/"),
    within,
  });
  const each = (
    kind: SlotKind,
    owner: Members,
    name: string,
    slot: Pick<Slot, "pointer" | "within">,
    visit: Visit,
    role = name,
  ): void => {
    const container = owner[name];
    if (Array.isArray(container))
      container.forEach((_, index) => {
        enter(kind, container, index, inner(slot, name, index), role, visit);
      });
    else if (isMembers(container))
      for (const key of Object.keys(container)) {
        if (!key.startsWith("x-") || kind === "header" || kind === "schema")
          enter(kind, container, key, inner(slot, name, key), role, visit);
      }
  };

  const schema: Visit = (slot) => {
    const { value } = slot;
    if (typeof value["$ref"] === "string" && !String(root["openapi"] ?? "").match(/^3\.[12]/)) return;
    for (const word of schemaMaps) if (isMembers(value[word])) each("schema", value, word, slot, schema);
    for (const word of schemaLists) if (Array.isArray(value[word])) each("schema", value, word, slot, schema);
    for (const word of schemaWords) enter("schema", value, word, inner(slot, word), word, schema);
  };
  const mediaType: Visit = (slot) => {
    enter("schema", slot.value, "schema", inner(slot, "schema"), "media", schema);
    enter("schema", slot.value, "itemSchema", inner(slot, "itemSchema"), "media", schema);
    for (const [name, encoding] of entriesOf(slot.value["encoding"]))
      each("header", encoding, "headers", inner(slot, "encoding", name), header);
  };
  const header: Visit = (slot) => {
    enter("schema", slot.value, "schema", inner(slot, "schema"), "parameter", schema);
    each("mediaType", slot.value, "content", slot, mediaType);
  };
  const body: Visit = (slot) => each("mediaType", slot.value, "content", slot, mediaType);
  const response: Visit = (slot) => {
    each("header", slot.value, "headers", slot, header);
    each("mediaType", slot.value, "content", slot, mediaType);
    if (isOld) enter("schema", slot.value, "schema", inner(slot, "schema"), "media", schema);
  };
  const parameter: Visit = header;
  const operation: Visit = (slot) => {
    const inside = { ...slot, within: [...slot.within, slot] };
    each("parameter", slot.value, "parameters", inside, parameter);
    enter("requestBody", slot.value, "requestBody", inner(inside, "requestBody"), "requestBody", body);
    each("response", slot.value, "responses", inside, response);
    each("callback", slot.value, "callbacks", inside, callback);
  };
  const pathItem: Visit = (slot) => {
    const inside = { ...slot, within: [...slot.within, slot] };
    each("parameter", slot.value, "parameters", inside, parameter);
    for (const method of Object.keys(slot.value))
      if (methods.has(method)) enter("operation", slot.value, method, inner(inside, method), "operation", operation);
    each("operation", slot.value, "additionalOperations", inside, operation);
  };
  const callback: Visit = (slot) => {
    for (const expression of Object.keys(slot.value))
      if (!expression.startsWith("x-"))
        enter("pathItem", slot.value, expression, inner(slot, expression), "callbacks", pathItem);
  };

  const top = { pointer: "", within: [] };
  each("pathItem", root, "paths", top, pathItem);
  each("pathItem", root, "webhooks", top, pathItem);
  each("pathItem", root, "x-webhooks", top, pathItem);
  if (isOld) {
    each("schema", root, "definitions", top, schema, "component");
    each("parameter", root, "parameters", top, parameter, "component");
    each("response", root, "responses", top, response, "component");
  }
  const components = root["components"];
  if (isMembers(components)) {
    const below = inner(top, "components");
    each("schema", components, "schemas", below, schema, "component");
    each("parameter", components, "parameters", below, parameter, "component");
    each("response", components, "responses", below, response, "component");
    each("requestBody", components, "requestBodies", below, body, "component");
    each("header", components, "headers", below, header, "component");
    each("callback", components, "callbacks", below, callback, "component");
    each("pathItem", components, "pathItems", below, pathItem, "component");
    each("mediaType", components, "mediaTypes", below, mediaType, "component");
  }
  return slots;
}
