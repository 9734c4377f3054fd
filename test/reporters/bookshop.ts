/** Our bookshop, before and after, compared; and comparisons made up of what no contract would hold. */
import { join } from "node:path";
import type { Comparison, Finding } from "../../src/compare/finding.js";
import type { Paint, ReportContext } from "../../src/reporters/reporter.js";
import { createSources } from "../../src/source/sources.js";
import { Workspace } from "../../src/workspace/workspace.js";

export const repository = join(import.meta.dirname, "../..");
export const reports = join(repository, "fixtures/reports");

const names = { before: "fixtures/demo/bookshop.before.yaml", after: "fixtures/demo/bookshop.yaml" };
const as = (text: string): string => text;
export const plain: Paint = { bold: as, dim: as, red: as, yellow: as, green: as, cyan: as };

/** A context without files. */
export const bare: ReportContext = { paint: plain, line: () => undefined };

/** The bookshop's comparison, with one break waived so that reports show it. */
export async function bookshop(): Promise<{ readonly comparison: Comparison; readonly context: ReportContext }> {
  const workspace = new Workspace({ sources: createSources({ cwd: repository }) });
  const found = await workspace.compare(names.before, names.after);
  const waived = { by: "Ada", reason: "The one caller that sends long notes was told.", until: "2030-01-31" };
  const comparison = madeOf(
    found.findings.map((finding) => (finding.rule === "schema-length" ? { ...finding, waived } : finding)),
    found,
  );
  const line = (file: string, number: number) => workspace.sources.line(file, number);
  // Those that speak and one that does not: the words of the others are no concern of these tests.
  const told = new Set([...comparison.findings.map(({ rule }) => rule), "body-existence"]);
  const rules = (await workspace.rules()).filter(({ id }) => told.has(id));
  return { comparison, context: { paint: plain, line, names, rules } };
}

/** A comparison of these findings, counted. */
export function madeOf(findings: readonly Finding[], rest: Partial<Comparison> = {}): Comparison {
  const count = (severity: string) =>
    findings.filter((finding) => finding.severity === severity && finding.waived === null).length;
  const waived = findings.filter((finding) => finding.waived !== null).length;
  const summary = { break: count("break"), warning: count("warning"), note: count("note"), waived };
  return { bump: findings.length === 0 ? "none" : "major", diagnostics: [], ...rest, findings, summary };
}

/** A break, with whatever is given in place of what it would have. */
export const finding = (given: Partial<Finding> = {}): Finding => ({
  rule: "schema-type",
  severity: "break",
  undecided: false,
  promises: ["json"],
  direction: "backward",
  subject: "POST /pets › body › name",
  message: "is a number, was a string",
  instead: "Add a new field.",
  before: { file: "old/api.yaml", line: 3, column: 5 },
  after: { file: "api.yaml", line: 4, column: 7 },
  operations: ["addPet"],
  witness: { value: "Rex", admittedBy: "before" },
  fingerprint: "0123456789ab",
  waived: null,
  ...given,
});

/** What people put into contracts to see what happens. */
export const nasty = [
  "</script><script>alert(1)</script>",
  '"><img src=x onerror=alert(1)>',
  "]]>&lt;!-- -->{{x}}<%= y %>`",
  "::error::forged\n::stop-commands::x\r\n%0A::set-output",
  "שלום \u202Eevil\u202C مرحبا",
  "nul \0 bell \x07 escape \x1b[31m red",
  "\ud800 alone, \ufffe never, 😀 fine",
  "a,b:c=d;e|f\\g'h",
] as const;

/** A comparison in which everything that comes from a contract is nasty. */
export const nastyComparison = (): Comparison =>
  madeOf(
    nasty.flatMap((text, index) => {
      const at = { file: `dir/${text}/api.yaml`, line: 1, column: 1 };
      const base = finding({
        rule: text,
        subject: text,
        message: text,
        instead: text,
        before: at,
        after: at,
        operations: [text],
        witness: { value: { [text]: [text, 12345678901234567890n] }, admittedBy: "after" },
        fingerprint: `${index}`.padStart(12, "f"),
      });
      return [
        base,
        { ...base, severity: "note", fingerprint: `${index}`.padStart(12, "e") },
        { ...base, waived: { by: text, reason: text, until: null }, fingerprint: `${index}`.padStart(12, "d") },
      ] satisfies readonly Finding[];
    }),
  );
