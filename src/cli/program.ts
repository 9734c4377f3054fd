import { Command, CommanderError } from "commander";
import { Failure } from "../diagnostics/failure.js";
import { commands } from "./commands/index.js";
import { describeDiagnostic, type Excerpt } from "./describe-diagnostic.js";
import { type ExitCode, exit } from "./exit.js";
import { checkHelpTopic, misuse } from "./misuse.js";
import { paint } from "./paint.js";
import type { GlobalOptions, OpenSession, Session } from "./session.js";
import type { Terminal } from "./terminal.js";
import { version } from "./version.js";

/**
 * The command line as a whole. What a command needs is imported when that command runs. Every failure ends here, as
 * one message and an exit code.
 * @param argv the words after `concordat`
 */
export async function run(argv: readonly string[], terminal: Terminal): Promise<void> {
  let opened: Session | undefined;
  const program: Command = createProgram(terminal, async () => {
    const { createSession } = await import("./session.js");
    opened = createSession(terminal, program.opts<GlobalOptions>());
    return opened;
  });
  try {
    checkHelpTopic(argv, program);
    await program.parseAsync([...argv], { from: "user" });
  } catch (error) {
    const excerpt: Excerpt = ({ file, line }) => opened?.workspace.sources.line(file, line);
    const failure = error instanceof CommanderError ? misuse(error, argv, program) : error;
    if (failure === undefined) return;
    terminal.exitWith(report(failure, program.opts<GlobalOptions>(), terminal, excerpt));
  }
}

function createProgram(terminal: Terminal, session: OpenSession): Command {
  const program = new Command("concordat")
    .description(
      "Contract first: reads OpenAPI, protobuf and AsyncAPI, proves what a change breaks, generates code that survives failure.",
    )
    .version(version(), "-V, --version", "print the version")
    .option("-q, --quiet", "say nothing but results and errors")
    .option("-v, --verbose", "explain what is done")
    .option("--no-color", "no colours (NO_COLOR does the same)")
    .option("--allow-private-addresses", "let contracts refer to URLs on private and loopback addresses")
    .showSuggestionAfterError(true)
    .exitOverride()
    .configureHelp({ showGlobalOptions: true })
    // Errors are told by `report`, in the words of all other errors.
    .configureOutput({
      writeOut: (text) => terminal.print(text),
      writeErr: (text) => terminal.tell(text.trimEnd()),
      outputError: () => {},
    })
    .addHelpText("after", epilogue);
  for (const create of commands) {
    const command = create(session);
    command.copyInheritedSettings(program);
    program.addCommand(command);
  }
  return program;
}

const epilogue = `
A contract is a file, a folder, "-" for standard input, an http(s) URL, or <git revision>:<path>.

Examples:
  concordat inspect api.yaml
  concordat diff main:api.yaml api.yaml
  concordat generate api.yaml --target client,fastify --out src/api
  concordat generate --check

Exit codes: 0 clean; 1 findings: a break, an error in a contract, code that is not up to date; 2 misused;
3 a contract or config could not be read, or the code not be written; 4 a fault of concordat.`;

/** At most so many problems are shown without `--verbose`; the rest is counted. */
const mostShown = 10;

/** Says what went wrong, in words that somebody can act on, and gives the exit code. */
function report(error: unknown, options: GlobalOptions, terminal: Terminal, excerpt: Excerpt): ExitCode {
  const colours = paint(options.color && terminal.colour.error);
  if (error instanceof Failure) {
    const { diagnostics } = error;
    const shown = options.verbose === true ? diagnostics : diagnostics.slice(0, mostShown);
    for (const diagnostic of shown) terminal.tell(describeDiagnostic(diagnostic, colours, excerpt));
    const hidden = diagnostics.length - shown.length;
    if (hidden > 0) terminal.tell(colours.dim(`and ${hidden} more (--verbose shows them)`));
    return error.kind === "misused" ? exit.misused : exit.unreadable;
  }
  terminal.tell(
    `${colours.red(colours.bold("fault"))} concordat failed: ${error instanceof Error ? error.message : String(error)}`,
  );
  terminal.tell("  This is a fault of concordat, not of your contract. Please report it with the output of --verbose.");
  if (options.verbose === true && error instanceof Error) terminal.tell(error.stack ?? "");
  return exit.faulty;
}
