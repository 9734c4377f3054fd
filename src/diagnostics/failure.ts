import type { Diagnostic } from "./diagnostic.js";

/** What kind of trouble ends a command; `cli/exit.ts` gives each its exit code. */
export type FailureKind = "misused" | "unreadable";

/** The work cannot go on, for reasons that the reader of the message can act on. Caught in one place: `cli/program.ts`. */
export class Failure extends Error {
  override readonly name = "Failure";
  readonly diagnostics: readonly Diagnostic[];
  readonly kind: FailureKind;

  constructor(diagnostics: readonly Diagnostic[], kind: FailureKind = "unreadable") {
    super(diagnostics.map(({ message }) => message).join("\n"));
    this.diagnostics = diagnostics;
    this.kind = kind;
  }
}
