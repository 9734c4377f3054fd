import { expect, it } from "vitest";
import { prettyValue } from "../../src/reporters/pretty-value.js";

it.each([
  [{ a: [1, "x"], b: {} }, '{ "a": [1, "x"], "b": {} }'],
  [[], "[]"],
  [null, "null"],
])("puts a short value in one line: %j", (value, text) => {
  expect(prettyValue(value)).toBe(text);
});

it("breaks a long value where it nests, and loses nothing", () => {
  const value = { names: ["a".repeat(40), "b".repeat(40)], deep: { left: { x: 1 }, right: null } };

  const text = prettyValue(value);

  expect(text.split("\n")).toEqual([
    "{",
    '  "names": [',
    `    "${"a".repeat(40)}",`,
    `    "${"b".repeat(40)}"`,
    "  ],",
    '  "deep": { "left": { "x": 1 }, "right": null }',
    "}",
  ]);
  expect(JSON.parse(text)).toEqual(value);
});

it("keeps all digits of large integers", () => {
  expect(prettyValue([12345678901234567890n])).toBe("[12345678901234567890]");
});
