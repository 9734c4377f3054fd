import type { Message } from "../../contract/binding.js";
import type { Content, Example } from "../../contract/content.js";
import type { Json } from "../../contract/json.js";
import {
  child,
  identityOf,
  isObject,
  isObjectNode,
  items,
  kindOf,
  type Node,
  type ObjectNode,
  placeOf,
} from "./node.js";
import type { PayloadReader } from "./payloads.js";
import {
  bindingsOf,
  extensionsOf,
  follow,
  isDeprecated,
  listed,
  misshapen,
  part,
  type Reading,
  text,
} from "./reading.js";
import { withTraits } from "./traits.js";

/** A message of an operation: its Message Object, and the name by which the operation or channel knows it. */
export interface MessageEntry {
  /** Not merged with its traits yet, references followed. */
  readonly node: ObjectNode;
  /** What the message is called when it has no name of its own. */
  readonly fallbackName: string;
}

/** A message, and what only the reader needs to know of it. */
export interface ReadMessage {
  readonly message: Message;
  /** Whether the contract says what the payload is; else any value is admitted. */
  readonly hasPayload: boolean;
  readonly identity: string;
}

export interface MessagesReader {
  read(entry: MessageEntry): ReadMessage;
}

/** Reads Message Objects, each once however many operations share it. */
export function createMessagesReader(reading: Reading, payloads: PayloadReader, root: Node): MessagesReader {
  const done = new Map<string, ReadMessage>();
  const assumedType = text(reading, root, "defaultContentType");

  function readMessage({ node: bare, fallbackName }: MessageEntry, identity: string): ReadMessage {
    const node = withTraits(reading, bare);
    const at = placeOf(bare);
    const name = text(reading, node, "name") ?? text(reading, node, "messageId") ?? fallbackName;
    const examples = listed(reading, node, "examples");
    const payloadNode = child(node, "payload");
    const payload = payloads.read(payloadNode, text(reading, node, "schemaFormat"), { name, at });
    const contentType = text(reading, node, "contentType") ?? assumedType;
    const headersNode = child(node, "headers");
    const title = text(reading, node, "title");
    const doc = documentation(text(reading, node, "summary"), text(reading, node, "description"));
    const correlation = part(reading, node, "correlationId");
    const correlationId = correlation === undefined ? undefined : text(reading, correlation, "location");
    const message: Message = {
      name,
      ...(title !== undefined && { title }),
      ...(doc !== undefined && { doc }),
      payload: {
        mediaType: contentType ?? payload.format.mediaType,
        ...(contentType === undefined && { assumed: true }),
        schema: payload.schema,
        encodings: new Map(),
        examples: examples.flatMap((example) => readExample(reading, example, "payload")),
        at: payloadNode === undefined ? at : placeOf(payloadNode),
      },
      schemaFormat: payload.format.text,
      ...(payload.original !== undefined && { original: payload.original }),
      ...(headersNode !== undefined && {
        headers: headers(
          headersNode,
          examples.flatMap((example) => readExample(reading, example, "headers")),
        ),
      }),
      ...(correlationId !== undefined && { correlationId }),
      bindings: bindingsOf(reading, node),
      tags: tagNames(reading, node),
      ...(isDeprecated(node) && { deprecated: true }),
      ...extensionsOf(node),
      at,
    };
    return { message, hasPayload: payloadNode !== undefined, identity };
  }

  const headers = (node: Node, examples: readonly Example[]): Content => ({
    mediaType: "application/json",
    schema: payloads.read(node, undefined, undefined).schema,
    encodings: new Map(),
    examples,
    at: placeOf(node),
  });

  return {
    read(entry) {
      const identity = identityOf(entry.node);
      const key = JSON.stringify([identity, entry.fallbackName]);
      const known = done.get(key);
      if (known !== undefined) return known;
      const read = readMessage(entry, identity);
      done.set(key, read);
      return read;
    },
  };
}

/**
 * The messages behind one entry: a message, or in AsyncAPI 2 several under `oneOf`. A message that has no name
 * is called as what the reference to it leads to is; one that stands here is called `fallbackName`.
 */
export function messageEntries(reading: Reading, node: Node, fallbackName: string): readonly MessageEntry[] {
  const found = follow(reading, node);
  if (found === undefined) return [];
  if (!isObjectNode(found)) {
    misshapen(reading, found, `a message must be an object, and is ${kindOf(found.value)}`);
    return [];
  }
  const several = reading.version.major === 2 ? child(found, "oneOf") : undefined;
  if (several !== undefined && Array.isArray(several.value)) {
    if (items(several).length === 0) misshapen(reading, several, 'the list "oneOf" of messages is empty');
    return items(several).flatMap((item, index) => messageEntries(reading, item, `${fallbackName}${index + 1}`));
  }
  const referred = found.document !== node.document || found.pointer !== node.pointer;
  return [{ node: found, fallbackName: referred && typeof found.key === "string" ? found.key : fallbackName }];
}

/** What people are told: the summary, and below it the description. */
export function documentation(summary: string | undefined, description: string | undefined): string | undefined {
  if (summary === undefined || description === undefined) return summary ?? description;
  return summary.trim() === description.trim() ? description : `${summary.trim()}\n\n${description}`;
}

/** The names of a `tags` list. */
export const tagNames = (reading: Reading, node: Node): readonly string[] =>
  listed(reading, node, "tags").flatMap((item) => {
    const tag = follow(reading, item);
    const name = tag === undefined ? undefined : text(reading, tag, "name");
    return name === undefined ? [] : [name];
  });

/** Message Example Object: its payload or its headers. Before 2.1 an example may also be the bare payload's members. */
function readExample(reading: Reading, item: Node, key: "payload" | "headers"): Example[] {
  const node = follow(reading, item);
  if (node === undefined || !isObject(node.value) || !Object.hasOwn(node.value, key)) return [];
  const value: Json | undefined = node.value[key];
  if (value === undefined) return [];
  const name = text(reading, node, "name");
  const summary = text(reading, node, "summary");
  const at = node.document.at(node.value, key);
  return [{ ...(name !== undefined && { name }), ...(summary !== undefined && { summary }), value, at }];
}
