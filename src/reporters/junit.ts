import type { Finding } from "../compare/finding.js";
import { details, headline } from "./plain-finding.js";
import { defineReporter } from "./reporter.js";
import { visible } from "./visible.js";

/**
 * A rule is a test case: it fails with its breaks, and writes out what it noticed besides. Rules that were silent pass,
 * where it is known which were asked. Jenkins' schema (junit-10.xsd) holds; there are no times, so that equal
 * comparisons give equal reports.
 */
export const junit = defineReporter({
  name: "junit",
  summary: "for CI servers: a JUnit report with a test case for each rule, that fails where something breaks",
  render({ findings, bump }, { rules = [] }) {
    const ids = new Set([...rules.map(({ id }) => id), ...findings.map(({ rule }) => rule)]);
    const cases = [...ids].map((id) =>
      testCase(
        id,
        findings.filter(({ rule }) => rule === id),
      ),
    );
    if (cases.length === 0)
      cases.push({ failed: false, lines: [`    <testcase${attributes({ classname, name: "equivalence" })}/>`] });
    const failures = cases.filter(({ failed }) => failed).length;
    const counts = { tests: `${cases.length}`, failures: `${failures}`, errors: "0" };
    return [
      '<?xml version="1.0" encoding="UTF-8"?>',
      `<testsuites${attributes({ name: "concordat", ...counts })}>`,
      `  <testsuite${attributes({ name: "concordat diff", ...counts })}>`,
      "    <properties>",
      `      <property${attributes({ name: "bump", value: bump })}/>`,
      "    </properties>",
      ...cases.flatMap(({ lines }) => lines),
      "  </testsuite>",
      "</testsuites>",
      "",
    ].join("\n");
  },
});

/** Servers take what stands before the last dot for a package. */
const classname = "concordat.diff";

interface TestCase {
  readonly failed: boolean;
  readonly lines: readonly string[];
}

function testCase(rule: string, findings: readonly Finding[]): TestCase {
  const breaks = findings.filter(({ severity, waived }) => severity === "break" && waived === null);
  const others = findings.filter((finding) => !breaks.includes(finding));
  const lines: string[] = [];
  const [first] = breaks;
  if (first !== undefined) {
    const more = breaks.length === 1 ? "" : ` (and ${breaks.length - 1} more)`;
    const failure = attributes({ message: `${headline(first)}${more}`, type: rule });
    lines.push(`      <failure${failure}>${escaped(breaks.map(block).join("\n\n"))}</failure>`);
  }
  if (others.length > 0) lines.push(`      <system-out>${escaped(others.map(block).join("\n\n"))}</system-out>`);
  const open = `    <testcase${attributes({ classname, name: rule })}`;
  return {
    failed: first !== undefined,
    lines: lines.length === 0 ? [`${open}/>`] : [`${open}>`, ...lines, "    </testcase>"],
  };
}

function block(finding: Finding): string {
  const word = finding.waived === null ? finding.severity : `waived ${finding.severity}`;
  const lines = [...details(finding), `Fingerprint: ${finding.fingerprint}`].map((line) => `  ${line}`);
  return [`${word}: ${headline(finding)}`, ...lines].join("\n");
}

const attributes = (values: { readonly [name: string]: string }): string =>
  Object.entries(values)
    .map(([name, value]) => ` ${name}="${escaped(value).replaceAll("\n", "&#10;").replaceAll("\t", "&#9;")}"`)
    .join("");

/** XML has no way to write most control characters: they are named instead. */
const escaped = (text: string): string =>
  visible(text).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
