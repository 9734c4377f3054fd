import type { ProtoEdition } from "../../contract/protobuf.js";
import type { Location } from "../../diagnostics/location.js";
import type { FileNode, ImportNode } from "./syntax.js";

/** A file whose syntax was read and whose imports were looked for. */
export interface LoadedFile {
  /** The name by which others import it. */
  readonly name: string;
  /** Where it comes from, as people name it. */
  readonly shownAs: string;
  readonly node: FileNode;
  readonly edition: ProtoEdition;
  readonly entry: boolean;
  readonly builtIn: boolean;
  readonly imports: readonly LoadedImport[];
  readonly place: (offset: number) => Location;
}

export interface LoadedImport {
  readonly node: ImportNode;
  /** Absent when the file could not be found. */
  readonly file?: LoadedFile;
}

/** Files in an order in which each stands behind all that it imports (cycles excepted). */
export function inOrder(files: Iterable<LoadedFile>): readonly LoadedFile[] {
  const done = new Set<LoadedFile>();
  for (const start of files) {
    // A stack of our own: a chain of imports may be longer than the call stack.
    const stack = [{ file: start, next: 0 }];
    const onWay = new Set([start]);
    while (stack.length > 0) {
      const top = stack[stack.length - 1]!;
      const imported = done.has(top.file) ? undefined : top.file.imports[top.next];
      top.next += 1;
      if (imported === undefined) {
        done.add(top.file);
        onWay.delete(top.file);
        stack.pop();
      } else if (imported.file !== undefined && !done.has(imported.file) && !onWay.has(imported.file)) {
        stack.push({ file: imported.file, next: 0 });
        onWay.add(imported.file);
      }
    }
  }
  return [...done];
}
