// The library: everything that the commands do, for programs, plugins and configs. Importing it is cheap; readers,
// rules, targets and reporters are fetched when they are first asked for.

export type { Bump, Comparison, Finding, Severity, Summary, Waiver, Witness } from "../compare/finding.js";
export type { ComparePolicy } from "../compare/policy.js";
export { defineRule, type Rule, type RuleBase, type Subjects, type Tell } from "../compare/rule.js";
export type { Binding, ChannelBinding, HttpBinding, Message, RpcBinding } from "../contract/binding.js";
export type { Content } from "../contract/content.js";
export type { Callback, Contract, Format, Operation, Service, Tag } from "../contract/contract.js";
export type { Derived, Effect, Guarantees, IdempotencyKey } from "../contract/guarantees.js";
export type { Json } from "../contract/json.js";
export { type JsonSchema, type JsonSchemaOptions, toJsonSchema } from "../contract/json-schema.js";
export type { Outcome } from "../contract/outcome.js";
export type { HttpParameter } from "../contract/parameter.js";
export type { Polarity } from "../contract/polarity.js";
export { printContract } from "../contract/print-contract.js";
export type * from "../contract/protobuf.js";
export type * from "../contract/schema.js";
export type { SecurityRequirement, SecurityScheme } from "../contract/security.js";
export { selectOperations } from "../contract/select-operations.js";
export type { Server } from "../contract/server.js";
export { type Code, catalog, type Entry } from "../diagnostics/catalog.js";
export type { Diagnostic } from "../diagnostics/diagnostic.js";
export { Failure, type FailureKind } from "../diagnostics/failure.js";
export type { Location } from "../diagnostics/location.js";
export { defaultOptions, type GenerateOptions } from "../generate/options.js";
export type { Page } from "../generate/page.js";
export { defineTarget, type Generated, type Target } from "../generate/target.js";
export { comparePlan, type OutputOptions } from "../output/compare-plan.js";
export type { Change, Drift, Plan, PlannedFile } from "../output/plan.js";
export { printDrift } from "../output/unified-diff.js";
export { writePlan } from "../output/write-plan.js";
export { defineReader, type Reader, type ReadOptions } from "../readers/reader.js";
export { defineReporter, type Paint, type ReportContext, type Reporter } from "../reporters/reporter.js";
export type { Source, Sources } from "../source/source.js";
export { createSources, type SourcesOptions } from "../source/sources.js";

export { type Config, type ContractConfig, defineConfig, type GenerateConfig } from "../workspace/config/config.js";
export { type LoadedConfig, loadConfig } from "../workspace/config/load-config.js";
export { type Job, type Output, ownerOf } from "../workspace/job.js";
export { type JobsOptions, jobsOfConfig } from "../workspace/jobs-of-config.js";
export { type PlannedJob, planJob } from "../workspace/plan-job.js";
export { definePlugin, type Plugin, type Shelf } from "../workspace/plugin.js";
export { type ReadingOptions, Workspace, type WorkspaceOptions } from "../workspace/workspace.js";

export { version } from "./version.js";
