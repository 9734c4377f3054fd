import { version } from "./version.js";

/**
 * The process: runs one command and leaves its exit code. A reader of our output that goes away (`| head`) ends us
 * quietly. The plain version is answered before anything is imported.
 */
export async function main(argv: readonly string[]): Promise<void> {
  process.stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : 4));
  if (argv.length === 1 && (argv[0] === "--version" || argv[0] === "-V")) {
    process.stdout.write(`${version()}\n`);
    return;
  }
  const [{ run }, { processTerminal }] = await Promise.all([import("./program.js"), import("./terminal.js")]);
  await run(argv, processTerminal());
}
