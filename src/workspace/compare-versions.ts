import type { Comparison, Promised } from "../compare/finding.js";
import type { ComparePolicy } from "../compare/policy.js";
import type { Rule } from "../compare/rule.js";
import type { Contract } from "../contract/contract.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { Failure } from "../diagnostics/failure.js";
import { judgeOf, type Override } from "./compare-severity.js";
import type { ReadingOptions } from "./reading-options.js";

export interface CompareVersionsOptions extends ReadingOptions {
  /** How the older contract is read, where that differs. */
  readonly older?: ReadingOptions;
  readonly policy?: Partial<ComparePolicy>;
  /** Default: all that the format promises. */
  readonly promises?: readonly Promised[];
  readonly overrides?: readonly Override[];
}

/** Two versions, and what became of the one on the way to the other. */
export interface ComparedVersions {
  readonly before: Contract;
  readonly after: Contract;
  readonly comparison: Comparison;
  /** Whether the older revision did not have the contract, so that `before` is the newer one with nothing in it. */
  readonly isNew: boolean;
}

/** What comparing needs of the workspace. */
interface Reading {
  read(name: string, options: ReadingOptions): Promise<Contract>;
  recognise(name: string): Promise<unknown>;
  rules(): Promise<readonly Rule[]>;
}

/**
 * Compares two versions of a contract. A contract that the older revision did not have yet is new as a whole.
 * @throws Failure that names the side which cannot be read; `formats-differ` when they are in different languages
 */
export async function compareVersions(
  workspace: Reading,
  before: string,
  after: string,
  options: CompareVersionsOptions = {},
): Promise<ComparedVersions> {
  const absent = await absence(workspace, before, after);
  const [newer, older] = await readBoth(workspace, before, after, { ...options, absent });
  if (older.format === newer.format && newer.format !== "openapi") throw new Failure([notComparable(newer)], "misused");
  checkPromises(newer, options.promises);
  const [rules, { compare }] = await Promise.all([workspace.rules(), import("../compare/compare.js")]);
  const comparison = compare(older, newer, {
    rules,
    judge: judgeOf(older, newer, options.overrides ?? []),
    ...(options.policy !== undefined && { policy: options.policy }),
    ...(options.promises !== undefined && { promises: options.promises }),
  });
  const refusals = comparison.diagnostics.filter(({ severity }) => severity === "error");
  if (refusals.length > 0) throw new Failure(refusals, "misused");
  const diagnostics = [...older.diagnostics, ...newer.diagnostics, ...comparison.diagnostics];
  return { before: older, after: newer, comparison: { ...comparison, diagnostics }, isNew: absent !== undefined };
}

async function readBoth(
  workspace: Reading,
  before: string,
  after: string,
  { absent, ...options }: CompareVersionsOptions & { readonly absent: readonly Diagnostic[] | undefined },
): Promise<readonly [newer: Contract, older: Contract]> {
  const [newer, older] = await Promise.allSettled([
    workspace.read(after, options),
    absent === undefined ? workspace.read(before, { ...options, ...options.older }) : undefined,
  ]);
  if (newer.status === "rejected" || older.status === "rejected") {
    throw bothFailures(
      older.status === "rejected" ? sided(older.reason, "older", before) : undefined,
      newer.status === "rejected" ? sided(newer.reason, "newer", after) : undefined,
    );
  }
  return [newer.value, older.value ?? emptied(newer.value, absent ?? [])];
}

/** What is to be said when the older revision has no such file. Undefined when it is there. */
async function absence(workspace: Reading, before: string, after: string): Promise<readonly Diagnostic[] | undefined> {
  try {
    await workspace.recognise(before);
    return undefined;
  } catch (error) {
    if (!(error instanceof Failure) || error.diagnostics[0]?.code !== "source-not-in-revision") return undefined;
    // Another path than that of the newer file, and one that is nearly there: that is a slip of the pen.
    const [{ fix }] = error.diagnostics as [Diagnostic];
    if (fix !== undefined && !endsAlike(before, after)) throw sided(error, "older", before);
    return error.diagnostics.map((said) => ({
      ...said,
      severity: "warning",
      message: `${said.message}: everything is new`,
    }));
  }
}

const pathOf = (name: string): string => name.replace(/^[^:]*:(?!\/\/)/, "").replace(/^(?:\.?\.?\/)+/, "");

const endsAlike = (before: string, after: string): boolean =>
  pathOf(after) === pathOf(before) || pathOf(after).endsWith(`/${pathOf(before)}`);

/** The same failure, which says whose it is. Other errors stay as they are. */
function sided(error: unknown, side: "older" | "newer", name: string): unknown {
  if (!(error instanceof Failure)) return error;
  const diagnostics = error.diagnostics.map((said, index) =>
    index === 0 ? { ...said, message: `the ${side} contract (${name.replace(":./", ":")}): ${said.message}` } : said,
  );
  return new Failure(diagnostics, error.kind);
}

function bothFailures(older: unknown, newer: unknown): unknown {
  if (!(older instanceof Failure) || !(newer instanceof Failure)) return older ?? newer;
  return new Failure([...older.diagnostics, ...newer.diagnostics], older.kind);
}

function checkPromises({ format, at }: Contract, promises: readonly Promised[] | undefined): void {
  if (promises === undefined || promises.some((one) => one !== "wire" || format === "protobuf")) return;
  const message = `${at.file} has no binary form: wire is what protobuf promises, ${format} promises json and source`;
  throw new Failure([{ code: "misused", severity: "error", message, fix: "Use --promise json,source." }], "misused");
}

const notComparable = ({ format, at }: Contract): Diagnostic => ({
  code: "binding-not-compared",
  severity: "error",
  message: `${format} contracts are read but not compared yet: no verdict on ${at.file}`,
});

/** The contract before there was anything in it. */
const emptied = (contract: Contract, diagnostics: readonly Diagnostic[]): Contract => ({
  ...contract,
  services: [],
  webhooks: [],
  schemas: new Map(),
  securitySchemes: new Map(),
  servers: [],
  tags: [],
  diagnostics,
});
