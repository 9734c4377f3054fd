import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import type { Dialect } from "../../../src/readers/json-schema/index.js";
import { readSchema, withoutBigints } from "./read.js";

const corpus = join(import.meta.dirname, "../../../../shared/corpus/jsonschema");
const suite = existsSync(corpus) ? join(corpus, readdirSync(corpus)[0] ?? "") : undefined;

interface Group {
  readonly description: string;
  readonly schema: unknown;
  readonly tests: readonly { readonly description: string; readonly data: unknown; readonly valid: boolean }[];
}

const dynamic = "dynamic references are resolved when the contract is read; these depend on a value's way";
const byId = "files are looked for where the referring file stands, never where an $id says";
const metaschema = "refers to the metaschema, which is not among the contract's files";

/** Groups that do not come out right, and why. */
const exceptions: Readonly<Record<string, string>> = {
  "defs: validate definition against metaschema": metaschema,
  "definitions: validate definition against metaschema": metaschema,
  "dynamicRef: A $dynamicRef that initially resolves to a schema without a matching $dynamicAnchor behaves like a normal $ref to $anchor":
    dynamic,
  "dynamicRef: A $dynamicRef without a matching $dynamicAnchor in the same schema resource behaves like a normal $ref to $anchor":
    dynamic,
  "dynamicRef: A $dynamicRef with a non-matching $dynamicAnchor in the same schema resource behaves like a normal $ref to $anchor":
    dynamic,
  "dynamicRef: $dynamicRef skips over intermediate resources - direct reference": dynamic,
  "dynamicRef: multiple dynamic paths to the $dynamicRef keyword": dynamic,
  "dynamicRef: after leaving a dynamic scope, it is not used by a $dynamicRef": dynamic,
  "dynamicRef: strict-tree schema, guards against misspelled properties": byId,
  "dynamicRef: tests for implementation dynamic anchor and reference link": byId,
  "dynamicRef: $ref and $dynamicAnchor are independent of order - $defs first": byId,
  "dynamicRef: $ref and $dynamicAnchor are independent of order - $ref first": byId,
  "ref: remote ref, containing refs itself": metaschema,
  "ref: $id must be resolved against nearest parent, not just immediate parent": byId,
  "ref: $ref prevents a sibling $id from changing the base uri": byId,
  "refRemote: base URI change": byId,
  "refRemote: base URI change - change folder": byId,
  "refRemote: base URI change - change folder in subschema": byId,
  "refRemote: root ref in remote ref": byId,
  "refRemote: remote ref with ref to defs": byId,
  "refRemote: remote ref with ref to definitions": byId,
  "refRemote: retrieved nested refs resolve relative to their URI not $id": byId,
  "vocabulary: schema that uses custom metaschema with with no validation vocabulary":
    "metaschemas of one's own are not looked at",
};

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

const options = { strict: false, validateFormats: false, ownProperties: true, logger: false } as const;

/** What the validator makes of the schema as it was written; undefined when it cannot read it. */
function oracle(schema: unknown, dialect: Dialect, files: Record<string, string>) {
  try {
    const ajv = dialect === "2020-12" ? new Ajv2020(options) : new Ajv(options);
    for (const [id, text] of Object.entries(files)) ajv.addSchema(JSON.parse(text) as object, id);
    return ajv.compile(schema as object);
  } catch {
    return undefined;
  }
}

const drafts: readonly (readonly [string, Dialect])[] = [
  ["draft2020-12", "2020-12"],
  ["draft7", "draft-07"],
];

describe.skipIf(suite === undefined).each(drafts)("the required tests of %s, read into the model", (draft, dialect) => {
  const files = remotes(draft);

  it.each(groupsOf(draft))("%s", async (name, { schema, tests }) => {
    const { admits } = await readSchema(schema, dialect, files);
    const validate = new Ajv2020(options).compile(withoutBigints(admits) as object);

    const wrong = tests.filter(({ data, valid }) => validate(data) !== valid);
    const original = wrong.length === 0 ? undefined : oracle(schema, dialect, files);
    const ours = wrong.filter(({ data, valid }) => original === undefined || original(data) === valid);

    if (name in exceptions) expect(wrong).not.toEqual([]);
    else expect(ours.map(({ description }) => description)).toEqual([]);
  });
});
