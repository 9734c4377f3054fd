import { copied, type Members } from "./data.js";
import { eachReference, mentions, placewise, resolved } from "./respelling.js";

/** A reference to a schema with the schema in its place. What a discriminator or a circle needs stays. */
export const componentsInlined = placewise(
  "schemas inlined",
  ({ kind, value, role }, { root }) => {
    const reference = value["$ref"];
    if (kind !== "schema" || typeof reference !== "string" || Object.keys(value).length > 1) return false;
    if (role === "oneOf" || role === "anyOf" || role === "allOf") return false;
    const target = resolved(root, reference);
    return target !== undefined && isPlain(target) && !isCircular(root, reference, new Set());
  },
  ({ value }, { root }) => {
    const target = resolved(root, String(value["$ref"]));
    if (target === undefined) return;
    const copy = copied(target) as Members;
    delete value["$ref"];
    Object.assign(value, copy);
  },
);

/** Identity matters to discriminators, dynamic references and identifiers; references to places do not survive. */
const isPlain = (schema: Members): boolean =>
  !["discriminator", "$id", "$anchor", "$dynamicAnchor", "$dynamicRef"].some((word) => mentions(schema, word));

function isCircular(root: Members, reference: string, around: ReadonlySet<string>): boolean {
  if (around.has(reference)) return true;
  const target = resolved(root, reference);
  if (target === undefined || around.size > 12) return true;
  let found = false;
  eachReference(target, (_, inner) => {
    found ||= isCircular(root, inner, new Set([...around, reference]));
  });
  return found;
}
