import type { Diagnostic } from "../../../diagnostics/diagnostic.js";
import { alignmentDistance, suggest } from "../../../diagnostics/suggest.js";
import { allMembers, child, items } from "../node.js";
import type { Visit, Walk } from "./walk.js";

/** Words by which a schema gets members from elsewhere. */
const borrowing =
  "$ref $dynamicRef $recursiveRef allOf anyOf oneOf not if then else patternProperties dependentSchemas dependencies".split(
    " ",
  );

/** Names under `required` that no property has. */
export const requiredNames = ({ visits, composed }: Walk): readonly Diagnostic[] =>
  visits.flatMap((visit) => (visit.kind === "schema" && !composed.has(visit.value) ? undeclaredIn(visit) : []));

function undeclaredIn({ node, value }: Visit): readonly Diagnostic[] {
  const properties = child(node, "properties");
  // A reference in place of the properties is no OpenAPI, but reading follows it.
  if (properties === undefined || child(properties, "$ref") !== undefined || borrowing.some((word) => word in value))
    return [];
  const declared = new Set(allMembers(properties).map(([name]) => name));
  const required = items(child(node, "required"));
  const listed = new Set(required.map((item) => item.value));
  const described = typeof value["additionalProperties"] === "object";
  return required.flatMap(({ value: name, at }): Diagnostic[] => {
    if (typeof name !== "string" || declared.has(name)) return [];
    const nearest = suggest(
      name,
      [...declared].filter((other) => !listed.has(other)),
    );
    // Names of one schema are often alike: "links_created" is no misspelt "links_updated".
    const near = nearest !== undefined && alignmentDistance(name, nearest) <= 2 ? nearest : undefined;
    if (described && near === undefined) return [];
    const message = `"${name}" is required, but there is no property "${name}"`;
    const fix = near === undefined ? `Declare "${name}" under "properties".` : `Did you mean "${near}"?`;
    return [{ code: "schema-required-undeclared", severity: "warning", message, at, fix }];
  });
}
