import { Command, Option } from "commander";
import type { OpenSession } from "../session.js";
import { addJudgingOptions, collect, type DiffFlags } from "./diff-flags.js";

/** `concordat diff`: what changed between two versions of a contract, whom it breaks, and the proof. */
export const diffCommand = (session: OpenSession): Command =>
  addJudgingOptions(new Command("diff"))
    .summary("say what changed between two versions of a contract, whom it breaks, and prove it")
    .description(
      "Compares versions of contracts by meaning. No finding means that they are equivalent. Names are two versions (before, after), or with --against the newer one, or contracts of the config.",
    )
    .argument(
      "[name...]",
      "files, folders, patterns, URLs, <revision>:<path>, or contracts of the config (default: all)",
    )
    .addOption(
      new Option(
        "--format <name[=file]>",
        "how to put it, and where (repeatable): text, json, markdown, …; `concordat explain formats` lists all",
      ).argParser(collect),
    )
    .addOption(
      new Option("--fail-on <severity>", "exit with 1 from this severity on")
        .choices(["break", "warning", "none"])
        .default("break"),
    )
    .option("--bump", "judge the step of info.version, and fail when it is smaller than the changes ask for")
    .option(
      "--waivers <file>",
      "the findings that somebody accepted (default: the config's, or concordat.waivers.yaml)",
    )
    .option("--no-waivers", "accept nothing")
    .option("--baseline <file>", "a JSON report of an earlier run, whose findings are known")
    .option("--write-baseline", "write that file, and report nothing")
    .addHelpText(
      "after",
      `
Examples:
  concordat diff v1/api.yaml v2/api.yaml
  concordat diff main:api.yaml api.yaml --format markdown
  concordat diff --against main api.yaml
  concordat diff --against v1 --against v2 apis/
  concordat diff --format text --format sarif=report.sarif
  concordat diff --bump --fail-on warning`,
    )
    .action(async (names: string[], flags: DiffFlags) => {
      const opened = await session();
      const { diff } = await import("../comparison.js");
      await diff(opened, names, flags);
    });
