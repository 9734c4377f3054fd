import { describe, expect, it } from "vitest";
import { asyncapi } from "../../../src/readers/asyncapi/asyncapi.js";
import { inMemory, sourceOf } from "../in-memory.js";
import { channelOf, codes, operation, operationsOf, read } from "./contracts.js";

const info = { title: "T", version: "1" };
const two = (rest: object): object => ({ asyncapi: "2.6.0", info, ...rest });
const three = (rest: object): object => ({ asyncapi: "3.0.0", info, ...rest });

describe("what is AsyncAPI", () => {
  it.each([
    ["asyncapi: 3.0.0\n", true],
    ["# first\n---\nasyncapi: '2.6.0'", true],
    ['{"asyncapi":"2.0.0"}', true],
    ['{\n  "info": {},\n  "asyncapi": "3.1.0"\n}', true],
    ["\uFEFFasyncapi: 3.0.0", true],
    ['{"info":{"title":"T"},"channels":{},"asyncapi":"3.0.0"}', true],
    ["{asyncapi: 3.0.0, info: {}}", true],
    ['{"openapi":"3.1.0","info":{"description":"{\\"asyncapi\\": \\"3.0.0\\"}"}}', false],
    ["openapi: 3.1.0\ninfo:\n  description: |\n    asyncapi: 3.0.0", false],
    ['syntax = "proto3";', false],
  ])("knows it by the text: %j", (text, expected) => {
    expect(asyncapi.recognises(sourceOf("x", text))).toBe(expected);
  });

  it.each([
    ["1.2.0", /convert the document with @asyncapi\/converter/],
    ["2.0.0-rc1", /convert the document with @asyncapi\/converter/],
    ["4.0.0", /versions 2.0 to 2.6, 3.0 and 3.1 are/],
    ["soon", /must say a version/],
  ])("refuses version %s", async (version, message) => {
    await expect(read(`asyncapi: ${version}\n`)).rejects.toThrow(message);
  });

  it.each(["2.7.0", "3.2.0", "2.0.0-rc2", "3.0.1"])(
    "reads version %s like the nearest, with a warning",
    async (version) => {
      const { dialect, diagnostics } = await read({ asyncapi: version, info });

      expect([dialect, diagnostics.map(({ code, severity }) => [code, severity])]).toEqual([
        version,
        [["asyncapi-version", "warning"]],
      ]);
    },
  );
});

describe("overlays", () => {
  it("change the contract before it is read", async () => {
    const overlay = sourceOf(
      "overlay.yaml",
      "overlay: 1.0.0\ninfo: { title: O, version: '1' }\nactions:\n  - target: $.channels.c.publish\n    update: { summary: Changed }\n",
    );
    const contract = await asyncapi.read(
      [sourceOf("a.json", JSON.stringify(two({ channels: { c: { publish: { operationId: "o", summary: "Old" } } } })))],
      inMemory({}),
      { overlays: [overlay] },
    );

    expect(operation(contract, "o").summary).toBe("Changed");
    expect(codes(contract)).toEqual([]);
  });
});

describe("operations", () => {
  const messages = { said: { payload: { type: "string" } }, sung: { payload: { type: "integer" } } };
  const channels = { a: { address: "a", messages }, b: { address: null, messages } };
  const channel = { $ref: "#/channels/a" };

  it("take all messages of their channel when they list none, and none when the list is empty", async () => {
    const contract = await read(
      three({
        channels: { a: channels.a },
        operations: { all: { action: "send", channel }, none: { action: "send", channel, messages: [] } },
      }),
    );

    const names = (id: string) => channelOf(operation(contract, id)).messages.map(({ name }) => name);
    expect([names("all"), names("none")]).toEqual([["said", "sung"], []]);
    expect(operation(contract, "all").input).toMatchObject({
      fields: [{ name: "payload", required: true, schema: { kind: "union", mode: "any" } }],
    });
  });

  it("have a reply as their outcome, with the address that the request names", async () => {
    const reply = { address: { location: "$message.header#/replyTo" }, channel: { $ref: "#/channels/b" } };
    const contract = await read(three({ channels, operations: { ask: { action: "receive", channel, reply } } }));

    const { binding, outcomes } = operation(contract, "ask");
    expect(binding).toMatchObject({
      reply: { channel: "b", address: null, addressLocation: "$message.header#/replyTo" },
    });
    expect(outcomes).toMatchObject([
      { name: "reply", error: false, contents: [{ schema: { type: "string" } }, { schema: { type: "integer" } }] },
    ]);
    expect(codes(contract)).toEqual([]);
  });

  it("are called by action and channel in AsyncAPI 2 when they have no id, or one that is taken", async () => {
    const contract = await read(
      two({ channels: { x: { publish: {}, subscribe: { operationId: "s" } }, y: { publish: { operationId: "s" } } } }),
    );

    expect(operationsOf(contract).map(({ id, named, polarity }) => [id, named, polarity])).toEqual([
      ["receive x", false, "received"],
      ["s", true, "sent"],
      ["receive y", false, "received"],
    ]);
    expect(codes(contract)).toEqual(["asyncapi-operation-duplicate"]);
  });

  it("are grouped by their first tag", async () => {
    const contract = await read(
      two({
        tags: [{ name: "t", description: "Tea" }],
        channels: { x: { publish: { tags: [{ name: "t" }, { name: "u" }] }, subscribe: {} } },
      }),
    );

    expect(contract.services.map(({ name, doc, operations }) => [name, doc, operations.length])).toEqual([
      ["t", "Tea", 1],
      ["", undefined, 1],
    ]);
  });

  it.each([
    ["no channel", { action: "send" }, "asyncapi-structure"],
    ["an unknown channel", { action: "send", channel: { $ref: "#/channels/c" } }, "reference-dangling"],
    ["an unknown action", { action: "sing", channel }, "asyncapi-structure"],
    ["no object at all", "send", "asyncapi-structure"],
  ])("with %s are passed over, and said to be", async (_, wrong, code) => {
    const contract = await read(
      three({ channels: { a: channels.a }, operations: { right: { action: "send", channel }, wrong } }),
    );

    expect(operationsOf(contract).map(({ id }) => id)).toEqual(["right"]);
    expect(codes(contract)).toEqual([code]);
    expect(contract.diagnostics[0]?.at).toMatchObject({ file: "asyncapi.yaml" });
  });

  it("may list only messages of their channel", async () => {
    const contract = await read(
      three({
        channels: { a: channels.a },
        operations: { o: { action: "send", channel, messages: [{ $ref: "#/components/messages/other" }] } },
        components: { messages: { other: {} } },
      }),
    );

    expect(channelOf(operation(contract, "o")).messages.map(({ name }) => name)).toEqual(["other"]);
    expect(codes(contract)).toEqual(["asyncapi-message-elsewhere"]);
  });

  it("leave a note where a channel has none", async () => {
    const contract = await read(three({ channels, operations: {} }));

    expect(contract.diagnostics.map(({ code, severity, at }) => [code, severity, at?.line])).toEqual([
      ["asyncapi-channel-idle", "note", 8],
      ["asyncapi-channel-idle", "note", 23],
    ]);
  });
});

describe("messages", () => {
  const withMessage = (message: object, rest: object = {}) =>
    two({ channels: { c: { publish: { operationId: "o", message } } }, ...rest });

  it.each([
    ["2.6.0", "trait"],
    ["3.0.0", "message"],
  ])("let the %s has the last word in AsyncAPI %s", async (version, last) => {
    const message = { contentType: "message", traits: [{ contentType: "trait", title: "T" }] };
    const contract = await read(
      version === "2.6.0"
        ? withMessage(message)
        : three({
            channels: { c: { address: "c", messages: { m: message } } },
            operations: { o: { action: "receive", channel: { $ref: "#/channels/c" } } },
          }),
    );

    const [found] = channelOf(operation(contract, "o")).messages;
    expect([found?.payload.mediaType, found?.title]).toEqual([last, "T"]);
  });

  it("take references of traits in other files from those files", async () => {
    const contract = await read(withMessage({ headers: { type: "object" }, traits: [{ $ref: "traits/t.yaml#/t" }] }), {
      "traits/t.yaml": "t:\n  headers:\n    properties:\n      id: { $ref: 'ids.yaml#/id' }\n",
      "traits/ids.yaml": "id: { type: string, format: uuid }\n",
    });

    const headers = channelOf(operation(contract, "o")).messages[0]?.headers?.schema;
    expect(headers).toMatchObject({ kind: "record", fields: [{ name: "id", at: { file: "traits/t.yaml", line: 4 } }] });
    expect([...contract.schemas.values()]).toMatchObject([{ kind: "scalar", format: "uuid" }]);
    expect(codes(contract)).toEqual([]);
  });

  it("survive traits that hold each other", async () => {
    const loop = { type: "object", properties: { next: { $ref: "#/components/schemas/Loop" } } };
    const contract = await read(
      withMessage(
        {
          headers: { $ref: "#/components/schemas/Loop" },
          traits: [{ headers: { $ref: "#/components/schemas/Other" } }],
        },
        { components: { schemas: { Loop: loop, Other: { ...loop, title: "other" } } } },
      ),
    );

    expect(channelOf(operation(contract, "o")).messages[0]?.headers?.schema).toMatchObject({ title: "other" });
  });

  it("merge schemas that branch into each other in no time", async () => {
    const level = (name: string, depth: number) => ({
      properties: Object.fromEntries(
        ["l", "r"].map((side) => [side, { $ref: `#/components/schemas/${name}${depth + 1}` }]),
      ),
    });
    const tower = (name: string) =>
      Array.from({ length: 40 }, (_, depth) => [`${name}${depth}`, level(name, depth)] as const);
    const schemas = Object.fromEntries([
      ...tower("A"),
      ...tower("B"),
      ["A40", {}],
      ["B40", { $ref: "#/components/schemas/B0" }],
    ]);

    const contract = await read(
      withMessage(
        { headers: { $ref: "#/components/schemas/A0" }, traits: [{ headers: { $ref: "#/components/schemas/B0" } }] },
        { components: { schemas } },
      ),
    );

    expect(channelOf(operation(contract, "o")).messages[0]?.headers?.schema.kind).toBe("record");
  });

  it("are found by names with a slash, escaped or not, with a warning for the latter", async () => {
    const message = (reference: string) =>
      read(withMessage({ $ref: reference }, { components: { messages: { "agent/v1": { title: "Agent" } } } }));

    const right = await message("#/components/messages/agent~1v1");
    const loose = await message("#/components/messages/agent/v1");

    for (const contract of [right, loose])
      expect(channelOf(operation(contract, "o")).messages).toMatchObject([{ name: "agent/v1", title: "Agent" }]);
    expect([codes(right), codes(loose)]).toEqual([[], ["asyncapi-reference-unescaped"]]);
  });

  it("say whether their content type is only assumed", async () => {
    const typed = async (message: object, rest: object) => {
      const [found] = channelOf(operation(await read(withMessage(message, rest)), "o")).messages;
      return [found?.payload.mediaType, found?.payload.assumed];
    };

    expect(await typed({ contentType: "text/plain" }, { defaultContentType: "a/b" })).toEqual([
      "text/plain",
      undefined,
    ]);
    expect(await typed({}, { defaultContentType: "a/b" })).toEqual(["a/b", undefined]);
    expect(await typed({}, {})).toEqual(["application/json", true]);
  });

  it("read payloads in the dialect that they name, and admit anything in languages that are not read", async () => {
    const payload = { type: "string", nullable: true };
    const schema = async (schemaFormat: string) => {
      const contract = await read(withMessage({ schemaFormat, payload }));
      return [channelOf(operation(contract, "o")).messages[0]?.payload.schema, codes(contract)] as const;
    };

    expect(await schema("application/vnd.oai.openapi;version=3.0.0")).toMatchObject([
      { kind: "scalar", nullable: true },
      [],
    ]);
    expect(await schema("application/raml+yaml;version=1.0")).toMatchObject([
      { kind: "any" },
      ["asyncapi-schema-format"],
    ]);
    expect(await schema("application/x-own")).toMatchObject([{ kind: "any" }, ["asyncapi-schema-format"]]);
  });
});

describe("channels and servers", () => {
  it("describe every place of an address", async () => {
    const contract = await read(
      two({ channels: { "a/{x}/{y}": { parameters: { x: {}, z: {} }, publish: { operationId: "o" } } } }),
    );

    expect(channelOf(operation(contract, "o")).parameters.map(({ name }) => name)).toEqual(["x", "z", "y"]);
    expect(codes(contract)).toEqual(["asyncapi-parameter-unused", "asyncapi-parameter-undeclared"]);
  });

  it("ask of a caller what the server and the operation ask, both", async () => {
    const types = { a: { type: "plain" }, b: { type: "gssapi" }, c: { type: "X509" } };
    const contract = await read(
      two({
        servers: { s: { url: "h", protocol: "kafka", security: [{ a: [] }, { b: [] }] } },
        channels: { x: { publish: { operationId: "o", security: [{ c: ["r"] }] }, subscribe: { operationId: "p" } } },
        components: { securitySchemes: types },
      }),
    );

    const asked = (id: string) =>
      operation(contract, id).security.map(({ schemes }) => schemes.map(({ name }) => name).join("+"));
    expect([asked("o"), asked("p")]).toEqual([
      ["a+c", "b+c"],
      ["a", "b"],
    ]);
  });

  it("name their servers", async () => {
    const contract = await read(
      two({
        servers: { one: { url: "h1", protocol: "mqtt" }, other: { url: "mqtt://h2", protocol: "mqtt" } },
        channels: {
          x: { servers: ["other", "third"], publish: { operationId: "o" } },
          y: { publish: { operationId: "p" } },
        },
      }),
    );

    const urls = (id: string) => channelOf(operation(contract, id)).servers.map(({ url }) => url);
    expect([urls("o"), urls("p")]).toEqual([["h2"], ["h1", "h2"]]);
    expect(codes(contract)).toEqual(["asyncapi-server-unknown"]);
  });
});

describe("guarantees", () => {
  const guarantees = async (message: object, rest: object = {}) => {
    const channels = { c: { address: "c", messages: { m: message } }, r: { address: "r", messages: {} } };
    const operations = { o: { action: "receive", channel: { $ref: "#/channels/c" }, ...rest } };
    return operation(await read(three({ channels, operations })), "o").guarantees;
  };
  const headers = (name: string) => ({ type: "object", required: [name], properties: { [name]: { type: "string" } } });

  it("find the key by which a copy of a message is told", async () => {
    const correlated = { headers: headers("flow"), correlationId: { location: "$message.header#/flow" } };

    expect(await guarantees({ headers: headers("ce_id") })).toMatchObject({
      effect: { value: "keyed" },
      key: { value: { place: "header", name: "ce_id", required: true }, from: 'the header "ce_id" of the message' },
      attempts: { value: 5 },
    });
    expect(await guarantees(correlated)).toMatchObject({ effect: { value: "unsafe" } });
    expect(await guarantees(correlated, { reply: { channel: { $ref: "#/channels/r" } } })).toMatchObject({
      effect: { value: "keyed" },
      key: { value: { place: "header", name: "flow" } },
    });
  });

  it("take what the contract says before what can be derived", async () => {
    const policy = { effect: "idempotent", timeout: { attempt: "2m" }, deliver: { maxAttempts: 9 } };

    expect(await guarantees({ headers: headers("ce_id") }, { "x-resilience": policy })).toMatchObject({
      effect: { value: "idempotent", from: "x-resilience.effect" },
      attemptTimeoutMs: { value: 120_000 },
      attempts: { value: 9 },
    });
  });

  it("take the contract's own policy where nothing nearer speaks", async () => {
    const channels = { c: { address: "c", "x-resilience": { timeout: { attempt: "1s" } } } };
    const operations = { o: { action: "send", channel: { $ref: "#/channels/c" }, retry: { maxAttempts: 7 } } };
    const policy = {
      timeout: { attempt: "9s", total: "20s" },
      idempotency: { in: "body", name: "id", required: true },
    };

    const contract = await read(three({ "x-resilience": policy, channels, operations }));

    expect(operation(contract, "o").guarantees).toMatchObject({
      effect: { value: "keyed" },
      key: { value: { place: "body", name: "id", required: true }, from: "the contract's x-resilience.idempotency" },
      attempts: { value: 7, from: "retry.maxAttempts" },
      attemptTimeoutMs: { value: 1_000, from: "the channel's x-resilience.timeout.attempt" },
      totalTimeoutMs: { value: 20_000 },
    });
  });
});
