import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import type { Comparison, Finding } from "../../src/compare/finding.js";
import { bumpFor, summarised } from "../../src/compare/fold.js";
import { reporters } from "../../src/reporters/index.js";
import { json } from "../../src/reporters/json.js";
import { markdown } from "../../src/reporters/markdown.js";
import type { ReportContext } from "../../src/reporters/reporter.js";
import { text } from "../../src/reporters/text.js";
import { compareFiles, repository } from "../compare/versions.js";

const plain = (words: string): string => words;
const context: ReportContext = {
  paint: { bold: plain, dim: plain, red: plain, yellow: plain, green: plain, cyan: plain },
  line: (_, line) => (line === 7 ? "    required: [name]" : undefined),
};

const finding: Finding = {
  rule: "field-requiredness",
  severity: "break",
  undecided: false,
  promises: ["json"],
  direction: "backward",
  subject: "POST /pets › body › <name>",
  message: '"name" is now required',
  instead: "Add it as optional.",
  before: { file: "old.yaml", line: 3, column: 5 },
  after: { file: "new.yaml", line: 7, column: 5 },
  operations: ["addPet"],
  witness: { value: { big: 9007199254740993n, quote: "`x`" }, admittedBy: "before" },
  fingerprint: "0123456789ab",
  waived: null,
};

const comparisonOf = (...findings: Finding[]): Comparison => ({
  findings,
  summary: summarised(findings),
  bump: bumpFor(findings),
  diagnostics: [],
});

describe("text", () => {
  it("shows what changed, both places, the line, the proof and the way out", () => {
    const said = text.render(comparisonOf(finding), context);

    for (const part of ["BREAK", "old.yaml:3:5", "new.yaml:7:5", "+ required: [name]", "9007199254740993", "addPet"]) {
      expect(said).toContain(part);
    }
    expect(said).toContain("1 break, no warnings, no notes. The version asks for a major step.");
  });

  it("says that equivalent contracts are equivalent", () => {
    expect(text.render(comparisonOf(), context)).toBe(
      "no breaks, no warnings, no notes. The contracts are equivalent.\n",
    );
  });
});

describe("json", () => {
  const validate = new Ajv2020({ strict: false }).compile(
    JSON.parse(readFileSync(join(repository, "docs/schemas/diff.schema.json"), "utf8")) as object,
  );
  const changes = join(repository, "fixtures/changes");

  it.each(readdirSync(changes))("describes %s as its published schema says", async (rule) => {
    const folder = join(changes, rule, "openapi");
    const comparison = await compareFiles(join(folder, "before.yaml"), join(folder, "after.yaml"));

    validate(JSON.parse(json.render(comparison, context)));

    expect(validate.errors).toBeNull();
  });

  it("keeps every digit of large integers", () => {
    expect(json.render(comparisonOf(finding), context)).toContain('"big": 9007199254740993,');
  });
});

describe("markdown", () => {
  it("lets nothing of the contract be markup", () => {
    const said = markdown.render(comparisonOf(finding), context);

    expect(said).toContain("\\<name\\>");
    expect(said).toContain('`` {"big":9007199254740993,"quote":"`x`"} ``');
  });

  it("folds notes away, and counts what it leaves out", () => {
    const notes = Array.from({ length: 40 }, (_, line) => ({
      ...finding,
      severity: "note" as const,
      after: { file: "new.yaml", line, column: 1 },
    }));

    const said = markdown.render(comparisonOf(...notes), context);

    expect(said).toContain("<summary>notes (40)</summary>");
    expect(said).toContain("and 10 more");
  });
});

it("lists every reporter that has a file", () => {
  const folder = join(repository, "src/reporters");
  const defined = readdirSync(folder).filter((file) =>
    /= defineReporter\(\{/.test(readFileSync(join(folder, file), "utf8")),
  );

  expect(defined.map((file) => file.replace(/\.ts$/, ""))).toEqual(reporters.map(({ name }) => name).sort());
});
