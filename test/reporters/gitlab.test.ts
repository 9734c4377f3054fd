import { describe, expect, it } from "vitest";
import { gitlab } from "../../src/reporters/gitlab.js";
import { bare, finding, madeOf, nastyComparison } from "./bookshop.js";

interface Issue {
  readonly fingerprint: string;
  readonly severity: string;
  readonly location: { readonly path: string; readonly lines: { readonly begin: number } };
}

const issues = (...given: readonly Parameters<typeof finding>[0][]): readonly Issue[] =>
  JSON.parse(gitlab.render(madeOf(given.map(finding)), bare)) as readonly Issue[];

describe("gitlab", () => {
  it("has what GitLab asks of each entry", () => {
    expect(issues({})).toEqual([
      {
        description: 'POST /pets › body › name: is a number, was a string. Proof: "Rex" was valid and is not any more',
        check_name: "schema-type",
        fingerprint: "0123456789ab",
        severity: "critical",
        location: { path: "api.yaml", lines: { begin: 4 } },
      },
    ]);
  });

  it("knows three severities, and leaves out what is waived", () => {
    const waived = { by: "Ada", reason: "known", until: null };
    const found = issues({}, { severity: "warning" }, { severity: "note" }, { waived });

    expect(found.map(({ severity }) => severity)).toEqual(["critical", "minor", "info"]);
  });

  it("gives every entry a fingerprint of its own", () => {
    const found = issues({}, {}, {});

    expect(new Set(found.map(({ fingerprint }) => fingerprint)).size).toBe(3);
  });

  it("shows what is gone from a revision at the top of the file", () => {
    const [issue] = issues({ before: { file: "main:api.yaml", line: 30, column: 5 }, after: null });

    expect(issue?.location).toEqual({ path: "api.yaml", lines: { begin: 1 } });
  });

  it("is JSON whatever a contract holds, and an empty list when nothing changed", () => {
    expect(JSON.parse(gitlab.render(nastyComparison(), bare))).toHaveLength(16);
    expect(gitlab.render(madeOf([]), bare)).toBe("[]\n");
  });
});
