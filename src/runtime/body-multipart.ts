import { isBytes, wireBytes } from "./binary.js";
import { type Codec, type Content, type Field, Unreadable } from "./operation.js";
import { isJson } from "./parameter.js";
import { readHeader } from "./parameter-read.js";
import { isComposite, mediaText, writeHeader } from "./parameter-write.js";
import { inward, outward } from "./passage.js";
import { admitsText, coerce, listIn, recordIn, type Shape } from "./shape.js";
import { chunksOf, streamOf } from "./stream.js";

/** A part that says more about itself than its value does. */
export interface Part<Value = unknown, Headers = Readonly<Record<string, string>>> {
  readonly value: Value;
  readonly filename?: string;
  /** The Content-Type of the part. */
  readonly type?: string;
  readonly headers?: Headers;
}

const marked = Symbol.for("concordat.part");

/** Gives a part of a multipart body a file name, a media type or headers of its own. */
export const part = <Value, Headers = Readonly<Record<string, string>>>(
  value: Value,
  more: Omit<Part<Value, Headers>, "value"> = {},
): Part<Value, Headers> => Object.assign({ value, ...more }, { [marked]: true });

/**
 * `multipart/form-data` and its kin (RFC 7578), each part written as its encoding says (OpenAPI 3.2, section 4.15).
 * Sent as a stream when a part is one, else with its length. Received parts are held in memory up to the server's limit.
 */
export const multipart: Codec = {
  streams: true,
  write(given, content) {
    const value = unpacked(given, outward(plain(given), content, "/body"));
    const boundary = `----part-${crypto.randomUUID()}`;
    const type = `${mediaType(content.media)}; boundary=${boundary}`;
    const pieces = layOut(value, content, boundary);
    const flows = pieces.some((piece) => piece instanceof ReadableStream);
    return { type, body: flows ? streamOf(chunks(pieces)) : new Blob(pieces as BlobPart[], { type }) };
  },
  async read(source, content) {
    const boundary = /;\s*boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(source.type);
    const mark = boundary?.[1] ?? boundary?.[2];
    if (mark === undefined) throw new Unreadable("The multipart body names no boundary");
    const value = assemble(split(await source.bytes(), mark), content);
    return unpacked(value, inward(plain(value), content, "/body"));
  },
};

/** What may be given for a part: its value, or the value with more about it. */
export type Sent<Value> = Value | Part<Value, Readonly<Record<string, unknown>>>;

/** The values without what parts say about themselves: what checks and encoders know. */
function plain(value: unknown): unknown {
  if (!isComposite(value) || Array.isArray(value)) return value;
  const bare = (member: unknown): unknown =>
    isPart(member) ? member.value : Array.isArray(member) && member.some(isPart) ? member.map(bare) : member;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, bare(member)]));
}

/** The values as they came out of checks and codecs, in the parts that they came in. */
function unpacked(given: unknown, values: unknown): unknown {
  if (!isComposite(given) || !isComposite(values)) return values;
  const inPart = (part: unknown, value: unknown): unknown => {
    if (isPart(part)) return Object.assign({}, part, { value, [marked]: true });
    return Array.isArray(part) && Array.isArray(value) && part.some(isPart)
      ? value.map((item, at) => inPart(part[at], item))
      : value;
  };
  const parts = given as Readonly<Record<string, unknown>>;
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, inPart(parts[name], value)]));
}

type BlobPart = string | Uint8Array<ArrayBuffer> | Blob;
type Piece = BlobPart | ReadableStream<Uint8Array>;

function layOut(value: unknown, { fields = [] }: Content, boundary: string): Piece[] {
  const known = new Map(fields.map((field) => [field.name, field]));
  const pieces: Piece[] = [];
  for (const [name, member] of Object.entries(isComposite(value) ? value : {})) {
    if (member === undefined) continue;
    const field: Field = known.get(name) ?? { name, shape: "any" };
    const several = Array.isArray(member) && (field.repeated === true || !known.has(name));
    for (const item of several ? (member as unknown[]) : [member]) pieces.push(...layOutPart(field, item, boundary));
  }
  pieces.push(`--${boundary}--\r\n`);
  return pieces;
}

function layOutPart(field: Field, given: unknown, boundary: string): Piece[] {
  const { value, filename, type, headers } = isPart(given) ? given : ({ value: given } as Part);
  const file = field.binary === true || isBytes(value);
  const media = type ?? mediaOf(field, value, file);
  const name = filename ?? (file ? (value instanceof File ? value.name : field.name) : undefined);
  let head = `--${boundary}\r\ncontent-disposition: form-data; name="${quoted(field.name)}"`;
  if (name !== undefined) head += `; filename="${quoted(name)}"`;
  if (media !== undefined) head += `\r\ncontent-type: ${oneLine(media)}`;
  head += `${headerLines(field, headers as Readonly<Record<string, unknown>> | undefined)}\r\n\r\n`;
  const body: Piece = file
    ? wireBytes(value)
    : mediaText(media ?? (isComposite(value) ? "application/json" : "text/plain"), value);
  return [head, body, "\r\n"];
}

function mediaOf(field: Field, value: unknown, file: boolean): string | undefined {
  const declared = field.media !== undefined && !/[*,]/.test(field.media) ? field.media : undefined;
  if (file) return value instanceof Blob && value.type !== "" ? value.type : (declared ?? "application/octet-stream");
  return declared ?? (isComposite(value) ? "application/json" : undefined);
}

function headerLines({ headers: declared = [] }: Field, given: Readonly<Record<string, unknown>> = {}): string {
  let lines = "";
  for (const [name, value] of Object.entries(given)) {
    const parameter = declared.find((one) => (one.field ?? one.name) === name) ?? { name, shape: "string" as Shape };
    const text = writeHeader(parameter, value);
    if (text !== undefined) lines += `\r\n${oneLine(parameter.name)}: ${text}`;
  }
  return lines;
}

async function* chunks(pieces: readonly Piece[]): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  for (const piece of pieces) {
    if (typeof piece === "string") yield encoder.encode(piece);
    else if (piece instanceof Uint8Array) yield piece;
    else yield* chunksOf(piece instanceof Blob ? piece.stream() : piece);
  }
}

interface RawPart {
  readonly headers: ReadonlyMap<string, string>;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

function assemble(parts: readonly RawPart[], { fields = [], shape = "any" }: Content): unknown {
  const known = new Map(fields.map((field) => [field.name, field]));
  const record = recordIn(shape);
  const values = new Map<string, unknown>();
  for (const raw of parts) {
    const disposition = raw.headers.get("content-disposition") ?? "";
    const name = parameterOf(disposition, "name");
    if (name === undefined) throw new Unreadable("A part of the multipart body has no name");
    const field = known.get(name);
    const own: Shape =
      field?.shape ??
      (record !== undefined && Object.hasOwn(record.fields, name) ? record.fields[name] : record?.rest) ??
      "any";
    const list = field?.repeated === true ? listIn(own) : undefined;
    const value = partValue(raw, field, list?.list ?? own, parameterOf(disposition, "filename"));
    const several = field?.repeated === true ? (values.get(name) as unknown[] | undefined) : undefined;
    if (several !== undefined) several.push(value);
    else values.set(name, field?.repeated === true ? [value] : value);
  }
  return Object.fromEntries(values);
}

function partValue(
  { headers, bytes }: RawPart,
  field: Field | undefined,
  shape: Shape,
  filename: string | undefined,
): unknown {
  const type = headers.get("content-type") ?? "";
  const value =
    field?.binary === true || (field === undefined && filename !== undefined)
      ? new File([bytes], filename ?? field?.name ?? "", { type })
      : textValue(new TextDecoder().decode(bytes), type, shape);
  if (field?.headers === undefined) return value;
  const declared: [string, unknown][] = field.headers.map((one) => [
    one.field ?? one.name,
    readHeader(one, headers.get(one.name.toLowerCase())),
  ]);
  return part(value, {
    ...(filename !== undefined && { filename }),
    ...(type !== "" && { type }),
    headers: Object.fromEntries(declared.filter(([, text]) => text !== undefined)) as Record<string, string>,
  });
}

/** JSON where it is said to be, or where nothing but JSON can be meant. */
function textValue(text: string, type: string, shape: Shape): unknown {
  const structured = recordIn(shape) !== undefined || listIn(shape) !== undefined;
  if (!isJson(type) && !(structured && !admitsText(shape))) return coerce(text, shape);
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

/** Cuts a body at its boundaries (RFC 2046, section 5.1.1). */
function split(bytes: Uint8Array<ArrayBuffer>, boundary: string): RawPart[] {
  const encoder = new TextEncoder();
  const mark = encoder.encode(`\r\n--${boundary}`);
  const opening = mark.subarray(2);
  const parts: RawPart[] = [];
  let at = startsWith(bytes, opening, 0) ? opening.length : after(bytes, mark, 0);
  while (at >= 0 && !(bytes[at] === 45 && bytes[at + 1] === 45)) {
    const start = lineEnd(bytes, at);
    const end = indexOf(bytes, mark, start - 2);
    if (end < 0) throw new Unreadable("The multipart body ends before its last boundary");
    parts.push(rawPart(bytes.subarray(start, Math.max(start, end))));
    at = end + mark.length;
  }
  if (at < 0) throw new Unreadable("The multipart body holds no boundary");
  return parts;
}

function rawPart(bytes: Uint8Array<ArrayBuffer>): RawPart {
  const blank = new Uint8Array([13, 10, 13, 10]);
  const bare = startsWith(bytes, blank.subarray(2), 0);
  const end = bare ? 0 : indexOf(bytes, blank, 0);
  if (end < 0) throw new Unreadable("A part of the multipart body has no end of its headers");
  const headers = new Map<string, string>();
  for (const line of new TextDecoder().decode(bytes.subarray(0, end)).split("\r\n")) {
    const colon = line.indexOf(":");
    if (colon > 0) headers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
  return { headers, bytes: bytes.subarray(end + (bare ? 2 : 4)) };
}

const after = (bytes: Uint8Array, mark: Uint8Array, from: number): number => {
  const found = indexOf(bytes, mark, from);
  return found < 0 ? -1 : found + mark.length;
};

/** Past the line break that ends a boundary, and the blanks before it. */
function lineEnd(bytes: Uint8Array, from: number): number {
  let at = from;
  while (bytes[at] === 32 || bytes[at] === 9) at += 1;
  return bytes[at] === 13 && bytes[at + 1] === 10 ? at + 2 : at;
}

function indexOf(bytes: Uint8Array, wanted: Uint8Array, from: number): number {
  const first = wanted[0] as number;
  for (let at = bytes.indexOf(first, Math.max(0, from)); at >= 0; at = bytes.indexOf(first, at + 1)) {
    if (startsWith(bytes, wanted, at)) return at;
  }
  return -1;
}

const startsWith = (bytes: Uint8Array, wanted: Uint8Array, at: number): boolean =>
  wanted.every((byte, index) => bytes[at + index] === byte);

/** A parameter of Content-Disposition; "filename*" (RFC 8187) is not sent by forms. */
function parameterOf(disposition: string, name: string): string | undefined {
  let text: string | undefined;
  // One after the other, since a quoted value may hold what looks like another parameter.
  for (const match of disposition.matchAll(/;\s*([\w*-]+)=(?:"((?:[^"\\]|\\.)*)"|([^;\s]+))/g)) {
    if (match[1]?.toLowerCase() !== name) continue;
    text = match[2]?.replace(/\\(["\\])/g, "$1") ?? match[3];
    break;
  }
  return text?.replace(/%22/g, '"').replace(/%0D/gi, "\r").replace(/%0A/gi, "\n");
}

/** As browsers write names: quotes and line breaks percent-encoded. */
const quoted = (text: string): string => text.replace(/"/g, "%22").replace(/\r/g, "%0D").replace(/\n/g, "%0A");

const oneLine = (text: string): string => text.replace(/[\r\n]/g, " ");

const mediaType = (media: string): string =>
  (media.split(";")[0] ?? media).trim().replace("multipart/*", "multipart/form-data");

const isPart = (value: unknown): value is Part => typeof value === "object" && value !== null && marked in value;
