import type { Location } from "../diagnostics/location.js";
import type { Content } from "./content.js";
import type { Extensions } from "./extensions.js";
import type { HttpParameter } from "./parameter.js";
import type { RecordSchema } from "./schema.js";

/** One way in which an operation may end. */
export interface Outcome {
  /** A status ("200"), a range ("2XX"), "default", a gRPC code ("NOT_FOUND"), "OK", or "reply" for channels. */
  readonly name: string;
  readonly error: boolean;
  readonly doc?: string;
  /** The declared response headers (or message headers of a reply), by lower-case name. */
  readonly headers: RecordSchema;
  /** How each header is written on the wire, in the order of `headers.fields`. */
  readonly headerStyles: readonly HttpParameter[];
  /** One for each media type; empty when the outcome has no body. */
  readonly contents: readonly Content[];
  readonly links: readonly Link[];
  readonly extensions?: Extensions;
  readonly at: Location;
  /** Where a reference leads to what is said, when `at` is the reference. */
  readonly declaredAt?: Location;
}

/** What may be called next, and with what (OpenAPI Link Object). */
export interface Link {
  readonly name: string;
  readonly operationId?: string;
  readonly operationRef?: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly requestBody?: unknown;
  readonly doc?: string;
  readonly at: Location;
}
