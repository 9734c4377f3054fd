import type { ChannelDraft, Draft } from "./draft.js";
import { messageEntries } from "./messages.js";
import { child, isObjectNode, kindOf, type Node, placeOf } from "./node.js";
import { entries, follow, misshapen, part, type Reading, text } from "./reading.js";
import { withTraits } from "./traits.js";

/** In AsyncAPI 2 the words are those of whoever talks to the application: they publish what it receives. */
const actions = [
  ["publish", "receive"],
  ["subscribe", "send"],
] as const;

/**
 * The operations of an AsyncAPI 2 document, in its order. An operation without an `operationId`, or with one that
 * another has already, is called for its action and its channel: "receive user/signedup".
 */
export function draftsOf2(reading: Reading, root: Node): readonly Draft[] {
  const drafts: Draft[] = [];
  const taken = new Map<string, Node>();
  for (const [name, entry] of entries(reading, root, "channels")) {
    const node = follow(reading, entry);
    if (node === undefined) continue;
    if (!isObjectNode(node)) {
      misshapen(reading, node, `a channel must be an object, and is ${kindOf(node.value)}`);
      continue;
    }
    const channel: ChannelDraft = { name, address: name, node };
    const before = drafts.length;
    for (const [word, action] of actions) {
      const origin = part(reading, node, word);
      if (origin === undefined) continue;
      if (!isObjectNode(origin)) {
        misshapen(reading, origin, `an operation must be an object, and is ${kindOf(origin.value)}`);
        continue;
      }
      const operation = withTraits(reading, origin);
      const given = text(reading, operation, "operationId");
      const first = given === undefined ? undefined : taken.get(given);
      if (first !== undefined) {
        const { file, line } = placeOf(first);
        const message = `the operationId "${given}" is taken already (${file}:${line})`;
        const at = placeOf(child(operation, "operationId") ?? origin);
        reading.diagnose({ code: "asyncapi-operation-duplicate", severity: "error", message, at });
      }
      const named = given !== undefined && first === undefined;
      const id = named ? given : `${action} ${name}`;
      taken.set(id, origin);
      const message = child(operation, "message");
      const messages = message === undefined ? [] : messageEntries(reading, message, "message");
      drafts.push({ id, named, action, channel, node: operation, origin, messages });
    }
    if (drafts.length === before) idle(reading, name, entry);
  }
  return drafts;
}

/** Notes a channel that nothing happens on: what the application does there is not part of the contract. */
export function idle(reading: Reading, name: string, entry: Node): void {
  const message = `no operation uses the channel "${name}"; its messages are not part of what the application does`;
  reading.diagnose({ code: "asyncapi-channel-idle", severity: "note", message, at: placeOf(entry) });
}
