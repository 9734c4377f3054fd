/** The version of AsyncAPI that a document is written in. */
export interface Version {
  /** As the contract says: "2.6.0". */
  readonly text: string;
  readonly major: 2 | 3;
  readonly minor: number;
  /** Whether the specification has this version; unknown ones are read like the nearest. */
  readonly known: boolean;
}

/** What `asyncapi:` says, or why there is nothing to be read by it. */
export type VersionReading =
  | { readonly version: Version }
  | { readonly refused: "too old" | "too new" | "no version"; readonly text: string };

const minors: Readonly<Record<2 | 3, number>> = { 2: 6, 3: 1 };

export function readVersion(value: unknown): VersionReading {
  const text = typeof value === "number" ? String(value) : typeof value === "string" ? value.trim() : "";
  const match = /^(\d{1,6})(?:\.(\d{1,6}))?(?:\.(\d{1,6}))?(-[\w.-]+)?$/.exec(text);
  if (match === null) return { refused: "no version", text };
  const major = Number(match[1]);
  const minor = Number(match[2] ?? 0);
  if (major < 2 || text === "2.0.0-rc1") return { refused: "too old", text };
  if (major !== 2 && major !== 3) return { refused: "too new", text };
  const known = minor <= minors[major] && match[4] === undefined && match[3] === "0" && typeof value === "string";
  return { version: { text, major, minor, known } };
}
