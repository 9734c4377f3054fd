import { describe, expect, it } from "vitest";
import { readSchema } from "../readers/json-schema/read.js";
import { checkOf } from "./load.js";

/** What the OpenAPI 3.0 Schema Object says otherwise than JSON Schema 2020-12, or leaves out of it. */
const cases: readonly (readonly [what: string, schema: unknown, good: readonly unknown[], bad: readonly unknown[]])[] =
  [
    ["nullable beside a type", { type: "string", nullable: true }, [null, "a"], [1]],
    ["nullable that is false", { type: "string", nullable: false }, ["a"], [null]],
    ["an enum without null", { type: "string", nullable: true, enum: ["a"] }, ["a"], ["b"]],
    ["an exclusive minimum", { type: "number", minimum: 1, exclusiveMinimum: true }, [1.1], [1, 0]],
    ["a minimum that is not exclusive", { type: "number", minimum: 1, exclusiveMinimum: false }, [1], [0]],
    ["an exclusive maximum", { type: "integer", maximum: 3, exclusiveMaximum: true }, [2], [3, 2.5]],
    [
      "closed objects",
      { type: "object", properties: { a: { type: "integer" } }, additionalProperties: false },
      [{}, { a: 1 }],
      [{ b: 1 }, { a: "1" }],
    ],
    ["typed rest", { type: "object", additionalProperties: { type: "integer" } }, [{ a: 1 }], [{ a: "1" }]],
    [
      "allOf",
      {
        allOf: [
          { type: "object", required: ["a"] },
          { type: "object", properties: { a: { type: "string" } } },
        ],
      },
      [{ a: "x" }],
      [{}, { a: 1 }],
    ],
    ["oneOf", { oneOf: [{ type: "integer" }, { type: "number", minimum: 2 }] }, [1, 2.5], [3, 1.5]],
    ["anyOf", { anyOf: [{ type: "integer" }, { type: "string" }] }, [1, "a"], [null, 1.5]],
    ["not", { not: { type: "integer" } }, ["a", 1.5], [1]],
    [
      "lists",
      { type: "array", items: { type: "string" }, minItems: 1, maxItems: 2, uniqueItems: true },
      [["a"], ["a", "b"]],
      [[], ["a", "a"], ["a", "b", "c"], [1]],
    ],
    ["bounds of objects", { type: "object", minProperties: 1, maxProperties: 1 }, [{ a: 1 }], [{}, { a: 1, b: 2 }]],
    ["patterns", { type: "string", pattern: "^a" }, ["ab"], ["ba"]],
    [
      "members beside a reference are not read",
      { properties: { a: { $ref: "#/definitions/text", maxLength: 1 } }, definitions: { text: { type: "string" } } },
      [{ a: "long" }],
      [{ a: 1 }],
    ],
  ];

describe("checks of OpenAPI 3.0 schemas", () => {
  it.each(cases)("know %s", async (_, schema, good, bad) => {
    const { schema: read, schemas } = await readSchema(schema, "oas3.0");
    const check = checkOf(read, schemas);

    expect(good.filter((value) => !check(value))).toEqual([]);
    expect(bad.filter((value) => check(value))).toEqual([]);
  });
});
