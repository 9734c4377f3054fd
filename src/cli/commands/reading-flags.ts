import { type Command, Option } from "commander";
import type { ReadingOptions } from "../../workspace/workspace.js";

/** The flags of every command that reads contracts. */
export interface ReadingFlags {
  readonly overlay?: readonly string[];
  readonly importPath?: readonly string[];
}

const collect = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];

export const addReadingOptions = (command: Command): Command =>
  command
    .addOption(new Option("--overlay <file>", "an OpenAPI Overlay to apply (repeatable)").argParser(collect))
    .addOption(
      new Option("-I, --import-path <folder>", "where protobuf imports are looked for (repeatable)").argParser(collect),
    );

export const readingOptions = ({ overlay = [], importPath = [] }: ReadingFlags): ReadingOptions => ({
  overlays: overlay,
  importPaths: importPath,
});
