import type { Location } from "../diagnostics/location.js";
import type { Content } from "./content.js";
import type { Extensions } from "./extensions.js";
import type { HttpParameter } from "./parameter.js";
import type { Server } from "./server.js";

/** How an operation travels. Rules, targets and printers ask for the kind that they understand. */
export type Binding = HttpBinding | RpcBinding | ChannelBinding;

export interface HttpBinding {
  readonly kind: "http";
  /** Upper case: "GET", "QUERY", or any method that the contract names. */
  readonly method: string;
  /** The template as written: "/pets/{petId}". For webhooks the webhook's name. */
  readonly path: string;
  /** How each field of `input.path`, `.query`, `.headers`, `.cookies` and `.querystring` is written. */
  readonly parameters: readonly HttpParameter[];
  readonly body?: HttpBody;
  /** The servers of this operation. Effective: inherited when not overridden. */
  readonly servers: readonly Server[];
}

export interface HttpBody {
  readonly required: boolean;
  readonly doc?: string;
  /** One for each media type, in the order of the contract. `input.body` is the first one's schema, or their union. */
  readonly contents: readonly Content[];
  readonly at: Location;
  /** Where a reference leads to what is said, when `at` is the reference. */
  readonly declaredAt?: Location;
}

export interface RpcBinding {
  readonly kind: "rpc";
  /** "package.Service/Method", as in a gRPC path without its leading slash. */
  readonly procedure: string;
  readonly requestStream: boolean;
  readonly responseStream: boolean;
}

export interface ChannelBinding {
  readonly kind: "channel";
  readonly channel: string;
  readonly title?: string;
  /** What the contract says of the channel, whatever is done there. */
  readonly doc?: string;
  /** The address template, or null when it is known only at run time (AsyncAPI 3). */
  readonly address: string | null;
  /** What the application does. 2.x `publish` is `receive`, 2.x `subscribe` is `send`. */
  readonly action: "send" | "receive";
  readonly messages: readonly Message[];
  readonly reply?: Reply;
  readonly parameters: readonly ChannelParameter[];
  readonly servers: readonly Server[];
  /** By protocol, as written: what the contract says of the channel and of the operation. */
  readonly channelBindings: Readonly<Record<string, unknown>>;
  readonly operationBindings: Readonly<Record<string, unknown>>;
  /** Those of the channel. */
  readonly extensions?: Extensions;
}

export interface ChannelParameter {
  readonly name: string;
  readonly values?: readonly string[];
  readonly default?: string;
  readonly location?: string;
  readonly doc?: string;
  readonly at: Location;
}

/** A message, traits merged in. Its payload and headers are schemas of the model, whatever they were written in. */
export interface Message {
  readonly name: string;
  readonly title?: string;
  readonly doc?: string;
  readonly payload: Content;
  /** "application/schema+json;version=draft-07", "application/vnd.apache.avro", "application/vnd.google.protobuf", … */
  readonly schemaFormat: string;
  /** What the payload is written in when that is not JSON Schema: an Avro schema, a .proto text; as data. */
  readonly original?: unknown;
  readonly headers?: Content;
  readonly correlationId?: string;
  readonly bindings: Readonly<Record<string, unknown>>;
  readonly tags: readonly string[];
  readonly deprecated?: boolean;
  readonly extensions?: Extensions;
  readonly at: Location;
}

export interface Reply {
  /** The channel's name, when the contract names one. */
  readonly channel?: string;
  readonly address?: string | null;
  /** A runtime expression ("$message.header#/replyTo") that gives the address. */
  readonly addressLocation?: string;
  readonly messages: readonly Message[];
  readonly at: Location;
}
