import type { Json } from "../contract/json.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { Failure } from "../diagnostics/failure.js";
import type { Location } from "../diagnostics/location.js";
import type { Document } from "./document.js";
import { readJsonText } from "./json-text.js";
import { createLines, type Lines } from "./lines.js";
import { type Parsed, type Remark, Unreadable } from "./parsed.js";
import type { Places } from "./places.js";
import type { Source } from "./source.js";

/** A document, and what was odd about its text. */
export interface OpenedDocument {
  readonly document: Document;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads a file that is JSON or YAML, whichever its text is, whatever its name says.
 * @throws Failure `document-empty`, `document-binary`, `document-syntax`, `document-too-deep`, `document-several`,
 *   `document-cycle`, `document-expansion`, with the line and column where reading ended
 */
export async function openDocument(source: Source): Promise<OpenedDocument> {
  const lines = createLines(source.text);
  const diagnostic = (remark: Remark, severity: "error" | "warning"): Diagnostic => ({
    code: remark.code,
    severity,
    message: remark.message,
    at: { file: source.name, ...lines.position(remark.offset) },
    ...(remark.fix !== undefined && { fix: remark.fix }),
  });
  try {
    const { value, places, remarks } = await parse(source);
    const all = [...encodingRemarks(source), ...remarks];
    return {
      document: documentOf(source, value, places, lines),
      diagnostics: all.map((remark) => diagnostic(remark, "warning")),
    };
  } catch (error) {
    if (error instanceof Unreadable) throw new Failure([diagnostic(error.remark, "error")]);
    throw error;
  }
}

/** A file whose text is its only value: Markdown, Protobuf, a schema in XML. */
export const textDocument = (source: Source): Document =>
  documentOf(source, source.text, nowhere, createLines(source.text));

/**
 * The same file with another value, for what was changed after reading (an overlay). What is still the same object
 * keeps its places; `origins` leads from the new objects and arrays to those that they were made from.
 */
export function withValue(document: Document, value: Json, origins: ReadonlyMap<object, object> = new Map()): Document {
  const origin = (parent: object): object => {
    let found = parent;
    for (let next = origins.get(found); next !== undefined; next = origins.get(found)) found = next;
    return found;
  };
  return {
    source: document.source,
    value,
    at: (parent, key) => document.at(origin(parent), key),
    valueAt: (parent, key) => document.valueAt(origin(parent), key),
    written: (parent, key) => document.written(origin(parent), key),
  };
}

async function parse(source: Source): Promise<Parsed> {
  const { text } = source;
  const zero = text.indexOf("\0");
  if (zero >= 0)
    throw new Unreadable({ code: "document-binary", message: "this is no text: it holds a zero octet", offset: zero });
  if (!/^\uFEFF?\s*[{[]/.test(text)) return parseYaml(text);
  try {
    return readJsonText(text);
  } catch (notJson) {
    if (!(notJson instanceof Unreadable) || notJson.remark.code !== "document-syntax") throw notJson;
    return parseFlow(source, notJson);
  }
}

/** What begins with a bracket and is not JSON may still be YAML in flow style. */
async function parseFlow(source: Source, notJson: Unreadable): Promise<Parsed> {
  try {
    const parsed = await parseYaml(source.text);
    if (!/\.json$/i.test(source.name)) return parsed;
    const message = `${notJson.remark.message}; it was read as YAML, which allows it, but other programs will refuse the file`;
    return { ...parsed, remarks: [{ ...notJson.remark, code: "json-strictness", message }, ...parsed.remarks] };
  } catch (notYaml) {
    throw notYaml instanceof Unreadable && notYaml.remark.code !== "document-syntax" ? notYaml : notJson;
  }
}

async function parseYaml(text: string): Promise<Parsed> {
  const { readYamlText } = await import("./yaml-text.js");
  return filled(await readEither(text, readYamlText), text);
}

/** js-yaml is asked first since it is fast; `yaml`, which is lenient, only when that one refuses the text. */
async function readEither(text: string, read: (text: string) => Parsed | undefined): Promise<Parsed | undefined> {
  try {
    return read(text);
  } catch (error) {
    if (!(error instanceof Unreadable) || error.remark.code !== "document-syntax" || text.length > longestLenient)
      throw error;
    const { readLenientYaml } = await import("./yaml-lenient.js");
    try {
      const parsed = readLenientYaml(text);
      const message = `${error.remark.message}; a lenient parser could read it, but other programs will refuse the file`;
      return (
        parsed && { ...parsed, remarks: [{ ...error.remark, code: "yaml-strictness", message }, ...parsed.remarks] }
      );
    } catch (second) {
      throw second instanceof Unreadable && second.remark.code !== "document-syntax" ? second : error;
    }
  }
}

/** The lenient parser needs about two seconds for a megabyte and hundreds of octets of memory for each of text. */
const longestLenient = 20_000_000;

function filled(parsed: Parsed | undefined, text: string): Parsed {
  if (parsed !== undefined) return parsed;
  const message = text.trim() === "" ? "the file is empty" : "there is nothing in the file but comments";
  throw new Unreadable({ code: "document-empty", message, offset: 0 });
}

/** Octets that are no UTF-8 were replaced when the text was decoded. */
function encodingRemarks({ text, bytes }: Source): readonly Remark[] {
  const offset = text.indexOf("\uFFFD");
  if (offset < 0 || text.length === 0) return [];
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return [];
  } catch {
    return [
      {
        code: "document-encoding",
        message: "the file is not valid UTF-8 here; a replacement character was read",
        offset,
      },
    ];
  }
}

const nowhere: Places = { start: () => undefined, key: () => undefined, value: () => undefined };

function documentOf(source: Source, value: Json, places: Places, lines: Lines): Document {
  const at = (offset: number | undefined): Location => ({ file: source.name, ...lines.position(offset ?? 0) });
  return {
    source,
    value,
    at: (parent, key) => at((key === undefined ? undefined : places.key(parent, key)) ?? places.start(parent)),
    valueAt: (parent, key) => at(places.value(parent, key) ?? places.start(parent)),
    written(parent, key) {
      const offset = places.value(parent, key);
      return offset === undefined ? undefined : writtenScalar(source.text, offset);
    },
  };
}

/** The plain scalar that begins at the offset: a number's digits, or a word. */
function writtenScalar(text: string, offset: number): string | undefined {
  const plain = /[^\s"'[\]{},#&*!|>%@`][^\s,\]}]*/y;
  plain.lastIndex = offset;
  return plain.exec(text)?.[0];
}
