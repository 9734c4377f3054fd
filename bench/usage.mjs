// Loaded into a measured process by `--import`: says at its end what it used.
import { appendFileSync } from "node:fs";

process.on("exit", () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const line = JSON.stringify({ cpuMs: (userCPUTime + systemCPUTime) / 1000, rssMb: maxRSS / 1024 });
  appendFileSync(process.env["BENCH_USAGE_FILE"], `${line}\n`);
});
