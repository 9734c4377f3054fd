import type { LoadedFile } from "../loaded.js";
import type { Report } from "../report.js";
import type { Declared, SymbolTable } from "../symbols.js";

/** What concerns several files: circles of imports, one name in two files, one extension number twice. */
export function checkFiles(files: readonly LoadedFile[], symbols: SymbolTable, report: Report): void {
  checkCycles(files, report);
  const numbers = new Map<string, Declared>();
  for (const [name, all] of symbols.entries()) {
    const [first, ...others] = all;
    if (first === undefined) continue;
    for (const other of others) if (other.file !== first.file) duplicate(name, first, other, symbols, report);
    for (const symbol of all) {
      if (symbol.kind !== "extension") continue;
      const key = `${symbol.declared.extendee} ${symbol.declared.number}`;
      const before = numbers.get(key);
      if (before === undefined) numbers.set(key, symbol);
      else if (before.declared.fullName !== symbol.declared.fullName) {
        const text = `"${symbol.declared.fullName}" has the number ${symbol.declared.number} of "${before.declared.fullName}", another extension of "${symbol.declared.extendee}"`;
        report.error("protobuf-number-duplicate", symbol.declared.numberAt, text);
      }
    }
  }
}

/** Files that never meet in one program may share a name; such a folder holds several contracts, which is odd. */
function duplicate(name: string, first: Declared, second: Declared, symbols: SymbolTable, report: Report): void {
  const meet = symbols.sees(first.file, second.file) || symbols.sees(second.file, first.file);
  const text = `"${name}" is also declared in ${first.file.shownAs}, line ${first.declared.at.line}`;
  const at = second.declared.at;
  if (meet) report.error("protobuf-name-duplicate", at, text);
  else
    report.warning(
      "protobuf-name-duplicate",
      at,
      text,
      "Read the two files as two contracts, or give one of them another package.",
    );
}

function checkCycles(files: readonly LoadedFile[], report: Report): void {
  const done = new Set<LoadedFile>();
  for (const start of files) {
    const way: { readonly file: LoadedFile; next: number }[] = [{ file: start, next: 0 }];
    const onWay = new Set([start]);
    while (way.length > 0) {
      const top = way[way.length - 1]!;
      const step = done.has(top.file) ? undefined : top.file.imports[top.next];
      top.next += 1;
      if (step === undefined) {
        done.add(top.file);
        onWay.delete(top.file);
        way.pop();
      } else if (step.file !== undefined && onWay.has(step.file)) {
        const circle = [
          ...way.slice(way.findIndex(({ file }) => file === step.file)).map(({ file }) => file.name),
          step.file.name,
        ];
        report.error(
          "protobuf-import-cycle",
          top.file.place(step.node.path.at),
          `the imports go in a circle: ${circle.join(" → ")}`,
        );
      } else if (step.file !== undefined && !done.has(step.file)) {
        way.push({ file: step.file, next: 0 });
        onWay.add(step.file);
      }
    }
  }
}
