import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import type { Schema } from "../../src/contract/schema.js";
import type { Dialect } from "../../src/readers/json-schema/index.js";
import type { Issue } from "../../src/runtime/check.js";
import { readSchema, withoutBigints } from "../readers/json-schema/read.js";
import { checkOf } from "./load.js";

const corpus = join(import.meta.dirname, "../../../shared/corpus/jsonschema");
const suite = existsSync(corpus) ? join(corpus, readdirSync(corpus)[0] ?? "") : undefined;

interface Group {
  readonly description: string;
  readonly schema: unknown;
  readonly tests: readonly { readonly description: string; readonly data: unknown; readonly valid: boolean }[];
}

const groupsOf = (draft: string): [string, Group][] => {
  if (suite === undefined) return [];
  const folder = join(suite, "tests", draft);
  return readdirSync(folder)
    .filter((file) => file.endsWith(".json"))
    .flatMap((file) =>
      (JSON.parse(readFileSync(join(folder, file), "utf8")) as Group[]).map((group): [string, Group] => [
        `${file.replace(".json", "")}: ${group.description}`,
        group,
      ]),
    );
};

function remotes(draft: string): Record<string, string> {
  if (suite === undefined) return {};
  const folder = join(suite, "remotes");
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".json"));
  const mine = files.filter((file) => !/^(draft|v1)/.test(file) || file.startsWith(draft));
  return Object.fromEntries(
    mine.map((file) => [`http://localhost:1234/${file}`, readFileSync(join(folder, file), "utf8")]),
  );
}

const drafts: readonly (readonly [string, Dialect])[] = [
  ["draft2020-12", "2020-12"],
  ["draft7", "draft-07"],
];

/** Groups whose meaning the reader cannot keep; docs/json-schema-support.md gives the reasons. */
const lost =
  /^(anchor: same|dynamicRef|defs: validate|definitions: validate|refRemote|vocabulary|ref: (remote ref, containing|\$id must be|\$ref prevents))/;

describe.skipIf(suite === undefined).each(drafts)("the required tests of %s, as printed checks", (draft, dialect) => {
  const files = remotes(draft);

  it.each(groupsOf(draft))("%s", async (name, { schema, tests }) => {
    const read = await readSchema(schema, dialect, files);
    const check = checkOf(read.schema as Schema, read.schemas as ReadonlyMap<string, Schema>, { formats: false });
    const collected = (data: unknown): Issue[] => {
      const issues: Issue[] = [];
      check(data, issues);
      return issues;
    };
    const means = new Ajv2020({ strict: false, validateFormats: false, ownProperties: true, logger: false }).compile(
      withoutBigints(read.admits) as object,
    );

    const wrong = tests.filter(({ data, valid }) => check(data) !== (lost.test(name) ? means(data) : valid));
    const silent = tests.filter(({ data }) => check(data) !== (collected(data).length === 0));

    expect(wrong.map(({ description }) => description)).toEqual([]);
    expect(silent.map(({ description }) => description)).toEqual([]);
  });
});
