/** One finding on the page. */
import type { Finding, Witness } from "../compare/finding.js";
import type { Location } from "../diagnostics/location.js";
import { excerpt } from "./excerpt.js";
import { html, type Markup, type Part } from "./markup.js";
import { prettyValue } from "./pretty-value.js";
import type { ReportContext } from "./reporter.js";
import { harmText, placeText } from "./words.js";

/** What cards need to know of the page that they are on. */
export interface PageContext extends ReportContext {
  /** Where on the page rules are explained, by their ids. */
  readonly ruleAnchors: ReadonlyMap<string, string>;
}

/** More of a witness than this is cut, and said to be. */
const longestValue = 2_000;
/** So many operations are named; the others are folded away. */
const mostOperations = 6;

/** A card: open for what may hurt someone, folded for notes and for what is waived. `anchor` is unique on the page. */
export function findingCard(finding: Finding, anchor: string, page: PageContext): Markup {
  const folded = finding.severity === "note" || finding.waived !== null;
  const head = html`<span class="where"><bdi>${finding.subject}</bdi></span>
    ${finding.undecided && html`<span class="badge">undecided</span>`}
    <span class="what"><bdi>${finding.message}</bdi></span>`;
  const data = html`data-finding data-severity="${stateOf(finding)}" data-rule="${finding.rule}"
    data-operations="${JSON.stringify(finding.operations)}"`;
  return folded
    ? html`
  <details class="finding ${stateOf(finding)}" id="${anchor}" ${data}>
    <summary>${head}</summary>
    ${body(finding, anchor, page)}
  </details>`
    : html`
  <article class="finding ${stateOf(finding)}" id="${anchor}" ${data}>
    <h3>${head}</h3>
    ${body(finding, anchor, page)}
  </article>`;
}

/** The group in which a finding is shown. */
export const stateOf = ({ severity, waived }: Finding): string => (waived === null ? severity : "waived");

function body(finding: Finding, anchor: string, page: PageContext): Markup {
  const { before, after, witness, severity, waived, instead, operations, compared, rule, fingerprint } = finding;
  const rows: readonly (readonly [string, Part])[] = [
    ["Proof", witness !== null && proof(witness)],
    ["Harm", severity === "break" && harmText(finding)],
    ["Instead", instead !== "" && instead],
    ["Reaches", operations.length > 0 && reach(operations)],
    ["Compared", compared !== undefined && `${compared.before ?? "nothing"} → ${compared.after ?? "nothing"}`],
    ["Waived", waived !== null && waiver(waived)],
  ];
  const place = page.ruleAnchors.get(rule);
  return html`<div class="sides">${side("before", before, page)}${side("after", after, page)}</div>
    <dl>${rows.map(
      ([term, told]) =>
        told !== false &&
        html`
      <div><dt>${term}</dt><dd>${told}</dd></div>`,
    )}
    </dl>
    <footer>rule ${place === undefined ? html`<code>${rule}</code>` : html`<a href="#${place}"><code>${rule}</code></a>`}
      · fingerprint <code class="fingerprint">${fingerprint}</code> · <a class="anchor" href="#${anchor}">link</a></footer>`;
}

function side(name: "before" | "after", at: Location | null, page: PageContext): Markup {
  if (at === null) {
    const word = name === "before" ? "was not there" : "is gone";
    return html`
      <figure class="${name} absent"><figcaption><b>${name}</b> ${word}</figcaption></figure>`;
  }
  const lines = excerpt(at, page);
  return html`
      <figure class="${name}"><figcaption><b>${name}</b> <bdi class="place">${placeText(at)}</bdi></figcaption>${
        lines.length > 0 &&
        html`<pre>${lines.map(
          ({ number, text, here }) =>
            html`<span class="${here ? "line here" : "line"}"><span class="number">${number} </span><code>${text}
</code></span>`,
        )}</pre>`
      }</figure>`;
}

function proof({ value, admittedBy }: Witness): Markup {
  const text = prettyValue(value);
  const words = admittedBy === "before" ? "This was valid and is not any more" : "This was not valid and is now";
  const cut = text.length > longestValue;
  const size = cut ? `, cut after ${longestValue} of ${text.length} characters` : "";
  return html`<p>${words}${size}:</p><pre class="value"><code>${isolated(cut ? `${wellCut(text)}…` : text)}</code></pre>`;
}

/** JSON with its strings set apart, so that text from right to left does not turn the commas and brackets around it. */
const isolated = (json: string): Part =>
  json.split(/("(?:[^"\\]|\\.)*")/).map((part, index) => (index % 2 === 1 ? html`<bdi>${part}</bdi>` : part));

/** Never half of a character. */
const wellCut = (text: string): string => text.slice(0, longestValue).replace(/[\ud800-\udbff]$/, "");

function reach(operations: readonly string[]): Markup {
  const named = (names: readonly string[]): Part =>
    names.map((name, index) => html`${index > 0 && ", "}<code>${name}</code>`);
  if (operations.length <= mostOperations + 1) return html`${named(operations)}`;
  return html`${named(operations.slice(0, mostOperations))}
        <details class="more"><summary>and ${operations.length - mostOperations} more</summary>${named(
          operations.slice(mostOperations),
        )}</details>`;
}

const waiver = ({ by, until, reason }: NonNullable<Finding["waived"]>): Markup =>
  html`by <bdi>${by}</bdi>${until !== null && ` until ${until}`}: <bdi>${reason}</bdi>`;
