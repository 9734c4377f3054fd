import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Failure } from "../../src/diagnostics/failure.js";
import { findSyntaxErrors } from "../../src/generate/finish.js";
import { createRenderer } from "../../src/generate/render.js";

let templates = "";
let overrides = "";

beforeAll(() => {
  const root = mkdtempSync(join(tmpdir(), "render-"));
  templates = join(root, "shipped");
  overrides = join(root, "own");
  mkdirSync(join(templates, "partials"), { recursive: true });
  mkdirSync(overrides);
  writeFileSync(join(templates, "hello.hbs"), "{{> doc}}\nexport const {{name}} = {{value}};\n");
  writeFileSync(join(templates, "partials/doc.hbs"), "/** {{doc}} */\n");
  writeFileSync(join(templates, "bad.hbs"), "one\n{{#if x}\n");
  writeFileSync(join(templates, "plain.hbs"), "shipped\n");
  writeFileSync(join(overrides, "plain.hbs"), "mine\n");
});

afterAll(() => rmSync(join(templates, ".."), { recursive: true }));

const failureOf = async (work: () => unknown) => {
  try {
    await work();
  } catch (error) {
    if (error instanceof Failure) return error.diagnostics[0];
    throw error;
  }
  return undefined;
};

describe("a renderer", () => {
  it("escapes nothing and knows partials", async () => {
    const render = await createRenderer({ templates });

    expect(render({ path: "a.ts", template: "hello.hbs", view: { name: "a", value: '"<&>"', doc: "It's" } })).toBe(
      '/** It\'s */\nexport const a = "<&>";\n',
    );
  });

  it("takes a template of the user's before the one that ships", async () => {
    const page = { path: "a.ts", template: "plain.hbs", view: {} };

    expect((await createRenderer({ templates }))(page)).toBe("shipped\n");
    expect((await createRenderer({ templates, overrides }))(page)).toBe("mine\n");
  });

  it("names the template and the line of a mistake", async () => {
    const render = await createRenderer({ templates });

    const parsed = await failureOf(() => render({ path: "a.ts", template: "bad.hbs", view: {} }));
    const unknown = await failureOf(() =>
      render({ path: "a.ts", template: "hello.hbs", view: { doc: "", name: "a" } }),
    );
    const absent = await failureOf(() => render({ path: "a.ts", template: "none.hbs", view: {} }));

    expect(parsed).toMatchObject({ code: "template-invalid", at: { file: join(templates, "bad.hbs"), line: 2 } });
    expect(unknown).toMatchObject({ code: "template-invalid", at: { file: join(templates, "hello.hbs"), line: 2 } });
    expect(unknown?.message).toContain('"value" not defined');
    expect(absent).toMatchObject({ code: "template-missing" });
  });
});

it("finds mistakes in the syntax of generated pages", async () => {
  const page = { path: "a.ts", template: "hello.hbs", view: {} };

  expect(await findSyntaxErrors([{ page, text: "export const a = 1;\n" }])).toEqual([]);
  expect(await findSyntaxErrors([{ page, text: "export const a = 1;\nexport function {}\n" }])).toMatchObject([
    { code: "page-invalid", at: { file: "a.ts", line: 2 }, message: expect.stringContaining("hello.hbs") },
  ]);
});
