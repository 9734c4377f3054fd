import type { Command } from "commander";
import type { OpenSession } from "../session.js";
import { changelogCommand } from "./changelog.js";
import { diffCommand } from "./diff.js";
import { explainCommand } from "./explain.js";
import { generateCommand } from "./generate.js";
import { inspectCommand } from "./inspect.js";
import { lintCommand } from "./lint.js";

/** Every command, in the order in which help lists them. */
export const commands: readonly ((session: OpenSession) => Command)[] = [
  generateCommand,
  diffCommand,
  changelogCommand,
  inspectCommand,
  lintCommand,
  explainCommand,
];
