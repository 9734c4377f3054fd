import type { ReadingFlags } from "./reading-flags.js";

/** The flags of `concordat generate`, as commander gives them. */
export interface GenerateFlags extends ReadingFlags {
  readonly target?: readonly string[];
  readonly out?: string;
  readonly check?: boolean;
  readonly dryRun?: boolean;
  readonly watch?: boolean;
  readonly only?: readonly string[];
  readonly dates?: "string" | "Date" | "Temporal";
  readonly int64?: "number" | "bigint" | "string";
  readonly formats: boolean;
  readonly runtime?: "copy" | "package";
  readonly importEnding?: "js" | "ts";
  readonly validate?: boolean;
  readonly templates?: string;
  readonly config?: string;
}
