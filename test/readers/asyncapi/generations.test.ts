import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { describe, expect, it } from "vitest";
import type { Operation } from "../../../src/contract/contract.js";
import { channelOf, contractsIn, operation, operationsOf, readFile, shared } from "./contracts.js";

const fixtures = join(import.meta.dirname, "../../../fixtures/contracts/asyncapi");

/** Without places, and without the channel's key, which is an address in AsyncAPI 2 and a name in 3. */
function plain(value: unknown): unknown {
  if (value instanceof Map) return plain([...value]);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).filter(([name]) => name !== "at" && name !== "channel");
  return Object.fromEntries(members.map(([name, member]) => [name, plain(member)]));
}

describe("one API in AsyncAPI 2 and 3", () => {
  it("reads into one model but for the dialect and the places", async () => {
    const two = await readFile(join(fixtures, "orders-2.yaml"));
    const three = await readFile(join(fixtures, "orders-3.yaml"));

    expect(plain({ ...three, dialect: "" })).toEqual(plain({ ...two, dialect: "" }));
    expect(two.diagnostics).toEqual([]);
    expect(operationsOf(two).map(({ id, polarity }) => [id, polarity])).toEqual([
      ["onOrderPlaced", "received"],
      ["sendParcelNews", "sent"],
    ]);
  });

  it("keeps the place of what a trait added", async () => {
    const two = await readFile(join(fixtures, "orders-2.yaml"));

    const headers = channelOf(operation(two, "onOrderPlaced")).messages[0]?.headers?.schema;

    expect(headers?.kind === "record" && headers.fields.map(({ name, at }) => [name, at.line])).toEqual([
      ["origin", 68],
      ["event-id", 58],
    ]);
  });
});

const two = shared("corpus/asyncapi/asyncapi-spec@v2.6.0");
const three = shared("corpus/asyncapi/asyncapi-spec@v3.1.0");

/** What is not the same in the two spellings of the specification's own examples, by example. */
const differences: Readonly<Record<string, readonly string[]>> = {
  // The http binding of 3.1 has another shape.
  "gitter-streaming.yml": ["messages"],
  // A parameter of 2.6 is an integer; parameters of 3 are text.
  "mercure.yml": ["parameters"],
  // Messages without a name, inline under `oneOf`; in 3 they are components.
  "oneof.yml": ["messages"],
  // What was a header of the http operation binding has become a header of the message.
  "operation-security.yml": ["headers"],
  // Messages are inline and nameless in 2.6, keys of the channel in 3; `replyTo` and a parameter's pattern are gone.
  "rpc-client.yml": ["messages", "parameters"],
  "rpc-server.yml": ["messages", "parameters"],
};

describe.skipIf(two === undefined || three === undefined)("the specification's examples of 2.6 and 3.1", () => {
  const pairs = contractsIn(two ?? "").map((file) => [file, file.replace(/(?<!\/asyncapi)\.yml$/, "-asyncapi.yml")]);

  it("come in pairs", () => {
    expect(pairs).toHaveLength(21);
  });

  it.each(pairs)("says the same in %s", async (before, after) => {
    const old = operationsOf(await readFile(join(two ?? "", before ?? "")));
    const recent = operationsOf(await readFile(join(three ?? "", after ?? "")));

    expect(recent.map(route).sort()).toEqual(old.map(route).sort());
    const found = new Set<string>();
    for (const one of old) {
      const other = recent.find((candidate) => route(candidate) === route(one));
      if (other === undefined) continue;
      const [first, second] = [one, other].map(aspects) as [Aspects, Aspects];
      for (const name of Object.keys(first)) if (!isDeepStrictEqual(first[name], second[name])) found.add(name);
    }
    expect([...found].sort()).toEqual([...(differences[before ?? ""] ?? [])].sort());
  });
});

type Aspects = Readonly<Record<string, unknown>>;

const route = (one: Operation): string => `${channelOf(one).action} ${channelOf(one).address}`;

function aspects(one: Operation): Aspects {
  const { messages, parameters } = channelOf(one);
  const input = one.input.kind === "record" ? one.input.fields : [];
  const field = (name: string) => plain(input.find((candidate) => candidate.name === name));
  return {
    messages: plain(messages.map(({ payload, headers, ...message }) => message)),
    mediaTypes: messages.map(({ payload }) => payload.mediaType),
    payload: field("payload"),
    headers: field("headers"),
    parameters: [plain(parameters.map(({ doc, ...parameter }) => parameter)), typeOfFields(field("parameters"))],
    security: plain(one.security),
    polarity: one.polarity,
  };
}

/** The schemas of parameters without what is said of them in prose. */
const typeOfFields = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value ?? null, (name, member: unknown) => (name === "doc" ? undefined : member)));
