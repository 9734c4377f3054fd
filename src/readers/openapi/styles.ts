import type { HttpParameter, Style } from "../../contract/parameter.js";
import type { Schema } from "../../contract/schema.js";
import { child, flagOf, type Node, textOf } from "./node.js";
import { misshapen, type Reading } from "./reading.js";

type Place = HttpParameter["place"];

const allowed: Readonly<Record<Place, readonly Style[]>> = {
  path: ["simple", "label", "matrix"],
  query: ["form", "spaceDelimited", "pipeDelimited", "deepObject"],
  headers: ["simple"],
  cookies: ["form", "cookie"],
  querystring: ["form"],
};

const isStyle = (style: string): style is Style =>
  Object.values(allowed).some((styles) => (styles as readonly string[]).includes(style));

/** How a parameter or header is written, with the defaults of its place (OpenAPI 3.2 section 4.12.2.1). */
export function readStyle(node: Node, place: Place, reading: Reading): Pick<HttpParameter, "style" | "explode"> {
  const [fallback = "simple"] = allowed[place];
  const written = textOf(child(node, "style"));
  const known = written !== undefined && isStyle(written) && allowed[place].includes(written);
  if (written !== undefined && !known) {
    misshapen(node, `The style "${written}" cannot be used here; "${fallback}" is assumed`, reading);
  }
  const style = known ? written : fallback;
  return { style, explode: style === "deepObject" || (flagOf(child(node, "explode")) ?? explodes(style)) };
}

export const explodes = (style: Style): boolean => style === "form" || style === "cookie" || style === "deepObject";

/** `style` and `explode` of an Encoding Object, where they are given. */
export function readEncodingStyle(node: Node, reading: Reading): { style?: Style; explode?: boolean } {
  const style = textOf(child(node, "style"));
  const explode = flagOf(child(node, "explode"));
  if (style !== undefined && !isStyle(style)) {
    misshapen(node, `"${style}" is not a style that OpenAPI knows`, reading);
    return { ...(explode !== undefined && { explode }) };
  }
  if (style !== undefined) return { style, explode: style === "deepObject" || (explode ?? explodes(style)) };
  return explode === undefined ? {} : { style: "form", explode };
}

const separators: Readonly<Record<string, string>> = { ssv: " ", tsv: "\t", pipes: "|" };

/** OpenAPI 2.0 `collectionFormat`. Only lists have one; "csv" is the default. */
export function readCollectionFormat(
  node: Node,
  place: Place,
  schema: Schema,
  reading: Reading,
): Pick<HttpParameter, "style" | "explode" | "separator"> {
  const written = textOf(child(node, "collectionFormat")) ?? "csv";
  if (!["csv", "ssv", "tsv", "pipes", "multi"].includes(written)) {
    misshapen(node, `"${written}" is not a collectionFormat; "csv" is assumed`, reading);
  }
  const plain = place === "query" ? "form" : place === "cookies" ? "form" : "simple";
  if (schema.kind !== "list") return { style: plain, explode: plain === "form" };
  if (place === "query" && written === "multi") return { style: "form", explode: true };
  if (place === "query" && written === "ssv") return { style: "spaceDelimited", explode: false };
  if (place === "query" && written === "pipes") return { style: "pipeDelimited", explode: false };
  const separator = separators[written];
  return { style: plain, explode: false, ...(separator !== undefined && { separator }) };
}
