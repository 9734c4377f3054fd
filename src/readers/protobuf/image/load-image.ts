import type { ProtoEdition, ProtoField, ProtoMessage } from "../../../contract/protobuf.js";
import { Failure } from "../../../diagnostics/failure.js";
import type { Source } from "../../../source/source.js";
import { placer } from "../lines.js";
import { type Linked, linkFiles } from "../link.js";
import type { LoadedFile, LoadedImport } from "../loaded.js";
import { parseProto } from "../parse.js";
import type { AggregateFieldNode } from "../syntax.js";
import { isWellKnown, wellKnownText } from "../well-known.js";
import { fileNode } from "./descriptor-nodes.js";
import { Members } from "./members.js";
import { ImagePlaces } from "./places.js";
import { readProtoJson } from "./proto-json.js";
import { BrokenImage, type ImageSchema } from "./schema.js";
import { readWire } from "./wire.js";

const descriptorFile = "google/protobuf/descriptor.proto";

/** Whether the octets are a FileDescriptorSet: a first field that holds a file whose first field is its name. */
export function isBinaryImage(bytes: Uint8Array): boolean {
  if (bytes[0] !== 0x0a) return false;
  let at = 1;
  while ((bytes[at] ?? 0) > 127 && at < 6) at += 1;
  at += 1;
  if (bytes[at] !== 0x0a) return false;
  const length = bytes[at + 1] ?? 0;
  // A name beyond 127 octets has a second octet of length.
  const start = at + (length > 127 ? 3 : 2);
  const size = length > 127 ? (length & 127) + (bytes[at + 2] ?? 0) * 128 : length;
  return new TextDecoder().decode(bytes.subarray(start, start + size)).endsWith(".proto");
}

/** Whether the text is a FileDescriptorSet in ProtoJSON. */
export const isJsonImage = (text: string): boolean =>
  /^\s*\{\s*"file"\s*:\s*\[/.test(text) && /"name"\s*:\s*"[^"]*\.proto"/.test(text.slice(0, 100_000));

/**
 * Reads a descriptor image (`buf build -o`, `protoc -o`), binary or JSON, into linked files. Custom options are read
 * with the declarations that the image itself holds. Files that buf marks as imports are no entries.
 * @throws Failure `protobuf-image`
 */
export function loadImage(source: Source): Linked {
  try {
    const basis = linkFiles([builtIn(descriptorFile, new Map())]);
    // First what is declared; then, with that, the options and places.
    const plain = linkFiles(filesOf(source, bare(schemaOf(basis))));
    return linkFiles(filesOf(source, schemaOf(plain, basis)));
  } catch (error) {
    if (!(error instanceof BrokenImage) && !(error instanceof SyntaxError)) throw error;
    const at = { file: source.name, line: 1, column: 1 };
    throw new Failure([
      {
        code: "protobuf-image",
        severity: "error",
        message: `${source.name} is no readable descriptor image: ${error.message}`,
        at,
      },
    ]);
  }
}

/** Descriptors are read with our descriptor.proto, whatever the image brings; options with what the image declares. */
function schemaOf(linked: Linked, basis: Linked = linked): ImageSchema {
  const extensions = new Map<string, ProtoField>();
  for (const [, symbols] of linked.symbols.entries()) {
    for (const { kind, declared } of symbols) {
      if (kind !== "extension") continue;
      extensions.set(`${declared.extendee} ${declared.number}`, declared);
      extensions.set(`${declared.extendee} ${declared.fullName}`, declared);
    }
  }
  const find = (name: string) => basis.symbols.all(name)[0] ?? linked.symbols.all(name)[0];
  return {
    message(name) {
      const found = find(name);
      return found?.kind === "message" ? withBufExtension(found.declared) : undefined;
    },
    enum(name) {
      const found = find(name);
      return found?.kind === "enum" ? found.declared : undefined;
    },
    extension: (extendee, which) => extensions.get(`${extendee} ${which}`),
  };
}

/** Without what the declarations of options do not need: half of the work is saved. */
const bare = (schema: ImageSchema): ImageSchema => ({
  ...schema,
  message(name) {
    const found = schema.message(name);
    const fields = found?.fields.filter((field) => field.name !== "options" && field.name !== "source_code_info");
    return found === undefined || fields === undefined ? undefined : { ...found, fields };
  },
});

/** buf's images tell of each file whether it is only imported: a message whose first field is a bool. */
function withBufExtension(message: ProtoMessage): ProtoMessage {
  const pattern = message.fields.find(({ name }) => name === "name");
  if (message.fullName !== "google.protobuf.FileDescriptorProto" || pattern === undefined) return message;
  const raw: ProtoField = {
    ...pattern,
    name: "buf_extension",
    jsonName: "bufExtension",
    number: 8042,
    type: { kind: "scalar", name: "bytes" },
  };
  return { ...message, fields: [...message.fields, raw] };
}

function filesOf(source: Source, schema: ImageSchema): readonly LoadedFile[] {
  const set = schema.message("google.protobuf.FileDescriptorSet");
  if (set === undefined) throw new BrokenImage("there is no descriptor.proto");
  const decoded = isBinaryImage(source.bytes)
    ? readWire(source.bytes, set, schema)
    : readJson(source.text, set, schema);
  const byName = new Map<string, LoadedFile & { imports: LoadedImport[] }>();
  for (const file of new Members(decoded).messages("file")) {
    const loaded = loadedFile(file, source);
    if (!byName.has(loaded.name)) byName.set(loaded.name, loaded);
  }
  for (const file of [...byName.values()]) {
    for (const node of file.node.imports) {
      const imported =
        byName.get(node.path.text) ?? (isWellKnown(node.path.text) ? builtIn(node.path.text, byName) : undefined);
      file.imports.push({ node, ...(imported !== undefined && { file: imported }) });
    }
  }
  if (!byName.has(descriptorFile)) builtIn(descriptorFile, byName);
  return [...byName.values()];
}

function readJson(text: string, set: ProtoMessage, schema: ImageSchema): readonly AggregateFieldNode[] {
  const value: unknown = JSON.parse(text, (key, member: unknown) =>
    // What is a message in JSON becomes the octets that it would be.
    key === "bufExtension"
      ? Buffer.from((member as { isImport?: unknown } | null)?.isImport === true ? [8, 1] : []).toString("base64")
      : member,
  );
  return readProtoJson(value, set, schema);
}

function loadedFile(file: Members, source: Source): LoadedFile & { imports: LoadedImport[] } {
  const name = file.text("name");
  if (name === "") throw new BrokenImage("a file has no name");
  const info = file.message("source_code_info");
  const places = new ImagePlaces(name, { file: source.name, line: 1, column: 1 }, info);
  const node = fileNode(file, places);
  const buf = file.values("buf_extension").at(-1);
  const isImport = buf?.kind === "string" && buf.bytes[0] === 8 && buf.bytes[1] === 1;
  return {
    name,
    shownAs: name,
    node,
    edition: editionOf(node.edition?.text, node.syntax?.text),
    entry: !isImport && !name.startsWith("google/protobuf/"),
    builtIn: false,
    imports: [],
    place: (index) => places.places[index] ?? places.places[0] ?? { file: name, line: 1, column: 1 },
  };
}

function editionOf(edition: string | undefined, syntax: string | undefined): ProtoEdition {
  if (edition === undefined) return syntax === "proto3" ? "proto3" : "proto2";
  const known = (["2023", "2024", "2026"] as const).find((one) => one === edition);
  if (known === undefined) throw new BrokenImage(`edition ${edition} is not known; 2023, 2024 and 2026 are`);
  return known;
}

function builtIn(name: string, byName: Map<string, LoadedFile & { imports: LoadedImport[] }>): LoadedFile {
  const text = wellKnownText(name) ?? "";
  const { node } = parseProto(text);
  const edition = node.syntax?.text === "proto3" ? "proto3" : "proto2";
  const imports: LoadedImport[] = [];
  const file = {
    name,
    shownAs: name,
    node,
    edition,
    entry: false,
    builtIn: true,
    imports,
    place: placer(name, text),
  } as const;
  byName.set(name, file);
  for (const one of node.imports)
    imports.push({ node: one, file: byName.get(one.path.text) ?? builtIn(one.path.text, byName) });
  return file;
}
