import type { ProtobufDetails, ProtoFile } from "../../contract/protobuf.js";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { checkFiles } from "./checks/check-files.js";
import { fileChecks } from "./checks/index.js";
import { declareFile } from "./declare.js";
import type { Pending } from "./draft.js";
import { OptionInterpreter } from "./interpret-options.js";
import { inOrder, type LoadedFile } from "./loaded.js";
import { Report } from "./report.js";
import { Resolver } from "./resolve.js";
import { SymbolTable } from "./symbols.js";

/** Files whose names are resolved. */
export interface Linked {
  readonly details: ProtobufDetails;
  /** Every file of `details`, by what it was loaded from. */
  readonly files: ReadonlyMap<LoadedFile, ProtoFile>;
  readonly symbols: SymbolTable;
  readonly diagnostics: readonly Diagnostic[];
}

/** Resolves the names, features and options of parsed files and checks what protoc would check. */
export function linkFiles(loaded: readonly LoadedFile[]): Linked {
  const report = new Report();
  const symbols = new SymbolTable();
  const pending: Pending = { fields: [], methods: [], options: [] };
  const ordered = inOrder(loaded);
  const files = new Map(ordered.map((file) => [file, declareFile(file, symbols, pending)]));
  new Resolver(symbols, report).resolve(pending);
  const interpreter = new OptionInterpreter(symbols, report);
  for (const options of pending.options) interpreter.interpret(options);
  for (const loadedFile of ordered) {
    report.imports(loadedFile);
    if (loadedFile.builtIn) continue;
    const checked = { loaded: loadedFile, file: files.get(loadedFile)!, symbols, report };
    for (const check of fileChecks) check(checked);
  }
  checkFiles(ordered, symbols, report);
  const builtIn = new Set(ordered.filter((file) => file.builtIn).map(({ shownAs }) => shownAs));
  const wanted = reached(ordered);
  const details = { files: ordered.filter((file) => wanted.has(file)).map((file) => files.get(file)!) };
  return {
    details,
    files,
    symbols,
    diagnostics: limited(report.diagnostics.filter(({ at }) => at === undefined || !builtIn.has(at.file))),
  };
}

/** More than anyone reads; what follows is only counted. */
const maxDiagnostics = 1000;

function limited(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  if (diagnostics.length <= maxDiagnostics) return diagnostics;
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  const others = diagnostics.filter(({ severity }) => severity !== "error");
  const message = `${diagnostics.length - maxDiagnostics} more problems are not shown`;
  return [...[...errors, ...others].slice(0, maxDiagnostics), { code: "protobuf-limit", severity: "warning", message }];
}

/** What the entries import, directly or not. */
function reached(files: readonly LoadedFile[]): ReadonlySet<LoadedFile> {
  const found = new Set(files.filter(({ entry }) => entry));
  for (const file of found)
    for (const { file: imported } of file.imports) if (imported !== undefined) found.add(imported);
  return found;
}
