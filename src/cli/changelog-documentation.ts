/** What is said differently, though nothing is done differently: for people, and so no finding. */
import { operationsOf, pairOperations } from "../compare/pair-operations.js";
import type { Contract, Operation } from "../contract/contract.js";

/** What has another documentation in the newer contract: operations of it, and names of schemas. */
export interface Reworded {
  /** Whether the contract as a whole says something else of itself. */
  readonly contract: boolean;
  readonly operations: readonly Operation[];
  readonly schemas: readonly string[];
}

/** Compares summaries and descriptions of what is there on both sides. White space does not count. */
export function rewordedParts(before: Contract, after: Contract): Reworded {
  const { kept } = pairOperations(operationsOf(before), operationsOf(after));
  return {
    contract: differs(before.doc, after.doc),
    operations: kept
      .filter(([old, now]) => differs(old.summary, now.summary) || differs(old.doc, now.doc))
      .map(([, now]) => now),
    schemas: [...after.schemas].flatMap(([name, schema]) => {
      const old = before.schemas.get(name);
      return old !== undefined && differs(old.doc, schema.doc) ? [name] : [];
    }),
  };
}

const differs = (before: string | undefined, after: string | undefined): boolean => plain(before) !== plain(after);
const plain = (text = ""): string => text.replace(/\s+/g, " ").trim();
