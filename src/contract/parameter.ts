import type { Location } from "../diagnostics/location.js";

/** How one field of an http input or of an outcome's headers is written (OpenAPI 3.2, section 4.12.2). */
export type Style =
  | "simple"
  | "label"
  | "matrix"
  | "form"
  | "spaceDelimited"
  | "pipeDelimited"
  | "deepObject"
  | "cookie";

export interface HttpParameter {
  readonly place: "path" | "query" | "headers" | "cookies" | "querystring";
  /** As on the wire. Equal to the field's name in the input, but for headers, whose field names are lower case. */
  readonly name: string;
  /** Effective: the default of the place when the contract says nothing. */
  readonly style: Style;
  readonly explode: boolean;
  readonly allowReserved: boolean;
  readonly allowEmptyValue: boolean;
  /** Swagger 2.0 `tsv` and other separators that no style says. */
  readonly separator?: string;
  /** The media type of a `content` parameter; style and explode do not apply then. */
  readonly mediaType?: string;
  readonly at: Location;
}
