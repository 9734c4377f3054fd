import { expect, it } from "vitest";
import type { Parameter } from "../../src/runtime/parameter.js";
import { createRouter, type RouterOptions } from "../../src/runtime/router.js";

/** Templates as people write them, each its own value. */
const router = (templates: readonly string[], options?: RouterOptions) =>
  createRouter(
    templates.map((template) => ({
      method: "GET",
      path: template
        .split(/(\{[^}]+\})/)
        .filter((part) => part !== "")
        .map((part): string | Parameter =>
          part.startsWith("{") ? { name: part.slice(1, -1), shape: "string" } : part,
        ),
      value: template,
    })),
    options,
  );

const templates = [
  "/",
  "/pets",
  "/pets/{id}",
  "/pets/mine",
  "/pets/{id}/toys",
  "/pets/mine/toys/{toy}",
  "/{any}/x",
  "/files/{name}.{ending}",
  "/files/{name}",
  "/v{version}/y",
  "/a b",
];

it.each([
  ["/", "/", []],
  ["/pets", "/pets", []],
  ["/pets/7", "/pets/{id}", ["7"]],
  ["/pets/mine", "/pets/mine", []],
  ["/pets/m%69ne", "/pets/mine", []],
  ["/pets/a%2Fb/toys", "/pets/{id}/toys", ["a%2Fb"]],
  ["/pets/mine/toys", "/pets/{id}/toys", ["mine"]],
  ["/pets/mine/toys/3", "/pets/mine/toys/{toy}", ["3"]],
  ["/pets/x", "/pets/{id}", ["x"]],
  ["/other/x", "/{any}/x", ["other"]],
  ["/files/a.txt", "/files/{name}.{ending}", ["a", "txt"]],
  ["/files/a", "/files/{name}", ["a"]],
  ["/v2/y", "/v{version}/y", ["2"]],
  ["/a%20b", "/a b", []],
])("%s leads to %s", (path, template, texts) => {
  const found = router(templates).find(path);

  expect([found?.methods.get("GET"), found?.texts]).toEqual([template, texts]);
});

it.each(["/nowhere", "/pets/", "/pets//toys", "/pets/1/", "//pets", "/Pets", "/pets/%"])(
  "%s leads nowhere, or to a plain segment",
  (path) => {
    const found = router(templates.filter((template) => template !== "/pets/{id}")).find(path);

    expect(found).toBeUndefined();
  },
);

it("takes a slash at the end for nothing when it is told to", () => {
  const lenient = router(["/pets", "/pets/{id}"], { ignoreTrailingSlash: true });

  expect(lenient.find("/pets/")?.methods.get("GET")).toBe("/pets");
  expect(lenient.find("/pets/1/")?.texts).toEqual(["1"]);
});
