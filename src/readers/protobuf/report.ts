import type { Code } from "../../diagnostics/catalog.js";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import type { Location } from "../../diagnostics/location.js";
import type { LoadedFile, LoadedImport } from "./loaded.js";

/** Collects what is wrong with a contract. */
export class Report {
  readonly diagnostics: Diagnostic[] = [];
  /** For each file with imports that were not found: the names that may have come from them. */
  readonly #blamed = new Map<LoadedFile, Set<string>>();

  error(code: Code, at: Location, message: string, fix?: string): void {
    this.diagnostics.push({ code, severity: "error", message, at, ...(fix !== undefined && { fix }) });
  }

  warning(code: Code, at: Location, message: string, fix?: string): void {
    this.diagnostics.push({ code, severity: "warning", message, at, ...(fix !== undefined && { fix }) });
  }

  /** Puts an unknown type down to a missing import. False when the file misses none. */
  blameImport(file: LoadedFile, name: string): boolean {
    const blamed = filesWithMissing(file);
    for (const one of blamed) {
      const names = this.#blamed.get(one);
      if (names === undefined) this.#blamed.set(one, new Set([name]));
      else names.add(name);
    }
    return blamed.length > 0;
  }

  /** Whether something that a file sees may be unknown because an import is missing. */
  missesImports(file: LoadedFile): boolean {
    return filesWithMissing(file).length > 0;
  }

  /** Tells of imports that were not found: an error when types are missing, a warning when only options are. */
  imports(file: LoadedFile): void {
    const missing = file.imports.filter(({ file: imported }) => imported === undefined);
    const unknown = [...(this.#blamed.get(file) ?? [])];
    for (const { node } of missing) {
      const names = unknown.filter((name) => mayDeclare(node.path.text, name, missing));
      const at = file.place(node.path.at);
      const fix = "Name the folder in which it lies with --import-path, or in `importPaths` of the config.";
      if (names.length === 0) {
        const loss = "no type comes from it; options that it declares are kept as they are written";
        this.warning("protobuf-import-missing", at, `"${node.path.text}" was not found; ${loss}`, fix);
      } else {
        const shown = names.slice(0, 5).map((name) => `"${name}"`);
        const more = names.length > 5 ? ` and ${names.length - 5} more` : "";
        const verb = names.length === 1 ? "is" : "are";
        this.error(
          "protobuf-import-missing",
          at,
          `"${node.path.text}" was not found, and ${shown.join(", ")}${more} ${verb} defined nowhere else`,
          fix,
        );
      }
    }
  }
}

/** Whether an import is the one that declares a name: by its folder, when one of the missing ones has the right folder. */
function mayDeclare(path: string, name: string, missing: readonly LoadedImport[]): boolean {
  const fits = (one: string) => {
    const folder = one.split("/").slice(0, -1).join(".");
    return (
      folder !== "" &&
      (`${name.replace(/^\./, "")}.`.startsWith(`${folder}.`) || folder.endsWith(`.${name.split(".")[0]}`))
    );
  };
  return fits(path) || !missing.some(({ node }) => fits(node.path.text));
}

const isMissing = ({ file }: LoadedImport): boolean => file === undefined;
const missingCache = new WeakMap<LoadedFile, readonly LoadedFile[]>();

/** The file itself and those whose declarations it sees, as far as they miss imports that would be seen too. */
function filesWithMissing(file: LoadedFile): readonly LoadedFile[] {
  const known = missingCache.get(file);
  if (known !== undefined) return known;
  const found = file.imports.some(isMissing) ? [file] : [];
  const seen = new Set([file]);
  const waiting = file.imports.flatMap(({ file: imported }) => imported ?? []);
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    const publicly = next.imports.filter(({ node }) => node.kind === "public");
    if (publicly.some(isMissing)) found.push(next);
    waiting.push(...publicly.flatMap(({ file: imported }) => imported ?? []));
  }
  missingCache.set(file, found);
  return found;
}
