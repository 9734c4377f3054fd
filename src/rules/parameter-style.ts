import type { ParameterSubject } from "../compare/rule.js";
import { defineRule } from "../compare/rule.js";

export const parameterStyle = defineRule({
  id: "parameter-style",
  subject: "parameter",
  title: "A parameter is written in another way",
  why: "Who writes the parameter as before is misunderstood.",
  instead: "Add a parameter with another name that is written in the new way.",
  kept(before, after, tell) {
    // What became a list, or stopped being one, is another type: that is told elsewhere.
    if (before.compound === after.compound && written(before) !== written(after)) {
      tell.altered(after.at, `is written as ${written(after)}, was ${written(before)}`);
    }
    if (before.parameter.allowEmptyValue && !after.parameter.allowEmptyValue) {
      tell.narrowed(after.at, "may not be empty any more");
    }
    if (before.parameter.allowReserved !== after.parameter.allowReserved) {
      tell.altered(after.at, `may ${after.parameter.allowReserved ? "" : "not "}hold reserved characters unescaped`);
    }
  },
});

/** The way of writing, as far as it shows in values of this schema. */
function written({ parameter, compound }: ParameterSubject): string {
  if (parameter.mediaType !== undefined) return parameter.mediaType;
  const { style, explode, separator } = parameter;
  if (!compound) return style === "matrix" || style === "label" ? style : "plain text";
  return separator === undefined ? `${style}${explode ? ", exploded" : ""}` : `values separated by "${separator}"`;
}
