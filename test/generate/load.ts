import { stripTypeScriptTypes } from "node:module";
import type { Schema } from "../../src/contract/schema.js";
import { createModel, type Model } from "../../src/generate/model.js";
import { defaultOptions, type GenerateOptions } from "../../src/generate/options.js";
import type { Check } from "../../src/runtime/check.js";
import * as runtime from "../../src/runtime/check.js";
import * as formats from "../../src/runtime/check-formats.js";

/** The functions of a model's printed checks, running on the runtime's sources. */
export const load = (model: Model): Record<string, Check> => loadPages(model, ["checks.ts"]) as Record<string, Check>;

/** The functions of several pages that import each other. */
export function loadPages(model: Model, paths: readonly string[]): Record<string, unknown> {
  const pages = model.pages().filter(({ path }) => paths.includes(path));
  const body = pages.map(({ text }) => text.replace(/^import .*$/gm, "").replace(/^export /gm, "")).join("\n");
  const names = [...body.matchAll(/^function ([\w$\p{ID_Continue}]+)/gmu)].map(([, name]) => name);
  const scope = { ...runtime, ...formats };
  const make = new Function(...Object.keys(scope), `${stripTypeScriptTypes(body)}\nreturn { ${names.join(", ")} };`);
  return make(...Object.values(scope)) as Record<string, unknown>;
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
