import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { createSources } from "../source/sources.js";
import type { Plugin } from "../workspace/plugin.js";
import { Workspace } from "../workspace/workspace.js";
import { describeDiagnostic, type Excerpt } from "./describe-diagnostic.js";
import { type Paint, paint } from "./paint.js";
import type { Terminal } from "./terminal.js";

/** Flags that every command takes. */
export interface GlobalOptions {
  readonly quiet?: boolean;
  readonly verbose?: boolean;
  readonly color: boolean;
  readonly allowPrivateAddresses?: boolean;
}

/** What one run of a command works with: the workspace, and the terminal with the flags applied. */
export interface Session {
  readonly workspace: Workspace;
  readonly terminal: Terminal;
  readonly verbose: boolean;
  readonly quiet: boolean;
  /** For results on standard output. */
  readonly paint: Paint;
  /** Shows diagnostics on standard error; warnings and notes are kept back by `--quiet`. */
  tell(diagnostics: readonly Diagnostic[]): void;
  /** Says what is being done, when `--verbose` asks. */
  explain(text: string): void;
  /** The same session with nothing opened yet: files are read afresh. */
  renewed(): Session;
}

/** Makes the session when a command runs, so that nothing is imported for `--help`. */
export type OpenSession = () => Promise<Session>;

/** At most so many are shown without `--verbose`; the rest is counted. */
const mostWarnings = 10;
const mostErrors = 20;

export function createSession(terminal: Terminal, options: GlobalOptions, plugins: readonly Plugin[] = []): Session {
  const { quiet = false, verbose = false, color } = options;
  const sources = createSources({
    cwd: terminal.cwd,
    stdin: terminal.stdin,
    allowPrivateAddresses: options.allowPrivateAddresses === true,
  });
  const errorPaint = paint(color && terminal.colour.error);
  const excerpt: Excerpt = ({ file, line }) => sources.line(file, line);
  return {
    workspace: new Workspace({ sources, plugins }),
    terminal,
    verbose,
    quiet,
    paint: paint(color && terminal.colour.out),
    tell(diagnostics) {
      const shown = select(diagnostics, { quiet, verbose });
      for (const diagnostic of shown) terminal.tell(describeDiagnostic(diagnostic, errorPaint, excerpt));
      const hidden = diagnostics.length - shown.length;
      if (hidden > 0 && (!quiet || shown.length === mostErrors))
        terminal.tell(errorPaint.dim(`and ${hidden} more (--verbose shows them, concordat lint lists them)`));
    },
    explain(text) {
      if (verbose) terminal.tell(errorPaint.dim(text));
    },
    renewed: () => createSession(terminal, options, plugins),
  };
}

function select(
  diagnostics: readonly Diagnostic[],
  { quiet, verbose }: { readonly quiet: boolean; readonly verbose: boolean },
): readonly Diagnostic[] {
  if (verbose) return diagnostics;
  const errors = diagnostics.filter(({ severity }) => severity === "error").slice(0, mostErrors);
  if (quiet) return errors;
  const others = diagnostics.filter(({ severity }) => severity === "warning");
  return [...errors, ...others].slice(0, Math.max(errors.length, mostWarnings));
}
