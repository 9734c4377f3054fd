import type { Diagnostic } from "../../../diagnostics/diagnostic.js";
import { createLibrary } from "../../../source/open-library.js";
import type { Source, Sources } from "../../../source/source.js";
import { isObject, type Node } from "../node.js";
import { versionOf } from "../version.js";
import { contradictions } from "./contradictions.js";
import { nearWords } from "./near-words.js";
import { requiredNames } from "./required-names.js";
import { unadmittedValues } from "./unadmitted-values.js";
import { unknownMembers } from "./unknown-members.js";
import { walk } from "./walk.js";

const questions = [unknownMembers, contradictions, requiredNames, nearWords, unadmittedValues];

/**
 * What is odd about an OpenAPI contract that can be read all the same: misspelt words, bounds and values that
 * contradict each other, names that nothing declares. Looks through all files that the contract refers to.
 * @returns warnings and notes, question by question
 * @throws Failure as reading does, when there is no contract to be had
 */
export async function lintOpenapi(entry: Source, sources: Sources): Promise<readonly Diagnostic[]> {
  const library = await createLibrary(entry, sources);
  const { value } = library.entry;
  if (!isObject(value)) return [];
  const root: Node = { value, document: library.entry, at: library.entry.at(value) };
  const walked = walk(
    root,
    library,
    versionOf(root, () => {}),
  );
  return questions.flatMap((question) => question(walked));
}
