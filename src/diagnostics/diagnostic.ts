import type { Code } from "./catalog.js";
import type { Location } from "./location.js";

/** Something worth telling the person who wrote the contract. */
export interface Diagnostic {
  readonly code: Code;
  readonly severity: "error" | "warning" | "note";
  /** What is wrong here, in one sentence that names the thing; the catalogue says how such things are mended. */
  readonly message: string;
  readonly at?: Location;
  /** How to mend this very case, when more can be said than the catalogue's general advice. */
  readonly fix?: string;
}
