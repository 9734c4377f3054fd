/** What reading real versions finding by finding brought to light: each was once told wrongly, or not in these words. */
import { expect, it } from "vitest";
import { compare } from "../../src/compare/compare.js";
import { openapi } from "../../src/readers/openapi/openapi.js";
import { rules } from "../../src/rules/index.js";
import { inMemory, sourceOf } from "../readers/in-memory.js";

const read = (name: string, doc: unknown) => openapi.read([sourceOf(name, JSON.stringify(doc))], inMemory({}), {});

async function told(before: unknown, after: unknown): Promise<readonly string[]> {
  const [old, now] = await Promise.all([read("before.json", before), read("after.json", after)]);
  return compare(old, now, { rules }).findings.map(
    ({ severity, rule, subject, message }) => `${severity} ${rule} ${subject}: ${message}`,
  );
}

const api = (operation: object, components: object = {}) => ({
  openapi: "3.1.0",
  info: { title: "Shop", version: "1" },
  paths: { "/things": { post: { operationId: "op", responses: { "200": { description: "Done." } }, ...operation } } },
  components,
});

const ask = (type: unknown) => api({ parameters: [{ name: "limit", in: "query", schema: { type } }] });

it("finds nothing where a parameter may not be null any more, since a null is never written", async () => {
  expect(await told(ask(["integer", "null"]), ask("integer"))).toEqual([]);
  expect(await told(ask("integer"), ask(["integer", "null"]))).toEqual([]);
  expect(await told(ask(["string", "null"]), ask("integer"))).toHaveLength(1);
});

const issued = (tokenUrl: string) =>
  api(
    { security: [{ login: ["read"] }] },
    {
      securitySchemes: { login: { type: "oauth2", flows: { clientCredentials: { tokenUrl, scopes: { read: "" } } } } },
    },
  );

it("tells once that tokens come from elsewhere, and that alone", async () => {
  expect(await told(issued("https://a.example/token"), issued("https://b.example/token"))).toEqual([
    "break security-requirement POST /things › credentials: tokens of login come from https://b.example/token; came from https://a.example/token",
  ]);
});

const page = (facets: unknown) => ({
  allOf: [
    {
      oneOf: [
        { type: "object", properties: { page: { type: "integer" } }, required: ["page"] },
        { type: "object", properties: { offset: { type: "integer" } }, required: ["offset"] },
      ],
    },
    {
      type: "object",
      properties: { hits: { type: "array" }, query: { type: "string" }, facets: { type: facets } },
      required: ["hits", "query"],
    },
  ],
});

const found = (facets: unknown) =>
  api({
    responses: { "200": { description: "Found.", content: { "application/json": { schema: page(facets) } } } },
  });

it("names the field that changed beside a choice, not the variants", async () => {
  const findings = await told(found("object"), found(["object", "null"]));
  expect(findings).toEqual(["break schema-nullability POST /things › 200 › facets: may be null"]);
});

const taken = (properties: object, required: readonly string[]) =>
  api({
    requestBody: {
      required: true,
      content: { "application/json": { schema: { type: "object", properties, required } } },
    },
  });

it("warns of a field that is gone from a request as much where it was required", async () => {
  const [kept, gone] = [{ name: { type: "string" } }, { name: { type: "string" }, ratio: { type: "number" } }];
  expect(await told(taken(gone, ["name", "ratio"]), taken(kept, ["name"]))).toEqual([
    'warning field-requiredness POST /things › body › ratio: "ratio" was required and is gone',
  ]);
});

const joined = (values: readonly string[]) => {
  const end = (name: string) => ({
    type: "object",
    properties: { id: { type: "string" }, [name]: { type: "string" } },
  });
  const line = { type: "string", enum: values };
  const schema = {
    type: "object",
    properties: { end: { oneOf: [end("left"), end("right")] }, line },
    required: ["end", "line"],
  };
  return api({ responses: { "200": { description: "Found.", content: { "application/json": { schema } } } } });
};

it("looks inside schemas that admit nothing as written", async () => {
  expect(await told(joined(["straight"]), joined(["straight", "curved"]))).toEqual([
    'break schema-values POST /things › 200 › line: lists "curved" too',
  ]);
});

it("warns where a path gains or loses a slash at its end", async () => {
  const { paths, ...rest } = api({});
  expect(await told({ ...rest, paths: { "/things/": paths["/things"] } }, api({}))).toEqual([
    "warning operation-existence POST /things: is at /things, was at /things/: not every server takes both",
  ]);
});
