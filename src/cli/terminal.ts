import type { ExitCode } from "./exit.js";

/** The process as a command sees it, so that a test can stand in for it. */
export interface Terminal {
  /** Results: standard output. Adds no line end. */
  print(text: string): void;
  /** Everything else: standard error. Adds a line end. */
  tell(text: string): void;
  exitWith(code: ExitCode): void;
  readonly cwd: string;
  readonly stdin: NodeJS.ReadableStream;
  /** Whether escape sequences for colour are welcome on each stream. */
  readonly colour: { readonly out: boolean; readonly error: boolean };
  /** Whether a person watches: standard error is a terminal and this is no CI. */
  readonly interactive: boolean;
}

/** The real process. `NO_COLOR` and `FORCE_COLOR` are honoured (no-color.org); `CI` makes it quiet. */
export function processTerminal({ colour = true }: { readonly colour?: boolean } = {}): Terminal {
  const coloured = (stream: NodeJS.WriteStream): boolean => {
    if (!colour || (process.env["NO_COLOR"] ?? "") !== "") return false;
    if ((process.env["FORCE_COLOR"] ?? "") !== "") return process.env["FORCE_COLOR"] !== "0";
    return stream.isTTY === true && process.env["TERM"] !== "dumb";
  };
  return {
    print: (text) => void process.stdout.write(text),
    tell: (text) => void process.stderr.write(`${text}\n`),
    exitWith: (code) => {
      process.exitCode = code;
    },
    cwd: process.cwd(),
    stdin: process.stdin,
    colour: { out: coloured(process.stdout), error: coloured(process.stderr) },
    interactive: process.stderr.isTTY === true && (process.env["CI"] ?? "") === "",
  };
}
