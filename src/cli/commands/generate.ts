import { Command, Option } from "commander";
import type { OpenSession } from "../session.js";
import type { GenerateFlags } from "./generate-flags.js";
import { addReadingOptions } from "./reading-flags.js";

const collect = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];

/** `concordat generate`: typed clients and servers from contracts, and whether those on disk are what is asked for. */
export const generateCommand = (session: OpenSession): Command =>
  addReadingOptions(new Command("generate"))
    .summary("generate typed clients and servers from contracts")
    .description(
      "Generates code from the contracts in the config, or from a contract named here with --target and --out. Files that concordat did not write are never touched.",
    )
    .argument("[name...]", "contracts of the config (default: all), or with --target and --out: a file, a URL, …")
    .addOption(
      new Option(
        "-t, --target <names>",
        "what to generate: client, server, node, fastify, hono, express (comma-separated, repeatable)",
      ).argParser(collect),
    )
    .option("-o, --out <folder>", "where to write it")
    .option("--check", "write nothing; show a diff and exit with 1 when the disk is not as it should be")
    .option("--dry-run", "write nothing; say what would be written")
    .option("--watch", "generate again whenever the contract or the config changes")
    .addOption(
      new Option(
        "--only <operations>",
        "only these operations: an id, tag:name, or METHOD /path; * is any text (repeatable)",
      ).argParser(collect),
    )
    .addOption(new Option("--dates <type>", "date-time, date and time in code").choices(["string", "Date", "Temporal"]))
    .addOption(new Option("--int64 <type>", "64-bit integers in code").choices(["number", "bigint", "string"]))
    .option("--no-formats", "do not check formats (uuid, email, …)")
    .addOption(
      new Option("--runtime <way>", "copy the runtime beside the code, or import it from this package").choices([
        "copy",
        "package",
      ]),
    )
    .addOption(new Option("--import-ending <ending>", "how generated files import each other").choices(["js", "ts"]))
    .option("--validate", "ask the validator of the contract's language too (default: for contracts up to 256 kB)")
    .option("--no-validate", "never ask it")
    .option("--templates <folder>", "templates of yours that stand in for ours of the same path")
    .option("-c, --config <file>", "the config to use (default: the nearest concordat.config.*)")
    .addHelpText(
      "after",
      `
Examples:
  concordat generate
  concordat generate bookshop --check
  concordat generate api.yaml --target client,fastify --out src/api
  concordat generate api.yaml -t client -o src/api --only "tag:orders" --only "GET /books*"`,
    )
    .action(async (names: string[], flags: GenerateFlags) => {
      const { generate } = await import("../generation.js");
      await generate(await session(), names, flags);
    });
