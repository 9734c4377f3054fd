import { describe, expect, it } from "vitest";
import { openapi } from "../../../src/readers/openapi/openapi.js";
import { inMemory, sourceOf } from "../in-memory.js";
import { readValue } from "./read.js";

/** What lint says of a contract beyond reading it: code, message and advice. */
async function linted(contract: unknown, others: Readonly<Record<string, string>> = {}) {
  const text = JSON.stringify(contract, undefined, 2);
  const found =
    (await openapi.validate?.([sourceOf("api.json", text)], inMemory({ ...others, "api.json": text }))) ?? [];
  return found.map((said) => ({ ...said, line: text.split("\n")[(said.at?.line ?? 1) - 1]?.trim() }));
}

const ours = async (contract: unknown, others?: Readonly<Record<string, string>>) =>
  (await linted(contract, others)).filter(({ code }) => code !== "openapi-validation");

const around = (members: object, openapi = "3.1.0") => ({ openapi, info: { title: "Shop", version: "1" }, ...members });
const withSchema = (schema: unknown, version = "3.1.0", more: object = {}) =>
  around({ paths: {}, components: { schemas: { Thing: schema, ...more } } }, version);
const withGet = (operation: object, version = "3.1.0") => around({ paths: { "/a": { get: operation } } }, version);
const fine = { 200: { description: "Fine." } };

describe("lint tells mistakes that reading passes over", () => {
  it.each<[string, object, string, string, string | undefined]>([
    ["a misspelt member", withGet({ reponses: {} }), "openapi-member-unknown", '"reponses": {}', "responses"],
    [
      "a misspelt word",
      withSchema({ type: "string", minlength: 1 }),
      "openapi-member-unknown",
      '"minlength"',
      "minLength",
    ],
    [
      "a foreign word",
      withSchema({ type: "string", wombat: 1 }, "3.0.3"),
      "openapi-member-unknown",
      '"wombat"',
      undefined,
    ],
    ["a word of OpenAPI 2.0", around({ paths: {}, basePath: "/" }), "openapi-member-unknown", '"basePath"', undefined],
    [
      "lengths",
      withSchema({ type: "string", minLength: 9, maxLength: 3 }),
      "schema-contradiction",
      '"minLength"',
      undefined,
    ],
    ["bounds", withSchema({ type: "number", minimum: 2, maximum: 1 }), "schema-contradiction", '"minimum"', undefined],
    [
      "items",
      withSchema({ type: "array", items: {}, minItems: 2, maxItems: 1 }),
      "schema-contradiction",
      '"minItems"',
      undefined,
    ],
    [
      "bounds that exclude each other",
      withSchema({ type: "number", minimum: 1, maximum: 1, exclusiveMaximum: true }, "3.0.3"),
      "schema-contradiction",
      '"minimum"',
      undefined,
    ],
    [
      "a default too large",
      withSchema({ type: "integer", maximum: 9, default: 20 }),
      "schema-value-unadmitted",
      '"default"',
      undefined,
    ],
    [
      "a default as text",
      withSchema({ type: "boolean", default: "false" }),
      "schema-value-unadmitted",
      '"default"',
      undefined,
    ],
    ["a listed value", withSchema({ type: "string", enum: ["a", 7] }), "schema-value-unadmitted", "7", undefined],
    [
      "an example",
      withSchema({ type: "string", format: "date", example: "1/2/2026" }),
      "schema-value-unadmitted",
      '"example"',
      undefined,
    ],
    [
      "the example of a body",
      withGet({
        responses: {
          200: { description: "", content: { "application/json": { schema: { type: "array" }, example: 3 } } },
        },
      }),
      "schema-value-unadmitted",
      '"example"',
      undefined,
    ],
    [
      "a required name",
      withSchema({ type: "object", required: ["createAt"], properties: { createdAt: {} } }),
      "schema-required-undeclared",
      '"createAt"',
      "createdAt",
    ],
    ["a format", withSchema({ type: "string", format: "datetime" }), "openapi-word-unknown", '"format"', "date-time"],
    [
      "a media type",
      withGet({ responses: { 200: { description: "", content: { "text/evnt-stream": {} } } } }),
      "openapi-word-unknown",
      '"text/evnt-stream"',
      "text/event-stream",
    ],
  ])("%s", async (_, contract, code, line, meant) => {
    const found = await ours(contract);

    expect(found.map((said) => said.code)).toEqual([code]);
    expect(found[0]?.line).toContain(line);
    expect(found[0]?.severity).toBe(code === "openapi-word-unknown" ? "note" : "warning");
    if (meant !== undefined) expect(found[0]?.fix).toBe(`Did you mean "${meant}"?`);
  });

  it.each<[string, object]>([
    ["extensions", withGet({ "x-mine": 1, responses: fine })],
    ["words of one's own in OpenAPI 3.1 schemas", withSchema({ type: "string", wombat: 1 })],
    ["properties that are called like misspelt words", withSchema({ type: "object", properties: { minlength: {} } })],
    ["bounds that meet", withSchema({ type: "number", minimum: 1, maximum: 1 })],
    ["a default that fits", withSchema({ type: "integer", format: "int32", maximum: 9, default: 9 })],
    ["null for no default", withSchema({ type: "string", default: null }, "3.0.3")],
    [
      "an example of a read-only shape",
      withSchema({
        type: "object",
        required: ["id"],
        properties: { id: { type: "string", readOnly: true } },
        example: {},
      }),
    ],
    ["an example as JSON text", withSchema({ type: "object", example: '{ "a": 1 }' })],
    [
      "required names of a composed schema",
      withSchema({ allOf: [{ $ref: "#/components/schemas/Base" }], required: ["id"], properties: {} }, "3.1.0", {
        Base: { properties: { id: {} } },
      }),
    ],
    [
      "required names of a part of a schema",
      withSchema({ allOf: [{ properties: { id: {} } }, { $ref: "#/components/schemas/Part" }] }, "3.1.0", {
        Part: { required: ["id"], properties: { name: {} } },
      }),
    ],
    ["formats of one's own", withSchema({ type: "string", format: "phone" })],
    [
      "media types of one's own",
      withGet({ responses: { 200: { description: "", content: { "application/vnd.a+json": {} } } } }),
    ],
  ])("but not %s", async (_, contract) => {
    await expect(ours(contract)).resolves.toEqual([]);
  });

  it("looks into the files that the contract refers to", async () => {
    const contract = withSchema({ $ref: "thing.json" });

    const found = await ours(contract, { "thing.json": '{ "type": "string", "minlength": 1 }' });

    expect(found.map(({ at, message }) => [at?.file, message])).toEqual([
      ["thing.json", '"minlength" is no member of a schema'],
    ]);
  });

  it("says once what the validator says as well", async () => {
    const found = await linted(withGet({ responses: fine, summry: "A" }, "3.0.3"));

    expect(found.filter(({ message }) => message.includes("summry")).map(({ code }) => code)).toEqual([
      "openapi-member-unknown",
    ]);
  });

  it("tells a format once, however often it stands in a file", async () => {
    const date = { type: "string", format: "datetime" };

    await expect(ours(withSchema({ type: "object", properties: { a: date, b: { ...date } } }))).resolves.toHaveLength(
      1,
    );
  });
});

it.each([
  ["int", "integer"],
  ["bool", "boolean"],
  ["strng", "string"],
])("refuses the type %s and says what was meant", async (type, meant) => {
  const { diagnostics } = await readValue(withSchema({ type }));

  const [found] = diagnostics.filter(({ code }) => code === "schema-keyword");
  expect(found?.severity).toBe("error");
  expect(found?.message).toContain(`did you mean "${meant}"?`);
});

it("refuses a parameter in a place that there is not, and says what was meant", async () => {
  const parameters = [{ name: "size", in: "qurey", schema: {} }];

  const { diagnostics } = await readValue(withGet({ parameters, responses: fine }));

  const [found] = diagnostics.filter(({ code }) => code === "openapi-parameter");
  expect(found?.severity).toBe("error");
  expect(found?.message).toContain('did you mean "query"?');
});
