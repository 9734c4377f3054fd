import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, it } from "vitest";
import { diffLines, printDrift } from "../../src/output/unified-diff.js";

const drift = (before: string | undefined, after: string | undefined) => ({
  changes: [
    {
      path: "a.ts",
      kind:
        before === undefined ? ("added" as const) : after === undefined ? ("removed" as const) : ("changed" as const),
      ...(before !== undefined && { before }),
      ...(after !== undefined && { after }),
    },
  ],
  unchanged: 0,
  diagnostics: [],
});

it("shows what differs with three lines around it", () => {
  const before = Array.from({ length: 20 }, (_, index) => `${index}\n`).join("");

  expect(
    printDrift(drift(before, before.replace("5\n", "five\n").replace("18\n", "")), "src/pets/"),
  ).toBe(`--- a/src/pets/a.ts
+++ b/src/pets/a.ts
@@ -3,7 +3,7 @@
 2
 3
 4
-5
+five
 6
 7
 8
@@ -16,5 +16,4 @@
 15
 16
 17
-18
 19
`);
});

it("shows files that come and go", () => {
  expect(printDrift(drift(undefined, "x\n"))).toBe("--- /dev/null\n+++ b/a.ts\n@@ -0,0 +1,1 @@\n+x\n");
  expect(printDrift(drift("x\n", undefined))).toBe("--- a/a.ts\n+++ /dev/null\n@@ -1,1 +0,0 @@\n-x\n");
});

const texts = fc.array(fc.constantFrom("a", "b", "c", "d"), { maxLength: 30 });

it("gives edits that make the one of the other, and as few as there can be", () => {
  const commonLength = (a: readonly string[], b: readonly string[]): number => {
    let row = new Array<number>(b.length + 1).fill(0);
    for (const x of a) {
      const next = [0];
      for (const [index, y] of b.entries())
        next.push(x === y ? row[index]! + 1 : Math.max(row[index + 1]!, next[index]!));
      row = next;
    }
    return row[b.length]!;
  };
  fc.assert(
    fc.property(texts, texts, (old, fresh) => {
      const edits = diffLines(old, fresh);
      const result: string[] = [];
      let at = 0;
      for (const edit of edits) {
        result.push(...old.slice(at, edit.oldAt), ...fresh.slice(edit.freshAt, edit.freshAt + edit.fresh));
        at = edit.oldAt + edit.old;
      }
      result.push(...old.slice(at));

      expect(result).toEqual(fresh);
      const touched = edits.reduce((sum, edit) => sum + edit.old + edit.fresh, 0);
      expect(touched).toBe(old.length + fresh.length - 2 * commonLength(old, fresh));
    }),
    { numRuns: 1000 },
  );
});

it("is what git can apply", () => {
  const folder = mkdtempSync(join(tmpdir(), "diff-"));
  try {
    fc.assert(
      fc.property(texts, texts, (old, fresh) => {
        fc.pre(old.length > 0 && fresh.length > 0 && old.join() !== fresh.join());
        const text = (lines: readonly string[]) => lines.map((line) => `${line}\n`).join("");
        writeFileSync(join(folder, "a.ts"), text(old));

        execFileSync("git", ["apply", "--unsafe-paths", "-"], {
          cwd: folder,
          input: printDrift(drift(text(old), text(fresh))),
        });

        expect(readFileSync(join(folder, "a.ts"), "utf8")).toBe(text(fresh));
      }),
      { numRuns: 20 },
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

it("shows large texts that have nothing in common without ado", () => {
  const lines = (letter: string) => Array.from({ length: 50_000 }, (_, index) => `${letter}${index}`);

  expect(diffLines(lines("a"), lines("b"))).toEqual([{ oldAt: 0, old: 50_000, freshAt: 0, fresh: 50_000 }]);
});
