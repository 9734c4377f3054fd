import { execFile } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, relative } from "node:path";
import { promisify } from "node:util";
import { afterAll, describe, expect, it } from "vitest";
import { Failure } from "../../src/diagnostics/failure.js";
import { writePlan } from "../../src/output/write-plan.js";
import { openapi } from "../../src/readers/openapi/openapi.js";
import { createSources } from "../../src/source/sources.js";
import { planJob } from "../../src/workspace/plan-job.js";
import { Workspace } from "../../src/workspace/workspace.js";

const root = join(import.meta.dirname, "../..");
const corpus = join(root, "../shared/corpus/openapi");
const out = mkdtempSync(join(tmpdir(), "concordat-corpus-"));
afterAll(() => rmSync(out, { recursive: true, force: true }));

/** What DESIGN asks of generated code, and no more libraries than a Node service has. */
const compilerOptions = {
  target: "es2023",
  module: "nodenext",
  lib: ["es2023", "dom", "dom.iterable", "dom.asynciterable"],
  types: ["node"],
  typeRoots: [join(root, "node_modules/@types")],
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  verbatimModuleSyntax: true,
  isolatedModules: true,
  erasableSyntaxOnly: true,
  noEmit: true,
  skipLibCheck: true,
};

/** The entry documents: whole contracts, not the parts that others refer to. */
function entries(): readonly string[] {
  const files = readdirSync(corpus, { recursive: true, encoding: "utf8" }).filter((file) =>
    /\.(?:json|ya?ml)$/.test(file),
  );
  return files.filter((file) => {
    const bytes = readFileSync(join(corpus, file));
    return openapi.recognises({ name: file, id: file, text: bytes.toString("utf8"), bytes });
  });
}

describe.skipIf(!existsSync(corpus))("every OpenAPI contract of the corpus", () => {
  it("generates a client and a server that compile under the strictest settings", { timeout: 900_000 }, async () => {
    const refused: string[] = [];
    let made = 0;
    for (const file of entries()) {
      const workspace = new Workspace({ sources: createSources({ cwd: join(corpus, dirname(file)) }) });
      const name = basename(file);
      const folder = join(out, relative(corpus, join(corpus, file)).replaceAll(/[/\\@]/g, "_"));
      const outputs = [{ targets: ["client", "server"], folder, options: {} }];
      try {
        const { plans } = await planJob(
          workspace,
          { name, source: name, reading: {}, outputs, only: [] },
          { version: "0.0.0", cwd: out, validate: "never" },
        );
        for (const plan of plans) await writePlan(plan);
        made += 1;
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        refused.push(`${file}: ${error.message}`);
      }
    }
    mkdirSync(out, { recursive: true });
    writeFileSync(join(out, "package.json"), '{"type":"module"}');
    writeFileSync(join(out, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["*/*.ts"] }));
    const errors = await promisify(execFile)(join(root, "node_modules/.bin/tsc"), ["-p", out], { maxBuffer: 1e8 }).then(
      () => "",
      (error: { readonly stdout: string }) => error.stdout,
    );

    expect(errors).toBe("");
    expect(refused).toEqual([]);
    expect(made).toBeGreaterThan(150);
  });
});
