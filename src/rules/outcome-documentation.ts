import { defineRule } from "../compare/rule.js";
import { rewording } from "../compare/wording.js";

export const outcomeDocumentation = defineRule({
  id: "outcome-documentation",
  subject: "outcome",
  title: "An outcome of an operation has another description",
  why: "Nothing changes on the wire; but the words may say that the status stands for something else.",
  instead: "Nothing, if the status means what it meant.",
  kept(before, after, tell, policy) {
    // What was covered by a range or by the default says of course something else than that did.
    if (policy.documentation === "off" || before.name !== after.name) return;
    const said = rewording(before.doc, after.doc);
    if (said !== undefined) tell.noted(after.at, said, { promises: ["source"] });
  },
});
