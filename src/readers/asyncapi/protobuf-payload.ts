import { isDeepStrictEqual } from "node:util";
import type { Schema } from "../../contract/schema.js";
import { type Node, valuePlaceOf } from "./node.js";
import type { ProtobufText } from "./protobuf-text.js";
import type { Reading } from "./reading.js";

/** Reads payloads that are .proto texts. */
export interface ProtobufPayloads {
  /**
   * @param text a whole .proto file
   * @param message the message's name in the contract: of several types in the text the one so called is the payload
   */
  read(node: Node, text: string, message: string | undefined): Schema;
  readonly schemas: ReadonlyMap<string, Schema>;
}

export function createProtobufPayloads(
  reading: Reading,
  claim: (name: string, identity: string) => string,
): ProtobufPayloads {
  const schemas = new Map<string, Schema>();
  const done = new Map<string, ReadonlyMap<string, string>>();

  function register(text: string, read: ProtobufText): ReadonlyMap<string, string> {
    const known = done.get(text);
    if (known !== undefined) return known;
    const names = new Map<string, string>();
    const fresh = [...read.schemas].filter(([name, schema]) => {
      const same = isDeepStrictEqual(schemas.get(name)?.at, schema.at);
      names.set(name, same ? name : claim(name, text));
      return !same;
    });
    for (const [name, schema] of fresh) schemas.set(names.get(name) ?? name, renamed(schema, names));
    done.set(text, names);
    return names;
  }

  return {
    read(node, text, message) {
      const at = valuePlaceOf(node);
      const read = reading.protobuf.read(node, text);
      if (read === undefined) return { kind: "any", at };
      const names = register(text, read);
      const called = read.messages.find((name) => name === message || name.split(".").at(-1) === message);
      const name = called ?? rootOf(read);
      if (name !== undefined) return { kind: "reference", name: names.get(name) ?? name, at };
      if (read.diagnostics.some(({ severity }) => severity === "error")) return { kind: "any", at };
      const problem = "the .proto text of the payload declares no message";
      reading.diagnose({ code: "asyncapi-structure", severity: "error", message: problem, at });
      return { kind: "any", at };
    },
    schemas,
  };
}

/** The first message that no other message of the text holds; of messages that all hold each other the first. */
function rootOf({ schemas, messages }: ProtobufText): string | undefined {
  const held = new Set<string>();
  for (const [name, schema] of schemas)
    for (const reference of referencesIn(schema)) if (reference !== name) held.add(reference);
  return messages.find((name) => !held.has(name)) ?? messages[0];
}

function referencesIn(value: unknown, found: string[] = []): string[] {
  if (typeof value !== "object" || value === null) return found;
  if (Reflect.get(value, "kind") === "reference") found.push(String(Reflect.get(value, "name")));
  for (const member of Object.values(value)) referencesIn(member, found);
  return found;
}

/** The schema with every reference called by its name in the contract. */
function renamed(schema: Schema, names: ReadonlyMap<string, string>): Schema {
  if ([...names].every(([name, claimed]) => name === claimed)) return schema;
  return structure(schema, names) as Schema;
}

function structure(value: unknown, names: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) return value.map((item) => structure(item, names));
  if (typeof value !== "object" || value === null) return value;
  if (value instanceof Map) return value;
  const copy: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(value)) copy[name] = structure(member, names);
  if (copy["kind"] === "reference") copy["name"] = names.get(String(copy["name"])) ?? copy["name"];
  return copy;
}
