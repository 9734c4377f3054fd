/** The questions that the specifications leave open, each as an option with a default. */
import { defaultSchemaPolicy, type SchemaPolicy } from "../schema/policy.js";

export interface ComparePolicy extends SchemaPolicy {
  /** The day on which sunsets and waivers are measured, as an ISO 8601 date. Default: none, nothing has passed. */
  readonly today?: string;
  /** What a new value of an enumeration is where it is sent. Default: a break; `x-extensible-enum` lifts it. */
  readonly newValueSent: "break" | "warning" | "note";
  /** What it is when an optional field goes away from an open object: nobody is refused, but it may be missed. */
  readonly goneField: "warning" | "note";
  /** What a new status that is not an error is. Default: a warning, since callers may wait for the old one. */
  readonly newSuccess: "break" | "warning" | "note";
  /** What a new error status is. Default: a note. */
  readonly newError: "break" | "warning" | "note";
  /** What it is when servers move to other hosts but keep their paths. Default: a warning. */
  readonly movedServer: "break" | "warning" | "note";
  /** Whether other words (summaries, descriptions, titles) are told of. Default: as notes. */
  readonly documentation: "note" | "off";
}

export const defaultComparePolicy: ComparePolicy = {
  ...defaultSchemaPolicy,
  newValueSent: "break",
  goneField: "warning",
  newSuccess: "warning",
  newError: "note",
  movedServer: "warning",
  documentation: "note",
};
