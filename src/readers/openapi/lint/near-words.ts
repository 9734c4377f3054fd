import type { Diagnostic } from "../../../diagnostics/diagnostic.js";
import type { Location } from "../../../diagnostics/location.js";
import { alignmentDistance, suggest } from "../../../diagnostics/suggest.js";
import { allMembers, child, items, textOf } from "../node.js";
import type { Visit, Walk } from "./walk.js";

/** Formats of JSON Schema 2020-12 and of OpenAPI's registry, and some that many use. */
const formats = (
  "date-time date time duration email idn-email hostname idn-hostname ipv4 ipv6 uri uri-reference iri iri-reference " +
  "uuid uri-template json-pointer relative-json-pointer regex int8 int16 int32 int64 uint8 uint16 uint32 uint64 float " +
  "double decimal decimal128 double-int single-int byte binary password base64url char commonmark html http-date " +
  "media-range sf-binary sf-boolean sf-decimal sf-integer sf-string sf-token " +
  "ulid cuid cuid2 nanoid uint int bigint number string integer boolean bool"
).split(" ");

const mediaTypes = (
  "application/json application/xml application/x-www-form-urlencoded application/octet-stream application/pdf " +
  "application/zip application/gzip application/x-gzip application/x-tar application/jsonl application/x-ndjson " +
  "application/ndjson application/json-seq application/problem+json application/problem+xml application/hal+json " +
  "application/merge-patch+json application/json-patch+json application/ld+json application/yaml application/x-yaml " +
  "application/javascript application/graphql application/jose application/jwt application/cbor application/msgpack " +
  "application/json5 application/rtf application/soap+xml application/atom+xml application/rss+xml application/csv application/sdp application/xhtml+xml " +
  "multipart/form-data multipart/mixed multipart/related multipart/byteranges " +
  "text/plain text/html text/css text/csv text/xml text/event-stream text/markdown text/javascript text/yaml text/calendar " +
  "image/png image/jpeg image/gif image/webp image/svg+xml image/bmp image/tiff image/avif image/heic image/heif " +
  "audio/mpeg audio/mp3 audio/mp4 audio/wav audio/ogg audio/webm audio/aac audio/flac audio/opus " +
  "video/mp4 video/mpeg video/ogg video/webm video/quicktime"
).split(" ");

/**
 * Formats and media types that nobody knows but that look like known ones. Both are open: others are left alone. The
 * first place in each file is told.
 */
export function nearWords({ visits }: Walk): readonly Diagnostic[] {
  const found = new Map<string, Diagnostic>();
  for (const said of visits.flatMap((visit) => [...formatOf(visit), ...mediaTypesOf(visit)])) {
    const key = `${said.at?.file} ${said.message}`;
    const { line = 0 } = found.get(key)?.at ?? {};
    if (line === 0 || (said.at?.line ?? 0) < line) found.set(key, said);
  }
  return [...found.values()];
}

function formatOf({ kind, node }: Visit): readonly Diagnostic[] {
  if (kind !== "schema" && kind !== "parameter" && kind !== "header" && kind !== "items") return [];
  const format = child(node, "format");
  const word = textOf(format);
  if (format === undefined || word === undefined || formats.includes(word)) return [];
  const near = nearFormat(word);
  return near === undefined ? [] : [note(`The format "${word}" is not a known one`, near, format.at)];
}

/** Digits tell formats from each other: "int128" is no misspelt "int16". */
function nearFormat(word: string): string | undefined {
  const bare = (text: string) => text.toLowerCase().replaceAll(/[-_ ]/g, "");
  const digits = (text: string) => text.replaceAll(/\D/g, "");
  const alike = formats.find((format) => bare(format) === bare(word));
  const near =
    alike ??
    suggest(
      word,
      formats.filter((format) => digits(format) === digits(word)),
    );
  return near !== undefined && (alike !== undefined || alignmentDistance(word, near) <= (word.length < 8 ? 1 : 2))
    ? near
    : undefined;
}

function mediaTypesOf({ kind, node }: Visit): readonly Diagnostic[] {
  const listed = kind === "root" || kind === "operation" ? ["consumes", "produces"] : [];
  const named = listed.flatMap((name) => items(child(node, name)).map((item) => [item.value, item.at] as const));
  const content = allMembers(child(node, "content")).map(([name, { at }]) => [name, at] as const);
  return [...named, ...(holders.has(kind) ? content : [])].flatMap(([value, at]): Diagnostic[] => {
    if (typeof value !== "string") return [];
    const bare = value.split(";")[0]!.trim().toLowerCase();
    if (mediaTypes.includes(bare) || /\*|\/(?:vnd|x|prs)\./.test(bare)) return [];
    const near = suggest(bare, mediaTypes);
    if (near === undefined || alignmentDistance(bare, near) > 2) return [];
    return [note(`The media type "${bare}" is not a known one`, near, at)];
  });
}

const holders = new Set(["response", "requestBody", "parameter", "header"]);

const note = (message: string, near: string, at: Location): Diagnostic => ({
  code: "openapi-word-unknown",
  severity: "note",
  message,
  at,
  fix: `Did you mean "${near}"?`,
});
