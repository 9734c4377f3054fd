import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { concordat, folderWith } from "../cli/terminal.js";

const root = join(import.meta.dirname, "../..");
const contract = join(root, "fixtures/demo/bookshop.yaml");
const shipped = readFileSync(join(root, "templates/client-index.hbs"), "utf8");

describe("a template of the user's own", () => {
  const generate = (template: string) => {
    const cwd = folderWith({});
    mkdirSync(join(cwd, "mine"));
    writeFileSync(join(cwd, "mine/client-index.hbs"), template);
    const args = ["generate", contract, "-t", "client", "-o", "api", "--templates", "mine"];
    return concordat(args, { cwd }).then((outcome) => ({ ...outcome, cwd }));
  };

  it("stands in for the one of the same path", async () => {
    const { code, cwd } = await generate(`${shipped}\n// ours\n`);

    expect(code).toBe(0);
    expect(readFileSync(join(cwd, "api/index.ts"), "utf8")).toContain("// ours");
  });

  it("is named when what it lays out does not parse, and nothing is written", async () => {
    const { code, error, cwd } = await generate(`${shipped}\nexport const = ;\n`);

    expect(code).toBe(3);
    expect(error).toContain("error[page-invalid] index.ts is not TypeScript");
    expect(error).toContain("made by the template client-index.hbs");
    expect(() => readFileSync(join(cwd, "api/index.ts"))).toThrow();
  });
});
