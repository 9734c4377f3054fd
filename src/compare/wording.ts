/** What is said in words about a thing, and whether two versions say the same. */
import type { Location } from "../diagnostics/location.js";
import type { Finding } from "./finding.js";

/** What people read about a schema, a field or a parameter, and where it stands. */
export interface Wording {
  readonly title?: string;
  readonly doc?: string;
  readonly at: Location;
}

/** Whether a finding is about words alone: generated code and whoever reads it see them, and nothing else. */
export const isDocumentation = ({ rule }: Pick<Finding, "rule">): boolean => rule.endsWith("-documentation");

/** "is described differently", …; undefined when both say the same. White space does not count. */
export function rewording(before: string | undefined, after: string | undefined): string | undefined {
  const [old, now] = [plain(before), plain(after)];
  if (old === now) return undefined;
  if (old === "") return "is described now";
  return now === "" ? "is not described any more" : "is described differently";
}

/** 'the title is "A", was "B"', …; undefined when both are the same. White space does not count. */
export function renaming(what: string, before: string | undefined, after: string | undefined): string | undefined {
  const [old, now] = [plain(before), plain(after)];
  if (old === now) return undefined;
  const shown = (text: string) => (text === "" ? "none" : `"${text}"`);
  return `the ${what} is ${shown(now)}, was ${shown(old)}`;
}

const plain = (text = ""): string => text.replace(/\s+/g, " ").trim();
