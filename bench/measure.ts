import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** What a whole process used: medians over the runs. */
export interface Usage {
  readonly cpuMs: number;
  readonly rssMb: number;
  readonly exitCode: number;
}

const preload = pathToFileURL(join(import.meta.dirname, "usage.mjs")).href;

/**
 * Runs a Node program several times, one warm-up first, and gives the medians of its own CPU time (user and system, in
 * milliseconds) and of its peak memory (MB). Worker threads are counted; child processes report the largest of them.
 */
export function measure(program: string, args: readonly string[], { runs = 5, cwd = process.cwd() } = {}): Usage {
  const folder = mkdtempSync(join(tmpdir(), "bench-"));
  const file = join(folder, "usage.jsonl");
  let exitCode = 0;
  try {
    const samples = Array.from({ length: runs + 1 }, () => {
      rmSync(file, { force: true });
      const { status } = spawnSync(process.execPath, ["--import", preload, program, ...args], {
        cwd,
        env: { ...process.env, BENCH_USAGE_FILE: file, NO_COLOR: "1" },
        stdio: ["ignore", "ignore", "ignore"],
        timeout: 300_000,
      });
      exitCode = status ?? 1;
      const lines = readFileSync(file, "utf8").trim().split("\n");
      const used = lines.map((line) => JSON.parse(line) as { readonly cpuMs: number; readonly rssMb: number });
      return {
        cpuMs: used.reduce((sum, { cpuMs }) => sum + cpuMs, 0),
        rssMb: Math.max(...used.map(({ rssMb }) => rssMb)),
      };
    }).slice(1);
    return {
      cpuMs: median(samples.map(({ cpuMs }) => cpuMs)),
      rssMb: median(samples.map(({ rssMb }) => rssMb)),
      exitCode,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
};

/** A markdown table. */
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
