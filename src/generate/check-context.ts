import type { Schema } from "../contract/schema.js";
import type { CheckScope } from "./check-scope.js";
import type { CheckWriter } from "./check-writer.js";
import { quoted } from "./literal.js";
import type { Variant } from "./schema-graph.js";

/** A value in the function that is being printed. */
export interface Spot {
  /** The expression that is the value: a constant of the function. */
  readonly x: string;
  /** The expression of its pointer below `path`: `"/tags/" + i`. */
  readonly below: string;
  /** What makes the name of a function for it. */
  readonly wish: string;
  /** The value is a member that may be absent (undefined). */
  readonly optional?: boolean;
  /** The value is a member that must be there; what is said when it is not. */
  readonly missing?: string;
}

/** What the printers of the parts of a check share. */
export interface CheckContext {
  readonly scope: CheckScope;
  readonly writer: CheckWriter;
  readonly variant: Variant;
  /** Writes statements that tell every fault of the value at a spot, and return when the check may stop. */
  value(schema: Schema, spot: Spot): void;
  /** An expression that tells whether a schema admits a value. */
  test(schema: Schema, x: string, wish: string): string;
}

/** An expression that tells a fault, true when the check may stop. A pointer that has to be built is built on demand. */
export function faultAt({ scope }: CheckContext, spot: Spot, keyword: string, message: string): string {
  const told = `${scope.use("fault")}(issues, path, ${spot.below}, "${keyword}", ${quoted(message)}, ${spot.x})`;
  return /^"[^"]*"$/.test(spot.below) ? told : `(issues === undefined || ${told})`;
}

/** `if (wrong && fault(…)) return false;` */
export function refuse(context: CheckContext, wrong: string, spot: Spot, keyword: string, message: string): void {
  const grouped = / \|\| | \? /.test(wrong) ? `(${wrong})` : wrong;
  context.writer.line(`if (${grouped} && ${faultAt(context, spot, keyword, message)}) return false;`);
}

/** Two expressions of texts, concatenated when the code is printed where that can be. */
export function append(below: string, more: string): string {
  if (below === '""') return more;
  if (below.endsWith('"') && more.startsWith('"')) return below.slice(0, -1) + more.slice(1);
  return `${below} + ${more}`;
}

/** The pointer of a spot as an argument, built only when somebody asked for issues. */
export const pathOf = ({ below }: Spot): string => (below === '""' ? "path" : `issues && path + ${below}`);
