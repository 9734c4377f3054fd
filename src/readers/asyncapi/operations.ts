import type { ChannelBinding, Reply } from "../../contract/binding.js";
import type { Operation, Service, Tag } from "../../contract/contract.js";
import { deriveChannelGuarantees } from "../../contract/derive-channel-guarantees.js";
import type { Extensions } from "../../contract/extensions.js";
import type { Outcome } from "../../contract/outcome.js";
import type { Field, RecordSchema, Schema } from "../../contract/schema.js";
import type { Location } from "../../diagnostics/location.js";
import type { Draft, ReplyDraft } from "./draft.js";
import { type MessagesReader, type ReadMessage, tagNames } from "./messages.js";
import { placeOf } from "./node.js";
import { readParameters } from "./parameters.js";
import type { PayloadReader } from "./payloads.js";
import { bindingsOf, extensionsOf, isDeprecated, type Reading, text } from "./reading.js";
import { effectiveSecurity, type SecurityReader } from "./security.js";
import type { ServersReader } from "./servers.js";

/** What operations are made with. */
export interface Readers {
  readonly messages: MessagesReader;
  readonly payloads: PayloadReader;
  readonly security: SecurityReader;
  readonly servers: ServersReader;
  /** The `x-` members of the whole contract. */
  readonly defaults?: Extensions;
}

/** Makes the operation of the model out of what either generation of AsyncAPI says. */
export function readOperation(reading: Reading, draft: Draft, readers: Readers): Operation {
  const { node, channel, action } = draft;
  const at = placeOf(draft.origin);
  const messages = distinct(draft.messages.map((entry) => readers.messages.read(entry)));
  const servers = readers.servers.ofChannel(channel.node);
  const { parameters, record } = readParameters(reading, channel.node, channel.address, readers.payloads);
  const replied = draft.reply === undefined ? undefined : readReply(draft.reply, readers);
  const channelTitle = text(reading, channel.node, "title");
  const channelDoc = text(reading, channel.node, "description") ?? text(reading, channel.node, "summary");
  const binding: ChannelBinding = {
    kind: "channel",
    channel: channel.name,
    ...(channelTitle !== undefined && { title: channelTitle }),
    ...(channelDoc !== undefined && { doc: channelDoc }),
    address: channel.address,
    action,
    messages: messages.map(({ message }) => message),
    ...(replied !== undefined && { reply: replied.reply }),
    parameters,
    servers,
    channelBindings: bindingsOf(reading, channel.node),
    operationBindings: bindingsOf(reading, node),
    ...extensionsOf(channel.node, ["tags"]),
  };
  const summary = text(reading, node, "summary") ?? text(reading, node, "title");
  const doc = text(reading, node, "description");
  const sunset = text(reading, node, "x-sunset");
  const stability = text(reading, node, "x-stability-level");
  const extensions = extensionsOf(node, ["retry", "deadLetter"]);
  const input = inputOf(messages, record, readers.payloads, at);
  return {
    id: draft.id,
    named: draft.named,
    ...(summary !== undefined && { summary }),
    ...(doc !== undefined && { doc }),
    tags: tagNames(reading, node),
    binding,
    input,
    outcomes: replied === undefined ? [] : [replied.outcome],
    guarantees: deriveChannelGuarantees({
      binding,
      at,
      ...extensions,
      ...(readers.defaults !== undefined && { defaults: readers.defaults }),
      resolve: readers.payloads.named,
    }),
    security: effectiveSecurity(readers.security.requirements(node), servers),
    ...(isDeprecated(node) && { deprecated: true }),
    ...(sunset !== undefined && { sunset }),
    ...(stability !== undefined && { stability }),
    polarity: action === "receive" ? "received" : "sent",
    callbacks: [],
    ...extensions,
    at,
  };
}

/** Operations under their first tag; those without one under "". Groups come in the order of their first operation. */
export function groupByTag(operations: readonly Operation[], tags: readonly Tag[], at: Location): readonly Service[] {
  const groups = new Map<string, Operation[]>();
  for (const operation of operations) {
    const [first = ""] = operation.tags;
    groups.set(first, [...(groups.get(first) ?? []), operation]);
  }
  return [...groups].map(([name, members]) => {
    const tag = tags.find((known) => known.name === name);
    return {
      name,
      ...(tag?.doc !== undefined && { doc: tag.doc }),
      operations: members,
      at: tag?.at ?? members[0]?.at ?? at,
    };
  });
}

/** One record for all that travels: the parameters of the address, the headers, and the payload. */
function inputOf(
  messages: readonly ReadMessage[],
  parameters: RecordSchema | undefined,
  payloads: PayloadReader,
  at: Location,
): Schema {
  const fields: Field[] = [];
  if (parameters !== undefined)
    fields.push({ name: "parameters", schema: parameters, required: true, at: parameters.at });
  const headers = messages.flatMap(({ message }) => (message.headers === undefined ? [] : [message.headers.schema]));
  if (headers.length > 0) {
    const required =
      headers.length === messages.length && headers.every((schema) => fieldsOf(schema, payloads).some(isRequired));
    fields.push({ name: "headers", schema: oneOf(headers, at), required, at: headers[0]?.at ?? at });
  }
  const contents = messages.filter(({ hasPayload }) => hasPayload).map(({ message }) => message.payload);
  const [payload] = contents;
  if (payload !== undefined) {
    const schema = oneOf(
      contents.map((content) => content.schema),
      at,
    );
    fields.push({ name: "payload", schema, required: contents.length === messages.length, at: payload.at });
  }
  return { kind: "record", fields, at };
}

const isRequired = ({ required }: Field): boolean => required;

/** Messages that differ in nothing but their headers share a payload, so that this says "any", not exactly one. */
function oneOf(schemas: readonly Schema[], at: Location): Schema {
  const variants = new Map<unknown, Schema>();
  for (const schema of schemas)
    variants.set(schema.kind === "reference" && schema.nullable !== true ? schema.name : schema, schema);
  const [only, ...others] = variants.values();
  if (only === undefined) return { kind: "any", at };
  return others.length === 0 ? only : { kind: "union", mode: "any", variants: [only, ...others], at };
}

/** The fields of a headers schema, through references; none when it is not an object. */
function fieldsOf(schema: Schema, payloads: PayloadReader): readonly Field[] {
  const meant = payloads.resolved(schema);
  return meant.kind === "record" ? meant.fields : [];
}

function readReply(
  { node, channel, addressLocation, messages: entries }: ReplyDraft,
  { messages: reader, payloads }: Readers,
): { readonly reply: Reply; readonly outcome: Outcome } {
  const at = placeOf(node);
  const messages = distinct(entries.map((entry) => reader.read(entry)));
  return {
    reply: {
      ...(channel !== undefined && { channel: channel.name, address: channel.address }),
      ...(addressLocation !== undefined && { addressLocation }),
      messages: messages.map(({ message }) => message),
      at,
    },
    outcome: {
      name: "reply",
      error: false,
      headers: replyHeaders(messages, payloads, at),
      headerStyles: [],
      contents: messages.filter(({ hasPayload }) => hasPayload).map(({ message }) => message.payload),
      links: [],
      at,
    },
  };
}

/** The headers of all messages together: required are those that every message requires. */
function replyHeaders(messages: readonly ReadMessage[], payloads: PayloadReader, at: Location): RecordSchema {
  const records = messages.map(({ message: { headers } }) =>
    headers === undefined ? [] : fieldsOf(headers.schema, payloads),
  );
  const names = new Set(records.flatMap((fields) => fields.map(({ name }) => name)));
  const fields = [...names].flatMap((name): Field[] => {
    const same = records.flatMap((record) => record.filter((field) => field.name === name));
    const [first] = same;
    if (first === undefined) return [];
    const required = same.length === records.length && same.every(isRequired);
    const schema = oneOf(
      same.map((field) => field.schema),
      first.at,
    );
    return [{ ...first, name: name.toLowerCase(), schema, required }];
  });
  return { kind: "record", fields, at };
}

/** Each message once, however often it is listed. */
const distinct = (messages: readonly ReadMessage[]): readonly ReadMessage[] => [
  ...new Map(messages.map((message) => [message.identity, message])).values(),
];
