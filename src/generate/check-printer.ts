import type { Schema } from "../contract/schema.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { printCheckBody } from "./check-body.js";
import { type CheckFunction, type CheckScope, checkRuntime, createConstants } from "./check-scope.js";
import { createCheckWriter } from "./check-writer.js";
import { isConverted } from "./conversion.js";
import { typeName } from "./names.js";
import type { GenerateOptions } from "./options.js";
import type { SchemaGraph, Variant } from "./schema-graph.js";
import { createSchemaIdentity } from "./schema-identity.js";
import { isTrivial } from "./trivial.js";
import type { TypePrinter } from "./type-printer.js";

/** Prints checks: one function for each schema that is asked for or reached, shared by all who reach it. */
export interface CheckPrinter {
  /** As `Model.check`. */
  request(schema: Schema, variant: Variant, suggestedName: string): string | undefined;
  /** checks.ts; undefined when nothing was asked for. */
  page(): string | undefined;
  runtimeFiles(): readonly string[];
  diagnostics(): readonly Diagnostic[];
}

interface Job extends CheckFunction {
  readonly schema: Schema;
  readonly variant: Variant;
  /** The type that the check proves; undefined for functions of the page's own. */
  readonly proves: string | undefined;
  readonly exported: boolean;
  /** What `file.ts` shows: named schemas in the contract's order are sorted by it. */
  text?: string;
}

export function createCheckPrinter(
  schemas: ReadonlyMap<string, Schema>,
  graph: SchemaGraph,
  types: TypePrinter,
  options: GenerateOptions,
): CheckPrinter {
  const jobs: Job[] = [];
  const identity = createSchemaIdentity();
  /** Nameless schemas that are alike share a function; named ones have their own. */
  const known = { read: new Map<Schema | number, Job>(), write: new Map<Schema | number, Job>() };
  const keyOf = (schema: Schema): Schema | number => (named.has(schema) ? schema : identity(schema));
  const named = new Set(schemas.values());
  const requested = { read: new Map<Schema, string>(), write: new Map<Schema, string>() };
  const names = new Set<string>();
  const used = new Set<string>();
  const diagnostics: Diagnostic[] = [];
  const constants = createConstants((diagnostic) => diagnostics.push(diagnostic));
  let printed = 0;

  const effective = (schema: Schema, variant: Variant): Variant =>
    variant === "write" && graph.checkDiffers(schema) ? "write" : "read";

  function add(schema: Schema, variant: Variant, name: string, proves: string | undefined, exported: boolean): Job {
    const recursive = schema.kind === "any" ? false : recursiveSchemas.has(schema);
    const job: Job = {
      schema,
      variant,
      name,
      proves,
      exported,
      recursive,
      deep: graph.reachesRecursion(schema) || recursive,
    };
    names.add(name);
    known[variant].set(keyOf(schema), job);
    jobs.push(job);
    return job;
  }

  const recursiveSchemas = new Set<Schema>();
  for (const [name, schema] of schemas) if (graph.isRecursive(name)) recursiveSchemas.add(schema);

  /** The function of a named schema. */
  function ofName(name: string, schema: Schema, variant: Variant): Job {
    const side = effective(schema, variant);
    const found = known[side].get(keyOf(schema));
    if (found !== undefined) return found;
    const declared = types.declared(name, side) ?? typeName(name);
    const proves = isConverted(schema, graph, options) ? undefined : `types.${declared}`;
    return add(schema, side, unique(`check${declared}`), proves, true);
  }

  function unique(wish: string): string {
    let name = wish;
    for (let count = 2; names.has(name); count += 1) name = `${wish}${count}`;
    return name;
  }

  const scope: CheckScope = {
    graph,
    options,
    function(schema, variant, wish) {
      if (schema.kind === "reference" && schema.assertions === undefined && schema.nullable !== true) {
        const target = graph.named(schema.name);
        if (target !== undefined) return ofName(schema.name, target, variant);
      }
      const side = effective(schema, variant);
      return known[side].get(keyOf(schema)) ?? add(schema, side, unique(wish), undefined, false);
    },
    constant: constants.constant,
    pattern: constants.pattern,
    use(name) {
      used.add(name);
      return name;
    },
  };

  /** Prints what was asked for since the last time, and what that reaches. */
  function print(): void {
    for (; printed < jobs.length; printed += 1) {
      const job = jobs[printed] as Job;
      job.text = printFunction(job, scope);
    }
  }

  return {
    request(schema, variant, suggestedName) {
      if (isTrivial(schema, graph)) return undefined;
      if (schema.kind === "reference" && schema.assertions === undefined && schema.nullable !== true) {
        const target = graph.named(schema.name);
        if (target !== undefined) return ofName(schema.name, target, variant).name;
      }
      const side = effective(schema, variant);
      const known = requested[side].get(schema);
      if (known !== undefined) return known;
      const type = types.expression(schema, side, suggestedName);
      const proves = isConverted(schema, graph, options) ? undefined : type;
      const name = unique(`check${types.claim(suggestedName, schema)}`);
      requested[side].set(schema, name);
      return add(schema, side, name, proves, true).name;
    },
    page() {
      if (jobs.length === 0) return undefined;
      print();
      const texts = jobs.map(({ text = "" }) => text);
      const head = imports(
        used,
        texts.some((text) => text.includes("types.")),
        options,
      );
      const hoisted = constants.text();
      return [head, ...(hoisted === "" ? [] : [hoisted]), ...texts].join("\n");
    },
    runtimeFiles() {
      print();
      if (jobs.length === 0) return [];
      return [...used].some((name) => !checkRuntime.has(name)) ? ["check-formats.ts", "check.ts"] : ["check.ts"];
    },
    diagnostics() {
      print();
      return diagnostics;
    },
  };
}

function printFunction(job: Job, scope: CheckScope): string {
  const { name, schema, variant, exported, proves, deep, recursive } = job;
  const writer = createCheckWriter(["value", "issues", "path", "depth", "before"]);
  if (recursive) {
    writer.line(`if (depth > ${scope.use("mostDepth")}) {`);
    writer.line(`  ${scope.use("fault")}(issues, path, "", "depth", "must not be nested so deeply", value);`);
    writer.line("  return false;");
    writer.line("}");
  }
  printCheckBody(schema, variant, name, scope, writer);
  const parameters = `value: unknown, issues?: Issue[], path = ""${deep ? ", depth = 0" : ""}`;
  const head = `${exported ? "export " : ""}function ${name}(${parameters}): ${proves === undefined ? "boolean" : `value is ${proves}`}`;
  return `${head} {\n${writer.text()}}\n`;
}

function imports(used: ReadonlySet<string>, withTypes: boolean, options: GenerateOptions): string {
  const from = (file: string) =>
    options.runtime === "package" ? `concordat/runtime/${file}` : `./runtime/${file}.${options.importEnding}`;
  const list = [...used].sort();
  const core = [...list.filter((name) => checkRuntime.has(name)), "type Issue"];
  const formats = list.filter((name) => !checkRuntime.has(name));
  return [
    `import { ${core.join(", ")} } from "${from("check")}";\n`,
    formats.length > 0 ? `import { ${formats.join(", ")} } from "${from("check-formats")}";\n` : "",
    withTypes ? `import type * as types from "./types.${options.importEnding}";\n` : "",
  ].join("");
}
