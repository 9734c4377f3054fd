import { Command, Option } from "commander";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { exit } from "../exit.js";
import type { OpenSession } from "../session.js";
import { addReadingOptions, type ReadingFlags, readingOptions } from "./reading-flags.js";

interface Flags extends ReadingFlags {
  readonly format: "text" | "json";
  readonly failOn: "error" | "warning" | "none";
}

/** `concordat lint`: what a contract says wrongly or badly. */
export const lintCommand = (session: OpenSession): Command =>
  addReadingOptions(new Command("lint"))
    .summary("say what a contract says wrongly")
    .description("Checks a contract against its language's specification and against itself.")
    .argument("<contract>", "a file, a folder, -, a URL, or <revision>:<path>")
    .addOption(new Option("--format <format>", "text or json").choices(["text", "json"]).default("text"))
    .addOption(
      new Option("--fail-on <severity>", "exit with 1 from this severity on")
        .choices(["error", "warning", "none"])
        .default("error"),
    )
    .addHelpText("after", "\nExample:\n  concordat lint api.yaml --fail-on warning")
    .action(async (name: string, flags: Flags) => {
      const { workspace, terminal, paint, explain } = await session();
      const started = performance.now();
      const diagnostics = await workspace.lint(name, readingOptions(flags));
      explain(`${name}: read and checked in ${Math.round(performance.now() - started)} ms`);
      if (flags.format === "json") {
        terminal.print(`${JSON.stringify(diagnostics, undefined, 2)}\n`);
      } else {
        const { describeDiagnostic } = await import("../describe-diagnostic.js");
        for (const diagnostic of diagnostics) {
          const text = describeDiagnostic(diagnostic, paint, ({ file, line }) => workspace.sources.line(file, line));
          terminal.print(`${text}\n\n`);
        }
        terminal.print(`${count(diagnostics)}\n`);
      }
      const severities: readonly string[] = { error: ["error"], warning: ["error", "warning"], none: [] }[flags.failOn];
      terminal.exitWith(diagnostics.some(({ severity }) => severities.includes(severity)) ? exit.found : exit.clean);
    });

function count(diagnostics: readonly Diagnostic[]): string {
  const of = (severity: Diagnostic["severity"]): string => {
    const { length } = diagnostics.filter((diagnostic) => diagnostic.severity === severity);
    return `${length} ${severity}${length === 1 ? "" : "s"}`;
  };
  return diagnostics.length === 0 ? "nothing to say" : `${of("error")}, ${of("warning")}, ${of("note")}`;
}
