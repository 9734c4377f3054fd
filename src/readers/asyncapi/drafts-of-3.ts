import type { ChannelDraft, Draft, ReplyDraft } from "./draft.js";
import { idle } from "./drafts-of-2.js";
import { type MessageEntry, messageEntries } from "./messages.js";
import { child, identityOf, isObject, isObjectNode, kindOf, type Node, type ObjectNode, placeOf } from "./node.js";
import { entries, follow, listed, misshapen, part, type Reading, step, text } from "./reading.js";
import { withTraits } from "./traits.js";

/** A channel, and its messages by the identity of their entries and of what those lead to. */
interface Channel extends ChannelDraft {
  readonly messages: ReadonlyMap<string, readonly MessageEntry[]>;
  /** Each once, in the order of the contract. */
  readonly all: readonly MessageEntry[];
}

/** The operations of an AsyncAPI 3 document, in its order, by their keys. */
export function draftsOf3(reading: Reading, root: Node): readonly Draft[] {
  const channels = createChannels(reading, root);
  const drafts = entries(reading, root, "operations").flatMap(([id, entry]) => {
    const origin = follow(reading, entry);
    if (origin === undefined) return [];
    if (isObjectNode(origin)) return readOperation(reading, id, origin, channels);
    misshapen(reading, origin, `an operation must be an object, and is ${kindOf(origin.value)}`);
    return [];
  });
  channels.noteIdle();
  return drafts;
}

function readOperation(reading: Reading, id: string, origin: ObjectNode, channels: Channels): Draft[] {
  const node = withTraits(reading, origin);
  const action = text(reading, node, "action");
  if (action !== "send" && action !== "receive") {
    const said = action === undefined ? "says no action" : `says the action "${action}"`;
    misshapen(reading, child(node, "action") ?? origin, `the operation "${id}" ${said}: it is "send" or "receive"`);
    return [];
  }
  const entry = child(node, "channel");
  if (entry === undefined) {
    misshapen(reading, origin, `the operation "${id}" does not say its channel`);
    return [];
  }
  const channel = channels.at(entry, id);
  if (channel === undefined) return [];
  const reply = readReply(reading, node, channels, id);
  return [
    {
      id,
      named: true,
      action,
      channel,
      node,
      origin,
      messages: messagesOf(reading, node, channel),
      ...(reply !== undefined && { reply }),
    },
  ];
}

/** Those of the channel's messages that an operation or a reply lists; all of them when it lists none. */
function messagesOf(reading: Reading, node: Node, channel: Channel | undefined): readonly MessageEntry[] {
  if (child(node, "messages") === undefined) return channel?.all ?? [];
  return listed(reading, node, "messages").flatMap((item) => {
    const reference = isObject(item.value) ? item.value["$ref"] : undefined;
    const next = typeof reference === "string" ? step(reading, item, reference) : item;
    if (next === undefined) return [];
    const inChannel = channel?.messages.get(identityOf(next));
    if (inChannel !== undefined) return inChannel;
    const found = follow(reading, next);
    const same = found === undefined ? undefined : channel?.messages.get(identityOf(found));
    if (same !== undefined) return same;
    if (found !== undefined && channel !== undefined) {
      const message = `the message is none of the channel "${channel.name}": an operation picks among its channel's`;
      reading.diagnose({ code: "asyncapi-message-elsewhere", severity: "warning", message, at: placeOf(item) });
    }
    return messageEntries(reading, next, typeof next.key === "string" ? next.key : "message");
  });
}

function readReply(reading: Reading, operation: Node, channels: Channels, id: string): ReplyDraft | undefined {
  const node = part(reading, operation, "reply");
  if (node === undefined) return undefined;
  if (!isObject(node.value)) {
    misshapen(reading, node, `a reply must be an object, and is ${kindOf(node.value)}`);
    return undefined;
  }
  const entry = child(node, "channel");
  const channel = entry === undefined ? undefined : channels.at(entry, id);
  const address = part(reading, node, "address");
  const addressLocation = address === undefined ? undefined : text(reading, address, "location");
  return {
    node,
    ...(channel !== undefined && { channel }),
    ...(addressLocation !== undefined && { addressLocation }),
    messages: messagesOf(reading, node, channel),
  };
}

interface Channels {
  /** The channel that an operation or a reply refers to. */
  at(entry: Node, operation: string): Channel | undefined;
  noteIdle(): void;
}

function createChannels(reading: Reading, root: Node): Channels {
  const known = new Map<string, Channel>();
  const used = new Set<Channel>();
  const own: [string, Node, Channel][] = [];

  function make(name: string, entry: Node): Channel | undefined {
    const node = follow(reading, entry);
    if (node === undefined) return undefined;
    const done = known.get(identityOf(node));
    if (done !== undefined) return done;
    if (!isObjectNode(node)) {
      misshapen(reading, node, `a channel must be an object, and is ${kindOf(node.value)}`);
      return undefined;
    }
    const messages = new Map<string, readonly MessageEntry[]>();
    const all: MessageEntry[] = [];
    for (const [key, message] of entries(reading, node, "messages")) {
      const read = messageEntries(reading, message, key);
      messages.set(identityOf(message), read);
      for (const one of read) if (!messages.has(identityOf(one.node))) messages.set(identityOf(one.node), [one]);
      all.push(...read);
    }
    const channel = { name, address: text(reading, node, "address") ?? null, node, messages, all };
    known.set(identityOf(node), channel);
    known.set(identityOf(entry), channel);
    return channel;
  }

  for (const [name, entry] of entries(reading, root, "channels")) {
    const channel = make(name, entry);
    if (channel !== undefined) own.push([name, entry, channel]);
  }

  return {
    at(entry, operation) {
      const reference = isObject(entry.value) ? entry.value["$ref"] : undefined;
      if (typeof reference !== "string") {
        misshapen(reading, entry, `the operation "${operation}" refers to its channel by "$ref"`);
        return undefined;
      }
      const next = step(reading, entry, reference);
      if (next === undefined) return undefined;
      const channel = known.get(identityOf(next)) ?? make(String(next.key ?? reference), next);
      if (channel === undefined) return undefined;
      used.add(channel);
      return channel;
    },
    noteIdle() {
      for (const [name, entry, channel] of own) if (!used.has(channel)) idle(reading, name, entry);
    },
  };
}
