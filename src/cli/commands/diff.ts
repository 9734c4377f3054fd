import { Command, Option } from "commander";
import { exit } from "../exit.js";
import type { OpenSession } from "../session.js";
import { addReadingOptions, type ReadingFlags, readingOptions } from "./reading-flags.js";

interface Flags extends ReadingFlags {
  readonly format: string;
  readonly failOn: "break" | "warning" | "none";
}

/** `concordat diff`: what changed between two versions of a contract, whom it breaks, and the proof. */
export const diffCommand = (session: OpenSession): Command =>
  addReadingOptions(new Command("diff"))
    .summary("say what changed between two versions of a contract, whom it breaks, and prove it")
    .description("Compares two versions of a contract by meaning. No finding means that the two are equivalent.")
    .argument("<before>", "the older contract: a file, a folder, a URL, or <revision>:<path>")
    .argument("<after>", "the newer contract")
    .option("--format <format>", "how to put it: text, json, markdown", "text")
    .addOption(
      new Option("--fail-on <severity>", "exit with 1 from this severity on")
        .choices(["break", "warning", "none"])
        .default("break"),
    )
    .addHelpText(
      "after",
      "\nExamples:\n  concordat diff v1/api.yaml v2/api.yaml\n  concordat diff main:api.yaml api.yaml --format markdown",
    )
    .action(async (before: string, after: string, flags: Flags) => {
      const { workspace, terminal, paint, tell } = await session();
      const reporter = await workspace.reporter(flags.format);
      const comparison = await workspace.compare(before, after, readingOptions(flags));
      tell(comparison.diagnostics);
      terminal.print(reporter.render(comparison, { paint, line: (file, line) => workspace.sources.line(file, line) }));
      const severities: readonly string[] = { break: ["break"], warning: ["break", "warning"], none: [] }[flags.failOn];
      const found = comparison.findings.some(
        ({ severity, waived }) => waived === null && severities.includes(severity),
      );
      terminal.exitWith(found ? exit.found : exit.clean);
    });
