import type { Location } from "../diagnostics/location.js";
import type { Extensions } from "./extensions.js";
import type { HttpParameter, Style } from "./parameter.js";
import type { RecordSchema, Schema } from "./schema.js";

/** A body or payload in one media type. */
export interface Content {
  /** As written, parameters included: "application/json; charset=utf-8", "image/*". */
  readonly mediaType: string;
  /** The contract names no media type; `mediaType` is what the reader takes for meant. */
  readonly assumed?: boolean;
  readonly schema: Schema;
  /** For sequential media (SSE, NDJSON, JSON sequences, multipart streams; OpenAPI 3.2 `itemSchema`): one item. */
  readonly item?: Schema;
  /** How the fields of a form or multipart body are written, by field name. */
  readonly encodings: ReadonlyMap<string, Encoding>;
  readonly examples: readonly Example[];
  readonly extensions?: Extensions;
  readonly at: Location;
}

/** OpenAPI Encoding Object, with the defaults filled in that depend on nothing but the encoding itself. */
export interface Encoding {
  readonly contentType?: string;
  readonly style?: Style;
  readonly explode?: boolean;
  readonly allowReserved?: boolean;
  readonly headers: RecordSchema;
  readonly headerStyles: readonly HttpParameter[];
  readonly at: Location;
}

export interface Example {
  readonly name?: string;
  readonly summary?: string;
  /** The value as data. Absent when only a serialised or external form is given. */
  readonly value?: unknown;
  readonly at: Location;
}
