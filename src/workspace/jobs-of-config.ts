import type { GenerateOptions } from "../generate/options.js";
import type { ContractConfig } from "./config/config.js";
import type { LoadedConfig } from "./config/load-config.js";
import type { Job, Output } from "./job.js";

/** What differs from the config this time. */
export interface JobsOptions {
  /** Contracts of the config, by name. Default: all. */
  readonly names?: readonly string[];
  /** Options that go before those of the config. */
  readonly options?: Partial<GenerateOptions>;
  /** Patterns of operations in place of the config's. */
  readonly only?: readonly string[];
}

/** What a config asks to generate, one job for each contract that has `generate`. Names that it does not have are passed over. */
export function jobsOfConfig({ config, at }: LoadedConfig, wanted: JobsOptions = {}): readonly Job[] {
  const { contracts = {} } = config;
  const { names = Object.keys(contracts), options = {}, only } = wanted;
  return names.flatMap((name): readonly Job[] => {
    const contract = Object.hasOwn(contracts, name) ? contracts[name] : undefined;
    if (contract === undefined || (contract.generate ?? []).length === 0) return [];
    return [
      {
        name,
        source: contract.source,
        at: at("contracts", name, "source"),
        reading: { overlays: contract.overlays ?? [], importPaths: contract.importPaths ?? [] },
        outputs: outputsOf(contract, options),
        only: only ?? contract.only ?? [],
      },
    ];
  });
}

/** One output for each folder: targets that share a folder share their types, checks and runtime. */
function outputsOf({ generate = [] }: ContractConfig, given: Partial<GenerateOptions>): readonly Output[] {
  const outputs = new Map<string, Output>();
  for (const { target, out, templates, ...options } of generate) {
    const before = outputs.get(out);
    const targets = [...(before?.targets ?? []), ...(typeof target === "string" ? [target] : target)];
    const own = templates ?? before?.templates;
    outputs.set(out, {
      targets,
      folder: out,
      options: { ...before?.options, ...options, ...given },
      ...(own !== undefined && { templates: own }),
    });
  }
  return [...outputs.values()];
}
