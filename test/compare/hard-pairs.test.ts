import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { compareFiles, shared } from "./versions.js";

const folder = join(shared, "hard-pairs/openapi");
const present = existsSync(folder);

interface HardPair {
  readonly id: string;
  readonly verdict: "breaking" | "compatible" | "equivalent";
  readonly why: string;
}

const pairs: readonly HardPair[] = present
  ? (JSON.parse(readFileSync(join(folder, "pairs.json"), "utf8")) as HardPair[])
  : [];

describe.skipIf(!present)("hard pairs", () => {
  it.each(pairs)("$id is $verdict: $why", async ({ id, verdict }) => {
    const { findings, summary } = await compareFiles(join(folder, id, "base.yaml"), join(folder, id, "revision.yaml"), {
      // The verdicts are about what travels: a name that only generated code shows its user is not part of it.
      promises: ["json"],
    });

    const said = summary.break > 0 ? "breaking" : findings.length > 0 ? "compatible" : "equivalent";
    expect({ said, findings: said === verdict ? [] : findings }).toEqual({ said: verdict, findings: [] });
  });
});
