import { type Command, Option } from "commander";
import { addReadingOptions, type ReadingFlags } from "./reading-flags.js";

/** The flags by which contracts are found and judged, as commander gives them. */
export interface JudgingFlags extends ReadingFlags {
  readonly against?: readonly string[];
  readonly profile?: string;
  readonly policy?: readonly string[];
  readonly rule?: readonly string[];
  readonly promise?: readonly string[];
  readonly config?: string;
}

/** The flags of `concordat diff`. */
export interface DiffFlags extends JudgingFlags {
  readonly format?: readonly string[];
  readonly failOn: "break" | "warning" | "none";
  /** `false` for `--no-waivers`. */
  readonly waivers?: string | boolean;
  readonly baseline?: string;
  readonly writeBaseline?: boolean;
  readonly bump?: boolean;
}

/** Gathers the values of an option that may be given again. */
export const collect = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];
const words = (value: string, before: readonly string[] = []): readonly string[] => [
  ...before,
  ...value.split(",").map((word) => word.trim()),
];

/** The options that `diff` and `changelog` share. */
export const addJudgingOptions = (command: Command): Command =>
  addReadingOptions(command)
    .addOption(
      new Option(
        "--against <older>",
        "compare what is named with this: a revision, a file, a folder or a URL (repeatable)",
      ).argParser(collect),
    )
    .option("--profile <name>", "how strictly open questions are judged: strict, default or lenient")
    .addOption(
      new Option("--policy <option=value>", "one open question (repeatable; docs/policy.md)").argParser(collect),
    )
    .addOption(
      new Option("--rule <id=severity>", "make a rule break, warning, note or off (repeatable)").argParser(collect),
    )
    .addOption(
      new Option("--promise <names>", "what must hold: json, wire, source (comma-separated; default: all)").argParser(
        words,
      ),
    )
    .option("-c, --config <file>", "the config to use (default: the nearest concordat.config.*)");
