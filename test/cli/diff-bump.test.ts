import { describe, expect, it } from "vitest";
import { bumpFinding } from "../../src/workspace/compare-bump.js";
import { petShop } from "./pet-shop.js";
import { concordat, folderWith } from "./terminal.js";

const at = { file: "api.yaml", line: 4, column: 12 };
const judged = (before: string, after: string, asked: "major" | "minor" | "patch" | "none") =>
  bumpFinding({ version: before, at }, { version: after, at }, asked);

describe("the step of a version", () => {
  it.each<[string, string, "major" | "minor" | "none", "break" | "note" | undefined, string]>([
    ["1.2.3", "2.0.0", "major", "note", "is a major step"],
    ["1.2.3", "1.3.0", "major", "break", "to 2.0.0 or later"],
    ["1.2.3", "1.3.0", "minor", "note", "is a minor step"],
    ["1.2.3", "1.2.4", "minor", "break", "to 1.3.0 or later"],
    ["1.2.3", "1.2.4", "none", "note", "nothing changed"],
    ["1.2.3", "1.2.3", "none", undefined, ""],
    ["1.2.3", "1.2.3", "minor", "break", "the version is still 1.2.3"],
    ["1.2.3", "1.1.0", "minor", "break", "went back"],
    ["1.2.3", "1.1.0", "none", "break", "went back"],
    ["v1.2.3", "v2.0.0", "major", "note", "is a major step"],
    ["v1.2.3", "v1.3.0", "major", "break", "to v2.0.0 or later"],
    ["1.2.3", "v1.2.3", "none", "note", "another spelling"],
    ["v1", "v2", "major", "note", "is a major step"],
    ["1.2", "1.3", "major", "break", "to 2.0.0 or later"],
    ["0.2.1", "0.3.0", "major", "note", "minor step (major, but it is below 1.0.0)"],
    ["0.2.1", "0.2.2", "major", "break", "to 0.3.0 or later"],
    ["0.2.1", "0.2.2", "minor", "note", "is a patch step"],
    ["0.9.0", "1.0.0", "major", "note", "is a major step"],
    ["1.2.3", "2.0.0-beta.1", "major", "note", "is a major step"],
    ["1.2.3", "1.3.0-beta.1", "major", "break", "to 2.0.0 or later"],
    ["2.0.0-beta.1", "2.0.0-beta.2", "major", "note", "pre-release"],
    ["2.0.0-beta.1", "2.0.0", "major", "note", "pre-release"],
    ["2.0.0-beta.1", "2.0.0-beta.1", "major", "break", "still 2.0.0-beta.1"],
    ["2.0.0", "2.0.0-beta.1", "none", "break", "went back"],
    ["1.2.3+one", "1.2.3+two", "minor", "break", "still"],
    ["2024-01-01", "2024-06-01", "major", "note", "2024-01-01 is no semantic version"],
    ["1.2.3", "latest", "major", "note", "latest is no semantic version"],
    ["2024-01-01", "2024-01-01", "none", undefined, ""],
    ["", "1.0.0", "minor", "note", '"" is no semantic version'],
  ])("from %s to %s, where the changes ask for %s", (before, after, asked, severity, words) => {
    const finding = judged(before, after, asked);

    expect(finding?.severity).toBe(severity);
    expect(finding?.message ?? "").toContain(words);
  });
});

describe("diff --bump", () => {
  const files = {
    "old.yaml": petShop({ version: "1.2.0" }),
    "same.yaml": petShop({ version: "1.2.0", required: ["name"] }),
    "little.yaml": petShop({ version: "1.3.0", required: ["name"] }),
    "enough.yaml": petShop({ version: "2.0.0", required: ["name"] }),
    "more.yaml": petShop({ version: "1.3.0", list: true }),
    "moved.yaml": petShop({ version: "1.2.1" }),
  };

  it.each<[string, readonly string[], number, string]>([
    ["too little", ["old.yaml", "little.yaml"], 1, "BREAK  info › version"],
    ["not at all", ["old.yaml", "same.yaml"], 1, "the version is still 1.2.0"],
    [
      "too little, with everything else waived",
      ["old.yaml", "little.yaml", "--rule", "field-requiredness=warning"],
      0,
      "minor step, and the changes ask for a minor step",
    ],
    [
      "enough, though it breaks",
      ["old.yaml", "enough.yaml"],
      1,
      "is a major step, and the changes ask for a major step",
    ],
    ["enough", ["old.yaml", "more.yaml"], 0, "1.2.0 to 1.3.0 is a minor step"],
    ["without need", ["old.yaml", "moved.yaml"], 0, "nothing changed"],
    [
      "too little, and that is a warning",
      ["old.yaml", "little.yaml", "--rule", "version-step=warning"],
      1,
      "WARNING  info › version",
    ],
    ["too little, with nothing failing", ["old.yaml", "little.yaml", "--fail-on", "none"], 0, "BREAK  info › version"],
  ])("says when it moved %s", async (_, args, code, words) => {
    const outcome = await concordat(["diff", "--bump", ...args], { cwd: folderWith(files) });

    expect(outcome.out).toContain(words);
    expect(outcome.code).toBe(code);
  });

  it("points at the version", async () => {
    const { out } = await concordat(["diff", "--bump", "old.yaml", "little.yaml"], { cwd: folderWith(files) });

    expect(out).toContain("after    little.yaml:4:12\n    + version: 1.3.0");
  });
});
