import type { Comparison, Finding, Severity } from "../compare/finding.js";
import type { RuleBase } from "../compare/rule.js";
import type { Json } from "../contract/json.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { Location } from "../diagnostics/location.js";
import { type Anchor, anchorOf, type Place, placeOf } from "./anchor.js";
import { details, headline, waivedText } from "./plain-finding.js";
import { defineReporter, type ReportContext } from "./reporter.js";
import { visible } from "./visible.js";
import { jsonText } from "./words.js";

/** Static Analysis Results Interchange Format 2.1.0 (OASIS, errata 01). */
export const sarif = defineReporter({
  name: "sarif",
  summary: "for code scanning and editors: SARIF 2.1.0, with rules, both places and stable fingerprints",
  render(comparison, context) {
    const log = {
      $schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
      version: "2.1.0",
      runs: [run(comparison, context)],
    };
    return `${JSON.stringify(log, null, 2)}\n`;
  },
});

function run({ findings, summary, bump, diagnostics }: Comparison, { rules = [], version }: ReportContext) {
  const spoke = [...new Set(findings.map(({ rule }) => rule))];
  const silent = rules.map(({ id }) => id).filter((id) => !spoke.includes(id));
  const ids = [...spoke, ...silent].sort();
  return {
    tool: {
      driver: {
        name: "concordat",
        ...(version !== undefined && { semanticVersion: version }),
        informationUri: "https://concordat.dev",
        rules: ids.map((id) => descriptor(id, rules.find((rule) => rule.id === id) ?? known(id, findings))),
      },
    },
    columnKind: "utf16CodeUnits",
    originalUriBaseIds: { [base]: { description: { text: "The folder in which concordat was run." } } },
    invocations: [{ executionSuccessful: true, toolExecutionNotifications: diagnostics.map(notification) }],
    results: findings.map((finding) => result(finding, ids)),
    properties: { bump, summary },
  };
}

const levels: { readonly [S in Severity]: string } = { break: "error", warning: "warning", note: "note" };

/** What relative URIs are relative to. */
const base = "%SRCROOT%";

/** A rule about which nothing is known but what its findings advise. */
const known = (id: string, findings: readonly Finding[]): RuleBase => ({
  id,
  title: id,
  why: "",
  instead: findings.find(({ rule, instead }) => rule === id && instead !== "")?.instead ?? "",
});

function descriptor(id: string, { title, why, instead }: RuleBase) {
  const paragraphs = [title, why, instead === "" ? "" : `Instead: ${instead}`].filter((text) => text !== "");
  const bold = [`**${title}**`, why, instead === "" ? "" : `**Instead:** ${instead}`].filter((text) => text !== "");
  return {
    id,
    name: id.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase()),
    shortDescription: { text: title },
    fullDescription: { text: why === "" ? title : why },
    help: { text: paragraphs.join("\n\n"), markdown: bold.join("\n\n") },
    helpUri: `https://concordat.dev/rules/${encodeSegment(id)}`,
    defaultConfiguration: { level: "error" },
  };
}

function result(finding: Finding, ids: readonly string[]) {
  const { rule, severity, subject, fingerprint, waived, before, after } = finding;
  const anchor = anchorOf(finding);
  return {
    ruleId: rule,
    ruleIndex: ids.indexOf(rule),
    level: levels[severity],
    message: { text: unlinked([headline(finding), ...details(finding)].join("\n")) },
    locations: anchor === undefined ? [] : [location(anchor, subject)],
    // What is gone has its place before as the place itself, with the line only where that file still stands.
    relatedLocations:
      before === null ? [] : [{ id: 0, ...located(before), message: { text: sideText(before, after) } }],
    // GitHub tells results apart by the second, which it would else make of the line's text.
    partialFingerprints: { "concordat/v1": fingerprint, primaryLocationLineHash: `${fingerprint}:1` },
    suppressions:
      waived === null ? [] : [{ kind: "external", status: "accepted", justification: visible(waivedText(waived)) }],
    properties: properties(finding),
  };
}

/** SARIF takes "[text](target)" for a link (3.11.6): a contract shall not make one. */
const unlinked = (text: string): string => text.replaceAll("](", "] (");

const sideText = (before: Location, after: Location | null): string => {
  const place = placeOf(before.file);
  const when = place.kind === "revision" ? `before, at revision ${place.revision}` : "before";
  return visible(after === null ? `${when}; it is gone` : when);
};

/** The witness is text, since SARIF readers have no integers beyond 2^53. */
const properties = ({ direction, promises, undecided, operations, witness, instead }: Finding) => ({
  direction,
  promises,
  undecided,
  operations,
  instead,
  ...(witness !== null && { witness: jsonText(witness.value as Json), admittedBy: witness.admittedBy }),
});

const location = ({ place, line, column }: Anchor, subject: string) => ({
  physicalLocation: {
    artifactLocation: artifact(place),
    ...(line !== undefined && column !== undefined && { region: { startLine: line, startColumn: column } }),
  },
  logicalLocations: [{ fullyQualifiedName: visible(subject) }],
});

const located = ({ file, line, column }: Location) => ({
  physicalLocation: {
    artifactLocation: artifact(placeOf(file)),
    region: { startLine: line, startColumn: column },
  },
});

/** A URI reference (RFC 3986). Paths that climb out of the folder cannot be relative to it by name. */
function artifact(place: Place): { readonly uri: string; readonly uriBaseId?: string } {
  if (place.kind === "url") return { uri: URL.canParse(place.path) ? new URL(place.path).href : encoded(place.path) };
  if (place.kind === "absolute")
    return { uri: `file://${place.path.startsWith("/") ? "" : "/"}${encoded(place.path)}` };
  if (place.kind === "stdin") return { uri: "stdin" };
  return place.path.startsWith("../") ? { uri: encoded(place.path) } : { uri: encoded(place.path), uriBaseId: base };
}

/** Segments with everything encoded but what may stand in them. A drive's colon stays. */
const encoded = (path: string): string =>
  path
    .split("/")
    .map((segment) => (/^[a-z]:$/i.test(segment) ? segment : encodeSegment(segment)))
    .join("/");

/** Half a surrogate pair has no UTF-8. */
const encodeSegment = (segment: string): string => encodeURIComponent(segment.replace(/\p{Cs}/gu, "\ufffd"));

const notification = ({ code, severity, message, at }: Diagnostic) => ({
  descriptor: { id: code },
  level: severity,
  message: { text: unlinked(visible(message)) },
  locations: at === undefined ? [] : [located(at)],
});
