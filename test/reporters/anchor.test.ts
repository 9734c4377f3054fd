import { describe, expect, it } from "vitest";
import { anchorOf, placeOf } from "../../src/reporters/anchor.js";
import { finding } from "./bookshop.js";

describe("placeOf", () => {
  it.each([
    ["api/openapi.yaml", { kind: "relative", path: "api/openapi.yaml" }],
    ["./api.yaml", { kind: "relative", path: "api.yaml" }],
    ["..\\api\\v1.yaml", { kind: "relative", path: "../api/v1.yaml" }],
    ["/srv/api.yaml", { kind: "absolute", path: "/srv/api.yaml" }],
    ["C:\\api.yaml", { kind: "absolute", path: "C:/api.yaml" }],
    ["https://example.org/api.yaml", { kind: "url", path: "https://example.org/api.yaml" }],
    ["-", { kind: "stdin", path: "-" }],
    ["main:api.yaml", { kind: "revision", revision: "main", path: "api.yaml" }],
    ["origin/main~2:api/v1.yaml", { kind: "revision", revision: "origin/main~2", path: "api/v1.yaml" }],
  ])("takes %s apart", (file, place) => {
    expect(placeOf(file)).toEqual(place);
  });
});

describe("anchorOf", () => {
  const old = { file: "main:api.yaml", line: 3, column: 5 };

  it("is where the finding is after", () => {
    expect(anchorOf(finding({ before: old }))).toEqual({
      place: { kind: "relative", path: "api.yaml" },
      line: 4,
      column: 7,
    });
  });

  it("has no line of an older revision for what is gone", () => {
    expect(anchorOf(finding({ before: old, after: null }))).toEqual({ place: { kind: "relative", path: "api.yaml" } });
  });

  it("is where it was, in a file that still stands", () => {
    expect(anchorOf(finding({ after: null }))).toMatchObject({ place: { path: "old/api.yaml" }, line: 3 });
  });

  it("is nowhere for what lies nowhere", () => {
    expect(anchorOf(finding({ before: null, after: null }))).toBeUndefined();
  });
});
