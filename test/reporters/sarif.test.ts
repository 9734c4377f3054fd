import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { describe, expect, it } from "vitest";
import type { Comparison } from "../../src/compare/finding.js";
import type { ReportContext } from "../../src/reporters/reporter.js";
import { sarif } from "../../src/reporters/sarif.js";
import { bare, bookshop, finding, madeOf, nastyComparison } from "./bookshop.js";
import schema from "./sarif.schema.json" with { type: "json" };

const ajv = new Ajv2020({ allErrors: true });
addFormats.default(ajv);
const isValid = ajv.compile(schema);

interface Log {
  readonly runs: readonly {
    readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string; readonly help: object }[] } };
    readonly results: readonly Result[];
    readonly invocations: readonly object[];
  }[];
}

interface Result {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly locations: readonly { readonly physicalLocation: object }[];
  readonly relatedLocations: readonly { readonly physicalLocation: object; readonly message: object }[];
}

const runOf = (comparison: Comparison, context: ReportContext = bare) => {
  const log = JSON.parse(sarif.render(comparison, context)) as Log;
  const [run] = log.runs;
  if (run === undefined) throw new Error("no run");
  return { log, run };
};

describe("sarif", () => {
  it("is valid: our bookshop, nothing at all, and what no contract would hold", async () => {
    const { comparison, context } = await bookshop();
    const logs = [runOf(comparison, { ...context, version: "1.2.3" }), runOf(madeOf([])), runOf(nastyComparison())].map(
      ({ log }) => log,
    );

    expect(logs.map((log) => (isValid(log) ? [] : isValid.errors))).toEqual([[], [], []]);
  });

  it("names each rule once, explained, and points at it from results", async () => {
    const { comparison, context } = await bookshop();
    const { run } = runOf(comparison, context);
    const ids = run.tool.driver.rules.map(({ id }) => id);

    expect(ids).toEqual([...new Set(ids)].sort());
    expect(ids).toContain("body-existence");
    for (const { ruleId, ruleIndex } of run.results) expect(ids[ruleIndex]).toBe(ruleId);
    expect(run.tool.driver.rules.find(({ id }) => id === "field-requiredness")?.help).toEqual({
      text: expect.stringContaining("Instead: "),
      markdown: expect.stringContaining("**Instead:** "),
    });
  });

  it("lies after, with the place before beside it, in UTF-16 columns", () => {
    const { run } = runOf(madeOf([finding({ before: { file: "main:a b/ü.yaml", line: 3, column: 5 } })]));
    const [result] = run.results;

    expect(result?.locations[0]?.physicalLocation).toEqual({
      artifactLocation: { uri: "api.yaml", uriBaseId: "%SRCROOT%" },
      region: { startLine: 4, startColumn: 7 },
    });
    expect(result?.relatedLocations[0]).toMatchObject({
      physicalLocation: { artifactLocation: { uri: "a%20b/%C3%BC.yaml" }, region: { startLine: 3, startColumn: 5 } },
      message: { text: "before, at revision main" },
    });
  });

  it.each([
    ["/srv/a#b.yaml", { uri: "file:///srv/a%23b.yaml" }],
    ["C:\\a.yaml", { uri: "file:///C:/a.yaml" }],
    ["../a.yaml", { uri: "../a.yaml" }],
    ["https://example.org/a b.yaml", { uri: "https://example.org/a%20b.yaml" }],
    ["x/100%.yaml", { uri: "x/100%25.yaml", uriBaseId: "%SRCROOT%" }],
    ["-", { uri: "stdin" }],
  ])("writes %s as a URI", (file, artifactLocation) => {
    const { run } = runOf(madeOf([finding({ after: { file, line: 1, column: 1 } })]));

    expect(run.results[0]?.locations[0]?.physicalLocation).toMatchObject({ artifactLocation });
  });

  it("keeps what is waived, suppressed with the reason, and says of the others that they are not", () => {
    const waived = { by: "Ada", reason: "known", until: "2030-01-31" };
    const { run } = runOf(madeOf([finding(), finding({ waived })]));

    expect(run.results).toMatchObject([
      { suppressions: [] },
      {
        level: "error",
        suppressions: [{ kind: "external", status: "accepted", justification: "by Ada until 2030-01-31: known" }],
      },
    ]);
  });

  it("makes no links out of a contract", () => {
    const { run } = runOf(madeOf([finding({ message: "was [this](https://example.org/evil)" })]));

    expect(run.results[0]?.message.text).not.toMatch(/\[[^\]]*\]\(/);
  });

  it("says what reading had to say", () => {
    const at = { file: "api.yaml", line: 2, column: 3 };
    const diagnostics = [{ code: "unknown-format", severity: "warning", message: "odd", at }] as const;

    expect(runOf(madeOf([], { diagnostics })).run.invocations).toMatchObject([
      {
        toolExecutionNotifications: [
          { descriptor: { id: "unknown-format" }, level: "warning", message: { text: "odd" } },
        ],
      },
    ]);
  });
});
