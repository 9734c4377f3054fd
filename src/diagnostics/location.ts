/** A place in a contract file, counted from one, as editors and CI annotations count. */
export interface Location {
  /** The file as people name it: a path relative to where they stand, a URL, or `<revision>:<path>`. */
  readonly file: string;
  readonly line: number;
  /** In UTF-16 code units, as editors and SARIF count. */
  readonly column: number;
}
