import { Failure } from "../../diagnostics/failure.js";
import type { Source, Sources } from "../../source/source.js";
import { bufRoots } from "./buf-roots.js";
import { spareFiles } from "./spare-files.js";
import { isWellKnown } from "./well-known.js";

/** What an import name leads to. */
export type Found =
  | { readonly kind: "source"; readonly source: Source; readonly guessed: boolean }
  | { readonly kind: "built-in" }
  | { readonly kind: "missing" };

/** How far up from an importing file its root is looked for. */
const maxClimb = 12;

/**
 * Finds imported files. protobuf names imports from roots that no file states; so the roots are worked out: an import
 * "a/b.proto" that is met by an entry ".../proto/a/b.proto" tells that ".../proto" is one.
 */
export class ImportFinder {
  readonly #entries: readonly Source[];
  readonly #sources: Sources;
  readonly #importPaths: readonly string[];
  readonly #byBaseName = new Map<string, Source[]>();
  readonly #names = new Map<Source, string>();
  readonly #found = new Map<string, Source | undefined>();
  readonly #roots = new Set<string>();
  /** The roots of buf workspaces, by the folder from which they were looked for. */
  readonly #workspaces = new Map<string, readonly string[]>();

  constructor(entries: readonly Source[], sources: Sources, importPaths: readonly string[]) {
    this.#entries = entries;
    this.#sources = sources;
    this.#importPaths = importPaths;
    for (const entry of entries) {
      const base = baseName(entry.id);
      const list = this.#byBaseName.get(base);
      if (list === undefined) this.#byBaseName.set(base, [entry]);
      else list.push(entry);
    }
  }

  async find(path: string, from: Source | undefined): Promise<Found> {
    const fits = this.#entriesNamed(path);
    const entry = nearest(
      fits.filter((one) => !isLongerByPackage(one, path)),
      from,
    );
    if (entry !== undefined) return this.#named(entry, path, false);
    for (const root of isRelative(path) ? this.#importPaths : []) {
      const source = await this.#open(`${root.replace(/\/$/, "")}/${path}`, undefined);
      if (source !== undefined) return this.#named(source, path, false);
    }
    if (isWellKnown(path)) return { kind: "built-in" };
    if (from !== undefined && isRelative(path)) {
      for (let up = 0; up <= Math.min(maxClimb, folders(from.id)); up += 1) {
        const source = await this.#open(`${"../".repeat(up)}${path}`, from);
        if (source !== undefined) return this.#named(source, path, false);
      }
    }
    if (from !== undefined && isRelative(path) && !isUrl(from.id)) {
      const key = folderOf(from.id);
      const roots =
        this.#workspaces.get(key) ?? (await bufRoots(from, this.#sources, Math.min(maxClimb, folders(from.id))));
      this.#workspaces.set(key, roots);
      for (const root of roots) {
        const source = await this.#open(`${root}${path}`, from);
        if (source !== undefined) return this.#named(source, path, false);
      }
    }
    if (fits.length === 0 && spareFiles.has(path)) return { kind: "built-in" };
    const guess = nearest(fits, from) ?? this.#guess(path);
    return guess === undefined ? { kind: "missing" } : this.#named(guess, path, true);
  }

  /** The name by which a file is, or would be, imported. */
  nameOf(source: Source, packageName: string): string {
    const known = this.#names.get(source);
    if (known !== undefined) return known;
    const id = slashed(source.id);
    const roots = [...this.#roots, ...this.#importPaths.map((path) => `${slashed(path).replace(/\/$/, "")}/`)];
    const root = roots.filter((one) => id.startsWith(one)).sort((a, b) => b.length - a.length)[0];
    if (root !== undefined) return id.slice(root.length);
    const ofPackage = `${packageName.replaceAll(".", "/")}/${baseName(id)}`;
    if (packageName !== "" && id.endsWith(`/${ofPackage}`)) return ofPackage;
    return id.slice(this.#commonFolder().length);
  }

  #named(source: Source, path: string, guessed: boolean): Found {
    if (!this.#names.has(source)) this.#names.set(source, path);
    const id = slashed(source.id);
    if (id.endsWith(`/${path}`)) this.#roots.add(id.slice(0, -path.length));
    return { kind: "source", source, guessed };
  }

  /** The entries that have this name below some root. */
  #entriesNamed(path: string): readonly Source[] {
    return (this.#byBaseName.get(baseName(path)) ?? []).filter(
      ({ id }) => slashed(id) === path || slashed(id).endsWith(`/${path}`),
    );
  }

  /** A file whose path ends in the last parts of the import, when there is only one such entry. */
  #guess(path: string): Source | undefined {
    const parts = path.split("/");
    for (let drop = 1; drop < parts.length - 1; drop += 1) {
      const rest = parts.slice(drop).join("/");
      const fits = (this.#byBaseName.get(baseName(path)) ?? []).filter(({ id }) => slashed(id).endsWith(`/${rest}`));
      if (fits.length === 1) return fits[0];
    }
    return undefined;
  }

  async #open(reference: string, from: Source | undefined): Promise<Source | undefined> {
    const key = from === undefined ? reference : `${folderOf(from.id)}|${reference}`;
    if (this.#found.has(key)) return this.#found.get(key);
    let source: Source | undefined;
    try {
      source = await this.#sources.open(reference, from);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
    }
    this.#found.set(key, source);
    return source;
  }

  #commonFolder(): string {
    const [first, ...others] = this.#entries.map(({ id }) => folderOf(slashed(id)));
    let common = first ?? "";
    for (const other of others) while (!other.startsWith(common)) common = folderOf(common.slice(0, -1));
    return common;
  }
}

const slashed = (id: string): string => id.replaceAll("\\", "/");
const baseName = (id: string): string => slashed(id).slice(slashed(id).lastIndexOf("/") + 1);
const folderOf = (id: string): string => slashed(id).slice(0, slashed(id).lastIndexOf("/") + 1);
const isUrl = (id: string): boolean => /^[a-z][a-z0-9+.-]*:\/\//i.test(id);

/** How many folders a file lies in. */
const folders = (id: string): number => slashed(id).split("/").length - (isUrl(id) ? 4 : 1);

/** Import names are paths below a root: nothing absolute, no URL, no way out. */
const isRelative = (path: string): boolean => !/^\/|^[A-Za-z][A-Za-z0-9+.-]*:|(?:^|\/)\.\.?(?:\/|$)|\\/.test(path);

/** Whether a file lies where its package says, and the package says more than the import: "buf/validate/…" for "validate/…". */
function isLongerByPackage({ id, text }: Source, path: string): boolean {
  const name = /(?:^|\n)\s*package\s+([\w.]+)\s*;/.exec(text)?.[1];
  if (name === undefined) return false;
  const ofPackage = `${name.replaceAll(".", "/")}/${baseName(id)}`;
  return (
    ofPackage.length > path.length && `/${slashed(id)}`.endsWith(`/${ofPackage}`) && ofPackage.endsWith(`/${path}`)
  );
}

/** Of several files of one name, the one that shares most of its path with the importing file. */
function nearest(fits: readonly Source[], from: Source | undefined): Source | undefined {
  if (fits.length < 2 || from === undefined) return fits[0];
  const shared = ({ id }: Source): number => {
    let length = 0;
    while (length < id.length && id[length] === from.id[length]) length += 1;
    return length;
  };
  return [...fits].sort((a, b) => shared(b) - shared(a))[0];
}
