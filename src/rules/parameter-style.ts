import type { ParameterSubject } from "../compare/rule.js";
import { defineRule } from "../compare/rule.js";
import type { Schema } from "../contract/schema.js";

export const parameterStyle = defineRule({
  id: "parameter-style",
  subject: "parameter",
  title: "A parameter is written in another way",
  why: "Who writes the parameter as before is misunderstood.",
  instead: "Add a parameter with another name that is written in the new way.",
  kept(before, after, tell) {
    if (written(before) !== written(after)) {
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
function written({ parameter, field }: ParameterSubject): string {
  if (parameter.mediaType !== undefined) return parameter.mediaType;
  const { style, explode, separator } = parameter;
  const many = isCompound(field.schema);
  if (!many) return style === "matrix" || style === "label" ? style : "plain text";
  return separator === undefined ? `${style}${explode ? ", exploded" : ""}` : `values separated by "${separator}"`;
}

const isCompound = (schema: Schema): boolean => schema.kind !== "scalar" && schema.kind !== "enum";
