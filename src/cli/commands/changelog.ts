import { Command } from "commander";
import type { OpenSession } from "../session.js";
import { addJudgingOptions, type JudgingFlags } from "./diff-flags.js";

/** `concordat changelog`: what changed between two versions, for the people who use the API. */
export const changelogCommand = (session: OpenSession): Command =>
  addJudgingOptions(new Command("changelog"))
    .summary("write what changed between two versions for the people who use the API")
    .description(
      "Prints Markdown, grouped into what breaks, what is deprecated, added, changed and removed. Takes the names that `concordat diff` takes.",
    )
    .argument(
      "[name...]",
      "files, folders, patterns, URLs, <revision>:<path>, or contracts of the config (default: all)",
    )
    .addHelpText(
      "after",
      "\nExamples:\n  concordat changelog v1/api.yaml v2/api.yaml\n  concordat changelog --against v1.4.0 api.yaml",
    )
    .action(async (names: string[], flags: JudgingFlags) => {
      const opened = await session();
      const [{ changelog }, { findJudging }, { findVersions }, { comparePairs }] = await Promise.all([
        import("../changelog.js"),
        import("../judging.js"),
        import("../versions.js"),
        import("../../workspace/compare-pairs.js"),
      ]);
      const { config, options: judging } = await findJudging(opened, flags);
      const { versions } = await findVersions(opened, names, flags, config);
      const pairs = await comparePairs(opened.workspace, versions, { judging, bump: false });
      opened.tell(pairs.flatMap(({ diagnostics }) => diagnostics));
      opened.terminal.print(changelog(pairs));
    });
