import type { Finding, Severity } from "../compare/finding.js";
import { anchorOf } from "./anchor.js";
import { details, headline, oneLine } from "./plain-finding.js";
import { defineReporter } from "./reporter.js";
import { bumpText, counted } from "./words.js";

/** What is waived is counted in the last line and not told: an annotation that nobody acts on is noise. */
export const github = defineReporter({
  name: "github",
  summary: "for GitHub Actions: workflow commands that annotate the lines of a pull request",
  render(comparison) {
    const open = comparison.findings.filter(({ waived }) => waived === null);
    return [...open.map(annotation), `${counted(comparison)}. ${bumpText(comparison)}`, ""].join("\n");
  },
});

const commands: { readonly [S in Severity]: string } = { break: "error", warning: "warning", note: "notice" };

function annotation(finding: Finding): string {
  const properties = [...places(finding), ["title", oneLine(`${finding.rule}: ${finding.subject}`)]];
  const told = properties.map(([name, value = ""]) => `${name}=${escapedProperty(value)}`).join(",");
  const text = [headline(finding), ...details(finding), `Fingerprint: ${finding.fingerprint}`].join("\n");
  return `::${commands[finding.severity]} ${told}::${escapedData(text)}`;
}

/** Only files of the working tree can be annotated. */
function places(finding: Finding): readonly (readonly [string, string])[] {
  const anchor = anchorOf(finding);
  if (anchor === undefined || !["relative", "absolute"].includes(anchor.place.kind)) return [];
  const { place, line, column } = anchor;
  if (line === undefined || column === undefined) return [["file", place.path]];
  return [
    ["file", place.path],
    ["line", `${line}`],
    ["col", `${column}`],
  ];
}

/** What ends a command, or would be taken for an escape. */
const escapedData = (text: string): string =>
  text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");

/** What ends a property, too. */
const escapedProperty = (text: string): string => escapedData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
