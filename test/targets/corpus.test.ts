import { existsSync, readdirSync, readFileSync } from "node:fs";
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { listen } from "../runtime/house.js";
import { compile, generate, readContract } from "./generated.js";

/** Real contracts. `CORPUS=all` takes every one; by default those that are large or odd. */
const corpus = join(import.meta.dirname, "../../../shared/corpus/openapi");
const chosen = [
  "stripe@2022-11-15/spec3.yaml",
  "openai@2026-08-21/openapi.yaml",
  "discord@2026-07-18/openapi.json",
  "slack@2020-10-06/slack_web_openapi_v2.json",
  "adyen-webhooks@2026-07-01/Webhooks-v1.json",
  "netlify@npm-2.60.0/dist/swagger.json",
];
const isContract = (file: string): boolean =>
  /\.(?:ya?ml|json)$/.test(file) &&
  /^["']?(?:openapi|swagger)["']?\s*:|"(?:openapi|swagger)"\s*:/m.test(
    readFileSync(join(corpus, file), "utf8").slice(0, 5_000),
  );
const contracts = !existsSync(corpus)
  ? []
  : process.env["CORPUS"] === "all"
    ? readdirSync(corpus, { recursive: true, encoding: "utf8" }).filter(isContract)
    : chosen.filter((file) => existsSync(join(corpus, file)));

describe.skipIf(contracts.length === 0)("of real contracts", () => {
  const folder = mkdtemp(join(tmpdir(), "concordat-corpus-"));
  afterAll(async () => rm(await folder, { recursive: true, force: true }));

  it("client and server are made, and compile under strict settings", async () => {
    const out = await folder;
    await symlink(join(import.meta.dirname, "../../node_modules"), join(out, "node_modules"));
    await writeFile(join(out, "package.json"), '{ "type": "module" }');
    for (const [index, file] of contracts.entries()) {
      await using generated = await generate(await readContract(join(corpus, file)), ["client", "server"], {
        importEnding: "ts",
      });
      await mkdir(join(out, String(index)));
      await cp(join(generated.folder, "api"), join(out, String(index)), { recursive: true });
    }

    await expect(compile(out, ["es2023"])).resolves.toBe("");
  }, 300_000);

  const stripe = "stripe@2022-11-15/spec3.yaml";
  it.skipIf(!existsSync(join(corpus, stripe)))(
    "Stripe's client talks to Stripe's server, forms and all",
    async () => {
      await using generated = await generate(await readContract(join(corpus, stripe)), ["client", "server", "node"], {
        importEnding: "ts",
      });
      interface Module {
        createStripeAPI(options: object): Record<string, (input: object) => Promise<Record<string, unknown>>>;
        createStripeAPIListener(handlers: object, options: object): Parameters<typeof listen>[0];
      }
      const [{ createStripeAPI }, { createStripeAPIListener }] = await Promise.all([
        generated.load<Module>("index.ts"),
        generated.load<Module>("node.ts"),
      ]);
      let seen: unknown;
      const handlers = {
        postCustomers: ({ body }: { body: unknown }) => {
          seen = body;
          return { status: 200, body: { id: "cus_1", object: "customer", created: 1, livemode: false } };
        },
      };
      const authenticate = {
        basicAuth: ({ user }: { user: string }) => user,
        bearerAuth: (token: string) => (token === "sk" ? "me" : undefined),
      };
      await using server = await listen(createStripeAPIListener(handlers, { authenticate }));
      const client = createStripeAPI({ baseUrl: server.url, auth: { bearerAuth: "sk" } });
      const body = {
        email: "a+b@example.com",
        address: { city: "Köln", line1: "a&b=c" },
        expand: ["sources", "subscriptions"],
        metadata: { a: "1", "b c": "d" },
        tax_id_data: [
          { type: "eu_vat", value: "1" },
          { type: "gb_vat", value: "2" },
        ],
        balance: -5,
      };

      await expect(client["postCustomers"]?.({ body })).resolves.toMatchObject({ id: "cus_1" });

      expect(seen).toEqual(body);
    },
    60_000,
  );
});
