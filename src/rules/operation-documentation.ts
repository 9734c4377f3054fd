import { defineRule } from "../compare/rule.js";
import { renaming, rewording } from "../compare/wording.js";

export const operationDocumentation = defineRule({
  id: "operation-documentation",
  subject: "operation",
  title: "An operation has another summary or description",
  why: "Nothing changes on the wire; but the words may say that the operation does something else.",
  instead: "Nothing, if it does what it did. If it does something else, offer that as another operation.",
  kept(before, after, tell, policy) {
    if (policy.documentation === "off") return;
    const words = [renaming("summary", before.summary, after.summary), rewording(before.doc, after.doc)];
    for (const said of words) if (said !== undefined) tell.noted(after.at, said, { promises: ["source"] });
  },
});
