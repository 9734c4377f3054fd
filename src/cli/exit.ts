/** What the exit code tells a pipeline. Public API. */
export const exit = {
  /** Nothing to report. */
  clean: 0,
  /** Findings: a break, a drift, a lint error. */
  found: 1,
  /** The command was misused. */
  misused: 2,
  /** A contract or config could not be read. */
  unreadable: 3,
  /** A fault of concordat itself. */
  faulty: 4,
} as const;

export type ExitCode = (typeof exit)[keyof typeof exit];
