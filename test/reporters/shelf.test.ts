import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { reporters } from "../../src/reporters/index.js";
import { bare, bookshop, finding, madeOf, nastyComparison, reports } from "./bookshop.js";

/** What a file with such a report is called. */
const endings: { readonly [name: string]: string } = {
  html: "html",
  sarif: "sarif",
  junit: "junit.xml",
  github: "github.txt",
  gitlab: "gitlab.json",
};

describe.each(reporters.filter(({ name }) => name in endings))("$name", (reporter) => {
  it("reports our bookshop as its golden says", async () => {
    const { comparison, context } = await bookshop();

    const report = reporter.render(comparison, context);

    await expect(report).toMatchFileSnapshot(join(reports, "goldens", `bookshop.${endings[reporter.name]}`));
  });
});

describe.each(reporters)("$name", (reporter) => {
  it("says the same of equal comparisons", () => {
    expect(reporter.render(nastyComparison(), bare)).toBe(reporter.render(nastyComparison(), bare));
  });

  it("ends with a line break, also when there is nothing to report", () => {
    expect(reporter.render(madeOf([]), bare)).toMatch(/[^\n]\n$/);
  });

  it("reports what lies nowhere, and what was compared with several", () => {
    const lost = finding({ before: null, after: null, witness: null, operations: [], instead: "" });
    const several = finding({ compared: { before: "v1/api.yaml", after: null }, fingerprint: "aaaaaaaaaaaa" });

    expect(reporter.render(madeOf([lost, several]), bare)).toContain("0123456789ab");
  });
});
