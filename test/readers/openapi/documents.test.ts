import { describe, expect, it } from "vitest";
import { openapi } from "../../../src/readers/openapi/openapi.js";
import { sourceOf } from "../in-memory.js";
import { codes, httpOf, inputOf, onlyOperation, placeOf, readFiles, readValue } from "./read.js";

const info = { title: "T", version: "1" };

describe("recognising", () => {
  it.each([
    ["openapi: 3.1.0\n", true],
    ['# hello\n"swagger": "2.0"\n', true],
    ['{ "info": {}, "openapi": "3.0.0" }', true],
    ["\uFEFFopenapi: 3.1.0", true],
    ["asyncapi: 3.0.0\nx-note:\n  openapi: 3.1.0\n", false],
    ['{ "asyncapi": "3.0.0", "x": { "openapi": "3.1.0" } }', false],
    ['syntax = "proto3";', false],
  ])("looks at the text alone: %j", (text, expected) => {
    expect(openapi.recognises(sourceOf("a.txt", text))).toBe(expected);
  });
});

describe("versions", () => {
  it.each([
    [{ openapi: "3.0.3" }, "3.0.3", []],
    [{ openapi: 3 }, "3.0", ["openapi-structure"]],
    [{ openapi: 3.1 }, "3.1", ["openapi-structure"]],
    [{ openapi: "3.3.0" }, "3.3.0", ["openapi-version"]],
    [{ swagger: "2.0" }, "2.0", []],
    [{ swagger: 2 }, "2.0", ["openapi-structure"]],
  ])("%j is %s", async (word, dialect, odd) => {
    const contract = await readValue({ ...word, info, paths: {} });

    expect(contract.dialect).toBe(dialect);
    expect(codes(contract)).toEqual(odd);
  });

  it.each([[{ openapi: "3.9.0" }], [{ openapi: "4.0.0" }], [{ openapi: {} }], [{ swagger: "1.2" }]])(
    "%j is refused",
    async (word) => {
      await expect(readValue({ ...word, info })).rejects.toThrow(/not a version that can be read/);
    },
  );
});

describe("odd documents", () => {
  it("have a title and version in spite of numbers, and may have no paths", async () => {
    const contract = await readValue({
      openapi: "3.0.0",
      info: { title: "T", version: 1 },
      components: { schemas: { A: {} } },
    });

    expect(contract).toMatchObject({ title: "T", version: "1", services: [] });
    expect([...contract.schemas.keys()]).toEqual(["A"]);
    expect(codes(contract)).toEqual(["openapi-structure"]);
  });

  it("go on after a reference that leads nowhere, and say where it stands", async () => {
    const contract = await readFiles({
      "api.yaml": `openapi: 3.1.0
info: { title: T, version: "1" }
paths:
  /a:
    get:
      parameters:
        - $ref: "#/components/parameters/Nowhere"
      responses:
        "200":
          description: Fine.
          content:
            application/json:
              schema: { $ref: "#/components/schemas/Nothing" }
`,
    });

    expect(contract.diagnostics.map(({ code, severity, at }) => [code, severity, at?.line])).toEqual([
      ["reference-dangling", "error", 7],
      ["reference-dangling", "error", 13],
    ]);
    expect(onlyOperation(contract).outcomes[0]?.contents[0]?.schema.kind).toBe("any");
  });

  it("are refused when they are no object", async () => {
    await expect(readFiles({ "api.yaml": "- openapi: 3.1.0\n" })).rejects.toThrow(/must be an object/);
  });
});

describe("references", () => {
  it("lead to parameters, responses, bodies, path items, callbacks and schemas in other files", async () => {
    const contract = await readFiles({
      "api.yaml": `openapi: 3.1.0
info: { title: T, version: "1" }
paths:
  /a: { $ref: "paths/a.yaml" }
components:
  schemas:
    Local: { $ref: "common.yaml#/Money" }
`,
      "paths/a.yaml": `post:
  operationId: a
  parameters: [{ $ref: "../common.yaml#/Limit" }]
  requestBody: { $ref: "../common.yaml#/Body" }
  responses: { "200": { $ref: "../common.yaml#/Answer" } }
`,
      "common.yaml": `Limit: { name: limit, in: query, schema: { type: integer } }
Money: { type: object, properties: { amount: { type: integer } }, required: [amount] }
Body: { content: { application/json: { schema: { $ref: "#/Money" } } } }
Answer: { description: Fine., content: { application/json: { schema: { $ref: "#/Money" } } } }
`,
    });

    const operation = onlyOperation(contract);
    expect(contract.diagnostics).toEqual([]);
    expect(placeOf(operation, "query").fields[0]).toMatchObject({ name: "limit", schema: { type: "integer" } });
    expect(inputOf(operation, "body")).toMatchObject({ kind: "reference", name: "common/Money" });
    expect(operation.outcomes[0]?.contents[0]?.schema).toMatchObject({ name: "common/Money" });
    expect(contract.schemas.get("Local")).toMatchObject({ kind: "reference", name: "common/Money" });
    expect(contract.schemas.get("common/Money")?.at).toMatchObject({ file: "common.yaml", line: 2 });
  });
});

describe("OpenAPI 2.0", () => {
  const read = (operation: object, around: object = {}) =>
    readValue({
      swagger: "2.0",
      info,
      host: "h.example",
      basePath: "/v1",
      schemes: ["https"],
      ...around,
      paths: { "/a": { post: operation } },
    });

  it("reads body, consumes and produces as one content for each media type", async () => {
    const contract = await read(
      {
        parameters: [{ in: "body", name: "b", required: true, schema: { $ref: "#/definitions/B" } }],
        responses: { 200: { description: "", schema: { type: "file" } } },
        produces: ["application/pdf"],
      },
      { consumes: ["application/json", "application/xml"], definitions: { B: { type: "object" } } },
    );

    const operation = onlyOperation(contract);
    expect(httpOf(operation).servers.map(({ url }) => url)).toEqual(["https://h.example/v1"]);
    expect(httpOf(operation).body?.contents.map(({ mediaType }) => mediaType)).toEqual([
      "application/json",
      "application/xml",
    ]);
    expect(inputOf(operation, "body")).toMatchObject({ kind: "reference", name: "B" });
    expect(operation.outcomes[0]?.contents).toMatchObject([
      { mediaType: "application/pdf", schema: { type: "bytes" } },
    ]);
  });

  it("reads formData as the fields of a form", async () => {
    const contract = await read({
      parameters: [
        { in: "formData", name: "file", type: "file", required: true },
        { in: "formData", name: "tags", type: "array", items: { type: "string" }, collectionFormat: "multi" },
      ],
      responses: {},
    });

    const [content] = httpOf(onlyOperation(contract)).body?.contents ?? [];
    expect(content).toMatchObject({
      mediaType: "multipart/form-data",
      schema: {
        kind: "record",
        fields: [{ name: "file", required: true, schema: { type: "bytes" } }, { name: "tags" }],
      },
    });
    expect(content?.encodings.get("tags")).toMatchObject({ style: "form", explode: true });
    expect(contract.diagnostics).toEqual([]);
  });

  it.each([
    ["csv", "form", false, undefined],
    ["ssv", "spaceDelimited", false, undefined],
    ["pipes", "pipeDelimited", false, undefined],
    ["tsv", "form", false, "\t"],
    ["multi", "form", true, undefined],
  ])("reads collectionFormat %s", async (collectionFormat, style, explode, separator) => {
    const items = { type: "string" };
    const contract = await read({
      parameters: [{ in: "query", name: "q", type: "array", items, collectionFormat }],
      responses: {},
    });

    const [parameter] = httpOf(onlyOperation(contract)).parameters;
    expect([parameter?.style, parameter?.explode, parameter?.separator]).toEqual([style, explode, separator]);
  });

  it("reads security definitions in the words of 3.x", async () => {
    const contract = await read(
      { responses: {}, security: [{ oauth: ["read"] }] },
      {
        securityDefinitions: {
          basic: { type: "basic" },
          oauth: {
            type: "oauth2",
            flow: "accessCode",
            authorizationUrl: "https://a",
            tokenUrl: "https://t",
            scopes: { read: "r" },
          },
        },
      },
    );

    expect(contract.securitySchemes.get("basic")).toMatchObject({ kind: "http", scheme: "basic" });
    expect(contract.securitySchemes.get("oauth")).toMatchObject({
      flows: [{ flow: "authorizationCode", tokenUrl: "https://t", scopes: { read: "r" } }],
    });
    expect(onlyOperation(contract).security).toMatchObject([{ schemes: [{ name: "oauth", scopes: ["read"] }] }]);
  });
});

describe("path items", () => {
  it("by reference keep no operations of their own, and say so", async () => {
    const contract = await readFiles({
      "api.yaml": `openapi: 3.1.0
info: { title: T, version: "1" }
paths:
  /a:
    $ref: "#/components/pathItems/A"
    put: {}
components:
  pathItems:
    A: { get: { operationId: a } }
`,
    });

    expect(onlyOperation(contract).id).toBe("a");
    expect(contract.diagnostics.map(({ code, at }) => [code, at?.line])).toEqual([["reference-siblings", 6]]);
  });
});

describe("names of schemas", () => {
  const pointed = (extra: object) =>
    readValue({
      openapi: "3.1.0",
      info,
      components: {
        schemas: {
          Pet: { type: "object", properties: { tag: { type: "string" } } },
          Toy: { type: "object", properties: { tag: { $ref: "#/components/schemas/Pet/properties/tag" } } },
          ...extra,
        },
      },
    });

  it("are told by the place alone, whatever else is in the contract", async () => {
    expect([...(await pointed({})).schemas.keys()]).toEqual(["Pet", "Toy", "Pet/properties/tag"]);
    expect([...(await pointed({ Cat: {} })).schemas.keys()]).toEqual(["Pet", "Toy", "Cat", "Pet/properties/tag"]);
  });

  it("never meet", async () => {
    const names = [...(await pointed({ "Pet/properties/tag": { type: "integer" } })).schemas.keys()];

    expect(names.slice(0, 3)).toEqual(["Pet", "Toy", "Pet/properties/tag"]);
    expect(names[3]).toMatch(/^Pet\/properties\/tag-[0-9a-f]{8}$/);
  });

  it("survive names that objects have by themselves", async () => {
    const contract = await readFiles({
      "api.json": `{ "openapi": "3.1.0", "info": { "title": "T", "version": "1" }, "components": { "schemas": {
        "__proto__": { "type": "object", "properties": { "__proto__": { "type": "string" }, "constructor": {} } },
        "toString": { "$ref": "#/components/schemas/__proto__" } } } }`,
    });

    expect([...contract.schemas.keys()]).toEqual(["__proto__", "toString"]);
    expect(contract.schemas.get("__proto__")).toMatchObject({
      fields: [{ name: "__proto__" }, { name: "constructor" }],
    });
    expect(contract.diagnostics).toEqual([]);
  });
});
