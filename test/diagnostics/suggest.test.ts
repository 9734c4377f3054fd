import { expect, it } from "vitest";
import { alignmentDistance, nearest, suggest } from "../../src/diagnostics/suggest.js";

const words = ["source", "overlays", "against", "generate", "rules"];

it.each([
  ["sorce", "source"],
  ["suorce", "source"],
  ["overlay", "overlays"],
  ["Generate", "generate"],
  ["rulse", "rules"],
])("takes %s for %s", (word, meant) => {
  expect(suggest(word, words)).toBe(meant);
});

it("says nothing when nothing is near", () => {
  expect(suggest("banana", words)).toBeUndefined();
});

it("gives the nearest first", () => {
  expect(nearest("pets", ["petzzz", "pest", "Pets", "pet"])).toEqual(["Pets", "pest", "pet"]);
});

it("counts a swap of neighbours as one change", () => {
  expect(alignmentDistance("ab", "ba")).toBe(1);
  expect(alignmentDistance("", "abc")).toBe(3);
});
