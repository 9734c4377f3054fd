import { defineRule } from "../compare/rule.js";

export const parameterName = defineRule({
  id: "parameter-name",
  subject: "parameter",
  title: "A parameter of the path has another name",
  why: "On the wire nothing changes, for the place in the path counts; generated code names the argument differently.",
  instead: "Leave names as they are.",
  kept(before, after, tell) {
    if (before.parameter.place === "path" && before.name !== after.name) {
      tell.noted(after.at, `is called "${after.name}", was "${before.name}"`, { promises: ["source"] });
    }
  },
});
