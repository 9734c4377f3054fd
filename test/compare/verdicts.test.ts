/** Pairs of small contracts with the verdict that is right: breaking, compatible, or equivalent (nothing to say). */
import { expect, it } from "vitest";
import { compare } from "../../src/compare/compare.js";
import { openapi } from "../../src/readers/openapi/openapi.js";
import { rules } from "../../src/rules/index.js";
import { inMemory, sourceOf } from "../readers/in-memory.js";

/** Objects with a member of this name are only ever data here, never awaited. */
const consequence = "then";

type Verdict = "breaking" | "compatible" | "equivalent";

const read = (name: string, doc: unknown) => openapi.read([sourceOf(name, JSON.stringify(doc))], inMemory({}), {});
const req = (s: unknown, comps: unknown = {}) => ({
  openapi: "3.1.0",
  info: { title: "t", version: "1" },
  paths: {
    "/t": {
      post: {
        operationId: "op",
        requestBody: { required: true, content: { "application/json": { schema: s } } },
        responses: { "200": { description: "ok" } },
      },
    },
  },
  components: { schemas: comps },
});
const res = (s: unknown, comps: unknown = {}) => ({
  openapi: "3.1.0",
  info: { title: "t", version: "1" },
  paths: {
    "/t": {
      get: {
        operationId: "op",
        responses: { "200": { description: "ok", content: { "application/json": { schema: s } } } },
      },
    },
  },
  components: { schemas: comps },
});
const op = (o: object, top: object = {}, path = "/t", method = "get") => ({
  openapi: "3.1.0",
  info: { title: "t", version: "1" },
  ...top,
  paths: { [path]: { [method]: { operationId: "op", responses: { "200": { description: "ok" } }, ...o } } },
});
const p = (...ps: object[]) => ({ parameters: ps });
const o = (props: object, more: object = {}) => ({ type: "object", properties: props, ...more });
const cases: readonly (readonly [name: string, verdict: Verdict, before: unknown, after: unknown])[] = [
  ["req enum added", "breaking", req({ type: "string" }), req({ type: "string", enum: ["a"] })],
  ["const->enum1", "equivalent", req({ const: "a" }), req({ enum: ["a"] })],
  ["range 1..3 -> enum ints", "equivalent", req({ type: "integer", minimum: 1, maximum: 3 }), req({ enum: [1, 2, 3] })],
  ["bool enum", "equivalent", req({ type: "boolean" }), req({ enum: [true, false] })],
  ["int bounds", "equivalent", req({ type: "integer", exclusiveMinimum: 0 }), req({ type: "integer", minimum: 1 })],
  ["mul 2->4 req", "breaking", req({ type: "integer", multipleOf: 2 }), req({ type: "integer", multipleOf: 4 })],
  ["mul 4->2 req", "compatible", req({ type: "integer", multipleOf: 4 }), req({ type: "integer", multipleOf: 2 })],
  [
    "redundant bounds",
    "equivalent",
    req({ type: "integer", minimum: 1 }),
    req({ type: "integer", minimum: 1, exclusiveMinimum: 0 }),
  ],
  [
    "respelled",
    "equivalent",
    req({ type: "string", pattern: "^[0-9]+$" }),
    req({ type: "string", pattern: "^\\d\\d*$" }),
  ],
  [
    "pattern implies maxLength",
    "equivalent",
    req({ type: "string", pattern: "^[a-z]{2,4}$" }),
    req({ type: "string", pattern: "^[a-z]{2,4}$", maxLength: 4, minLength: 2 }),
  ],
  [
    "date->date-time req",
    "breaking",
    req({ type: "string", format: "date" }),
    req({ type: "string", format: "date-time" }),
  ],
  ["uuid format vs removed res", "breaking", res({ type: "string", format: "uuid" }), res({ type: "string" })],
  [
    "req opened",
    "compatible",
    req(o({ a: { type: "string" } }, { additionalProperties: false })),
    req(o({ a: { type: "string" } })),
  ],
  [
    "new prop vs additionalProperties string",
    "breaking",
    req(o({}, { additionalProperties: { type: "string" } })),
    req(o({ b: { type: "integer" } }, { additionalProperties: { type: "string" } })),
  ],
  [
    "new prop same type",
    "compatible",
    req(o({ a: {} }, { additionalProperties: { type: "string" } })),
    req(o({ a: {}, b: { type: "string" } }, { additionalProperties: { type: "string" } })),
  ],
  [
    "res required removed",
    "breaking",
    res(o({ a: { type: "string" } }, { required: ["a"] })),
    res(o({ a: { type: "string" } })),
  ],
  [
    "res open new optional",
    "compatible",
    res(o({ a: { type: "string" } })),
    res(o({ a: { type: "string" }, b: { type: "string" } })),
  ],
  [
    "allOf flatten",
    "equivalent",
    res(
      { allOf: [{ $ref: "#/components/schemas/A" }, o({ b: { type: "string" } }, { required: ["b"] })] },
      { A: o({ a: { type: "integer" } }) },
    ),
    res(o({ a: { type: "integer" }, b: { type: "string" } }, { required: ["b"] })),
  ],
  [
    "writeOnly in response new required",
    "compatible",
    res(o({ a: {} })),
    res(o({ a: {}, w: { type: "string", writeOnly: true } }, { required: ["w"] })),
  ],
  [
    "readOnly subtree narrowed in req",
    "equivalent",
    req(o({ a: { type: "string", readOnly: true } })),
    req(o({ a: { type: "integer", readOnly: true } })),
  ],
  [
    "not widened",
    "compatible",
    req(o({ p: { type: "string", not: { enum: ["a", "b"] } } })),
    req(o({ p: { type: "string", not: { enum: ["a"] } } })),
  ],
  [
    "if narrowed",
    "breaking",
    req(
      o(
        { k: {}, v: {} },
        { if: { properties: { k: { const: 1 } }, required: ["k"] }, [consequence]: { required: ["v"] } },
      ),
    ),
    req(
      o(
        { k: {}, v: {} },
        { if: { properties: { k: { enum: [1, 2] } }, required: ["k"] }, [consequence]: { required: ["v"] } },
      ),
    ),
  ],
  [
    "oneOf->anyOf overlapping req",
    "compatible",
    req({ oneOf: [{ type: "integer" }, { type: "number" }] }),
    req({ anyOf: [{ type: "integer" }, { type: "number" }] }),
  ],
  [
    "anyOf->oneOf overlap req",
    "breaking",
    req({ anyOf: [{ type: "integer" }, { type: "number" }] }),
    req({ oneOf: [{ type: "integer" }, { type: "number" }] }),
  ],
  [
    "masking branch removed res",
    "breaking",
    res({ oneOf: [{ type: "integer" }, { type: "number" }] }),
    res({ oneOf: [{ type: "number" }] }),
  ],
  [
    "oneOf order",
    "equivalent",
    req({ oneOf: [{ type: "integer" }, { type: "string" }] }),
    req({ oneOf: [{ type: "string" }, { type: "integer" }] }),
  ],
  [
    "nullable wrap of nullable oneOf",
    "breaking",
    req({ type: ["string", "null"] }),
    req({ oneOf: [{ type: ["string", "null"] }, { type: "null" }] }),
  ],
  [
    "allOf narrowing",
    "breaking",
    req({ allOf: [{ type: "string" }] }),
    req({ allOf: [{ type: "string" }, { minLength: 1 }] }),
  ],
  ["res minItems drop", "breaking", res({ type: "array", minItems: 1 }), res({ type: "array" })],
  [
    "items false w/ prefix",
    "breaking",
    req({ type: "array", prefixItems: [{ type: "string" }] }),
    req({ type: "array", prefixItems: [{ type: "string" }], items: false }),
  ],
  ["contains added", "breaking", req({ type: "array" }), req({ type: "array", contains: { const: 1 } })],
  [
    "explode changed array",
    "breaking",
    op(p({ name: "f", in: "query", schema: { type: "array" } })),
    op(p({ name: "f", in: "query", explode: false, schema: { type: "array" } })),
  ],
  [
    "explode changed scalar",
    "equivalent",
    op(p({ name: "f", in: "query", schema: { type: "string" } })),
    op(p({ name: "f", in: "query", explode: false, schema: { type: "string" } })),
  ],
  [
    "scalar to array",
    "compatible",
    op(p({ name: "f", in: "query", schema: { type: "string" } })),
    op(p({ name: "f", in: "query", schema: { type: "array", items: { type: "string" } } })),
  ],
  [
    "header case",
    "equivalent",
    op(p({ name: "X-A", in: "header", schema: { type: "string" } })),
    op(p({ name: "x-a", in: "header", schema: { type: "string" } })),
  ],
  [
    "header Accept required added",
    "equivalent",
    op({}),
    op(p({ name: "Accept", in: "header", required: true, schema: { type: "string" } })),
  ],
  [
    "string->integer query",
    "breaking",
    op(p({ name: "f", in: "query", schema: { type: "string" } })),
    op(p({ name: "f", in: "query", schema: { type: "integer" } })),
  ],
  [
    "list of integers to list of strings in a query",
    "compatible",
    op(p({ name: "f", in: "query", schema: { type: "array", items: { type: "integer" } } })),
    op(p({ name: "f", in: "query", schema: { type: "array", items: { type: "string" } } })),
  ],
  [
    "list of strings to list of integers in a query",
    "breaking",
    op(p({ name: "f", in: "query", schema: { type: "array", items: { type: "string" } } })),
    op(p({ name: "f", in: "query", schema: { type: "array", items: { type: "integer" } } })),
  ],
  [
    "bool -> enum true/false strings",
    "equivalent",
    op(p({ name: "f", in: "query", schema: { type: "boolean" } })),
    op(p({ name: "f", in: "query", schema: { type: "string", enum: ["true", "false"] } })),
  ],
  [
    "query to header move",
    "breaking",
    op(p({ name: "f", in: "query", required: true, schema: { type: "string" } })),
    op(p({ name: "f", in: "header", required: true, schema: { type: "string" } })),
  ],
  ["optional param removed", "compatible", op(p({ name: "f", in: "query", schema: { type: "string" } })), op({})],
  [
    "param required removed",
    "compatible",
    op(p({ name: "f", in: "query", required: true, schema: { type: "string" } })),
    op({}),
  ],
  [
    "content param int->string",
    "breaking",
    op(p({ name: "f", in: "query", content: { "application/json": { schema: { type: "integer" } } } })),
    op(p({ name: "f", in: "query", content: { "application/json": { schema: { type: "string" } } } })),
  ],
  [
    "charset param",
    "equivalent",
    op({ responses: { "200": { description: "", content: { "application/json": {} } } } }),
    op({ responses: { "200": { description: "", content: { "application/json; charset=utf-8": {} } } } }),
  ],
  [
    "default covers 404",
    "equivalent",
    op({
      responses: {
        "200": { description: "" },
        default: { description: "", content: { "application/json": { schema: { type: "string" } } } },
      },
    }),
    op({
      responses: {
        "200": { description: "" },
        "404": { description: "", content: { "application/json": { schema: { type: "string" } } } },
        default: { description: "", content: { "application/json": { schema: { type: "string" } } } },
      },
    }),
  ],
  [
    "2XX to 200",
    "equivalent",
    op({ responses: { "2XX": { description: "", content: { "application/json": { schema: { type: "string" } } } } } }),
    op({ responses: { "200": { description: "", content: { "application/json": { schema: { type: "string" } } } } } }),
  ],
  [
    "resp header required -> optional",
    "breaking",
    op({
      responses: { "200": { description: "", headers: { "X-A": { required: true, schema: { type: "string" } } } } },
    }),
    op({ responses: { "200": { description: "", headers: { "X-A": { schema: { type: "string" } } } } } }),
  ],
  [
    "first security added",
    "breaking",
    op({}),
    op({ security: [{ k: [] }] }, { components: { securitySchemes: { k: { type: "http", scheme: "bearer" } } } }),
  ],
  [
    "scheme renamed",
    "equivalent",
    op({ security: [{ k: [] }] }, { components: { securitySchemes: { k: { type: "http", scheme: "bearer" } } } }),
    op({ security: [{ j: [] }] }, { components: { securitySchemes: { j: { type: "http", scheme: "Bearer" } } } }),
  ],
  [
    "apiKey moved",
    "breaking",
    op(
      { security: [{ k: [] }] },
      { components: { securitySchemes: { k: { type: "apiKey", in: "header", name: "a" } } } },
    ),
    op(
      { security: [{ k: [] }] },
      { components: { securitySchemes: { k: { type: "apiKey", in: "query", name: "a" } } } },
    ),
  ],
  [
    "cycle w/ added optional",
    "compatible",
    req({ $ref: "#/components/schemas/N" }, { N: o({ n: { $ref: "#/components/schemas/N" } }) }),
    req({ $ref: "#/components/schemas/N" }, { N: o({ n: { $ref: "#/components/schemas/N" }, v: { type: "string" } }) }),
  ],
  [
    "base path",
    "breaking",
    op({}, { servers: [{ url: "https://a.b/v1" }] }),
    op({}, { servers: [{ url: "https://a.b/v2" }] }),
  ],
  [
    "trailing slash server",
    "equivalent",
    op({}, { servers: [{ url: "https://a.b/v1" }] }),
    op({}, { servers: [{ url: "https://a.b/v1/" }] }),
  ],
  [
    "body optional->required",
    "breaking",
    op({ requestBody: { content: { "application/json": {} } } }, {}, "/t", "post"),
    op({ requestBody: { required: true, content: { "application/json": {} } } }, {}, "/t", "post"),
  ],
  [
    "form encoding contentType",
    "breaking",
    op(
      { requestBody: { content: { "multipart/form-data": { schema: o({ a: { type: "string" } }) } } } },
      {},
      "/t",
      "post",
    ),
    op(
      {
        requestBody: {
          content: {
            "multipart/form-data": {
              schema: o({ a: { type: "string" } }),
              encoding: { a: { contentType: "image/png" } },
            },
          },
        },
      },
      {},
      "/t",
      "post",
    ),
  ],
  [
    "discriminator mapping",
    "breaking",
    res(
      {
        oneOf: [{ $ref: "#/components/schemas/A" }, { $ref: "#/components/schemas/B" }],
        discriminator: { propertyName: "k", mapping: { x: "#/components/schemas/A", y: "#/components/schemas/B" } },
      },
      {
        A: o({ k: { type: "string" }, a: { type: "string" } }, { required: ["k"] }),
        B: o({ k: { type: "string" }, b: { type: "string" } }, { required: ["k"] }),
      },
    ),
    res(
      {
        oneOf: [{ $ref: "#/components/schemas/A" }, { $ref: "#/components/schemas/B" }],
        discriminator: { propertyName: "k", mapping: { y: "#/components/schemas/A", x: "#/components/schemas/B" } },
      },
      {
        A: o({ k: { type: "string" }, a: { type: "string" } }, { required: ["k"] }),
        B: o({ k: { type: "string" }, b: { type: "string" } }, { required: ["k"] }),
      },
    ),
  ],
  [
    "callback payload new required",
    "compatible",
    op({
      callbacks: {
        e: {
          "{$request.query.u}": {
            post: {
              requestBody: {
                required: true,
                content: { "application/json": { schema: o({ a: { type: "string" } }) } },
              },
              responses: { "200": { description: "" } },
            },
          },
        },
      },
    }),
    op({
      callbacks: {
        e: {
          "{$request.query.u}": {
            post: {
              requestBody: {
                required: true,
                content: { "application/json": { schema: o({ a: { type: "string" } }, { required: ["a"] }) } },
              },
              responses: { "200": { description: "" } },
            },
          },
        },
      },
    }),
  ],
];

it.each(cases)("%s is %s", async (_, verdict, before, after) => {
  const [old, now] = [await read("before.json", before), await read("after.json", after)];

  const { findings, summary } = compare(old, now, { rules, promises: ["json"] });

  const said: Verdict = summary.break > 0 ? "breaking" : findings.length > 0 ? "compatible" : "equivalent";
  const words = findings.map(({ rule, subject, message }) => `${rule}: ${subject} ${message}`);
  expect({ said, words: said === verdict ? [] : words }).toEqual({ said: verdict, words: [] });
});
