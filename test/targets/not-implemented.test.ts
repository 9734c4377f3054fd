import { afterAll, expect, it } from "vitest";
import { compile, generate, readContract, runNode } from "./generated.js";

const generated = await generate(await readContract("fixtures/demo/bookshop.yaml"), ["client", "server"], {
  importEnding: "ts",
});
afterAll(() => generated[Symbol.asyncDispose]());

const program = `
  import { createBookshop } from "./api/index.ts";
  import { createBookshopServer, notImplemented } from "./api/server.ts";

  const server = createBookshopServer(
    { books: { getBook: notImplemented, addBook: notImplemented }, orders: { placeOrder: notImplemented } },
    { authenticate: { token: () => ({}) } },
  );
  const bookshop = createBookshop({
    baseUrl: "http://books",
    auth: { token: "x" },
    fetch: (url, init) => server.fetch(new Request(url, init)),
  });
  const { status, body } = await bookshop.books.getBook.raw({ path: { isbn: "9780131103627" } });
  console.log(status, JSON.stringify(body));
`;

it("stands for any handler that is not written yet, and answers 501", async () => {
  await expect(runNode(generated.folder, program)).resolves.toBe(
    '501 {"type":"about:blank","title":"The operation is not implemented","status":501}\n',
  );
  await expect(compile(generated.folder, ["es2023"])).resolves.toBe("");
});

it("takes no credential by a name that the contract does not have", async () => {
  const misspelt = 'import { createBookshop } from "./api/index.ts";\ncreateBookshop({ auth: { tokn: "x" } });\n';
  await runNode(generated.folder, misspelt);

  await expect(compile(generated.folder, ["es2023"])).resolves.toContain("'tokn' does not exist");
});
