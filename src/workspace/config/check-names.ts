import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { suggest } from "../../diagnostics/suggest.js";
import type { LoadedConfig } from "./load-config.js";

/** The names that a config may use, which only the plugins know. */
export interface KnownNames {
  readonly targets: readonly string[];
  readonly rules: readonly string[];
}

/** Problems of a config that is in order as data: targets and rules that nobody has heard of. */
export function checkNames({ config, at }: LoadedConfig, known: KnownNames): readonly Diagnostic[] {
  const problems: Diagnostic[] = [];
  const check = (sort: string, name: string, names: readonly string[], path: readonly (string | number)[]): void => {
    if (names.includes(name)) return;
    const near = suggest(name, names);
    const fix = near === undefined ? `There are: ${names.join(", ")}.` : `Did you mean "${near}"?`;
    problems.push({
      code: "config-invalid",
      severity: "error",
      message: `there is no ${sort} "${name}"`,
      at: at(...path),
      fix,
    });
  };
  for (const rule of Object.keys(config.rules ?? {})) check("rule", rule, known.rules, ["rules", rule]);
  for (const [name, contract] of Object.entries(config.contracts ?? {})) {
    for (const [index, { target }] of (contract.generate ?? []).entries()) {
      const path = ["contracts", name, "generate", index, "target"];
      if (typeof target === "string") check("target", target, known.targets, path);
      else for (const [place, one] of target.entries()) check("target", one, known.targets, [...path, place]);
    }
  }
  return problems;
}
