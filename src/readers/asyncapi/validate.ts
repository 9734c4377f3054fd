import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import type { Document } from "../../source/document.js";
import { createLibrary } from "../../source/open-library.js";
import type { Source, Sources } from "../../source/source.js";

/**
 * What @asyncapi/parser objects to, for `lint`. It takes at least a third of a second and is loaded only here. It gets
 * its files from our sources and fetches nothing by itself; what it says of references that it cannot follow is left
 * out, since reading says it better.
 * @returns an empty list when the parser has nothing to say; a failure of the parser's own is a note
 */
export async function validateAsyncapi(entry: Source, sources: Sources): Promise<readonly Diagnostic[]> {
  const { documents } = await createLibrary(entry, sources);
  const files = new Map(documents.map((document) => [addressOf(document), document]));
  const { Parser } = await import("@asyncapi/parser");
  const parser = new Parser({
    __unstable: {
      resolver: {
        cache: false,
        resolvers: ["file", "http", "https"].map((schema) => ({
          schema,
          order: 1,
          // An answer must always be given: the parser asks the network or the disk otherwise.
          read: (uri: { toString(): string }) => files.get(decoded(uri.toString()))?.source.text ?? "{}",
        })),
      },
    },
  });
  const [first] = documents;
  const findings = await parser.validate(entry.text, { source: first === undefined ? entry.id : addressOf(first) });
  return findings.flatMap(({ code, message, severity, range, source }) => {
    if (passedOver.has(String(code)) || message.startsWith("No schema parser registered")) return [];
    const file = source === undefined ? undefined : files.get(decoded(source));
    const name = file?.source.name ?? entry.name;
    const at = { file: name, line: range.start.line + 1, column: range.start.character + 1 };
    const said = `${sentence(message)} (${String(code)})`;
    if (code === "uncaught-error") return [{ ...own, severity: "note", message: `The parser failed: ${said}`, at }];
    return [{ ...own, severity: severities[severity] ?? "note", message: said, at }];
  });
}

const own = { code: "asyncapi-validation" } as const;
const severities = ["error", "warning", "note", "note"] as const;

/** What reading says itself, with the place of the reference; and advice to change the version. */
const passedOver = new Set(["invalid-ref", "asyncapi-latest-version"]);

/** The name by which the parser knows a document: absolute, so that it resolves what is relative in it as we do. */
function addressOf({ source: { id } }: Document): string {
  if (id.startsWith("/") || /^https?:/.test(id)) return id;
  return `/${id.replaceAll(/[^\w./-]/g, "_")}`;
}

const sentence = (message: string): string => message.trim().replace(/\.$/, "");

function decoded(address: string): string {
  const path = address.startsWith("file://") ? address.slice("file://".length) : address;
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
