import type { HttpParameter, Style } from "../contract/parameter.js";
import { quoted } from "../generate/literal.js";

/** A parameter as the runtime's descriptor; what is the default of its place is left out. */
export function printParameter(
  parameter: HttpParameter,
  shape: string,
  { required = false, more = [] }: { readonly required?: boolean; readonly more?: readonly string[] } = {},
): string {
  const { name, place, style, explode, allowReserved, allowEmptyValue, separator, mediaType } = parameter;
  const members = [`name: ${quoted(name)}`];
  const field = place === "headers" ? name.toLowerCase() : name;
  if (field !== name) members.push(`field: ${quoted(field)}`);
  if (required && place === "query") members.push("required: true");
  if (mediaType !== undefined) members.push(`media: ${quoted(mediaType)}`);
  else {
    if (style !== defaultStyle[place]) members.push(`style: ${quoted(style)}`);
    if (explode !== exploded.has(style)) members.push(`explode: ${explode}`);
    if (separator !== undefined) members.push(`separator: ${quoted(separator)}`);
  }
  if (allowReserved) members.push("reserved: true");
  if (allowEmptyValue) members.push("emptyAllowed: true");
  members.push(`shape: ${shape}`, ...more);
  return `{ ${members.join(", ")} }`;
}

const defaultStyle: Readonly<Record<HttpParameter["place"], Style>> = {
  path: "simple",
  headers: "simple",
  query: "form",
  cookies: "form",
  querystring: "form",
};

const exploded: ReadonlySet<Style> = new Set<Style>(["form", "cookie", "deepObject"]);
