import { Command, CommanderError } from "commander";
import { Failure } from "../diagnostics/failure.js";
import { commands } from "./commands/index.js";
import { describeDiagnostic, type Excerpt } from "./describe-diagnostic.js";
import { type ExitCode, exit } from "./exit.js";
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
    await program.parseAsync([...argv], { from: "user" });
  } catch (error) {
    const excerpt: Excerpt = ({ file, line }) => opened?.workspace.sources.line(file, line);
    terminal.exitWith(report(error, program.opts<GlobalOptions>(), terminal, excerpt));
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
    .configureOutput({ writeOut: (text) => terminal.print(text), writeErr: (text) => terminal.tell(text.trimEnd()) })
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

Exit codes: 0 clean, 1 findings, 2 misused, 3 unreadable contract or config, 4 a fault of concordat.`;

/** Says what went wrong, in words that somebody can act on, and gives the exit code. */
function report(error: unknown, options: GlobalOptions, terminal: Terminal, excerpt: Excerpt): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exit.clean : exit.misused;
  const colours = paint(options.color && terminal.colour.error);
  if (error instanceof Failure) {
    for (const diagnostic of error.diagnostics) terminal.tell(describeDiagnostic(diagnostic, colours, excerpt));
    return error.kind === "misused" ? exit.misused : exit.unreadable;
  }
  terminal.tell(
    `${colours.red(colours.bold("fault"))} concordat failed: ${error instanceof Error ? error.message : String(error)}`,
  );
  terminal.tell("  This is a fault of concordat, not of your contract. Please report it with the output of --verbose.");
  if (options.verbose === true && error instanceof Error) terminal.tell(error.stack ?? "");
  return exit.faulty;
}
