import type { ProtoEnum, ProtoFile, ProtoMessage } from "../../../contract/protobuf.js";
import type { LoadedFile } from "../loaded.js";
import type { Report } from "../report.js";
import type { SymbolTable } from "../symbols.js";

/** What a check may look at. */
export interface Checked {
  readonly loaded: LoadedFile;
  readonly file: ProtoFile;
  readonly symbols: SymbolTable;
  readonly report: Report;
}

/** The messages of a file, nested ones included, outermost first. */
export function* messagesIn(declared: { readonly messages: readonly ProtoMessage[] }): Iterable<ProtoMessage> {
  for (const message of declared.messages) {
    yield message;
    yield* messagesIn(message);
  }
}

/** The enums of a file, nested ones included. */
export function* enumsIn(file: ProtoFile): Iterable<ProtoEnum> {
  yield* file.enums;
  for (const message of messagesIn(file)) yield* message.enums;
}
