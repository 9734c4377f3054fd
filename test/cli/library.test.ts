// The package as a program uses it: everything that the commands do, without a terminal.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  comparePlan,
  createSources,
  definePlugin,
  defineReporter,
  defineTarget,
  Failure,
  jobsOfConfig,
  loadConfig,
  ownerOf,
  planJob,
  printContract,
  toJsonSchema,
  version,
  Workspace,
  writePlan,
} from "../../src/cli/index.js";
import { shop } from "./shop.js";
import { folderWith } from "./terminal.js";

/** A target and a format of somebody's own. */
const mine = definePlugin({
  name: "mine",
  targets: [
    defineTarget({
      name: "list",
      summary: "the operations, one to a line",
      speaks: ["http", "rpc", "channel"],
      pages: ({ services }) => ({
        pages: [
          {
            path: "operations.txt",
            text: services.flatMap((service) => service.operations.map(({ id }) => `${id}\n`)).join(""),
          },
        ],
        diagnostics: [],
      }),
    }),
  ],
  reporters: async () => [
    defineReporter({ name: "count", summary: "how many", render: ({ findings }) => `${findings.length}\n` }),
  ],
});

const open = (cwd: string): Workspace => new Workspace({ sources: createSources({ cwd }), plugins: [mine] });

describe("a program", () => {
  it("reads a contract and prints it, whole or in parts", async () => {
    const contract = await open(folderWith({ "api.yaml": shop })).read("api.yaml");

    expect(JSON.parse(printContract(contract))).toMatchObject({ title: "Shop", format: "openapi" });
    expect(toJsonSchema(contract.schemas.get("Pet")!)).toMatchObject({ type: "object", required: ["name"] });
  });

  it("compares two versions and reports in a format of its own", async () => {
    const workspace = open(
      folderWith({ "old.yaml": shop, "new.yaml": shop.replace("required: [name]", "required: []") }),
    );
    const plain = (text: string): string => text;
    const paint = { bold: plain, dim: plain, red: plain, yellow: plain, green: plain, cyan: plain };

    const comparison = await workspace.compare("new.yaml", "old.yaml");
    const reporter = await workspace.reporter("count");

    expect(comparison.summary.break).toBeGreaterThan(0);
    expect(reporter.render(comparison, { paint, line: () => undefined })).toBe(`${comparison.findings.length}\n`);
  });

  it("generates what a config asks for, with a target of its own, and knows when nothing is to be done", async () => {
    const generate = [
      { target: "client", out: "client" },
      { target: "list", out: "list" },
    ];
    const config = { contracts: { shop: { source: "api.yaml", generate } } };
    const cwd = folderWith({ "api.yaml": shop, "concordat.config.json": JSON.stringify(config) });
    const loaded = await loadConfig(cwd);

    const [job] = jobsOfConfig(loaded!, { only: ["addPet"] });
    const { plans, sources } = await planJob(open(cwd), job!, { version: version(), cwd });
    const before = await comparePlan(plans[1]!, { cwd });
    for (const plan of plans) await writePlan(plan, { cwd });

    expect(sources.map(({ name }) => name)).toEqual(["api.yaml"]);
    expect(plans.map(({ owner }) => owner)).toEqual(job!.outputs.map((output) => ownerOf(job!, output)));
    expect(before.changes.map(({ kind, path }) => `${kind} ${path}`)).toEqual([
      "added .concordat.json",
      "added operations.txt",
    ]);
    expect(readFileSync(join(cwd, "list/operations.txt"), "utf8")).toBe("addPet\n");
    expect(existsSync(join(cwd, "client/client.ts"))).toBe(true);
    expect((await comparePlan(plans[0]!, { cwd })).changes).toEqual([]);
  });

  it("gets refusals as failures with their places", async () => {
    const failure = await open(folderWith({ "api.yaml": "openapi: [" }))
      .read("api.yaml")
      .catch((error: unknown) => error);

    expect(failure).toBeInstanceOf(Failure);
    expect(failure).toMatchObject({
      kind: "unreadable",
      diagnostics: [{ code: "document-syntax", at: { file: "api.yaml", line: 1 } }],
    });
  });

  it("is told of targets that nobody offers", async () => {
    await expect(open(folderWith({})).target("lst")).rejects.toMatchObject({
      kind: "misused",
      diagnostics: [{ code: "unknown-target", fix: expect.stringContaining('Did you mean "list"?') }],
    });
  });
});
