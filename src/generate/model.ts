import type { Contract } from "../contract/contract.js";
import type { Schema } from "../contract/schema.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { createCheckPrinter } from "./check-printer.js";
import { createCodecPrinter } from "./codec-printer.js";
import type { GenerateOptions } from "./options.js";
import type { PrintedPage } from "./page.js";
import { createSchemaGraph, type Variant } from "./schema-graph.js";
import { createTypePrinter } from "./type-printer.js";

export type { Variant } from "./schema-graph.js";

/**
 * The types, checks and codecs that the pages of a target stand on. A target asks for what it needs while it makes
 * its views; `pages()` then prints what was asked for. Asking twice for one schema gives one name.
 *
 * `variant` says which side of the contract a schema stands on. "read": as the application sends it (outcomes), members
 * that are `writeOnly` are absent. "write": as the application receives it (inputs), members that are `readOnly` may be
 * present and are never required. Where nothing differs the variants share one type and one check.
 *
 * `suggestedName` names a schema that the contract does not: it becomes a declaration of its own. Make it from what is
 * unique and stable, like the operation's id and the place ("createPet body"); any text will do.
 */
export interface Model {
  /**
   * A type expression for other generated files, which import types.ts as `import type * as types`:
   * "types.Pet", "types.Pet[]", "string | null". On one line. A union or intersection of several stands without
   * parentheses.
   */
  type(schema: Schema, variant: Variant, suggestedName?: string): string;
  /**
   * The function of checks.ts for this schema: `(value: unknown, issues?: Issue[], path?: string) => boolean` (a type
   * predicate where JSON and code values are the same). Without `issues` it stops at the first fault; with them it
   * appends each (`Issue` of runtime/check.ts, at most 100). It checks JSON values: before decoding, after encoding.
   * @returns undefined when every value passes
   */
  check(schema: Schema, variant: Variant, suggestedName: string): string | undefined;
  /**
   * The function of codecs.ts that turns a checked JSON value into the code's value (`options.dates`, `options.int64`):
   * `(value: unknown) => T`. The value given is not changed.
   * @returns undefined when nothing needs turning
   */
  decode(schema: Schema, variant: Variant, suggestedName: string): string | undefined;
  /**
   * The way back: `(value: T) => unknown`. Integers beyond 2^53 come out as bigint: whoever writes the JSON prints
   * their digits.
   */
  encode(schema: Schema, variant: Variant, suggestedName: string): string | undefined;
  /** types.ts with all named schemas; checks.ts and codecs.ts when something of theirs was asked for. */
  pages(): readonly PrintedPage[];
  /** The files of `src/runtime/` that the pages import, their own imports included: to be copied beside them. */
  runtimeFiles(): readonly string[];
  /** What could not be printed as the contract means it: a pattern that is no ECMAScript regular expression, … */
  diagnostics(): readonly Diagnostic[];
}

/** Prepares the printing of a contract's types, checks and codecs. Cheap: the work is done on request. */
export function createModel(contract: Pick<Contract, "schemas">, options: GenerateOptions): Model {
  const graph = createSchemaGraph(contract.schemas);
  const types = createTypePrinter(contract.schemas, graph, options);
  const checks = createCheckPrinter(contract.schemas, graph, types, options);
  const codecs = createCodecPrinter(graph, types, checks, options);
  return {
    type: (schema, variant, suggestedName) => types.expression(schema, variant, suggestedName),
    check: (schema, variant, suggestedName) => checks.request(schema, variant, suggestedName),
    decode: (schema, variant, suggestedName) => codecs.request("decode", schema, variant, suggestedName),
    encode: (schema, variant, suggestedName) => codecs.request("encode", schema, variant, suggestedName),
    pages() {
      const pages: PrintedPage[] = [];
      const codecPage = codecs.page();
      const checkPage = checks.page();
      pages.push({ path: "types.ts", text: types.page() });
      if (checkPage !== undefined) pages.push({ path: "checks.ts", text: checkPage });
      if (codecPage !== undefined) pages.push({ path: "codecs.ts", text: codecPage });
      return pages;
    },
    runtimeFiles() {
      codecs.page();
      return checks.runtimeFiles();
    },
    diagnostics() {
      codecs.page();
      return checks.diagnostics();
    },
  };
}
