import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Comparison, Finding } from "../compare/finding.js";
import type { RuleBase } from "../compare/rule.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { findingCard, stateOf } from "./html-finding.js";
import { type Markup, html as markup, raw } from "./markup.js";
import { defineReporter, type ReportContext } from "./reporter.js";
import { bumpText, counted, placeText } from "./words.js";

/** What reading had to say is shown up to this number. */
const mostDiagnostics = 100;
/** A group of notes is open up to this number. */
const mostUnfolded = 20;

/** One file that needs nothing from elsewhere: it may be mailed, kept as an artefact, printed, or read without script. */
export const html = defineReporter({
  name: "html",
  summary: "for people in a browser: one self-contained page with excerpts, proofs and filters",
  render: (comparison, context) => `${page(comparison, context).markup}\n`,
});

function page(comparison: Comparison, context: ReportContext): Markup {
  const { findings, diagnostics } = comparison;
  const style = asset("report.css");
  const script = asset("report.js");
  const policy = `default-src 'none'; style-src ${hashOf(style)}; script-src ${hashOf(script)}; base-uri 'none'; form-action 'none'`;
  const [before, after] = names(findings, context);
  const explained = (context.rules ?? []).filter(({ id }) => findings.some(({ rule }) => rule === id));
  const ruleAnchors = new Map(explained.map(({ id }, index) => [id, `rule-${index + 1}`]));
  const anchors = anchorsOf(findings);
  const card = (finding: Finding) => findingCard(finding, anchors.get(finding) ?? "", { ...context, ruleAnchors });
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="concordat${context.version !== undefined && ` ${context.version}`}">
<title>${counted(comparison)}: ${before} → ${after}</title>
<style>${raw(style)}</style>
</head>
<body>
<header>
  <p class="tool">concordat diff</p>
  <h1>${verdict(comparison)}</h1>
  <p class="names"><bdi>${before}</bdi> <span>→</span> <bdi>${after}</bdi></p>
  <p class="counts">${counted(comparison)}. ${bumpText(comparison)}</p>
</header>
${findings.length > 1 && filter(findings)}
<main>
${groups.map((group) => section(group, findings.filter((finding) => stateOf(finding) === group.state).map(card)))}
${explained.length > 0 && glossary(explained, ruleAnchors)}
${diagnostics.length > 0 && remarks(diagnostics)}
</main>
<script>${raw(script)}</script>
</body>
</html>`;
}

const groups = [
  {
    state: "break",
    title: "Breaks",
    folds: false,
    lead: "Somebody who keeps to the old contract is refused, or gets what it never promised.",
  },
  {
    state: "warning",
    title: "Warnings",
    folds: false,
    lead: "Nobody is refused for certain. Look at these before you release.",
  },
  { state: "note", title: "Notes", folds: true, lead: "Changes that hurt nobody. Open one to see where it is." },
  { state: "waived", title: "Waived", folds: true, lead: "Somebody has taken the responsibility for these." },
] as const;

function verdict({ findings, summary }: Comparison): string {
  if (summary.break > 0)
    return summary.break === 1 ? "One change breaks callers" : `${summary.break} changes break callers`;
  if (summary.warning > 0) return "Nothing breaks for certain";
  if (summary.waived > 0) return "Nothing breaks that is not waived";
  return findings.length === 0 ? "The contracts are equivalent" : "Nothing breaks";
}

/** What the two sides are called: as the user did, else by the files in which findings lie. */
function names(findings: readonly Finding[], context: ReportContext): readonly [before: string, after: string] {
  const first = (side: "before" | "after") => findings.find((finding) => finding[side] !== null)?.[side]?.file ?? side;
  return [context.names?.before ?? first("before"), context.names?.after ?? first("after")];
}

/** Fingerprints as names of places on the page; one that occurs again gets a number. */
function anchorsOf(findings: readonly Finding[]): ReadonlyMap<Finding, string> {
  const seen = new Map<string, number>();
  return new Map(
    findings.map((finding) => {
      const times = (seen.get(finding.fingerprint) ?? 0) + 1;
      seen.set(finding.fingerprint, times);
      return [finding, times === 1 ? finding.fingerprint : `${finding.fingerprint}-${times}`];
    }),
  );
}

/** Many notes are folded away as a whole: they are not what the reader came for. */
function section({ title, lead, folds }: (typeof groups)[number], cards: readonly Markup[]): Markup | false {
  if (cards.length === 0) return false;
  const open = !folds || cards.length <= mostUnfolded;
  return markup`
<details class="group"${open && markup` open`}>
  <summary><h2>${title} <span class="count">${cards.length}</span></h2></summary>
  <p class="lead">${lead}</p>${cards}
</details>`;
}

/** What the rules that spoke are about: once, instead of on every card. */
const glossary = (rules: readonly RuleBase[], anchors: ReadonlyMap<string, string>): Markup => markup`
<section class="rules">
  <h2>Rules</h2>
  <dl>${rules.map(
    ({ id, title, why }) => markup`
    <div id="${anchors.get(id) ?? ""}"><dt><code>${id}</code></dt><dd><b>${title}.</b> ${why}</dd></div>`,
  )}
  </dl>
</section>`;

/** Hidden until the script runs: without it there is nothing to filter with. */
function filter(findings: readonly Finding[]): Markup {
  const states = groups.filter(({ state }) => findings.some((finding) => stateOf(finding) === state));
  const options = (values: readonly string[]) =>
    [...new Set(values)].sort().map((value) => markup`<option value="${value}">${value}</option>`);
  return markup`<form id="filter" hidden aria-label="Filter the findings">
  <fieldset><legend>Show</legend>${states.map(
    ({ state, title }) =>
      markup`<label class="${state}"><input type="checkbox" name="severity" value="${state}" checked> ${title}</label>`,
  )}</fieldset>
  <label class="field">Operation <select name="operation"><option value="">all</option>${options(
    findings.flatMap(({ operations }) => operations),
  )}</select></label>
  <label class="field">Rule <select name="rule"><option value="">all</option>${options(
    findings.map(({ rule }) => rule),
  )}</select></label>
  <input type="search" name="text" aria-label="Search" placeholder="search: press /" autocomplete="off">
  <button type="reset">Show all</button>
  <output aria-live="polite"></output>
</form>`;
}

function remarks(diagnostics: readonly Diagnostic[]): Markup {
  const more = diagnostics.length - mostDiagnostics;
  return markup`
<details class="remarks"><summary>Said while reading and comparing <span class="count">${diagnostics.length}</span></summary>
<ul>${diagnostics.slice(0, mostDiagnostics).map(
    ({ severity, code, message, at }) => markup`
  <li><b>${severity}</b> <bdi>${message}</bdi> <code>${code}</code>${at !== undefined && markup` <bdi class="place">${placeText(at)}</bdi>`}</li>`,
  )}${
    more > 0 &&
    markup`
  <li>and ${more} more</li>`
  }
</ul></details>`;
}

/** The same relative path leads to `templates/` from `src/` and `dist/`. */
const asset = (name: string): string =>
  readFileSync(new URL(`../../templates/reports/${name}`, import.meta.url), "utf8").trim();

/** A source of a content security policy (CSP level 3): this text and no other. */
const hashOf = (text: string): string => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
