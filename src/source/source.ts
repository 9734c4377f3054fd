/** The text of one file, and the name by which people know it. */
export interface Source {
  /** As shown in messages and in `Location.file`. */
  readonly name: string;
  /** What `Sources.open` takes to open it again, and what relative names inside it are resolved against. */
  readonly id: string;
  readonly text: string;
  /** The octets, for descriptor images and for hashing. */
  readonly bytes: Uint8Array;
}

/** Where a reader finds the files that its first file refers to. */
export interface Sources {
  /**
   * Opens a file. `reference` is a path, a URL or `<revision>:<path>`; relative ones are resolved against `from`.
   * Opening the same file twice gives the same object.
   * @throws Failure `source-missing`, `source-is-folder`, `source-unreadable`, `source-too-large`, `source-forbidden`
   */
  open(reference: string, from?: Source): Promise<Source>;
  /** The files below a folder (of the disk or of a git revision), sorted, that end in one of `endings`. */
  list(folder: string, endings: readonly string[]): Promise<readonly Source[]>;
  /** A line, counted from one, of a file that has been opened, for excerpts in messages; `file` as in `Source.name`. */
  line(file: string, line: number): string | undefined;
}
