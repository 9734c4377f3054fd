import type { Schema } from "../contract/schema.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { quoted } from "./literal.js";
import { fingerprint, functionName } from "./names.js";
import type { GenerateOptions } from "./options.js";
import type { SchemaGraph, Variant } from "./schema-graph.js";

/** What printing one function needs of the page that it stands on. */
export interface CheckScope {
  readonly graph: SchemaGraph;
  readonly options: GenerateOptions;
  /** The function that checks a schema; it is printed once, whoever asks. `wish` names what has no name. */
  function(schema: Schema, variant: Variant, wish: string): CheckFunction;
  /** A constant of the page, made once for each value: what it is called. */
  constant(kind: "pattern" | "values", value: string): string;
  /** The regular expression of a pattern as an expression; undefined (and a diagnostic) when there is no such thing. */
  pattern(pattern: string, schema: Schema): string | undefined;
  /** Notes that a function of the runtime is used, and gives its name. */
  use(name: string): string;
}

export interface CheckFunction {
  readonly name: string;
  /** Whether it takes a depth, because values of the schema may contain each other. */
  readonly deep: boolean;
  /** Whether the depth grows by a call. */
  readonly recursive: boolean;
}

/** The functions of runtime/check.ts; the rest that checks use are formats. */
export const checkRuntime = new Set([
  "fault",
  "mistyped",
  "isFull",
  "segment",
  "isShorter",
  "isLonger",
  "isEqual",
  "isUnique",
  "isMultipleOf",
  "memberCount",
  "own",
  "mostDepth",
]);

/** The constants of a page, hoisted above its functions. */
export function createConstants(diagnose: (diagnostic: Diagnostic) => void) {
  const names = new Map<string, string>();
  const taken = new Set<string>();
  const constant = (kind: "pattern" | "values", value: string): string => {
    const known = names.get(value);
    if (known !== undefined) return known;
    let name = `${kind}_${fingerprint(value)}`;
    while (taken.has(name)) name = `${kind}_${fingerprint(`${name} ${value}`)}`;
    taken.add(name);
    names.set(value, name);
    return name;
  };
  const flags = new Map<string, string | undefined>();
  return {
    constant,
    pattern(pattern: string, schema: Schema): string | undefined {
      if (!flags.has(pattern)) flags.set(pattern, flagOf(pattern));
      const flag = flags.get(pattern);
      if (flag !== undefined) return constant("pattern", `new RegExp(${quoted(pattern)}${flag && `, "${flag}"`})`);
      diagnose({
        code: "pattern-unsupported",
        severity: "warning",
        message: `The pattern ${quoted(pattern)} is no ECMAScript regular expression; generated checks let every text pass it`,
        at: schema.at,
      });
      return undefined;
    },
    text: (): string => [...names].map(([value, name]) => `const ${name} = /* @__PURE__ */ ${value};\n`).join(""),
  };
}

/** "u" as JSON Schema asks for; "" for patterns that only the older grammar reads. */
function flagOf(pattern: string): string | undefined {
  for (const flag of ["u", ""]) {
    try {
      new RegExp(pattern, flag);
      return flag;
    } catch {}
  }
  return undefined;
}

/** A local name for a member, that no function or constant of the page can have. */
export function localName(name: string): string {
  const local = functionName(name);
  return /^(?:check|is|pattern_|values_)/.test(local) || checkRuntime.has(local) || ["o", "types"].includes(local)
    ? `${local}Value`
    : local;
}
