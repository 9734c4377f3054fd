import type { Command, CommanderError } from "commander";
import { Failure } from "../diagnostics/failure.js";
import { suggest } from "../diagnostics/suggest.js";

/**
 * What the parser of the command line found wrong, as a failure like any other: with a word on how to mend it.
 * @returns undefined when nothing is wrong but that help or the version was shown
 */
export function misuse(error: CommanderError, argv: readonly string[], program: Command): Failure | undefined {
  if (error.exitCode === 0) return undefined;
  const command = program.commands.find((candidate) => argv.includes(candidate.name()));
  if (error.code === "commander.help")
    return misused("which command?", "`concordat help <command>` says more of each.");
  const choice =
    /^error: option '(?:-\w, )?(--[\w-]+).*' argument '(.*)' is invalid\. Allowed choices are (.*)\.$/.exec(
      error.message,
    );
  if (choice !== null) return notAChoice(choice[1]!, choice[2]!, choice[3]!);
  const [first = "", near] = error.message.replace(/^error: /, "").split("\n");
  const message = first.replaceAll(/'([^']*)'/g, '"$1"').replace(/\.$/, "");
  const meant = /^\(Did you mean (.*)\?\)$/.exec(near ?? "")?.[1];
  return misused(message, meant === undefined ? adviceOn(error.code, first, command) : `Did you mean ${meant}?`);
}

/**
 * `concordat help frobnicate` is an error, not the help of everything.
 * @throws Failure `misused`
 */
export function checkHelpTopic(argv: readonly string[], program: Command): void {
  const [verb, topic] = argv;
  if (verb !== "help" || topic === undefined || topic.startsWith("-")) return;
  const names = ["help", ...program.commands.map((command) => command.name())];
  if (names.includes(topic)) return;
  const near = suggest(topic, names);
  throw misused(`unknown command "${topic}"`, near === undefined ? list(program) : `Did you mean ${near}?`);
}

function notAChoice(option: string, value: string, choices: string): Failure {
  const near = suggest(value, choices.split(", "));
  return misused(
    `${option} takes no "${value}"`,
    `${near === undefined ? "" : `Did you mean "${near}"? `}There are: ${choices}.`,
  );
}

function adviceOn(code: string, message: string, command: Command | undefined): string {
  if (code === "commander.unknownOption" && command !== undefined) {
    const word = /'(-[^']*)'/.exec(message)?.[1] ?? "";
    const file = /[./:]/.test(word) ? ` If it is a file, write ./${word}.` : "";
    return `\`concordat help ${command.name()}\` lists the options.${file}`;
  }
  if (command === undefined) return "`concordat help` lists the commands.";
  const words = command.registeredArguments.map((argument) => {
    const name = `${argument.name()}${argument.variadic ? "..." : ""}`;
    return argument.required ? ` <${name}>` : ` [${name}]`;
  });
  return `The command is used so: concordat ${command.name()}${words.join("")} [options].`;
}

const list = (program: Command): string =>
  `There are: ${program.commands.map((command) => command.name()).join(", ")}.`;

const misused = (message: string, fix: string): Failure =>
  new Failure([{ code: "misused", severity: "error", message, fix }], "misused");
