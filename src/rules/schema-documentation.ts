import { defineRule } from "../compare/rule.js";
import { renaming, rewording } from "../compare/wording.js";

export const schemaDocumentation = defineRule({
  id: "schema-documentation",
  subject: "wording",
  title: "A schema, a field, a parameter or a header has another title or description",
  why: "The same values are valid; but the words may say that they mean something else.",
  instead: "Nothing, if values mean what they meant. If they do not, offer the new meaning under a new name.",
  kept(before, after, tell, policy) {
    if (policy.documentation === "off") return;
    const words = [renaming("title", before.title, after.title), rewording(before.doc, after.doc)];
    for (const said of words) if (said !== undefined) tell.noted(after.at, said, { promises: ["source"] });
  },
});
