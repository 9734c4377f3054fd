import type { Contract } from "../contract/contract.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { Failure } from "../diagnostics/failure.js";
import { defaultOptions, type GenerateOptions } from "../generate/options.js";
import type { Page } from "../generate/page.js";
import type { Target } from "../generate/target.js";
import type { Workspace } from "./workspace.js";

/** What to generate from a contract that has been read. */
export interface GenerationRequest {
  readonly contract: Contract;
  readonly targets: readonly string[];
  readonly options?: Partial<GenerateOptions>;
}

export interface Generation {
  /** Every page once, in the order of their paths. */
  readonly pages: readonly Page[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Collects the pages of some targets and of those that they need. A page that several targets share is taken once.
 * @throws Failure `unknown-target`; `target-mismatch` when a target speaks none of the contract's bindings
 */
export async function collectPages(
  workspace: Workspace,
  { contract, targets: names, options }: GenerationRequest,
): Promise<Generation> {
  const wanted = await Promise.all(names.map((name) => workspace.target(name)));
  for (const target of wanted) checkSpeaks(target, contract);
  const pages = new Map<string, Page>();
  const diagnostics: Diagnostic[] = [];
  for (const target of await withNeeds(wanted, workspace)) {
    const generated = target.pages(contract, { ...defaultOptions, ...options });
    for (const page of generated.pages) pages.set(page.path, pages.get(page.path) ?? page);
    diagnostics.push(...generated.diagnostics);
  }
  return { pages: [...pages.values()].sort((a, b) => (a.path < b.path ? -1 : 1)), diagnostics };
}

/** The targets with all that they need, each once, those that are needed first. */
async function withNeeds(targets: readonly Target[], workspace: Workspace): Promise<readonly Target[]> {
  const ordered = new Set<Target>();
  const visit = async (target: Target, way: readonly Target[]): Promise<void> => {
    if (ordered.has(target) || way.includes(target)) return;
    for (const name of target.needs ?? []) await visit(await workspace.target(name), [...way, target]);
    ordered.add(target);
  };
  for (const target of targets) await visit(target, []);
  return [...ordered];
}

function checkSpeaks(target: Target, contract: Contract): void {
  const operations = [...contract.services.flatMap((service) => service.operations), ...contract.webhooks];
  if (operations.length === 0 || operations.some(({ binding }) => target.speaks.includes(binding.kind))) return;
  const kinds = [...new Set(operations.map(({ binding }) => binding.kind))].join(", ");
  const message = `the target "${target.name}" speaks ${target.speaks.join(", ")}, and ${contract.at.file} has only ${kinds} operations`;
  throw new Failure([{ code: "target-mismatch", severity: "error", message, at: contract.at }], "misused");
}
