import { stripTypeScriptTypes } from "node:module";
import type { Schema } from "../../src/contract/schema.js";
import { createModel, type Model } from "../../src/generate/model.js";
import { defaultOptions, type GenerateOptions } from "../../src/generate/options.js";
import type { Check } from "../../src/runtime/check.js";
import * as runtime from "../../src/runtime/check.js";
import * as formats from "../../src/runtime/check-formats.js";

/** The functions of a model's printed pages, running on the runtime's sources. */
export function load(model: Model, path = "checks.ts"): Record<string, Check> {
  const page = model.pages().find((candidate) => candidate.path === path);
  if (page === undefined) return {};
  const body = page.text.replace(/^import .*$/gm, "").replace(/^export /gm, "");
  const names = [...body.matchAll(/^function ([\w$\p{ID_Continue}]+)/gmu)].map(([, name]) => name);
  const code = stripTypeScriptTypes(`${body}\n`);
  const scope = { ...runtime, ...formats };
  const make = new Function(...Object.keys(scope), `${code}\nreturn { ${names.join(", ")} };`);
  return make(...Object.values(scope)) as Record<string, Check>;
}

/** The check of one schema, as printed and run. */
export function checkOf(
  schema: Schema,
  schemas: ReadonlyMap<string, Schema> = new Map(),
  options: Partial<GenerateOptions> = {},
): Check {
  const model = createModel({ schemas }, { ...defaultOptions, ...options });
  const name = model.check(schema, "read", "Value");
  return name === undefined ? () => true : (load(model)[name] as Check);
}
