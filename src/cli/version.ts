import { readFileSync } from "node:fs";

/** The version of this tool, as its package.json says. The same relative path leads there from `src/` and `dist/`. */
export function version(): string {
  const text = readFileSync(new URL("../../package.json", import.meta.url), "utf8");
  return (JSON.parse(text) as { readonly version: string }).version;
}
