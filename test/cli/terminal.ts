import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Readable } from "node:stream";
import { onTestFinished } from "vitest";
import { run } from "../../src/cli/program.js";

export interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly error: string;
}

/** Runs one command in this process, with a terminal of the test's own. */
export async function concordat(
  args: readonly string[],
  { cwd = process.cwd(), stdin = "" }: { readonly cwd?: string; readonly stdin?: string | Buffer } = {},
): Promise<Outcome> {
  let code = 0;
  let out = "";
  let error = "";
  await run(args, {
    print: (text) => {
      out += text;
    },
    tell: (text) => {
      error += `${text}\n`;
    },
    exitWith: (value) => {
      code = value;
    },
    cwd,
    stdin: Readable.from([Buffer.from(stdin)]),
    colour: { out: false, error: false },
    interactive: false,
  });
  return { code, out, error };
}

/** A folder that is gone when the test is over, with these files in it. */
export function folderWith(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = mkdtempSync(join(tmpdir(), "concordat-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}
