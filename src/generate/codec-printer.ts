import type { Schema, UnionSchema } from "../contract/schema.js";
import type { CheckPrinter } from "./check-printer.js";
import { type CheckWriter, createCheckWriter } from "./check-writer.js";
import { isConverted } from "./conversion.js";
import { decoders, encoders } from "./conversion-code.js";
import { quoted } from "./literal.js";
import { propertyAccess } from "./names.js";
import type { GenerateOptions } from "./options.js";
import { conversionOf } from "./scalar-type.js";
import { accessOf, type SchemaGraph, type Variant } from "./schema-graph.js";
import type { TypePrinter } from "./type-printer.js";

export type Way = "decode" | "encode";

/** Prints the functions that turn JSON values into the code's values and back, where that changes anything. */
export interface CodecPrinter {
  /** As `Model.decode` and `Model.encode`. */
  request(way: Way, schema: Schema, variant: Variant, suggestedName: string): string | undefined;
  /** codecs.ts; undefined when nothing was asked for. */
  page(): string | undefined;
}

interface Job {
  readonly way: Way;
  readonly schema: Schema;
  readonly variant: Variant;
  readonly name: string;
  /** The type in code; undefined for functions of the page's own. */
  readonly type: string | undefined;
}

export function createCodecPrinter(
  graph: SchemaGraph,
  types: TypePrinter,
  checks: CheckPrinter,
  options: GenerateOptions,
): CodecPrinter {
  const jobs: Job[] = [];
  const known = { decode: new Map<string, Map<Schema, Job>>(), encode: new Map<string, Map<Schema, Job>>() };
  const names = new Set<string>();
  const usedChecks = new Set<string>();
  const texts: string[] = [];

  const converts = (schema: Schema): boolean => isConverted(schema, graph, options);

  function unique(wish: string): string {
    let name = wish;
    for (let count = 2; names.has(name); count += 1) name = `${wish}${count}`;
    names.add(name);
    return name;
  }

  function jobOf(way: Way, schema: Schema, variant: Variant, wish: string, type: string | undefined): Job {
    const side = known[way].get(variant) ?? new Map<Schema, Job>();
    known[way].set(variant, side);
    const found = side.get(schema);
    if (found !== undefined) return found;
    const job = { way, schema, variant, name: unique(wish), type };
    side.set(schema, job);
    jobs.push(job);
    return job;
  }

  /** The function for a schema, named by the contract or by a wish. */
  function functionFor(way: Way, schema: Schema, variant: Variant, wish: string): Job {
    if (isPlainReference(schema)) {
      const target = graph.named(schema.name);
      if (target !== undefined) {
        const side = variant === "write" && graph.typeDiffers(target) ? "write" : "read";
        const declared = types.declared(schema.name, side) ?? schema.name;
        return jobOf(way, target, side, way + declared, `types.${declared}`);
      }
    }
    return jobOf(way, schema, variant, wish, undefined);
  }

  /** Functions of the page call each other where no types are known. */
  const untypedName = ({ name, type }: Job): string => (type === undefined ? name : `${name}$value`);

  /** An expression for a value turned; `x` itself when nothing is to turn. */
  function turned(job: Job, schema: Schema, x: string, wish: string): string {
    if (!converts(schema)) return x;
    const conversion = schema.kind === "scalar" ? conversionOf(schema, options) : undefined;
    if (conversion !== undefined && schema.nullable !== true)
      return (job.way === "decode" ? decoders : encoders)[conversion](x);
    return `${untypedName(functionFor(job.way, schema, job.variant, `${job.name}$${wish}`))}(${x})`;
  }

  function printJob(job: Job): string {
    const writer = createCheckWriter(["value"]);
    if (job.schema.nullable === true) writer.line("if (value === null) return null;");
    printShape(job, writer);
    const inner = untypedName(job);
    const body = `function ${inner}(value: unknown): unknown {\n${writer.text()}}\n`;
    if (job.type === undefined) return body;
    const [takes, gives, cast] =
      job.way === "decode" ? ["unknown", job.type, ` as ${job.type}`] : [job.type, "unknown", ""];
    return `export function ${job.name}(value: ${takes}): ${gives} {\n  return ${inner}(value)${cast};\n}\n\n${body}`;
  }

  function printShape(job: Job, writer: CheckWriter): void {
    const { schema } = job;
    const parts = [...(schema.assertions?.allOf ?? [])].filter(converts);
    for (const variants of [schema.assertions?.anyOf, schema.assertions?.oneOf]) {
      if (variants?.some(converts) === true) parts.push({ kind: "union", mode: "any", variants, at: schema.at });
    }
    const own = { ...schema, nullable: false, assertions: {} } as Schema;
    const ownToo = schema.kind !== "any" && converts(own);
    if (parts.length === 0) {
      printKind(job, schema, writer, "value");
      return;
    }
    writer.line("let result: unknown = value;");
    if (ownToo)
      writer.line(`result = ${untypedName(functionFor(job.way, own, job.variant, `${job.name}$own`))}(result);`);
    for (const [index, part] of parts.entries())
      writer.line(`result = ${turned(job, part, "result", `part${index + 1}`)};`);
    writer.line("return result;");
  }

  function printKind(job: Job, schema: Schema, writer: CheckWriter, x: string): void {
    switch (schema.kind) {
      case "scalar": {
        const conversion = conversionOf(schema, options);
        const table = job.way === "decode" ? decoders : encoders;
        writer.line(`return ${conversion === undefined ? x : table[conversion](x)};`);
        return;
      }
      case "reference":
        writer.line(`return ${turned(job, { kind: "reference", name: schema.name, at: schema.at }, x, "target")};`);
        return;
      case "list":
        printList(job, schema, writer, x);
        return;
      case "record":
      case "map":
        printObject(job, schema, writer, x);
        return;
      case "union":
        printUnion(job, schema, writer, x);
        return;
      default:
        writer.line(`return ${x};`);
    }
  }

  function printList(job: Job, { prefix = [], item }: Schema & { kind: "list" }, writer: CheckWriter, x: string): void {
    writer.line(`if (!Array.isArray(${x})) return ${x};`);
    const rest = turned(job, item, "item", "item");
    if (prefix.length === 0) {
      writer.line(`return ${x}.map((item: unknown) => ${rest});`);
      return;
    }
    writer.line(`return ${x}.map((item: unknown, index: number) => {`);
    writer.inner(() => {
      for (const [index, part] of prefix.entries()) {
        writer.line(`if (index === ${index}) return ${turned(job, part, "item", `item${index}`)};`);
      }
      writer.line(`return ${rest};`);
    });
    writer.line("});");
  }

  /** Copies the object and turns what has to be turned; members that are not there stay away. */
  function printObject(job: Job, schema: Schema & { kind: "record" | "map" }, writer: CheckWriter, x: string): void {
    writer.line(`if (typeof ${x} !== "object" || ${x} === null || Array.isArray(${x})) return ${x};`);
    writer.line(`const o: Record<string, unknown> = { ...${x} };`);
    const fields = schema.kind === "record" ? schema.fields : [];
    for (const field of fields) {
      if (!converts(field.schema)) continue;
      if (job.variant === "read" && accessOf(field, graph) === "write") continue;
      const member = `o${propertyAccess(field.name)}`;
      const there =
        field.name in Object.prototype ? `Object.hasOwn(o, ${quoted(field.name)})` : `${member} !== undefined`;
      writer.line(
        `if (${there}) ${store(field.name, turned(job, field.schema, member, field.name.replaceAll(/\W/g, "_")))};`,
      );
    }
    const rest = schema.kind === "record" ? schema.rest : schema.value;
    const patterns = (schema.assertions?.patternProperties ?? []).filter((pattern) => converts(pattern.schema));
    if ((rest !== undefined && converts(rest)) || patterns.length > 0) {
      const known = fields.map(({ name }) => `key !== ${quoted(name)}`);
      writer.line("for (const key of Object.keys(o)) {");
      writer.inner(() => {
        for (const [index, { pattern, schema: part }] of patterns.entries()) {
          const value = turned(job, part, "o[key]", `pattern${index + 1}`);
          writer.line(`if (new RegExp(${quoted(pattern)}, "u").test(key)) { ${store("key", value, true)}; continue; }`);
        }
        if (rest !== undefined && converts(rest)) {
          const value = store("key", turned(job, rest, "o[key]", "member"), true);
          writer.line(known.length === 0 ? `${value};` : `if (${known.join(" && ")}) ${value};`);
        }
      });
      writer.line("}");
    }
    writer.line("return o;");
  }

  /** The variant is the one whose check the JSON value passes; on the way back, the one whose result passes. */
  function printUnion(job: Job, schema: UnionSchema, writer: CheckWriter, x: string): void {
    for (const [index, variant] of schema.variants.entries()) {
      const wish = `variant${index + 1}`;
      if (!converts(variant) && job.way === "encode") continue;
      const check = checks.request(variant, job.variant, `${job.name} ${wish}`);
      if (check !== undefined) usedChecks.add(check);
      const json = job.way === "decode" ? x : `${wish}`;
      const test = check === undefined ? "true" : `${check}(${json})`;
      if (job.way === "encode") {
        writer.line(`const ${wish} = ${turned(job, variant, x, wish)};`);
        writer.line(`if (${test}) return ${wish};`);
      } else {
        writer.line(`if (${test}) return ${turned(job, variant, x, wish)};`);
      }
    }
    writer.line(`return ${x};`);
  }

  function print(): void {
    while (texts.length < jobs.length) {
      const job = jobs[texts.length] as Job;
      texts.push("");
      texts[jobs.indexOf(job)] = printJob(job);
    }
  }

  return {
    request(way, schema, variant, suggestedName) {
      if (!converts(schema)) return undefined;
      if (isPlainReference(schema) && graph.named(schema.name) !== undefined) {
        return functionFor(way, schema, variant, suggestedName).name;
      }
      const side = variant === "write" && graph.typeDiffers(schema) ? "write" : "read";
      const name = way + types.claim(suggestedName, schema);
      return jobOf(way, schema, side, name, types.expression(schema, side, suggestedName)).name;
    },
    page() {
      if (jobs.length === 0) return undefined;
      print();
      const { importEnding } = options;
      const checkImport = [...usedChecks].sort().join(", ");
      const head = [
        usedChecks.size > 0 ? `import { ${checkImport} } from "./checks.${importEnding}";\n` : "",
        texts.some((text) => text.includes("types.")) ? `import type * as types from "./types.${importEnding}";\n` : "",
      ].join("");
      return [...(head === "" ? [] : [head]), ...texts].join("\n");
    },
  };
}

const isPlainReference = (schema: Schema): schema is Schema & { readonly kind: "reference" } =>
  schema.kind === "reference" && schema.assertions === undefined && schema.nullable !== true;

/** Stores a member so that `__proto__` is one like any other. */
function store(name: string, value: string, computed = false): string {
  if (!computed && name !== "__proto__") return `o${propertyAccess(name)} = ${value}`;
  const key = computed ? name : quoted(name);
  return `Object.defineProperty(o, ${key}, { value: ${value}, enumerable: true, configurable: true, writable: true })`;
}
