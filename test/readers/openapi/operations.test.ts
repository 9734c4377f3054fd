import { describe, expect, it } from "vitest";
import { codes, httpOf, inputOf, onlyOperation, placeOf, readFiles, readValue, withOperation } from "./read.js";

const text = { type: "string" };

describe("parameters", () => {
  it("have the effective style of their place", async () => {
    const contract = await readValue(
      withOperation({
        parameters: [
          { name: "q", in: "query", schema: text },
          { name: "f", in: "query", style: "deepObject", schema: { type: "object" } },
          { name: "p", in: "query", style: "pipeDelimited", allowReserved: true, schema: { type: "array" } },
          { name: "X-Trace", in: "header", required: true, schema: text },
          { name: "session", in: "cookie", schema: text },
        ],
      }),
    );

    const operation = onlyOperation(contract);
    expect(
      httpOf(operation).parameters.map(({ place, name, style, explode, allowReserved }) =>
        [place, name, style, explode, allowReserved].join(" "),
      ),
    ).toEqual([
      "path id simple false false",
      "query q form true false",
      "query f deepObject true false",
      "query p pipeDelimited false true",
      "headers X-Trace simple false false",
      "cookies session form true false",
    ]);
    expect(placeOf(operation, "headers").fields.map(({ name, required }) => [name, required])).toEqual([
      ["x-trace", true],
    ]);
    expect(operation.input).toMatchObject({
      fields: [
        { name: "path", required: true },
        { name: "query", required: false },
        { name: "headers", required: true },
        { name: "cookies", required: false },
      ],
    });
  });

  it("of the operation go before those of its path", async () => {
    const contract = await readValue(
      withOperation({ parameters: [{ name: "id", in: "path", required: true, schema: { type: "integer" } }] }),
    );

    expect(placeOf(onlyOperation(contract), "path").fields.map(({ schema }) => schema)).toMatchObject([
      { kind: "scalar", type: "integer" },
    ]);
  });

  it("named Accept, Content-Type and Authorization do not count", async () => {
    const headers = ["Accept", "content-type", "Authorization"].map((name) => ({ name, in: "header", schema: text }));

    const operation = onlyOperation(await readValue(withOperation({ parameters: headers })));

    expect(inputOf(operation, "headers")).toBeUndefined();
  });

  it("with content keep their media type, and one may be the whole query string", async () => {
    const contract = await readValue(
      withOperation(
        {
          parameters: [
            { name: "filter", in: "query", content: { "application/json": { schema: { type: "integer" } } } },
            { name: "all", in: "querystring", content: { "application/jsonpath": { schema: text } } },
          ],
        },
        { openapi: "3.2.0" },
      ),
    );

    const operation = onlyOperation(contract);
    expect(httpOf(operation).parameters.map(({ place, mediaType }) => [place, mediaType])).toEqual([
      ["path", undefined],
      ["query", "application/json"],
      ["querystring", "application/jsonpath"],
    ]);
    expect(inputOf(operation, "querystring")).toMatchObject({ kind: "scalar", type: "string" });
  });

  it("that a path names and nobody declares are any text, and those that it does not name are left out", async () => {
    const contract = await readFiles({
      "api.yaml": `openapi: 3.1.0
info: { title: T, version: "1" }
paths:
  /a/{x}:
    get:
      parameters: [{ name: y, in: path, required: true, schema: { type: string } }]
`,
    });

    expect(placeOf(onlyOperation(contract), "path").fields.map(({ name }) => name)).toEqual(["x"]);
    expect(contract.diagnostics.map(({ code, at }) => [code, at?.line])).toEqual([
      ["openapi-path-parameter", 6],
      ["openapi-path-parameter", 5],
    ]);
  });
});

describe("operations", () => {
  const paths = (items: object) => readValue({ openapi: "3.2.0", info: { title: "T", version: "1" }, paths: items });

  it("without an id get one from method and path alone", async () => {
    const contract = await paths({ "/pets/{petId}/tags": { get: {} }, "/": { query: {} }, "/a-b": { post: {} } });

    expect(contract.services[0]?.operations.map(({ id, named }) => [id, named])).toEqual([
      ["getPetsByPetIdTags", false],
      ["query", false],
      ["postAB", false],
    ]);
  });

  it("with one id are told apart, with a diagnostic", async () => {
    const contract = await paths({ "/a": { get: { operationId: "x" }, put: { operationId: "x" } } });

    expect(contract.services[0]?.operations.map(({ id }) => id)).toEqual(["x", "putA"]);
    expect(codes(contract)).toEqual(["openapi-operation-id"]);
  });

  it("stand in one service for each first tag, and in none without", async () => {
    const contract = await paths({ "/a": { get: { tags: ["x", "y"] }, put: {} }, "/b": { get: { tags: ["x"] } } });

    expect(contract.services.map(({ name, operations }) => [name, operations.length])).toEqual([
      ["x", 2],
      ["", 1],
    ]);
  });

  it("may have any method in 3.2", async () => {
    const contract = await paths({ "/a": { additionalOperations: { LINK: { operationId: "link" } } } });

    expect(httpOf(onlyOperation(contract)).method).toBe("LINK");
  });

  it("inherit, replace or drop security, and inherit or replace servers", async () => {
    const contract = await readValue({
      openapi: "3.1.0",
      info: { title: "T", version: "1" },
      servers: [{ url: "https://{zone}.example", variables: { zone: { default: "eu", enum: ["eu", "us"] } } }],
      security: [{ key: [] }],
      paths: {
        "/a": { get: {}, put: { security: [] }, post: { security: [{}, { key: ["s"] }] } },
        "/b": { servers: [{ url: "/b" }], get: {} },
      },
      components: { securitySchemes: { key: { type: "apiKey", in: "header", name: "X-Key" } } },
    });

    const operations = contract.services.flatMap((service) => service.operations);
    expect(operations.map(({ security }) => security.map(({ schemes }) => schemes.map(({ name }) => name)))).toEqual([
      [["key"]],
      [],
      [[], ["key"]],
      [["key"]],
    ]);
    expect(operations.map((operation) => httpOf(operation).servers[0]?.url)).toEqual([
      "https://{zone}.example",
      "https://{zone}.example",
      "https://{zone}.example",
      "/b",
    ]);
    expect(contract.servers[0]?.variables.get("zone")).toMatchObject({ default: "eu", values: ["eu", "us"] });
  });

  it("call back and are called by webhooks the other way round", async () => {
    const callback = {
      "{$request.body#/url}": { post: { operationId: "tell", responses: { 200: { description: "" } } } },
    };
    const contract = await readValue(
      withOperation({ callbacks: { done: callback } }, { webhooks: { ping: { post: { operationId: "pinged" } } } }),
    );

    const operation = onlyOperation(contract);
    expect(operation.polarity).toBe("received");
    expect(operation.callbacks).toMatchObject([
      { name: "done", expression: "{$request.body#/url}", operations: [{ id: "tell", polarity: "sent" }] },
    ]);
    expect(contract.webhooks).toMatchObject([{ id: "pinged", polarity: "sent", binding: { path: "ping" } }]);
  });

  it("keep extensions, deprecation, sunset and stability", async () => {
    const said = { deprecated: true, "x-sunset": "2027-01-01", "x-stability-level": "beta", "x-own": [1] };

    expect(onlyOperation(await readValue(withOperation(said)))).toMatchObject({
      deprecated: true,
      sunset: "2027-01-01",
      stability: "beta",
      extensions: { "x-own": [1] },
    });
  });
});

describe("bodies and outcomes", () => {
  it("have every media type, and an input that admits each", async () => {
    const contract = await readValue(
      withOperation({
        requestBody: {
          required: true,
          content: {
            "application/json": { schema: { type: "object", properties: { a: text } } },
            "multipart/form-data": {
              schema: { type: "object", properties: { file: { type: "string", format: "binary" } } },
              encoding: { file: { contentType: "image/png", headers: { "X-Part": { schema: text } } } },
            },
          },
        },
      }),
    );

    const operation = onlyOperation(contract);
    const { body } = httpOf(operation);
    expect(body?.contents.map(({ mediaType }) => mediaType)).toEqual(["application/json", "multipart/form-data"]);
    expect(body?.contents[1]?.encodings.get("file")).toMatchObject({
      contentType: "image/png",
      headers: { fields: [{ name: "x-part" }] },
      headerStyles: [{ name: "X-Part", style: "simple" }],
    });
    expect(inputOf(operation, "body")).toMatchObject({ kind: "union", mode: "any", variants: [{}, {}] });
  });

  it("know ranges, default, headers, links, and sequences by their items", async () => {
    const contract = await readValue(
      withOperation(
        {
          responses: {
            200: {
              description: "Fine.",
              headers: {
                "Retry-After": { required: true, schema: { type: "integer" } },
                "Content-Type": { schema: text },
              },
              content: { "text/event-stream": { itemSchema: { type: "object", required: ["data"] } } },
              links: { next: { operationId: "makeThing", parameters: { id: "$response.body#/id" } } },
            },
            "4xx": { description: "Wrong." },
            default: { description: "Odd." },
            fine: { description: "None." },
          },
        },
        { openapi: "3.2.0" },
      ),
    );

    const outcomes = onlyOperation(contract).outcomes;
    expect(outcomes.map(({ name, error }) => [name, error])).toEqual([
      ["200", false],
      ["4XX", true],
      ["default", true],
    ]);
    expect(outcomes[0]).toMatchObject({
      headers: { fields: [{ name: "retry-after", required: true }] },
      contents: [{ schema: { kind: "list" }, item: { kind: "record" } }],
      links: [{ name: "next", operationId: "makeThing", parameters: { id: "$response.body#/id" } }],
    });
    expect(codes(contract)).toEqual(["openapi-status"]);
  });
});

describe("guarantees", () => {
  const derive = async (method: string, said: object, around: object = {}) => {
    const item = { [method]: { operationId: "x", ...said } };
    const contract = await readValue({
      openapi: "3.1.0",
      info: { title: "T", version: "1" },
      paths: { "/a": item },
      ...around,
    });
    return onlyOperation(contract).guarantees;
  };
  const header = (name: string, required = false) => ({
    parameters: [{ name, in: "header", required, schema: text }],
  });

  it.each([
    ["get", {}, "safe", 2],
    ["put", {}, "idempotent", 2],
    ["post", {}, "unsafe", 2],
    ["post", header("Idempotency-Key"), "keyed", 3],
    ["patch", header("If-Match", true), "idempotent", 3],
    ["patch", header("If-Match"), "unsafe", 2],
    ["post", { "x-resilience": { effect: "idempotent", retry: { attempts: 5 } } }, "idempotent", 5],
    ["post", { "x-fern-idempotent": true }, "idempotent", 3],
    ["get", { "x-speakeasy-retries": { strategy: "none" } }, "safe", 1],
  ] as const)("of %s with %j: %s, %i attempts", async (method, said, effect, attempts) => {
    const guarantees = await derive(method, said);

    expect([guarantees.effect.value, guarantees.attempts.value]).toEqual([effect, attempts]);
    expect(guarantees.effect.from).not.toBe("");
  });

  it("say where the key travels, and take times from the nearest extension", async () => {
    const own = { ...header("Idempotency-Key", true), "x-resilience": { timeout: { attempt: "500ms" } } };

    const guarantees = await derive("post", own, { "x-resilience": { timeout: { total: "1m", attempt: "5s" } } });

    expect(guarantees.key?.value).toEqual({ place: "header", name: "idempotency-key", required: true });
    expect([guarantees.attemptTimeoutMs.value, guarantees.totalTimeoutMs.value]).toEqual([500, 60_000]);
    expect(guarantees.totalTimeoutMs.from).toMatch(/contract/);
  });
});
