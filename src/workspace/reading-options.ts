/** What reading a contract takes besides its name. */
export interface ReadingOptions {
  /** OpenAPI Overlay documents, by name, applied in order. */
  readonly overlays?: readonly string[];
  /** Roots below which protobuf imports are looked for. */
  readonly importPaths?: readonly string[];
}
