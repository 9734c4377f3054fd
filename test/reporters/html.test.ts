import { createHash } from "node:crypto";
import { parse, type DefaultTreeAdapterTypes as Tree } from "parse5";
import { describe, expect, it } from "vitest";
import type { Comparison } from "../../src/compare/finding.js";
import { html } from "../../src/reporters/html.js";
import type { ReportContext } from "../../src/reporters/reporter.js";
import { bare, bookshop, finding, madeOf, nasty, nastyComparison } from "./bookshop.js";

/** Elements of a page in order, with what the parser had against it. */
function pageOf(comparison: Comparison, context: ReportContext = bare) {
  const errors: string[] = [];
  const document = parse(html.render(comparison, context), { onParseError: ({ code }) => errors.push(code) });
  const elements = [...walk(document)];
  const named = (name: string) => elements.filter(({ tagName }) => tagName === name);
  const withAttribute = (name: string) => elements.filter((element) => attribute(element, name) !== undefined);
  return { errors, elements, named, withAttribute };
}

function* walk(node: Tree.Node): Generator<Tree.Element> {
  if ("tagName" in node) yield node;
  if ("childNodes" in node) for (const child of node.childNodes) yield* walk(child);
}

const attribute = ({ attrs }: Tree.Element, name: string) => attrs.find((one) => one.name === name)?.value;
const textOf = (node: Tree.Node): string =>
  "value" in node ? node.value : "childNodes" in node ? node.childNodes.map(textOf).join("") : "";
const only = (elements: readonly Tree.Element[]): Tree.Element => {
  expect(elements).toHaveLength(1);
  return elements[0] as Tree.Element;
};

describe("html", () => {
  it("is one well-formed page that takes nothing from elsewhere", async () => {
    const { comparison, context } = await bookshop();
    const { errors, elements, named } = pageOf(comparison, context);

    expect(errors).toEqual([]);
    expect(elements.filter((element) => ["link", "img", "iframe", "object", "base"].includes(element.tagName))).toEqual(
      [],
    );
    expect(elements.filter((element) => attribute(element, "src") !== undefined)).toEqual([]);
    expect(elements.flatMap(({ attrs }) => attrs).filter(({ name }) => /^on|^style$/.test(name))).toEqual([]);
    expect(named("a").map((link) => attribute(link, "href")?.charAt(0))).not.toContainEqual(
      expect.not.stringMatching("#"),
    );
    expect(textOf(only(named("style")))).not.toMatch(/url\(|@import/);
  });

  it("allows its own style and script, and nothing else", async () => {
    const { comparison, context } = await bookshop();
    const { named } = pageOf(comparison, context);
    const policy = attribute(
      only(named("meta").filter((meta) => attribute(meta, "http-equiv") === "Content-Security-Policy")),
      "content",
    );
    const hash = (element: Tree.Element) => createHash("sha256").update(textOf(element)).digest("base64");

    expect(policy).toBe(
      `default-src 'none'; style-src 'sha256-${hash(only(named("style")))}'; ` +
        `script-src 'sha256-${hash(only(named("script")))}'; base-uri 'none'; form-action 'none'`,
    );
  });

  it("shows each finding at its fingerprint, with both sides, the proof and the way out", async () => {
    const { comparison, context } = await bookshop();
    const { withAttribute } = pageOf(comparison, context);
    const cards = withAttribute("data-finding");

    expect(cards.map((card) => attribute(card, "id")).sort()).toEqual(
      comparison.findings.map(({ fingerprint }) => fingerprint).sort(),
    );
    const delivery = textOf(only(cards.filter((card) => textOf(card).includes("OrderRequest › delivery"))));
    expect(delivery).toContain("fixtures/demo/bookshop.before.yaml:182:9");
    expect(delivery).toMatch(/189 delivery: \{ \$ref: "#\/components\/schemas\/Delivery" \}/);
    expect(delivery).toContain('This was valid and is not any more:{ "isbns": ["9780000000000"] }');
    expect(delivery).toContain("InsteadWhere it is received, add the field as optional");
    expect(delivery).toContain("ReachesplaceOrder");
  });

  it("folds notes and what is waived, and leaves breaks and warnings open", () => {
    const waived = { by: "Ada", reason: "known", until: null };
    const findings = [{}, { severity: "warning" }, { severity: "note" }, { waived }] as const;
    const { withAttribute } = pageOf(madeOf(findings.map(finding)));

    expect(withAttribute("data-finding").map((card) => [attribute(card, "data-severity"), card.tagName])).toEqual([
      ["break", "article"],
      ["warning", "article"],
      ["note", "details"],
      ["waived", "details"],
    ]);
  });

  it("folds many notes as a group, and never breaks", () => {
    const many = (severity: "break" | "note") =>
      Array.from({ length: 30 }, (_, index) => finding({ severity, fingerprint: `${severity}${index}` }));
    const { named } = pageOf(madeOf([...many("break"), ...many("note")]));
    const groups = named("details").filter((element) => attribute(element, "class") === "group");

    expect(groups.map((group) => attribute(group, "open") !== undefined)).toEqual([true, false]);
  });

  it("has ids that occur once, and leads only to those", () => {
    const { withAttribute, named } = pageOf(madeOf([finding(), finding(), finding()]), {
      ...bare,
      rules: [{ id: "schema-type", title: "A type is another", why: "It hurts.", instead: "" }],
    });
    const ids = withAttribute("id").map((element) => attribute(element, "id") ?? "");

    expect(ids).toEqual([...new Set(ids)]);
    for (const link of named("a")) expect(ids).toContain(attribute(link, "href")?.slice(1));
  });

  it("offers filters for what is there, hidden until the script runs", async () => {
    const { comparison, context } = await bookshop();
    const { named } = pageOf(comparison, context);

    expect(attribute(only(named("form")), "hidden")).toBe("");
    expect(named("input").map((input) => attribute(input, "value"))).toEqual(["break", "note", "waived", undefined]);
    expect(named("option").map((option) => attribute(option, "value"))).toEqual([
      ...["", "getOrder", "placeOrder", "removeBook"],
      ...["", "field-requiredness", "operation-existence", "schema-length", "schema-values"],
    ]);
  });

  it("takes everything out of a contract for text", () => {
    const { errors, named, elements, withAttribute } = pageOf(nastyComparison());
    const benign = pageOf(madeOf(nastyComparison().findings.map((one) => ({ ...one, subject: "a", message: "b" }))));

    expect(errors).toEqual([]);
    expect(named("script")).toHaveLength(1);
    expect(elements.map(({ tagName }) => tagName)).toEqual(benign.elements.map(({ tagName }) => tagName));
    for (const text of nasty.slice(0, 3)) {
      expect(withAttribute("data-finding").some((card) => textOf(card).includes(text))).toBe(true);
    }
    expect(html.render(nastyComparison(), bare)).not.toMatch(/[\0-\x08\x0b-\x1f\u202a-\u202e]/);
  });

  it("cuts a huge value, and says so", () => {
    const witness = { value: "x".repeat(1_000_000), admittedBy: "before" } as const;
    const page = html.render(madeOf([finding({ witness })]), bare);

    expect(page).toContain("cut after 2000 of 1000002 characters");
    expect(page.length).toBeLessThan(40_000);
  });

  it("says plainly that there is nothing", () => {
    const { named } = pageOf(madeOf([]));

    expect(textOf(only(named("h1")))).toBe("The contracts are equivalent");
    expect(named("form")).toEqual([]);
  });

  it("shows what was said while reading", () => {
    const at = { file: "api.yaml", line: 2, column: 3 };
    const diagnostics = [{ code: "unknown-format", severity: "warning", message: "<odd>", at }] as const;

    expect(html.render(madeOf([], { diagnostics }), bare)).toContain("&lt;odd&gt;");
  });
});
