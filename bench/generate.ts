// Generating client, server and checks from large contracts: CPU seconds and peak memory of whole processes, beside
// hey-api (client with zod) and openapi-typescript (types alone) in the same run.
// Run: npm ci --prefix bench && npm run build && node bench/generate.ts [runs]
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { measure, table, type Usage } from "./measure.ts";

const here = import.meta.dirname;
const runs = Number(process.argv[2] ?? 3);
const contracts = [
  ["Stripe 2022-11-15 (3.6 MB YAML)", join(here, "../../shared/corpus/openapi/stripe@2022-11-15/spec3.yaml")],
  ["GitHub (13 MB JSON)", join(here, "node_modules/@octokit/openapi/generated/api.github.com.json")],
] as const;

interface Tool {
  readonly name: string;
  readonly program: string;
  readonly args: (contract: string, out: string) => readonly string[];
}

const tools: readonly Tool[] = [
  {
    name: "concordat: client, server, checks",
    program: join(here, "../bin/concordat.js"),
    args: (contract, out) => ["generate", contract, "--target", "client,server", "--out", out],
  },
  {
    name: "hey-api: client, zod",
    program: join(here, "node_modules/@hey-api/openapi-ts/dist/run.mjs"),
    args: (contract, out) => [
      "-i",
      contract,
      "-o",
      out,
      "-c",
      "@hey-api/client-fetch",
      "-p",
      "@hey-api/typescript",
      "@hey-api/sdk",
      "zod",
      "--silent",
    ],
  },
  {
    name: "openapi-typescript: types alone",
    program: join(here, "node_modules/openapi-typescript/bin/cli.js"),
    args: (contract, out) => [contract, "-o", join(out, "types.ts")],
  },
];

for (const [name, contract] of contracts) {
  if (!existsSync(contract)) {
    console.log(`${name}: not here, left out`);
    continue;
  }
  const rows: string[][] = [];
  let ours: Usage | undefined;
  for (const tool of tools) {
    const out = mkdtempSync(join(tmpdir(), "bench-out-"));
    writeFileSync(join(out, ".keep"), "");
    try {
      const used = measure(tool.program, tool.args(contract, join(out, "api")), { runs, cwd: here });
      ours ??= used;
      const failed = used.exitCode === 0 ? "" : ` (exit ${used.exitCode})`;
      rows.push([
        tool.name + failed,
        (used.cpuMs / 1000).toFixed(2),
        (used.cpuMs / ours.cpuMs).toFixed(2),
        used.rssMb.toFixed(0),
      ]);
    } finally {
      rmSync(out, { recursive: true, force: true });
    }
  }
  console.log(`\n${name}, median of ${runs}\n\n${table(["tool", "CPU s", "ratio to ours", "peak MB"], rows)}`);
}
