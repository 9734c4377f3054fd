import type { Contract } from "../contract/contract.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";

/** A note for each callback: what is not generated is said, never left out in silence. */
export const callbackNotes = ({ services }: Contract): Diagnostic[] =>
  services
    .flatMap(({ operations }) => operations)
    .flatMap(({ id, callbacks }) =>
      callbacks.map(({ name, at }) => ({
        code: "callback-not-generated" as const,
        severity: "note" as const,
        message: `the callback "${name}" of ${id} is not generated`,
        at,
      })),
    );
