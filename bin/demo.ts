// The main job on a contract of this repository, from end to end: read it, compare it with its earlier version,
// generate client and server, start the server, and call it with the client through a network that fails.
// Run: npm run demo
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { type Fault, faultyProxy } from "../fixtures/demo/faulty-proxy.ts";
import { bookshopHandlers, orderCount } from "../fixtures/demo/handlers.ts";

const root = join(import.meta.dirname, "..");
const contract = "fixtures/demo/bookshop.yaml";
const before = "fixtures/demo/bookshop.before.yaml";
const out = mkdtempSync(join(tmpdir(), "concordat-demo-"));

try {
  title("Read the contract");
  concordat(["inspect", contract]);

  title("Compare it with its earlier version");
  const found = concordat(["diff", before, contract]);
  say(`exit code ${found}: ${found === 1 ? "something breaks, a pipeline would stop here" : "unexpected"}`);

  title("Generate a client and a server");
  concordat(["generate", contract, "--target", "client,node", "--out", join(out, "api"), "--import-ending", "ts"]);
  say(`${readdirSync(join(out, "api"), { recursive: true }).length} files in ${relative(root, out)}`);
  concordat([
    "generate",
    contract,
    "--target",
    "client,node",
    "--out",
    join(out, "api"),
    "--import-ending",
    "ts",
    "--check",
  ]);
  say("generated again, it is the same to the byte (--check)");

  title("Why a call behaves as it does");
  concordat(["explain", `${contract}#placeOrder`]);

  title("Call the server through a network that fails");
  const problems = await callThroughFaults();
  if (found !== 1) problems.push("the comparison found no break");
  say("");
  if (problems.length > 0) throw new Error(problems.join("; "));
  say("Everything went as the contract promises.");
} finally {
  rmSync(out, { recursive: true, force: true });
}

async function callThroughFaults(): Promise<string[]> {
  const { createBookshop, bearer } = (await import(pathToFileURL(join(out, "api/index.ts")).href)) as GeneratedClient;
  const { createBookshopListener } = (await import(pathToFileURL(join(out, "api/node.ts")).href)) as GeneratedServer;
  const authenticate = { token: (token: string) => (token === "demo" ? { name: "reader" } : undefined) };
  const server = await listening(createServer(createBookshopListener(bookshopHandlers, { authenticate })));
  const { proxy, plan, log } = faultyProxy(portOf(server));
  await listening(proxy);
  const bookshop = createBookshop({
    baseUrl: `http://127.0.0.1:${portOf(proxy)}`,
    auth: bearer("demo"),
    attemptTimeoutMs: 400,
  });
  const problems: string[] = [];
  const isbn = "9780131103627";
  const order = { isbns: [isbn], delivery: { kind: "pickup", shop: "Lisbon" } };
  const scenarios: readonly (readonly [string, readonly Fault[], () => Promise<string>])[] = [
    [
      "a book, though the connection breaks",
      ["reset"],
      async () => (await bookshop.books.getBook({ path: { isbn } })).title,
    ],
    [
      "a book, though the server is busy and says when to return",
      ["busy"],
      async () => (await bookshop.books.getBook({ path: { isbn } })).title,
    ],
    [
      "a book, though the first answer never comes",
      ["silence"],
      async () => (await bookshop.books.getBook({ path: { isbn } })).title,
    ],
    [
      "an order, though its answer is lost twice: one key, one order",
      ["lose-answer", "lose-answer"],
      async () => {
        const { id } = await bookshop.orders.placeOrder({ body: order });
        if (orderCount() !== 1) problems.push(`${orderCount()} orders were placed`);
        return `order ${id}; orders in the shop: ${orderCount()}`;
      },
    ],
    [
      "a new book, whose answer is lost: not sent again, for it might be stored",
      ["lose-answer"],
      () =>
        refused(() =>
          bookshop.books.addBook({
            body: { isbn: "9780201633610", title: "Design Patterns", price: { amount: 5999, currency: "EUR" } },
          }),
        ),
    ],
    [
      "a book that breaks the contract: refused before it is sent",
      [],
      () =>
        refused(() =>
          bookshop.books.addBook({ body: { isbn: "1", title: "", price: { amount: 0, currency: "EUR" } } }),
        ),
    ],
    [
      "a book that is not there: a typed error",
      [],
      () => refused(() => bookshop.books.getBook({ path: { isbn: "9780000000000" } })),
    ],
    [
      "all books, page after page",
      [],
      async () => {
        const titles: string[] = [];
        for await (const { title } of bookshop.books.listBooks.all({ query: { limit: 2 } })) titles.push(title);
        return `${titles.length} books`;
      },
    ],
  ];
  try {
    for (const [what, faults, attempt] of scenarios) {
      plan(faults);
      say(`\n• ${what}`);
      const started = performance.now();
      const result = await attempt().catch((error: unknown) => {
        problems.push(`${what}: ${String(error)}`);
        return `failed: ${String(error)}`;
      });
      for (const line of log()) say(`    ${line}`);
      say(`  → ${result} (${Math.round(performance.now() - started)} ms)`);
    }
  } finally {
    await Promise.all([closed(proxy), closed(server)]);
  }
  return problems;
}

/** What a call that must fail fails with. */
async function refused(call: () => Promise<unknown>): Promise<string> {
  try {
    await call();
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  }
  throw new Error("it did not fail");
}

/** Runs one command of the tool as a user would, and gives its exit code. */
function concordat(args: readonly string[]): number {
  say(`$ concordat ${args.map((arg) => (arg.startsWith(out) ? relative(root, arg) : arg)).join(" ")}`);
  const { status } = spawnSync(process.execPath, [join(root, "bin/concordat.js"), ...args], {
    cwd: root,
    stdio: "inherit",
  });
  if (status === null || status > 1) throw new Error(`concordat ${args[0]} ended with ${status}`);
  return status;
}

function listening(server: Server): Promise<Server> {
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server)));
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}

function title(text: string): void {
  say(`\n━━ ${text} ${"━".repeat(Math.max(0, 90 - text.length))}\n`);
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** The part of the generated code that is used here. It is made when this runs, so the compiler cannot know it. */
interface GeneratedClient {
  readonly bearer: (token: string) => unknown;
  readonly createBookshop: (options: object) => {
    readonly books: {
      getBook(input: object): Promise<{ readonly title: string }>;
      addBook(input: object): Promise<unknown>;
      readonly listBooks: { all(input: object): AsyncIterable<{ readonly title: string }> };
    };
    readonly orders: { placeOrder(input: object): Promise<{ readonly id: string }> };
  };
}

interface GeneratedServer {
  readonly createBookshopListener: (handlers: object, options: object) => Parameters<typeof createServer>[1];
}
