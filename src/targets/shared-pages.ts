import type { Contract } from "../contract/contract.js";
import type { Schema } from "../contract/schema.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { createModel } from "../generate/model.js";
import { functionName } from "../generate/names.js";
import type { GenerateOptions } from "../generate/options.js";
import type { Page, PrintedPage } from "../generate/page.js";
import { createContentPrinter } from "./content-printer.js";
import { codecFiles, type Meaning, type MediaKind } from "./media-kind.js";
import { type PrintedOperation, printOperation } from "./operation-printer.js";
import { type ApiNames, type HttpOperation, nameApi } from "./operation-view.js";
import { importPaths } from "./runtime-files.js";
import { createSecurityPrinter } from "./security-printer.js";
import { createShapePrinter } from "./shape-printer.js";

/** What a client and a server of one contract have in common: types, checks, codecs and descriptors. */
export interface SharedPages {
  readonly names: ApiNames;
  readonly pages: readonly Page[];
  /** Files of the runtime that the pages import. */
  readonly runtime: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
  /** Whether an operation pages. */
  isPaged(operation: HttpOperation): boolean;
}

const made = new WeakMap<Contract, Map<string, SharedPages>>();

/** The shared pages of a contract: made once, however many targets ask. */
export function sharedPages(contract: Contract, options: GenerateOptions): SharedPages {
  const known = made.get(contract) ?? new Map<string, SharedPages>();
  made.set(contract, known);
  const key = JSON.stringify(options);
  const shared = known.get(key) ?? makeShared(contract, options);
  known.set(key, shared);
  return shared;
}

function makeShared(contract: Contract, options: GenerateOptions): SharedPages {
  const names = nameApi(contract);
  const model = createModel(contract, options);
  const meaning = meaningIn(contract);
  const shapes = createShapePrinter(meaning, functionName, options.int64 !== "number");
  const contents = createContentPrinter({ model, meaning, shapes, options });
  const security = createSecurityPrinter(contract.securitySchemes);
  const printed = new Map<HttpOperation, PrintedOperation>();
  for (const operation of [...names.groups.flatMap(({ operations }) => operations), ...names.webhooks]) {
    printed.set(operation, printOperation(operation, { model, meaning, shapes, contents, security }));
  }
  const body = [security.declarations(), shapes.declarations(), ...[...printed.values()].map(({ text }) => text)]
    .filter((text) => text !== "")
    .join("\n");
  const head = importsOf(body, contents.kinds, options);
  const page: PrintedPage = { path: "operations.ts", text: `${head}\n${body}` };
  const codecs = [...contents.kinds].map((kind) => codecFile(kind, options));
  return {
    names,
    pages: [...model.pages(), page],
    runtime: [
      ...new Set(["operation.ts", "errors.ts", "typed.ts", ...typeFiles(body), ...codecs, ...model.runtimeFiles()]),
    ],
    diagnostics: [...model.diagnostics(), ...opaqueNotes(contents.opaque)],
    isPaged: (operation) => printed.get(operation)?.pages === true,
  };
}

/** The imports of operations.ts: what its text uses, no more. */
function importsOf(body: string, kinds: ReadonlySet<MediaKind>, options: GenerateOptions): string {
  const paths = importPaths(options);
  const lines: string[] = [];
  const used = wordsOf(body);
  if (body.includes("checks_.")) lines.push(`import * as checks_ from "${paths.page("checks.ts")}";`);
  if (body.includes("codecs_.")) lines.push(`import * as codecs_ from "${paths.page("codecs.ts")}";`);
  for (const kind of [...kinds].sort()) {
    const exported = kind === "json" && codecFile(kind, options) !== codecFiles.json ? "exactJson" : kind;
    lines.push(`import { ${exported} as ${kind}_ } from "${paths.runtime(codecFile(kind, options))}";`);
  }
  for (const [file, words] of typeImports) {
    const own = words.filter((word) => used.has(word.split(" as ")[1] ?? word));
    if (own.length > 0) lines.push(`import type { ${own.join(", ")} } from "${paths.runtime(file)}";`);
  }
  if (used.has("types")) lines.push(`import type * as types from "${paths.page("types.ts")}";`);
  return `${lines.join("\n")}\n`;
}

const typeImports: readonly (readonly [string, readonly string[]])[] = [
  ["binary.ts", ["Binary", "Bytes"]],
  ["body-events.ts", ["ServerSentEvent"]],
  ["body-multipart.ts", ["Part", "Sent"]],
  ["errors.ts", ["HttpError"]],
  ["operation.ts", ["Operation", "Scheme"]],
  ["shape.ts", ["Shape as Shape_"]],
  ["status.ts", ["Status", "Status1XX", "Status2XX", "Status3XX", "Status4XX", "Status5XX"]],
  ["typed.ts", ["AnswerOf", "Filled", "Received", "ReplyOf"]],
];

const typeFiles = (body: string): string[] => {
  const used = wordsOf(body);
  return typeImports
    .filter(([, words]) => words.some((word) => used.has(word.split(" as ")[1] ?? word)))
    .map(([file]) => file);
};

/** The names that code uses: not those in its texts and comments. */
const wordsOf = (code: string): ReadonlySet<string> =>
  new Set(code.replace(/"(?:[^"\\\n]|\\.)*"|^\s*\/\/.*$/gm, '""').match(/(?<![.\w])[A-Za-z]\w*\b/g));

/** Integers beyond 2^53 keep their digits when code asks for bigints or strings. */
const codecFile = (kind: MediaKind, { int64 }: GenerateOptions): string =>
  kind === "json" && int64 !== "number" ? "body-json-exact.ts" : codecFiles[kind];

/** Follows references to the schema that says something. */
export const meaningIn =
  ({ schemas }: Pick<Contract, "schemas">): Meaning =>
  (schema: Schema) => {
    let current = schema;
    for (let steps = 0; current.kind === "reference" && steps < 100; steps += 1) {
      const next = schemas.get(current.name);
      if (next === undefined) return { kind: "any", at: schema.at };
      current = next;
    }
    return current.kind === "reference" ? { kind: "any", at: schema.at } : current;
  };

const opaqueNotes = (contents: ReturnType<typeof createContentPrinter>["opaque"]): Diagnostic[] =>
  contents.map(({ mediaType, at }) => ({
    code: "media-type-opaque",
    severity: "note",
    message: `bodies in ${mediaType} are passed as they are: their schema is not looked at`,
    at,
  }));
