import type { Rule } from "../compare/rule.js";
import type { Target } from "../generate/target.js";
import type { Reader } from "../readers/reader.js";
import type { Reporter } from "../reporters/reporter.js";

/** Things of one sort, or how to fetch them when somebody asks. */
export type Shelf<T> = readonly T[] | (() => Promise<readonly T[]>);

/** A set of things to work with. What ships with the tool is one of these too. */
export interface Plugin {
  readonly name: string;
  readonly readers?: Shelf<Reader>;
  readonly rules?: Shelf<Rule>;
  readonly targets?: Shelf<Target>;
  readonly reporters?: Shelf<Reporter>;
}

export const definePlugin = (plugin: Plugin): Plugin => plugin;

/** Everything that the plugins hold of one sort, in their order. */
export async function gather<T>(shelves: readonly (Shelf<T> | undefined)[]): Promise<readonly T[]> {
  const filled = await Promise.all(shelves.map((shelf) => (typeof shelf === "function" ? shelf() : (shelf ?? []))));
  return filled.flat();
}
