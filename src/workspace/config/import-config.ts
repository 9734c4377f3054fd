import { execFile } from "node:child_process";
import { stat } from "node:fs/promises";
import { pathToFileURL } from "node:url";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { Failure } from "../../diagnostics/failure.js";

/** How long a config may take, in milliseconds: it may ask a network for something, and must not hang. */
const longestMs = 30_000;

/**
 * What a config module exports by default. TypeScript is run as it is, by Node's own type stripping.
 * @param name the file as people name it
 * @param limitMs how long it may take, in milliseconds. Default: 30 s
 * @throws Failure `config-typescript` when this Node runs no TypeScript, `config-broken` when the module does not run
 */
export async function importConfig(name: string, file: string, limitMs = longestMs): Promise<unknown> {
  if (/\.m?ts$/.test(file) && !runsTypeScript()) throw noTypeScript(name);
  const url = pathToFileURL(file);
  // Modules are kept by URL: a config that changed while we watch is another module.
  url.searchParams.set("changed", String((await stat(file)).mtimeMs));
  let value: unknown;
  try {
    value = await within(limitMs, async () => {
      const loaded = (await import(url.href)) as { readonly default?: unknown };
      return await loaded.default;
    });
  } catch (error) {
    throw new Failure([await broken(error, name, file)]);
  }
  if (value !== undefined) return value;
  const fix = "Write: export default defineConfig({ … })";
  const at = { file: name, line: 1, column: 1 };
  throw new Failure([{ code: "config-broken", severity: "error", message: `${name} has no default export`, at, fix }]);
}

/** The timer keeps the process alive as well: a promise that never settles does not. */
async function within<T>(limitMs: number, work: () => Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`it was not done after ${limitMs / 1000} s`)), limitMs);
  });
  try {
    return await Promise.race([work(), late]);
  } finally {
    clearTimeout(timer);
  }
}

const runsTypeScript = (): boolean => Boolean(process.features.typescript);

const noTypeScript = (name: string): Failure =>
  new Failure([
    {
      code: "config-typescript",
      severity: "error",
      message: `Node ${process.versions.node} does not run TypeScript, so ${name} cannot be read`,
      fix: `Use Node 22.18 or later, or rename the file to ${name.replace(/\.m?ts$/, ".mjs")} and leave the types out.`,
    },
  ]);

async function broken(error: unknown, name: string, file: string): Promise<Diagnostic> {
  const message = error instanceof Error ? error.message.split("\n")[0]! : String(error);
  return {
    code: "config-broken",
    severity: "error",
    message: `${name} cannot be run: ${message}`,
    at: { file: name, ...(await placeOf(error, file)) },
    fix: adviceOn(error, message, name),
  };
}

function adviceOn(error: unknown, message: string, name: string): string {
  if (/Cannot find (?:package|module) '([^']+)'/.exec(message)?.[1] === "concordat") {
    return "Install concordat in this project, or export the object without defineConfig.";
  }
  if (error instanceof Error && "code" in error && error.code === "ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX") {
    return "Node strips types and does nothing else: enums, namespaces and parameter properties do not run.";
  }
  return `Run it by itself (\`node ${name}\`) to see what is wrong.`;
}

interface Place {
  readonly line: number;
  readonly column: number;
}

/** The first place in the file that the error names; for mistakes of syntax, what Node shows when it is asked again. */
async function placeOf(error: unknown, file: string): Promise<Place> {
  const stack = error instanceof Error ? (error.stack ?? "") : "";
  return (
    placeIn(stack, file) ??
    (error instanceof SyntaxError ? placeIn(await syntaxErrorOf(file), file) : undefined) ?? { line: 1, column: 1 }
  );
}

function placeIn(text: string, file: string): Place | undefined {
  for (const known of [pathToFileURL(file).href, file]) {
    const rest = text.split(known)[1];
    const [, line, column] = /^(?:\?[^\s:)]*)?:(\d+)(?::(\d+))?/.exec(rest ?? "") ?? [];
    if (line === undefined) continue;
    // Without a column, the line stands below (with lines before it, at times), and a caret below that.
    const caret = /^[^\n]*\n(?:[^\n]*\n){1,3}?( *)\^/.exec(rest ?? "")?.[1]?.length ?? 0;
    return { line: Number(line), column: Number(column ?? caret + 1) };
  }
  return undefined;
}

const syntaxErrorOf = (file: string): Promise<string> =>
  new Promise((resolve) => {
    execFile(process.execPath, ["--check", file], { timeout: 10_000 }, (_, __, said) => resolve(said));
  });
