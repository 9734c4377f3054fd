// Comparing two versions of a contract: seconds of the processor and peak memory of whole processes, and what is found.
// Every version pair of OpenAPI in the corpus, GitHub's contract (when two of its versions are at hand), and a contract
// of 5,000 schemas in circles with one added property.
// Run: npm run build && node bench/diff.ts [runs]
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { measure, table } from "./measure.ts";

interface VersionPair {
  readonly name: string;
  readonly format: string;
  readonly old: string;
  readonly new: string;
  readonly old_entry: string;
  readonly new_entry: string;
}

interface Printed {
  readonly findings: readonly { readonly undecided: boolean }[];
  readonly summary: { readonly break: number; readonly warning: number; readonly note: number };
}

const here = import.meta.dirname;
const program = join(here, "../bin/concordat.js");
const runs = Number(process.argv[2] ?? 3);
const corpus = join(here, "../../shared/corpus");
const folder = mkdtempSync(join(tmpdir(), "bench-diff-"));

const pairs: (readonly [name: string, before: string, after: string])[] = [
  [
    "5,000 schemas in circles, one property added",
    write("before.json", cyclic(5000)),
    write("after.json", cyclic(5000, 2500)),
  ],
];

if (existsSync(join(corpus, "pairs.json"))) {
  for (const pair of JSON.parse(readFileSync(join(corpus, "pairs.json"), "utf8")) as VersionPair[]) {
    if (pair.format !== "openapi") continue;
    const entry = (side: string, file: string) => join(corpus, "openapi", side, file);
    pairs.push([pair.name, entry(pair.old, pair.old_entry), entry(pair.new, pair.new_entry)]);
  }
} else console.log("The corpus is not here: its pairs are left out.");

// Two versions of GitHub's contract side by side: api.github.com, and the one of GitHub Enterprise Server.
const github = join(here, "node_modules/@octokit/openapi/generated");
const [server, cloud] = [join(github, "ghes-3.17.json"), join(github, "api.github.com.json")];
if (existsSync(server) && existsSync(cloud)) pairs.push(["GitHub, server 3.17 to cloud", server, cloud]);

const rows = pairs.map(([name, before, after]) => {
  const args = ["diff", before, after, "--format", "json"];
  const { stdout, stderr } = spawnSync(process.execPath, [program, ...args], { encoding: "utf8", maxBuffer: 1e9 });
  if (stdout === "") throw new Error(`${name} could not be compared: ${stderr}`);
  const { findings, summary } = JSON.parse(stdout) as Printed;
  const { cpuMs, rssMb } = measure(program, args, { runs });
  const undecided = findings.filter((finding) => finding.undecided).length;
  const found = [summary.break, summary.warning, summary.note, undecided].map(String);
  return [name, (cpuMs / 1000).toFixed(2), rssMb.toFixed(0), ...found];
});
console.log(table(["pair", "CPU s", "peak MB", "breaks", "warnings", "notes", "undecided"], rows));
rmSync(folder, { recursive: true, force: true });

function write(name: string, contract: object): string {
  const path = join(folder, name);
  writeFileSync(path, JSON.stringify(contract, undefined, 2));
  return path;
}

/** Schemas that all lead to one another, the first of which an operation takes and gives. */
function cyclic(count: number, changed?: number): object {
  const schemas: Record<string, object> = {};
  for (let index = 0; index < count; index += 1) {
    const to = (step: number) => ({ $ref: `#/components/schemas/S${(index * 7 + step) % count}` });
    const properties = {
      id: { type: "string" },
      size: { type: "integer", minimum: 0 },
      next: { $ref: `#/components/schemas/S${(index + 1) % count}` },
      other: to(1),
      all: { type: "array", items: to(3) },
      ...(index === changed && { added: { type: "string" } }),
    };
    schemas[`S${index}`] = { type: "object", required: ["id"], properties };
  }
  const content = { "application/json": { schema: { $ref: "#/components/schemas/S0" } } };
  const operation = { requestBody: { content }, responses: { 200: { description: "ok", content } } };
  return {
    openapi: "3.0.3",
    info: { title: "Circles", version: "1" },
    paths: { "/things": { post: operation } },
    components: { schemas },
  };
}
