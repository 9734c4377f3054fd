import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { validateXML } from "xmllint-wasm";
import { junit } from "../../src/reporters/junit.js";
import { bare, bookshop, finding, madeOf, nastyComparison } from "./bookshop.js";

const schema = readFileSync(join(import.meta.dirname, "junit.xsd"), "utf8");

/** What libxml2 has against a report: nothing, when it is well-formed and valid. */
async function faults(report: string): Promise<readonly string[]> {
  const { errors } = await validateXML({
    xml: [{ fileName: "report.xml", contents: report }],
    schema: [{ fileName: "junit.xsd", contents: schema }],
  });
  return errors.map(({ rawMessage }) => rawMessage);
}

describe("junit", () => {
  it("is valid: our bookshop, nothing at all, and what no contract would hold", async () => {
    const { comparison, context } = await bookshop();

    expect(await faults(junit.render(comparison, context))).toEqual([]);
    expect(await faults(junit.render(madeOf([]), bare))).toEqual([]);
    expect(await faults(junit.render(nastyComparison(), bare))).toEqual([]);
  });

  it("would be found out", async () => {
    const report = junit.render(madeOf([finding()]), bare);

    expect(await faults(report.replace(/ type="[^"]*"/, ""))).not.toEqual([]);
    expect(await faults(report.replace("</failure>", ""))).not.toEqual([]);
  });

  it("fails a rule once, with all that it breaks", () => {
    const report = junit.render(madeOf([finding(), finding({ subject: "GET /pets" })]), bare);

    expect(report).toContain('<testsuite name="concordat diff" tests="1" failures="1" errors="0">');
    expect(report).toContain(
      '<failure message="POST /pets › body › name: is a number, was a string (and 1 more)" type="schema-type">',
    );
    expect(report).toContain("break: GET /pets: is a number, was a string");
  });

  it("passes rules that warn, that are waived, and that were silent", async () => {
    const { context } = await bookshop();
    const waived = { by: "Ada", reason: "known", until: "2030-01-31" };
    const findings = [finding({ severity: "warning", undecided: true }), finding({ waived, rule: "schema-length" })];

    const report = junit.render(madeOf(findings), context);

    expect(report).not.toContain("<failure");
    expect(report).toContain("<system-out>warning: POST /pets › body › name: is a number, was a string (undecided)");
    expect(report).toContain("Waived: by Ada until 2030-01-31: known");
    expect(report).toContain('<testcase classname="concordat.diff" name="body-existence"/>');
  });
});
