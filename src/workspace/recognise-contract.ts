import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { Failure } from "../diagnostics/failure.js";
import type { Reader } from "../readers/reader.js";
import type { Source } from "../source/source.js";

/** The files that make up a contract, and who reads them. */
export interface Recognised {
  readonly reader: Reader;
  readonly entries: readonly Source[];
}

/**
 * Finds the one contract among some files, by their text alone.
 * @param name what the user called the contract
 * @param opened the file of that name, or what the folder of that name holds
 * @throws Failure `several-contracts` when there is more than one, or a file is in two languages; `unknown-format`,
 *   `document-empty` or `document-binary` when there is none
 */
export function recogniseContract(name: string, opened: readonly Source[], readers: readonly Reader[]): Recognised {
  const entriesOf = new Map<Reader, Source[]>();
  for (const source of opened) {
    const reader = readerOf(source, readers);
    if (reader !== undefined) entriesOf.set(reader, [...(entriesOf.get(reader) ?? []), source]);
  }
  const [found, ...others] = entriesOf;
  if (found === undefined) throw new Failure([nothingToRead(name, opened, readers)]);
  const [reader, entries] = found;
  if (others.length > 0 || (entries.length > 1 && reader.format !== "protobuf")) {
    throw new Failure([severalContracts(name, [...entriesOf])]);
  }
  return { reader, entries };
}

/** The reader that knows the text's language. Protobuf is known by its first word, so it is believed before others. */
function readerOf(source: Source, readers: readonly Reader[]): Reader | undefined {
  const able = readers.filter((reader) => reader.recognises(source));
  const [first, second] = able;
  if (first === undefined || second === undefined) return first;
  const protobuf = able.find(({ format }) => format === "protobuf");
  if (protobuf === undefined) throw new Failure([twoLanguages(source, able)]);
  return protobuf;
}

function severalContracts(name: string, found: readonly (readonly [Reader, readonly Source[]])[]): Diagnostic {
  const all = found.flatMap(([{ format }, entries]) => entries.map((entry) => `${entry.name} (${format})`));
  const listed = `${all.slice(0, 5).join(", ")}${all.length > 5 ? ", …" : ""}`;
  return {
    code: "several-contracts",
    severity: "error",
    message: `${name} holds ${all.length} contracts: ${listed}`,
  };
}

const twoLanguages = (source: Source, readers: readonly Reader[]): Diagnostic => ({
  code: "several-contracts",
  severity: "error",
  message: `${nameOf(source.name)} says of itself that it is ${readers.map(({ format }) => format).join(" and ")}`,
  at: placeOfWord(source, /^["']?(?:openapi|swagger|asyncapi)["']?[ \t]*:/gm),
  fix: "Remove one of the two words, or make two files of it.",
});

/** Where the second match of a pattern begins; the start of the file when there is none. */
function placeOfWord({ name, text }: Source, pattern: RegExp): { file: string; line: number; column: number } {
  const second = [...text.matchAll(pattern)][1];
  return { file: name, line: second === undefined ? 1 : text.slice(0, second.index).split("\n").length, column: 1 };
}

function nothingToRead(name: string, opened: readonly Source[], readers: readonly Reader[]): Diagnostic {
  const formats = readers.map(({ format }) => format).join(", ");
  const [only] = opened;
  if (only === undefined || opened.length > 1) {
    const endings = [...new Set(readers.flatMap((reader) => reader.endings))].join(", ");
    return {
      code: "unknown-format",
      severity: "error",
      message: `no file below ${name} is a contract (${formats})`,
      fix: `Files that end in ${endings} were looked at: ${opened.length === 0 ? "there is none" : `${opened.length} of them`}.`,
    };
  }
  const at = { file: only.name, line: 1, column: 1 };
  if (withoutComments(only.text) === "") {
    const fix = only.id === "-" ? "Check whether the command before the pipe failed." : undefined;
    const message = `${nameOf(name)} ${only.text.trim() === "" ? "is empty" : "holds nothing but comments"}`;
    return { code: "document-empty", severity: "error", message, at, ...(fix !== undefined && { fix }) };
  }
  if (isBinary(only)) {
    return { code: "document-binary", severity: "error", message: `${nameOf(name)} is no text` };
  }
  return {
    code: "unknown-format",
    severity: "error",
    message: `${nameOf(name)} is in no language that is read here (${formats})`,
    at,
    ...(/^\s*<(?:!doctype html|html)/i.test(only.text) && {
      fix: "It is a web page: a login or a viewer, perhaps. Name the address of the contract itself.",
    }),
  };
}

/** Such text is looked at for zero octets and for what is no UTF-8. */
const lookedAt = 4_000;

const isBinary = ({ text }: Source): boolean => {
  const start = text.slice(0, lookedAt);
  return start.includes("\0") || start.split("\uFFFD").length > Math.max(4, start.length / 10);
};

/** The start of a text without what YAML and protobuf take for comments. */
const withoutComments = (text: string): string =>
  text.length > 1_000_000 ? text : text.replaceAll(/^\uFEFF|^\s*(?:#|\/\/).*$/gm, "").trim();

const nameOf = (name: string): string => (name === "-" ? "standard input" : name);
