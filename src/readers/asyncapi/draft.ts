import type { MessageEntry } from "./messages.js";
import type { Node, ObjectNode } from "./node.js";

/** An operation as both generations of AsyncAPI say it, before anything in it is read. */
export interface Draft {
  readonly id: string;
  /** Whether the contract gave the id. */
  readonly named: boolean;
  /** What the application does. */
  readonly action: "send" | "receive";
  readonly channel: ChannelDraft;
  /** The Operation Object, traits merged in. */
  readonly node: ObjectNode;
  /** Where the operation was written. */
  readonly origin: Node;
  readonly messages: readonly MessageEntry[];
  readonly reply?: ReplyDraft;
}

export interface ChannelDraft {
  /** The channel's key: in AsyncAPI 2 that is its address. */
  readonly name: string;
  readonly address: string | null;
  readonly node: ObjectNode;
}

export interface ReplyDraft {
  readonly node: Node;
  readonly channel?: ChannelDraft;
  readonly addressLocation?: string;
  readonly messages: readonly MessageEntry[];
}
