import { version } from "./version.js";

/**
 * The process: runs one command and leaves its exit code. A reader of our output that goes away (`| head`) ends us
 * quietly; whatever else nobody caught is told in one line. The plain version is answered before anything is imported.
 */
export async function main(argv: readonly string[]): Promise<void> {
  // Node warns on its own when both are set; the wish for no colours counts.
  if ((process.env["NO_COLOR"] ?? "") !== "") delete process.env["FORCE_COLOR"];
  process.stdout.on("error", outputGone);
  process.stderr.on("error", () => {});
  process.on("uncaughtException", (error: unknown) => uncaught(error, argv));
  if (argv.length === 1 && (argv[0] === "--version" || argv[0] === "-V")) {
    process.stdout.write(`${version()}\n`);
    return;
  }
  process.on("exit", tooSoon);
  const [{ run }, { processTerminal }] = await Promise.all([import("./program.js"), import("./terminal.js")]);
  await run(argv, processTerminal());
  process.off("exit", tooSoon);
}

/** A config or a plugin may end the process in the middle of a command. */
function tooSoon(): void {
  process.stderr.write("error[config-broken] the process was ended before the command was done\n");
  process.stderr.write("  mend: Remove process.exit() from your config or plugin: throw an error instead.\n");
  process.exitCode = 3;
}

function outputGone(error: NodeJS.ErrnoException): never {
  process.off("exit", tooSoon);
  if (error.code === "EPIPE") process.exit(0);
  const why = error.code === "ENOSPC" ? "the disk is full" : error.message;
  process.stderr.write(`error[output-unwritable] standard output cannot be written: ${why}\n`);
  process.exit(3);
}

/** Rejections that nobody handles come here too, and what a plugin or a config throws later on. */
function uncaught(error: unknown, argv: readonly string[]): never {
  process.off("exit", tooSoon);
  const verbose = argv.includes("--verbose") || argv.includes("-v");
  const said = error instanceof Error ? ((verbose ? error.stack : undefined) ?? error.message) : String(error);
  process.stderr.write(`fault concordat failed: ${said}\n`);
  process.stderr.write("  The fault is in concordat, in a plugin or in your config: --verbose shows where.\n");
  process.exit(4);
}
