import { Command, Option } from "commander";
import { exit } from "../exit.js";
import type { OpenSession } from "../session.js";
import { addReadingOptions, type ReadingFlags, readingOptions } from "./reading-flags.js";

interface Flags extends ReadingFlags {
  readonly format: "text" | "json";
}

/** `concordat inspect`: the model of a contract, for people or for programs. */
export const inspectCommand = (session: OpenSession): Command =>
  addReadingOptions(new Command("inspect"))
    .summary("show a contract as concordat understands it")
    .description(
      "Shows a contract as concordat understands it: a readable tree, or all of it as JSON (docs/schemas/contract.schema.json). Exits with 1 when the contract has errors.",
    )
    .argument("<contract>", "a file, a folder, -, a URL, or <revision>:<path>")
    .addOption(new Option("--format <format>", "text or json").choices(["text", "json"]).default("text"))
    .addHelpText("after", "\nExamples:\n  concordat inspect api.yaml\n  concordat inspect main:proto/ --format json")
    .action(async (name: string, flags: Flags) => {
      const { workspace, terminal, paint, tell, explain } = await session();
      const started = performance.now();
      const contract = await workspace.read(name, readingOptions(flags));
      explain(`${name}: ${contract.format} ${contract.dialect}, read in ${Math.round(performance.now() - started)} ms`);
      tell(contract.diagnostics);
      if (flags.format === "json") {
        const { printContract } = await import("../../contract/print-contract.js");
        terminal.print(printContract(contract));
      } else {
        const { outline } = await import("../outline.js");
        terminal.print(outline(contract, paint));
      }
      terminal.exitWith(contract.diagnostics.some(({ severity }) => severity === "error") ? exit.found : exit.clean);
    });
