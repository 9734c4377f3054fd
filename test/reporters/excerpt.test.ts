import { describe, expect, it } from "vitest";
import { excerpt } from "../../src/reporters/excerpt.js";
import { bare } from "./bookshop.js";

const reading = (text: string) => ({ ...bare, line: (_: string, line: number) => text.split("\n")[line - 1] });
const at = (line: number, column = 1) => ({ file: "api.yaml", line, column });

describe("excerpt", () => {
  it("shows the lines around without their common indentation", () => {
    const lines = excerpt(at(3, 5), reading("a:\n    b: 1\n    c: 2\n      d: 3\n    e: 4\n    f: 5"));

    expect(lines).toEqual([
      { number: 1, text: "a:", here: false },
      { number: 2, text: "    b: 1", here: false },
      { number: 3, text: "    c: 2", here: true },
      { number: 4, text: "      d: 3", here: false },
      { number: 5, text: "    e: 4", here: false },
    ]);
  });

  it("ends where the block ends", () => {
    const lines = excerpt(at(2, 3), reading("a:\n  b: 1\nc:\n  d: 2"));

    expect(lines.map(({ number }) => number)).toEqual([1, 2]);
  });

  it("is empty when there is no such line", () => {
    expect(excerpt(at(9), reading("a: 1"))).toEqual([]);
  });

  it("cuts a long line around the column, and no character in half", () => {
    const [line] = excerpt(at(1, 2_001), reading(`${"😀".repeat(1_000)}HERE${"😀".repeat(1_000)}`));

    expect(line?.text).toMatch(/^… (?:😀)+HERE(?:😀)+ …$/u);
    expect(line?.text.length).toBeLessThan(260);
  });
});
