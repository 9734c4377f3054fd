import type { Binding } from "../contract/binding.js";
import type { Contract } from "../contract/contract.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { GenerateOptions } from "./options.js";
import type { Page } from "./page.js";

/** Something that can be generated from a contract. */
export interface Target {
  readonly name: string;
  readonly summary: string;
  /** The kinds of binding that the generated code can speak. */
  readonly speaks: readonly Binding["kind"][];
  /** Other targets whose pages this one's pages import. They are generated along with it. */
  readonly needs?: readonly string[];
  pages(contract: Contract, options: GenerateOptions): Generated;
}

export interface Generated {
  readonly pages: readonly Page[];
  readonly diagnostics: readonly Diagnostic[];
}

export const defineTarget = (target: Target): Target => target;
