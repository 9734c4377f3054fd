import { execFile } from "node:child_process";
import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it, onTestFinished } from "vitest";
import { parse } from "yaml";
import { git, petShop, repository } from "./pet-shop.js";
import { folderWith } from "./terminal.js";

const root = join(import.meta.dirname, "../..");
const node = join(root, "node_modules/.bin/node");
const command = `${node} --no-warnings ${join(root, "test/cli/from-sources.mjs")}`;

interface Ran {
  readonly code: number;
  readonly out: string;
}

/** Runs a step as a runner does: bash that stops at the first error, with an environment of the test's own. */
async function bash(script: string, cwd: string, env: Readonly<Record<string, string>>): Promise<Ran> {
  const options = {
    cwd,
    env: { PATH: `${join(root, "node_modules/.bin")}:${process.env["PATH"]}`, HOME: cwd, ...env },
  };
  try {
    const { stdout, stderr } = await promisify(execFile)(
      "bash",
      ["--noprofile", "--norc", "-eo", "pipefail", "-c", script],
      options,
    );
    return { code: 0, out: stdout + stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, out: stdout + stderr };
  }
}

/** A clone as CI makes it: shallow, detached, of a branch that changed the contract. */
function checkout(disk: Readonly<Record<string, string>>): string {
  const origin = repository({ base: { "api.yaml": petShop(), "my openapi.yaml": petShop() } });
  git(origin, "checkout", "-q", "-b", "change");
  for (const [name, text] of Object.entries(disk)) writeFileSync(join(origin, name), text);
  git(origin, "add", "-A");
  git(origin, "commit", "-q", "--allow-empty", "-m", "change");
  const clone = join(folderWith({}), "clone");
  git(origin, "clone", "-q", "--depth=1", "--branch", "change", `file://${origin}`, clone);
  return clone;
}

describe("the GitHub Action", () => {
  const action = parse(readFileSync(join(root, "action.yml"), "utf8"));
  const [diffStep, commentStep, lastStep] = action.runs.steps;

  /** The step's environment, with the expressions of the runner worked out from a table. */
  const envOf = (step: { env: Record<string, string> }, values: Readonly<Record<string, string>>) =>
    Object.fromEntries(
      Object.entries(step.env).map(([name, text]) => [
        name,
        text.replace(
          /\$\{\{ (.*?) \}\}/g,
          (_, expression: string) =>
            values[expression] ?? action.inputs[expression.replace("inputs.", "")]?.default ?? "",
        ),
      ]),
    );
  const values = { "github.action_path": root, "inputs.command": command };

  async function diff(
    cwd: string,
    more: Readonly<Record<string, string>> = {},
    env: Readonly<Record<string, string>> = {},
  ) {
    const files = folderWith({ output: "", summary: "" });
    const ran = await bash(diffStep.run, cwd, {
      ...envOf(diffStep, { ...values, "inputs.contracts": "api.yaml\n", ...more }),
      GITHUB_BASE_REF: "main",
      GITHUB_OUTPUT: join(files, "output"),
      GITHUB_STEP_SUMMARY: join(files, "summary"),
      RUNNER_TEMP: files,
      ...env,
    });
    const outputs = Object.fromEntries(
      readFileSync(join(files, "output"), "utf8")
        .trim()
        .split("\n")
        .map((line) => line.split("=") as [string, string]),
    );
    return { ...ran, outputs, summary: readFileSync(join(files, "summary"), "utf8") };
  }

  it("compares with the base branch, annotates, sums up, and fails in its last step", async () => {
    const cwd = checkout({ "api.yaml": petShop({ required: ["name"] }) });

    const { code, out, outputs, summary } = await diff(cwd);

    expect(code, out).toBe(0);
    expect(out).toMatch(/^::error .*file=api\.yaml,.*is now required/m);
    expect(summary).toContain("### Contract: 1 break");
    expect(outputs).toMatchObject({ breaks: "1", warnings: "0", bump: "major", exit: "1" });
    expect(JSON.parse(readFileSync(outputs["report"]!, "utf8")).summary.break).toBe(1);
    expect((await bash(lastStep.run, cwd, { CONCORDAT_EXIT: outputs["exit"]! })).code).toBe(1);
  });

  it.each<[string, Readonly<Record<string, string>>, Readonly<Record<string, string>>, number, string]>([
    ["is told not to fail", { "inputs.fail-on": "none" }, {}, 0, "0"],
    ["gets options", { "inputs.options": "--rule\nfield-requiredness=warning\n" }, {}, 0, "0"],
    [
      "gets several contracts, with spaces in their names",
      { "inputs.contracts": "api.yaml\nmy openapi.yaml\n" },
      {},
      0,
      "1",
    ],
    ["runs after a push", { "github.event.before": "origin/change" }, { GITHUB_BASE_REF: "" }, 0, "0"],
    [
      "runs after the first push of a branch",
      { "github.event.before": "0".repeat(40) },
      { GITHUB_BASE_REF: "" },
      2,
      "",
    ],
    ["is given a base that is not there", { "inputs.base": "nowhere" }, {}, 3, ""],
    ["is given a name with a command in it", { "inputs.contracts": "$(touch owned); `touch owned`" }, {}, 3, ""],
  ])("%s", async (_, inputs, env, code, exit) => {
    const cwd = checkout({ "api.yaml": petShop({ required: ["name"] }) });

    const ran = await diff(cwd, inputs, env);

    expect(ran.code, ran.out).toBe(code);
    expect(ran.outputs["exit"] ?? "").toBe(exit);
    expect(existsSync(join(cwd, "owned"))).toBe(false);
  });

  it("writes one comment and keeps it up to date", async () => {
    const comments: { id: number; body: string; url: string }[] = [];
    const seen: string[] = [];
    let refuse = false;
    const server = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const { method = "", url = "" } = request;
      seen.push(`${method} ${url} ${request.headers.authorization}`);
      if (refuse) response.statusCode = 403;
      else if (method === "POST") {
        const id = comments.length + 1;
        const { port } = server.address() as AddressInfo;
        comments.push({
          id,
          url: `http://localhost:${port}/comments/${id}`,
          ...JSON.parse(Buffer.concat(chunks).toString()),
        });
      } else if (method === "PATCH") Object.assign(comments.at(-1)!, JSON.parse(Buffer.concat(chunks).toString()));
      response.end(JSON.stringify(url.includes("page=1") ? comments : []));
    });
    await new Promise<void>((done) => server.listen(0, "localhost", done));
    onTestFinished(() => void server.close());
    const folder = folderWith({ "summary.md": "first" });
    const run = async (summary: string, findings: string): Promise<Ran> => {
      writeFileSync(join(folder, "summary.md"), summary);
      return bash(commentStep.run, folder, {
        ...envOf(commentStep, { ...values, "inputs.token": "t0ken", "github.event.pull_request.number": "7" }),
        CONCORDAT_SUMMARY: join(folder, "summary.md"),
        CONCORDAT_FINDINGS: findings,
        GITHUB_API_URL: `http://localhost:${(server.address() as AddressInfo).port}`,
        GITHUB_REPOSITORY: "o/r",
      });
    };

    expect(await run("nothing", "0")).toEqual({ code: 0, out: "" });
    expect(comments).toHaveLength(0);
    await run("first", "1");
    await run("second", "2");
    await run("none any more", "0");
    expect(comments.map(({ body }) => body)).toEqual(["<!-- concordat diff -->\nnone any more"]);
    expect(seen.slice(0, 3)).toEqual([
      "GET /repos/o/r/issues/7/comments?per_page=100&page=1 Bearer t0ken",
      "GET /repos/o/r/issues/7/comments?per_page=100&page=1 Bearer t0ken",
      "POST /repos/o/r/issues/7/comments Bearer t0ken",
    ]);
    await run(`<details>\n${"a line of it\n".repeat(10_000)}</details>\n`, "3");
    expect(comments[0]?.body.length).toBeLessThan(65_536);
    expect(comments[0]?.body).toContain("</details>\n\nThe rest is in the summary of the job.");
    refuse = true;
    const refused = await run("again", "1");
    expect(refused.code).toBe(0);
    expect(refused.out).toContain("::warning::concordat could not comment");
  });

  it("names only inputs and outputs that there are", () => {
    const text = JSON.stringify(action.runs);
    const used = [...text.matchAll(/inputs\.([a-z-]+)/g)].map(([, name]) => name);
    const script = readFileSync(join(root, "ci/github-diff.sh"), "utf8");

    expect(new Set(used)).toEqual(new Set(Object.keys(action.inputs)));
    for (const [, name] of JSON.stringify(action).matchAll(/steps\.diff\.outputs\.([a-z]+)/g))
      expect(script).toContain(name);
    for (const { shell } of action.runs.steps) expect(shell).toBe("bash");
  });
});

describe("the GitLab template", () => {
  const { concordat: job } = parse(readFileSync(join(root, "docs/ci/gitlab.yml"), "utf8"));

  it.each([
    [petShop({ required: ["name"] }), 1],
    [petShop({ list: true }), 0],
  ])("compares with where the branch began, and leaves its reports (%#)", async (after, code) => {
    const cwd = checkout({ "api.yaml": after });
    const { stdout } = await promisify(execFile)("git", ["ls-remote", "origin", "refs/heads/main"], { cwd });
    const env = {
      ...job.variables,
      CONCORDAT_COMMAND: command,
      CONCORDAT_CONTRACTS: "api.yaml",
      CI_MERGE_REQUEST_DIFF_BASE_SHA: stdout.split("\t")[0]!,
    };

    const ran = await bash(job.script.join("\n"), cwd, env);

    expect(ran.code, ran.out).toBe(code);
    const { codequality, junit } = job.artifacts.reports;
    expect(JSON.parse(readFileSync(join(cwd, codequality), "utf8"))).toHaveLength(1);
    expect(readFileSync(join(cwd, junit), "utf8")).toContain("<testsuite");
  });
});

describe("the pre-commit hook", () => {
  const [hook] = parse(readFileSync(join(root, ".pre-commit-hooks.yaml"), "utf8"));

  it.each([
    [petShop({ required: ["name"] }), 1],
    [petShop({ list: true }), 0],
  ])("compares what is on the disk with the last commit (%#)", async (after, code) => {
    const cwd = repository(
      { base: { "shop.openapi.yaml": petShop(), "toys.openapi.yaml": petShop() } },
      { "shop.openapi.yaml": after, "new.openapi.yaml": petShop() },
    );
    writeFileSync(join(cwd, "concordat"), `#!/bin/sh\nexec ${command} "$@"\n`);
    chmodSync(join(cwd, "concordat"), 0o755);

    const ran = await bash(`./${hook.entry} shop.openapi.yaml toys.openapi.yaml new.openapi.yaml`, cwd, {});

    expect(ran.code, ran.out).toBe(code);
  });

  it.each([
    ["openapi.yaml", true],
    ["apis/shop.openapi.json", true],
    ["swagger.yml", true],
    ["docker-compose.yaml", false],
    ["openapi/readme.md", false],
  ])("is for %s: %s", (file, expected) => {
    expect(new RegExp(hook.files).test(file)).toBe(expected);
  });
});
