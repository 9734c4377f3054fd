import type { Content } from "../contract/content.js";
import type { Schema } from "../contract/schema.js";

/** How a body in a media type is written, and which codec of the runtime does it. */
export type MediaKind = "json" | "text" | "form" | "multipart" | "events" | "lines" | "jsonSequence" | "bytes";

export const codecFiles: Readonly<Record<MediaKind, string>> = {
  json: "body-json.ts",
  text: "body-text.ts",
  form: "body-form.ts",
  multipart: "body-multipart.ts",
  events: "body-events.ts",
  lines: "body-lines.ts",
  jsonSequence: "body-lines.ts",
  bytes: "body-bytes.ts",
};

/** Follows references to what they mean. */
export type Meaning = (schema: Schema) => Schema;

export function mediaKind({ mediaType, schema }: Content, meaning: Meaning): MediaKind {
  const media = (mediaType.split(";")[0] ?? "").trim().toLowerCase();
  const meant = meaning(schema);
  if (media === "text/event-stream") return "events";
  if (
    /^application\/(?:x-)?(?:ndjson|jsonl|jsonlines|json-lines|json-stream)$|^text\/(?:x-)?(?:ndjson|jsonl)$|\+ndjson$/.test(
      media,
    )
  )
    return "lines";
  if (/^application\/json-seq$|\+json-seq$/.test(media)) return "jsonSequence";
  if (/^(?:application|text|[a-z]+)\/(?:[^;]*\+)?json$/.test(media)) return "json";
  if (media === "application/x-www-form-urlencoded") return "form";
  if (media.startsWith("multipart/")) return meant.kind === "record" ? "multipart" : "bytes";
  if (media.includes("*"))
    return isBinary(meant) ? "bytes" : isStructured(meant) ? "json" : media === "text/*" ? "text" : "bytes";
  if (media.startsWith("text/")) return isBinary(meant) ? "bytes" : "text";
  return "bytes";
}

/** Records, lists and the like: what text cannot say by itself. */
export const isStructured = ({ kind }: Schema): boolean =>
  kind === "record" || kind === "list" || kind === "map" || kind === "union";

/** Octets, not a base64 text. */
export function isBinary(schema: Schema): boolean {
  if (schema.kind !== "scalar" || schema.assertions?.contentEncoding !== undefined) return false;
  if (schema.type === "bytes") return schema.format !== "byte";
  return (
    schema.type === "string" &&
    (schema.format === "binary" ||
      /^(?:image|audio|video)\/|octet-stream/.test(schema.assertions?.contentMediaType ?? ""))
  );
}
