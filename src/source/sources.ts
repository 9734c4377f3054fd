import type { LookupFunction } from "node:net";
import { dirname, isAbsolute, posix, resolve as resolvePath } from "node:path";
import { fileURLToPath } from "node:url";
import { createDisk } from "./disk.js";
import type { Git } from "./git.js";
import { defaultLimits, type Limits, readAll } from "./limits.js";
import { createLines } from "./lines.js";
import { percentDecoded } from "./pointer.js";
import { refusal } from "./refusal.js";
import type { Source, Sources } from "./source.js";
import { textOf } from "./text-of.js";

export interface SourcesOptions {
  /** Where the user stands: relative paths begin here, and names in messages are relative to it. */
  readonly cwd: string;
  /** What "-" reads, once. Without it "-" is refused. */
  readonly stdin?: AsyncIterable<Uint8Array | string>;
  /**
   * Whether URLs that a contract or a redirect names may lead to private addresses. Default: no. URLs that the user
   * names may always.
   */
  readonly allowPrivateAddresses?: boolean;
  readonly limits?: Partial<Limits>;
  /** How host names become addresses. Default: the system's way. */
  readonly lookup?: LookupFunction;
}

/** Where a file is, before it is read. */
type Place =
  | { readonly kind: "stdin" }
  | { readonly kind: "disk"; readonly path: string; readonly exact?: boolean }
  | { readonly kind: "web"; readonly url: URL }
  | { readonly kind: "git"; readonly revision: string; readonly path: string };

/**
 * Files of the disk, standard input ("-"), URLs and revisions of the git repository in which the user stands
 * (`main:api/openapi.yaml`, relative to where the user stands or else to the repository's root).
 * Ids are absolute paths, "-", URLs, and `<revision>:/<path from the root>`.
 */
export function createSources(options: SourcesOptions): Sources {
  const limits: Limits = { ...defaultLimits, ...options.limits };
  const disk = createDisk(options.cwd, limits);
  const opening = new Map<string, Promise<Source>>();
  const opened = new Map<string, Source>();
  const linesOf = new Map<string, ReturnType<typeof createLines>>();
  /** Origins that the user named: what lies there may be asked for though it be private. */
  const trusted = new Set<string>();
  let git: Promise<Git> | undefined;

  const repository = (): Promise<Git> => {
    git ??= import("./git.js").then(({ createGit }) => createGit(options.cwd, limits));
    return git;
  };

  const keep = (name: string, id: string, bytes: Uint8Array): Source => {
    const source = { name, id, bytes, text: textOf(bytes) };
    if (!opened.has(name)) opened.set(name, source);
    return source;
  };

  const once = (id: string, read: () => Promise<Source>): Promise<Source> => {
    const known = opening.get(id) ?? read();
    opening.set(id, known);
    return known;
  };

  const read = (place: Place): Promise<Source> => {
    switch (place.kind) {
      case "stdin":
        return once("-", readStdin);
      case "disk":
        return once(place.path, async () => keep(disk.nameOf(place.path), place.path, await disk.read(place.path)));
      case "web":
        return once(place.url.href, () => readUrl(place.url));
      case "git": {
        const { revision, path } = place;
        return once(`${revision}:/${path}`, async () => {
          const repo = await repository();
          const bytes = await repo.read(revision, path);
          return keep(`${revision}:${fromPrefix(path, await repo.prefix())}`, `${revision}:/${path}`, bytes);
        });
      }
    }
  };

  const readStdin = async (): Promise<Source> => {
    if (options.stdin === undefined) throw refusal("source-unreadable", "there is no standard input to read");
    return keep("-", "-", await readAll(options.stdin, "standard input", limits));
  };

  const readUrl = async (url: URL): Promise<Source> => {
    const { fetchUrl, shownUrl } = await import("./web.js");
    const { allowPrivateAddresses = false, lookup } = options;
    const fetched = await fetchUrl(url, trusted, {
      limits,
      allowPrivateAddresses,
      ...(lookup !== undefined && { lookup }),
    });
    return keep(shownUrl(url), fetched.url.href, fetched.bytes);
  };

  /** What the user typed, or a program asked for. */
  const locate = async (reference: string): Promise<Place> => {
    if (reference === "-") return { kind: "stdin" };
    if (/^https?:\/\//i.test(reference)) {
      const url = webUrl(reference);
      trusted.add(url.origin);
      return { kind: "web", url };
    }
    if (/^file:/i.test(reference)) return { kind: "disk", path: filePath(reference) };
    const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(reference)?.[1];
    if (scheme !== undefined) {
      const fix = "Download the file and name the copy.";
      throw refusal("source-missing", `${scheme} URLs are not fetched: http, https and file are`, fix);
    }
    const path = resolvePath(options.cwd, reference);
    const [, revision, within] = /^([^:]+):(.*)$/s.exec(reference) ?? [];
    if (revision === undefined || within === undefined || isDrive(reference) || (await disk.exists(path))) {
      return { kind: "disk", path };
    }
    return locateInRevision(revision, within);
  };

  const locateInRevision = async (revision: string, written: string): Promise<Place> => {
    const path = written.replaceAll("\\", "/");
    if (path.startsWith("/")) return { kind: "git", revision, path: withinRoot(path.slice(1), revision) };
    const repo = await repository();
    const near = posix.join(await repo.prefix(), path);
    if (path.startsWith("./") || path.startsWith("../"))
      return { kind: "git", revision, path: withinRoot(near, revision) };
    const beside = !near.startsWith("..") && (await repo.exists(revision, clean(near)));
    return { kind: "git", revision, path: withinRoot(beside ? near : path, revision) };
  };

  /** What a file asked for. */
  const locateFrom = async (reference: string, from: Source): Promise<readonly Place[]> => {
    const scheme = isDrive(reference) ? undefined : /^([a-z][a-z0-9+.-]+):/i.exec(reference)?.[1]?.toLowerCase();
    const fromWeb = /^https?:\/\//i.test(from.id);
    const fromGit = !fromWeb && !isAbsolute(from.id) && from.id !== "-" ? /^([^:]+):\/(.*)$/s.exec(from.id) : null;
    if (scheme === "http" || scheme === "https") return [{ kind: "web", url: webUrl(reference) }];
    if (scheme === "file") {
      if (fromWeb || fromGit !== null) throw forbiddenFile(reference, from);
      return [{ kind: "disk", path: filePath(reference) }];
    }
    if (fromWeb) {
      if (scheme !== undefined || isDrive(reference)) throw forbiddenFile(reference, from);
      return [{ kind: "web", url: new URL(reference, from.id) }];
    }
    // As written first: names may hold "%" for themselves.
    const spellings = [...new Set([reference, percentDecoded(reference)])];
    if (fromGit !== null) {
      const [, revision = "", base = ""] = fromGit;
      return spellings.map((spelling) => ({
        kind: "git",
        revision,
        path: withinRoot(
          spelling.startsWith("/") ? spelling.slice(1) : posix.join(posix.dirname(base), spelling),
          revision,
        ),
      }));
    }
    const folder = from.id === "-" ? options.cwd : dirname(from.id);
    const places = spellings.map((spelling): Place => ({ kind: "disk", path: resolvePath(folder, spelling) }));
    if (scheme === undefined || (await disk.exists((places[0] as { path: string }).path))) return places;
    throw refusal("source-missing", `"${reference}" is no file and no http or https URL, so it cannot be opened`);
  };

  const exists = async (place: Place): Promise<boolean> => {
    if (place.kind === "disk") return disk.exists(place.path);
    return place.kind === "git" ? (await repository()).exists(place.revision, place.path) : true;
  };

  return {
    async open(reference, from) {
      if (from === undefined) return read(await locate(reference));
      const [first, second] = await locateFrom(reference, from);
      return read(second !== undefined && !(await exists(first!)) && (await exists(second)) ? second : first!);
    },
    async list(folder, endings) {
      const place = await locate(folder);
      const inside = await placesWithin(place, endings, disk, repository);
      const sources: Source[] = [];
      for (let index = 0; index < inside.length; index += atOnce) {
        sources.push(...(await Promise.all(inside.slice(index, index + atOnce).map(read))));
      }
      return sources;
    },
    line(file, line) {
      const source = opened.get(file);
      if (source === undefined) return undefined;
      const lines = linesOf.get(file) ?? createLines(source.text);
      linesOf.set(file, lines);
      return lines.line(line);
    },
  };
}

/** So many files are read at the same time. */
const atOnce = 32;

async function placesWithin(
  place: Place,
  endings: readonly string[],
  disk: ReturnType<typeof createDisk>,
  repository: () => Promise<Git>,
): Promise<readonly Place[]> {
  switch (place.kind) {
    case "disk":
      return (await disk.list(place.path, endings)).map((path) => ({ kind: "disk", path }));
    case "git": {
      const paths = await (await repository()).list(place.revision, place.path, endings);
      return paths.map((path) => ({ kind: "git", revision: place.revision, path }));
    }
    case "web":
    case "stdin":
      throw refusal("source-unreadable", "the files of a URL or of standard input cannot be listed");
  }
}

/** "C:\api.yaml" is a path and no revision. */
const isDrive = (reference: string): boolean => /^[a-z]:[\\/]/i.test(reference);

const clean = (path: string): string => posix.normalize(path).replace(/^\.$|\/$/, "");

/** A path as it is seen from the folder in which the user stands, when it is below that. */
const fromPrefix = (path: string, prefix: string): string =>
  prefix !== "" && path.startsWith(prefix) ? path.slice(prefix.length) : path;

function withinRoot(path: string, revision: string): string {
  const normal = clean(path);
  if (normal !== ".." && !normal.startsWith("../")) return normal;
  const fix = "Paths in a revision are relative to where you stand, or else to the root of the repository.";
  throw refusal("source-forbidden", `${revision}:${path} leads out of the repository`, fix);
}

function webUrl(reference: string): URL {
  if (!URL.canParse(reference)) throw refusal("source-missing", `"${reference}" is no valid URL`);
  const url = new URL(reference);
  url.hash = "";
  return url;
}

function filePath(reference: string): string {
  try {
    return fileURLToPath(new URL(reference));
  } catch {
    throw refusal("source-missing", `"${reference}" is no valid file URL`);
  }
}

const forbiddenFile = (reference: string, from: Source) =>
  refusal(
    "source-forbidden",
    `${from.name} refers to "${reference}", but a contract from a URL or a revision may not read files of this machine`,
  );
