// Types and checks of every OpenAPI contract of the corpus: what printing costs, and whether the compiler takes it.
// Run: npx node --import ./bench/sources.mjs bench/printed.ts [part of a contract's path]
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Content } from "../src/contract/content.js";
import type { Contract, Operation } from "../src/contract/contract.js";
import { createModel } from "../src/generate/model.js";
import { defaultOptions, type GenerateOptions } from "../src/generate/options.js";
import { createSources } from "../src/source/sources.js";
import { Workspace } from "../src/workspace/workspace.js";

const corpus = join(import.meta.dirname, "../../shared/corpus/openapi");
const wanted = process.argv[2] ?? "";
const flags = process.argv.slice(3);
const options: GenerateOptions = {
  ...defaultOptions,
  ...(flags.includes("--converted") && { dates: "Date", int64: "bigint" }),
};
const files = (existsSync(corpus) ? readdirSync(corpus, { recursive: true, encoding: "utf8" }) : []).filter(
  (file) => /\.(ya?ml|json)$/.test(file) && file.includes(wanted),
);
const out = mkdtempSync(join(tmpdir(), "printed-"));
const projects: string[] = [];

for (const file of files.sort()) {
  const workspace = new Workspace({ sources: createSources({ cwd: corpus }) });
  let contract: Contract;
  try {
    contract = await workspace.read(join(corpus, file));
  } catch (error) {
    const said = String(error).split("\n")[0] ?? "";
    if (!said.includes("in no language")) console.log(`${file}: not read: ${said}`);
    continue;
  }
  const before = process.cpuUsage();
  const model = createModel(contract, options);
  for (const operation of contract.services.flatMap(({ operations }) => operations)) askAll(operation, model);
  const pages = model.pages();
  const { user, system } = process.cpuUsage(before);
  const size = pages.reduce((sum, { text }) => sum + text.length, 0);
  const folder = join(out, `p${projects.length}`);
  for (const page of pages) {
    mkdirSync(dirname(join(folder, page.path)), { recursive: true });
    writeFileSync(join(folder, page.path), page.text);
  }
  for (const name of model.runtimeFiles()) {
    cpSync(join(import.meta.dirname, "../src/runtime", name), join(folder, "runtime", name));
  }
  projects.push(file);
  const cpu = ((user + system) / 1000).toFixed(0);
  console.log(`${file}: ${cpu} ms of CPU, ${(size / 1024).toFixed(0)} KB, ${model.diagnostics().length} diagnostics`);
}

function askAll({ id, input, outcomes, polarity }: Operation, model: ReturnType<typeof createModel>): void {
  const inbound = polarity === "received" ? "write" : "read";
  const outbound = polarity === "received" ? "read" : "write";
  if (input.kind === "record") {
    for (const { name, schema } of input.fields) {
      model.type(schema, inbound, `${id} ${name}`);
      model.check(schema, inbound, `${id} ${name}`);
      model.encode(schema, inbound, `${id} ${name}`);
      model.decode(schema, inbound, `${id} ${name}`);
    }
  }
  for (const { name, contents } of outcomes) {
    for (const { schema } of contents satisfies readonly Content[]) {
      model.type(schema, outbound, `${id} ${name}`);
      model.check(schema, outbound, `${id} ${name}`);
      model.encode(schema, outbound, `${id} ${name}`);
      model.decode(schema, outbound, `${id} ${name}`);
    }
  }
}

writeFileSync(
  join(out, "tsconfig.json"),
  JSON.stringify({
    compilerOptions: {
      target: "es2023",
      module: "nodenext",
      lib: ["es2023", "dom"],
      types: [],
      strict: true,
      noEmit: true,
      exactOptionalPropertyTypes: true,
      noUncheckedIndexedAccess: true,
      verbatimModuleSyntax: true,
      isolatedModules: true,
      erasableSyntaxOnly: true,
    },
    include: ["**/*.ts"],
  }),
);
writeFileSync(join(out, "package.json"), '{ "type": "module" }');
const started = performance.now();
try {
  execFileSync(join(import.meta.dirname, "../node_modules/.bin/tsc"), ["-p", out], { encoding: "utf8" });
  console.log(`tsc: no errors in ${projects.length} contracts, ${(performance.now() - started).toFixed(0)} ms`);
} catch (error) {
  const said = String((error as { stdout?: unknown }).stdout)
    .split("\n")
    .filter((line) => line.includes("error"));
  console.log(`tsc: ${said.length} errors, ${(performance.now() - started).toFixed(0)} ms`);
  for (const line of said.slice(0, 30))
    console.log(line.replace(/^.*?p(\d+)\//, (_, index) => `${projects[Number(index)]} `));
  process.exitCode = 1;
}
if (flags.includes("--keep")) console.log(out);
else rmSync(out, { recursive: true });
