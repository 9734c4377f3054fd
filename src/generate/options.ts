/** How the user wants generated code to look. Each has a default; nothing needs to be set. */
export interface GenerateOptions {
  /** What `date-time`, `date` and `time` are in code. Default: "string". */
  readonly dates: "string" | "Date" | "Temporal";
  /** What 64-bit integers are in code. Default: "string" when the contract writes strings, else "number". */
  readonly int64: "number" | "bigint" | "string";
  /** Whether `format` is checked (uuid, email, date-time, …). Default: true. */
  readonly formats: boolean;
  /** Where generated code finds its runtime: copied beside it, or imported from this package. Default: "copy". */
  readonly runtime: "copy" | "package";
  /** The ending of relative imports: ".js" for tsc and bundlers, ".ts" for running the sources as they are. Default: "js". */
  readonly importEnding: "js" | "ts";
}

export const defaultOptions: GenerateOptions = {
  dates: "string",
  int64: "number",
  formats: true,
  runtime: "copy",
  importEnding: "js",
};
