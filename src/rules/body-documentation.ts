import { defineRule } from "../compare/rule.js";
import { rewording } from "../compare/wording.js";

export const bodyDocumentation = defineRule({
  id: "body-documentation",
  subject: "body",
  title: "The body of a request has another description",
  why: "Nothing changes on the wire; but the words may say that something else is to be sent.",
  instead: "Nothing, if what was sent is still understood as before.",
  kept(before, after, tell, policy) {
    const said = policy.documentation === "off" ? undefined : rewording(before.doc, after.doc);
    if (said !== undefined) tell.noted(after.at, said, { promises: ["source"] });
  },
});
