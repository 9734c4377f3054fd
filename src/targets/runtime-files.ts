import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { GenerateOptions } from "../generate/options.js";
import type { Page } from "../generate/page.js";

/** The runtime's sources: beside this folder in a checkout, two floors up in the built package. */
const folder = ["../runtime/", "../../src/runtime/"]
  .map((path) => fileURLToPath(new URL(path, import.meta.url)))
  .find((path) => existsSync(`${path}operation.ts`));

const imports = new Map<string, readonly string[]>();

/** The files of `src/runtime/` that the given ones import, directly or not, themselves included; sorted. */
export function runtimeClosure(files: Iterable<string>): readonly string[] {
  const closure = new Set(files);
  for (const file of closure) for (const next of importsOf(file)) closure.add(next);
  return [...closure].sort();
}

/** Pages that copy the runtime, or none when generated code imports it from the package. */
export function runtimePages(files: Iterable<string>, { runtime, importEnding }: GenerateOptions): readonly Page[] {
  if (runtime === "package") return [];
  return runtimeClosure(files).map((file): Page => {
    const path = `runtime/${file}`;
    return importEnding === "js"
      ? { path, runtime: file }
      : { path, text: textOf(file).replaceAll(/(from ")(\.\/[^"]+)\.js"/g, '$1$2.ts"') };
  });
}

/** How generated code imports a file of the runtime, or another generated file. */
export function importPaths({ runtime, importEnding }: GenerateOptions) {
  return {
    runtime: (file: string): string =>
      runtime === "package"
        ? `concordat/runtime/${file.replace(/\.ts$/, "")}`
        : `./runtime/${file.replace(/ts$/, importEnding)}`,
    page: (file: string): string => `./${file.replace(/ts$/, importEnding)}`,
  };
}

function importsOf(file: string): readonly string[] {
  const known = imports.get(file);
  if (known !== undefined) return known;
  const found = [...textOf(file).matchAll(/from "\.\/([^"]+)\.js"/g)].map((match) => `${match[1]}.ts`);
  imports.set(file, found);
  return found;
}

const textOf = (file: string): string => readFileSync(`${folder}${file}`, "utf8");
