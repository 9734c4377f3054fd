import type { Document } from "../../source/document.js";
import { children, isObjectNode, items, type Node, type ObjectNode, rootNode } from "../asyncapi/node.js";
import { fullNameOf } from "./avro-names.js";

/** A named type where it is defined, and the namespace in force there. */
export interface AvroDefinition {
  readonly node: ObjectNode;
  readonly namespace: string;
}

/** Every named type that the documents define anywhere, by full name: of two definitions the first. */
export function avroTypesOf(documents: readonly Document[]): ReadonlyMap<string, AvroDefinition> {
  const found = new Map<string, AvroDefinition>();
  const seen = new Set<object>();

  const visit = (node: Node, namespace: string): void => {
    if (typeof node.value !== "object" || node.value === null || seen.has(node.value)) return;
    seen.add(node.value);
    let inner = namespace;
    if (isObjectNode(node) && isDefinition(node)) {
      const fullName = fullNameOf(node.value, namespace);
      if (!found.has(fullName)) found.set(fullName, { node, namespace });
      inner = fullName.slice(0, Math.max(0, fullName.lastIndexOf(".")));
    }
    for (const item of items(node)) visit(item, inner);
    for (const [, member] of children(node)) visit(member, inner);
  };

  for (const document of documents) visit(rootNode(document), "");
  return found;
}

/** An Avro definition and nothing that merely looks like it: each sort has its own tell-tale member. */
function isDefinition({ value }: ObjectNode): boolean {
  if (typeof value["name"] !== "string") return false;
  switch (value["type"]) {
    case "record":
    case "error":
      return Array.isArray(value["fields"]);
    case "enum":
      return Array.isArray(value["symbols"]);
    case "fixed":
      return typeof value["size"] === "number";
    default:
      return false;
  }
}
