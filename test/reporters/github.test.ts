import { describe, expect, it } from "vitest";
import { github } from "../../src/reporters/github.js";
import { bare, finding, madeOf, nastyComparison } from "./bookshop.js";

/** A workflow command as the runner reads it: up to the second "::", properties split at commas, then unescaped. */
function commandOf(line: string) {
  const [, name, properties = "", data = ""] = /^::(\w+) (.*?)::(.*)$/.exec(line) ?? [];
  const unescaped = (text: string) => text.replace(/%(25|0D|0A|3A|2C)/g, (found) => decodeURIComponent(found));
  const pairs = properties.split(",").map((pair) => {
    const sign = pair.indexOf("=");
    return [pair.slice(0, sign), unescaped(pair.slice(sign + 1))];
  });
  return { name, properties: Object.fromEntries(pairs) as { [name: string]: string }, data: unescaped(data) };
}

const lines = (report: string) => report.trimEnd().split("\n");

describe("github", () => {
  it("annotates the place after, with title and text", () => {
    const [line = ""] = lines(github.render(madeOf([finding()]), bare));

    const { name, properties, data } = commandOf(line);
    expect({ name, properties }).toEqual({
      name: "error",
      properties: { file: "api.yaml", line: "4", col: "7", title: "schema-type: POST /pets › body › name" },
    });
    expect(data).toContain('\nProof: "Rex" was valid and is not any more\n');
  });

  it("has a command for each severity, and none for what is waived", () => {
    const waived = { by: "Ada", reason: "known", until: null };
    const findings = [finding(), finding({ severity: "warning" }), finding({ severity: "note" }), finding({ waived })];

    const report = lines(github.render(madeOf(findings), bare));

    expect(report.map((line) => commandOf(line).name)).toEqual(["error", "warning", "notice", undefined]);
    expect(report.at(-1)).toBe("1 break, 1 warning, 1 note, 1 waived. The version asks for a major step.");
  });

  it("annotates no line of a revision, and no file that is not in the working tree", () => {
    const gone = finding({ before: { file: "main:api.yaml", line: 3, column: 5 }, after: null });
    const web = finding({ after: { file: "https://example.org/api.yaml", line: 3, column: 5 } });

    const [first = "", second = ""] = lines(github.render(madeOf([gone, web]), bare));

    expect(commandOf(first).properties).toEqual({ file: "api.yaml", title: expect.any(String) });
    expect(commandOf(second).properties).toEqual({ title: expect.any(String) });
  });

  it("lets no text of a contract be a command or a property", () => {
    const comparison = nastyComparison();
    const report = lines(github.render(comparison, bare));

    expect(report).toHaveLength(comparison.findings.filter(({ waived }) => waived === null).length + 1);
    for (const line of report.slice(0, -1)) {
      const { name, properties } = commandOf(line);
      expect(name).toMatch(/^(?:error|notice)$/);
      expect(Object.keys(properties).filter((key) => !["file", "line", "col", "title"].includes(key))).toEqual([]);
      expect(line).not.toMatch(/\r/);
    }
  });
});
