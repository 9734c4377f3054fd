import type { Diagnostic } from "../../../diagnostics/diagnostic.js";
import { suggest } from "../../../diagnostics/suggest.js";
import { dialectNamed } from "../../json-schema/index.js";
import { grammar } from "./grammar.js";
import type { Visit, Walk } from "./walk.js";

/** Members that the version's specification does not know, and that are no extensions either. */
export function unknownMembers({ visits, version }: Walk): readonly Diagnostic[] {
  const closed = version.line === "2.0" || version.line === "3.0";
  const [root] = visits;
  const named = root?.value["jsonSchemaDialect"];
  const foreign = typeof named === "string" && dialectNamed(named) === undefined;
  return visits.flatMap((visit) => {
    const isSchema = visit.kind === "schema";
    if (isSchema && (foreign || speaksForeign(visit) || (closed && "$ref" in visit.value))) return [];
    return unknownIn(visit, version.line, isSchema && !closed);
  });
}

const speaksForeign = ({ value }: Visit): boolean =>
  typeof value["$schema"] === "string" && dialectNamed(value["$schema"]) === undefined;

/** @param open other words are allowed, as in JSON Schema: only those are told that look like misspelt ones */
function unknownIn({ kind, node, value }: Visit, line: string, open: boolean): readonly Diagnostic[] {
  const own = grammar.get(kind);
  if (own === undefined || own.every !== undefined) return [];
  const words = [...own.members.values()].filter(({ lines }) => (lines as readonly string[]).includes(line));
  const known = new Set(words.map(({ name }) => name));
  return Object.keys(value).flatMap((name): Diagnostic[] => {
    if (known.has(name) || name.startsWith("x-") || name === "$ref") return [];
    const elsewhere = own.members.get(name);
    const candidates = [...known].filter((word) => !Object.hasOwn(value, word));
    const near = elsewhere === undefined ? suggest(name, candidates) : undefined;
    if (open && near === undefined) return [];
    const message =
      elsewhere === undefined
        ? `"${name}" is no member of ${own.title}`
        : `"${name}" is no member of ${own.title} in OpenAPI ${line}, but it is in ${elsewhere.lines.join(", ")}`;
    return [
      {
        code: "openapi-member-unknown",
        severity: "warning",
        message,
        at: node.document.at(value, name),
        ...(near !== undefined && { fix: `Did you mean "${near}"?` }),
      },
    ];
  });
}
