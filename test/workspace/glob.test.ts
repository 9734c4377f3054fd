import { expect, it } from "vitest";
import { createMatcher, isPattern, splitPattern } from "../../src/workspace/glob.js";

it.each<[string, readonly string[], readonly string[]]>([
  ["*.yaml", ["a.yaml", "a.b.yaml"], ["a.yml", "x/a.yaml", ".a.yaml", "ayaml"]],
  ["**/*.yaml", ["a.yaml", "x/a.yaml", "x/y/a.yaml"], [".x/a.yaml", "x/.a.yaml", "x/a.json"]],
  ["**", ["a", "x/y/a"], ["x/.git"]],
  ["x/**", ["x/a", "x/y/a"], ["y/a", "x"]],
  ["v?/api.{yaml,json}", ["v1/api.yaml", "v2/api.json"], ["v10/api.yaml", "v1/api.yml"]],
  ["[ab]*.yaml", ["a1.yaml", "b.yaml"], ["c.yaml"]],
  ["[!ab].yaml", ["c.yaml"], ["a.yaml"]],
  ["a+(b).yaml", ["a+(b).yaml"], ["aab.yaml"]],
  ["{a,b", ["a", "b"], ["c"]],
])("%s matches as in a shell", (pattern, yes, no) => {
  const matches = createMatcher(pattern);

  expect(yes.filter((path) => !matches(path))).toEqual([]);
  expect(no.filter((path) => matches(path))).toEqual([]);
});

it.each([
  ["apis/**/*.yaml", "apis", "**/*.yaml"],
  ["*.yaml", ".", "*.yaml"],
  ["main:*.yaml", "main:", "*.yaml"],
  ["main:apis/v*/a.yaml", "main:apis", "v*/a.yaml"],
  ["/abs/*.yaml", "/abs", "*.yaml"],
  ["/*.yaml", "/", "*.yaml"],
  ["../x/*.yaml", "../x", "*.yaml"],
])("%s begins in %s", (pattern, folder, rest) => {
  expect(splitPattern(pattern)).toEqual({ folder, rest });
});

it.each([
  ["api.yaml", false],
  ["https://example.com/api?version=1", false],
  ["main:api.yaml", false],
  ["{id}.yaml", false],
  ["a*.yaml", true],
  ["main:{a,b}.yaml", true],
])("whether %s is a pattern: %s", (name, expected) => {
  expect(isPattern(name)).toBe(expected);
});
