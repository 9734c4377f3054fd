/** The page in a real browser: its script, its policy, a narrow screen. Skipped where there is no Chromium. */
import { execFile } from "node:child_process";
import { accessSync, constants, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { html } from "../../src/reporters/html.js";
import { bare, bookshop, nastyComparison } from "./bookshop.js";

const chromium = ["chromium", "chromium-browser", "google-chrome"]
  .flatMap((name) => (process.env["PATH"] ?? "").split(delimiter).map((folder) => join(folder, name)))
  .find((file) => {
    try {
      accessSync(file, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });

const flags = [
  ...["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--no-proxy-server"],
  ...["--disable-background-networking", "--disable-component-update", "--disable-sync"],
  ...["--virtual-time-budget=5000", "--dump-dom"],
];

/** Opens a report in a frame as wide as a phone, works through it as a reader would, and writes down what it sees. */
const harness = (page: string, script: string) => `<!doctype html><meta charset="utf-8">
<iframe src="${page}" width="390" height="800"></iframe><pre id="seen"></pre>
<script>
const frame = document.querySelector("iframe");
frame.addEventListener("load", () => {
  const inside = frame.contentWindow, page = inside.document, seen = {};
  const shown = () => [...page.querySelectorAll("[data-finding]")].filter((one) => one.checkVisibility()).length;
  const change = (name, act) => { act(page.forms[0].elements[name]); page.forms[0].dispatchEvent(new inside.Event("input")); };
  const press = (key, on) => on.dispatchEvent(new inside.KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
  ${script}
  document.getElementById("seen").textContent = JSON.stringify(seen);
}, { once: true });
</script>`;

const reader = `
  seen.overflow = page.documentElement.scrollWidth - page.documentElement.clientWidth;
  seen.styled = inside.getComputedStyle(page.querySelector(".finding")).borderLeftWidth;
  seen.all = shown();
  change("operation", (field) => { field.value = "getOrder"; });
  seen.ofGetOrder = shown();
  seen.told = page.querySelector("output").value;
  page.forms[0].reset();
  change("severity", (boxes) => { boxes[0].checked = false; });
  seen.withoutBreaks = shown();
  press("/", page.body);
  seen.focused = page.activeElement.name;
  change("text", (field) => { field.value = "DELETE /books"; });
  seen.found = shown();
  inside.location.hash = [...page.querySelectorAll("[data-severity=waived]")][0].id;
  inside.dispatchEvent(new inside.HashChangeEvent("hashchange"));
  seen.opened = page.querySelector("[data-severity=waived]").open;
  inside.dispatchEvent(new inside.Event("beforeprint"));
  seen.folded = page.querySelectorAll("details:not([open])").length;`;

const intruder = `
  seen.scripts = page.scripts.length;
  seen.images = page.images.length;
  seen.cards = shown();
  seen.filtered = page.forms[0].hidden;
  const added = page.createElement("script");
  added.textContent = "document.title = 'taken over'";
  page.body.append(added);
  seen.taken = page.title === "taken over";`;

describe.skipIf(chromium === undefined)("html in Chromium", () => {
  const pages = new Map<string, string>();
  const server = createServer(({ url = "/" }, response) => {
    const page = pages.get(url);
    response.writeHead(page === undefined ? 404 : 200, { "content-type": "text/html; charset=utf-8" }).end(page);
  });
  let profile = "";

  beforeAll(async () => {
    const { comparison, context } = await bookshop();
    pages.set("/bookshop.html", html.render(comparison, context));
    pages.set("/nasty.html", html.render(nastyComparison(), bare));
    pages.set("/reader.html", harness("bookshop.html", reader));
    pages.set("/intruder.html", harness("nasty.html", intruder));
    profile = mkdtempSync(join(tmpdir(), "concordat-chromium-"));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  });

  afterAll(() => {
    server.close();
    rmSync(profile, { recursive: true, force: true });
  });

  const see = async (page: string): Promise<unknown> => {
    const { port } = server.address() as AddressInfo;
    const url = `http://127.0.0.1:${port}/${page}`;
    const run = promisify(execFile)(chromium ?? "", [...flags, `--user-data-dir=${profile}`, url], { timeout: 50_000 });
    const { stdout } = await run;
    const seen = /<pre id="seen">(.*?)<\/pre>/s.exec(stdout)?.[1] ?? "";
    return JSON.parse(seen.replaceAll("&amp;", "&").replaceAll("&lt;", "<").replaceAll("&gt;", ">"));
  };

  it("can be read on a phone, filtered, searched, linked to and printed", async () => {
    expect(await see("reader.html")).toEqual({
      overflow: 0,
      styled: "4px",
      all: 4,
      ofGetOrder: 1,
      told: "1 of 4 shown",
      withoutBreaks: 2,
      focused: "text",
      found: 1,
      opened: true,
      folded: 0,
    });
  });

  it("runs no script but its own", async () => {
    expect(await see("intruder.html")).toEqual({ scripts: 1, images: 0, cards: 24, filtered: false, taken: false });
  });
});
