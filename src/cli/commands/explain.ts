import { Argument, Command } from "commander";
import type { OpenSession } from "../session.js";
import { addReadingOptions, type ReadingFlags, readingOptions } from "./reading-flags.js";

/** `concordat explain`: a diagnostic code, a rule, a target, or the policy of one operation and why it is so. */
export const explainCommand = (session: OpenSession): Command =>
  addReadingOptions(new Command("explain"))
    .summary("explain a diagnostic code, a rule, a target, or the policy of one operation")
    .addArgument(
      new Argument(
        "[word]",
        "a code, a rule's id, a target's name, codes, rules, targets, policies, formats, or <contract>#<operation>",
      ),
    )
    .addHelpText(
      "after",
      "\nExamples:\n  concordat explain unknown-format\n  concordat explain targets\n  concordat explain api.yaml#createPet",
    )
    .action(async (word: string | undefined, flags: ReadingFlags) => {
      const opened = await session();
      const { explain } = await import("../explanation.js");
      opened.terminal.print(await explain(word, opened, readingOptions(flags)));
    });
