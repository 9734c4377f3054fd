/** One file that a target wants: where it goes, and what lays it out. */
export type Page = LaidOutPage | PrintedPage | CopiedPage;

interface PageBase {
  /** Below the output folder, with `/` between segments. */
  readonly path: string;
  /** Written when absent and then left to its owner: it carries no header and is never overwritten. */
  readonly once?: boolean;
}

/** A page that a Handlebars template lays out. */
export interface LaidOutPage extends PageBase {
  /** Below `templates/`. */
  readonly template: string;
  readonly view: object;
}

/** A page that printers have printed already; the header is added when it is written. */
export interface PrintedPage extends PageBase {
  readonly text: string;
}

/** A file of `src/runtime/`, copied byte for byte. */
export interface CopiedPage extends PageBase {
  /** Below `src/runtime/`. */
  readonly runtime: string;
}
