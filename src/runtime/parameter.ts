import type { Shape } from "./shape.js";

/** How one parameter or header is written (OpenAPI 3.2, section 4.12.2). Absent members have the default of the place. */
export interface Parameter {
  /** As on the wire. */
  readonly name: string;
  /** In the input, where that differs: header names are lower case there. */
  readonly field?: string;
  readonly required?: true;
  /** Default: `simple` in paths and headers, `form` in queries and cookies. */
  readonly style?: Style;
  /** Default: true for `form`, `cookie` and `deepObject`, else false. */
  readonly explode?: boolean;
  readonly reserved?: true;
  readonly emptyAllowed?: true;
  /** Stands between items instead of the style's own (Swagger 2.0 `tsv`). */
  readonly separator?: string;
  /** The media type of a `content` parameter: JSON is written as such, anything else as text. */
  readonly media?: string;
  readonly shape: Shape;
}

export type Style =
  | "simple"
  | "label"
  | "matrix"
  | "form"
  | "spaceDelimited"
  | "pipeDelimited"
  | "deepObject"
  | "cookie";

/** The value of a parameter cannot be written in its style without saying something else. */
export class Unwritable extends Error {
  override readonly name = "Unwritable";
}

export const fieldOf = ({ field, name }: Parameter): string => field ?? name;

export const isExploded = ({ explode, style }: Parameter, fallback: Style): boolean =>
  explode ?? ["form", "cookie", "deepObject"].includes(style ?? fallback);

export const isJson = (media: string): boolean => /^(?:application|text)\/(?:[^;]*\+)?json\s*(?:;|$)/i.test(media);
