import { stat } from "node:fs/promises";
import { pathToFileURL } from "node:url";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { Failure } from "../../diagnostics/failure.js";
import type { Location } from "../../diagnostics/location.js";

/**
 * What a config module exports by default. TypeScript is run as it is, by Node's own type stripping.
 * @param name the file as people name it
 * @throws Failure `config-typescript` when this Node runs no TypeScript, `config-broken` when the module does not run
 */
export async function importConfig(name: string, file: string): Promise<unknown> {
  if (/\.m?ts$/.test(file) && !runsTypeScript()) throw noTypeScript(name);
  const url = pathToFileURL(file);
  // Modules are kept by URL: a config that changed while we watch is another module.
  url.searchParams.set("changed", String((await stat(file)).mtimeMs));
  let loaded: { readonly default?: unknown };
  try {
    loaded = (await import(url.href)) as { readonly default?: unknown };
  } catch (error) {
    throw new Failure([broken(error, name, file)]);
  }
  if (loaded.default !== undefined) return await loaded.default;
  const fix = "Write: export default defineConfig({ … })";
  throw new Failure([
    {
      code: "config-broken",
      severity: "error",
      message: `${name} has no default export`,
      at: { file: name, line: 1, column: 1 },
      fix,
    },
  ]);
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

function broken(error: unknown, name: string, file: string): Diagnostic {
  const message = error instanceof Error ? error.message.split("\n")[0]! : String(error);
  const fix = /Cannot find (?:package|module) '(@?[^']+)'/.exec(message)?.[1];
  return {
    code: "config-broken",
    severity: "error",
    message: `${name} cannot be run: ${message}`,
    at: placeOf(error, name, file),
    ...(fix === "concordat" && {
      fix: "Install concordat in this project, or export the object without defineConfig.",
    }),
    ...(error instanceof Error && "code" in error && error.code === "ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX"
      ? { fix: "Node strips types and does nothing else: enums, namespaces and parameter properties do not run." }
      : {}),
  };
}

/** The first place in the file that the stack names. */
function placeOf(error: unknown, name: string, file: string): Location {
  const stack = error instanceof Error ? (error.stack ?? "") : "";
  for (const known of [pathToFileURL(file).href, file]) {
    const rest = stack.split(known)[1];
    const [, line, column] = /^(?:\?[^\s:)]*)?:(\d+)(?::(\d+))?/.exec(rest ?? "") ?? [];
    if (line !== undefined) return { file: name, line: Number(line), column: Number(column ?? 1) };
  }
  return { file: name, line: 1, column: 1 };
}
