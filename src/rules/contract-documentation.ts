import { defineRule } from "../compare/rule.js";
import { renaming, rewording } from "../compare/wording.js";

export const contractDocumentation = defineRule({
  id: "contract-documentation",
  subject: "contract",
  title: "The contract, or a tag of it, has another title or description",
  why: "Nothing changes on the wire; people who read it learn something else of the whole.",
  instead: "Nothing: words may become better at any time. What they promise should hold as before.",
  kept(before, after, tell, policy) {
    if (policy.documentation === "off") return;
    const words = [renaming("title", before.title, after.title), rewording(before.doc, after.doc)];
    for (const said of words) if (said !== undefined) tell.noted(after.at, said, { promises: ["source"] });
    for (const tag of after.tags) {
      const old = before.tags.find(({ name }) => name === tag.name);
      const said = old === undefined ? undefined : rewording(old.doc, tag.doc);
      if (said !== undefined)
        tell.noted(tag.at, `the tag "${tag.name}" ${said}`, { promises: ["source"], fact: tag.name });
    }
  },
});
