// How long the command line takes to say something: CPU milliseconds of whole processes, beside node doing nothing.
// Run: npm run build && node bench/start.ts [runs]
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { measure, table } from "./measure.ts";

const runs = Number(process.argv[2] ?? 9);
const folder = mkdtempSync(join(tmpdir(), "bench-"));
const nothing = join(folder, "nothing.mjs");
writeFileSync(nothing, "");
const concordat = join(import.meta.dirname, "../bin/concordat.js");
const demo = join(import.meta.dirname, "../fixtures/demo");
const cases: readonly (readonly [string, string, readonly string[]])[] = [
  ["node, an empty file", nothing, []],
  ["concordat --version", concordat, ["--version"]],
  ["concordat --help", concordat, ["--help"]],
  ["concordat inspect bookshop.yaml", concordat, ["inspect", join(demo, "bookshop.yaml")]],
  [
    "concordat diff (two bookshops)",
    concordat,
    ["diff", join(demo, "bookshop.before.yaml"), join(demo, "bookshop.yaml")],
  ],
];
const rows = cases.map(([name, program, args]) => {
  const { cpuMs, rssMb } = measure(program, args, { runs });
  return [name, cpuMs.toFixed(0), rssMb.toFixed(0)];
});
console.log(`Median of ${runs}\n\n${table(["command", "CPU ms", "peak MB"], rows)}`);
rmSync(folder, { recursive: true, force: true });
