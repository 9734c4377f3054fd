import type { ProtoEnum, ProtoField, ProtoMessage, ProtoService } from "../../contract/protobuf.js";
import type { LoadedFile } from "./loaded.js";

/** What a full name may stand for, where names of types and of extensions are looked up. */
export type Declared =
  | { readonly kind: "message"; readonly file: LoadedFile; readonly declared: ProtoMessage }
  | { readonly kind: "enum"; readonly file: LoadedFile; readonly declared: ProtoEnum }
  | { readonly kind: "extension"; readonly file: LoadedFile; readonly declared: ProtoField }
  | { readonly kind: "service"; readonly file: LoadedFile; readonly declared: ProtoService };

export type TypeSymbol = Extract<Declared, { kind: "message" | "enum" }>;

/** What a lookup gave: a symbol, or why there is none. */
export type Lookup =
  | { readonly symbol: Declared }
  | { readonly symbol?: never; readonly reason: "undefined" | "not-imported"; readonly elsewhere?: Declared };

/**
 * All declared names, and protobuf's scoping rules (language guide, "Name resolution"): a relative name is looked for
 * from the innermost scope outward, by its first part; a leading dot means the outermost.
 */
export class SymbolTable {
  readonly #symbols = new Map<string, Declared[]>();
  /** Every prefix of a file's package. */
  readonly #packages = new Map<LoadedFile, ReadonlySet<string>>();
  readonly #visible = new Map<LoadedFile, ReadonlySet<LoadedFile>>();
  readonly #visiblePackages = new Map<LoadedFile, ReadonlySet<string>>();
  readonly #cache = new Map<LoadedFile, Map<string, Lookup>>();

  add(symbol: Declared): void {
    const { fullName } = symbol.declared;
    const list = this.#symbols.get(fullName);
    if (list === undefined) this.#symbols.set(fullName, [symbol]);
    else list.push(symbol);
  }

  /** Everything of this full name, in whatever file. */
  all(fullName: string): readonly Declared[] {
    return this.#symbols.get(fullName) ?? [];
  }

  entries(): Iterable<readonly [string, readonly Declared[]]> {
    return this.#symbols;
  }

  /** The message of this full name that a file sees, or any when it sees none. */
  message(fullName: string, file: LoadedFile): ProtoMessage | undefined {
    const list = this.all(fullName);
    const symbol = list.find((one) => this.sees(file, one.file)) ?? list[0];
    return symbol?.kind === "message" ? symbol.declared : undefined;
  }

  enum(fullName: string, file: LoadedFile): ProtoEnum | undefined {
    const list = this.all(fullName);
    const symbol = list.find((one) => this.sees(file, one.file)) ?? list[0];
    return symbol?.kind === "enum" ? symbol.declared : undefined;
  }

  sees(file: LoadedFile, other: LoadedFile): boolean {
    return this.#visibleFrom(file).has(other);
  }

  /** Looks up the name of a message or an enum from inside a scope ("pkg.Message"). */
  type(name: string, scope: string, file: LoadedFile): Lookup {
    return this.#lookup(name, scope, file, false);
  }

  extension(name: string, scope: string, file: LoadedFile): Lookup {
    return this.#lookup(name, scope, file, true);
  }

  #lookup(name: string, scope: string, file: LoadedFile, extension: boolean): Lookup {
    const key = `${extension ? "x" : "t"}${scope} ${name}`;
    const cache = this.#cache.get(file) ?? new Map<string, Lookup>();
    this.#cache.set(file, cache);
    const known = cache.get(key);
    if (known !== undefined) return known;
    const found = this.#find(name, scope, file, extension);
    cache.set(key, found);
    return found;
  }

  #find(name: string, scope: string, file: LoadedFile, extension: boolean): Lookup {
    const wanted = (symbol: Declared) =>
      extension ? symbol.kind === "extension" : symbol.kind === "message" || symbol.kind === "enum";
    if (name.startsWith(".")) return this.#at(name.slice(1), file, wanted) ?? this.#nowhere([name.slice(1)], wanted);
    const dot = name.indexOf(".");
    const first = dot < 0 ? name : name.slice(0, dot);
    const tried: string[] = [];
    for (let around: string | undefined = scope; around !== undefined; around = outer(around)) {
      const prefix = around === "" ? "" : `${around}.`;
      tried.push(prefix + name);
      if (dot < 0) {
        const found = this.#at(prefix + name, file, wanted);
        if (found !== undefined) return found;
      } else if (this.#isAggregate(prefix + first, file)) {
        // The first part decides: outer scopes are not asked any more.
        return this.#at(prefix + name, file, wanted) ?? this.#nowhere(tried, wanted);
      }
    }
    return this.#nowhere(tried, wanted);
  }

  #at(fullName: string, file: LoadedFile, wanted: (symbol: Declared) => boolean): Lookup | undefined {
    const list = this.#symbols.get(fullName);
    if (list === undefined) return undefined;
    const visible = this.#visibleFrom(file);
    const symbol =
      list.find((one) => one.file === file && wanted(one)) ?? list.find((one) => visible.has(one.file) && wanted(one));
    return symbol === undefined ? undefined : { symbol };
  }

  #nowhere(names: readonly string[], wanted: (symbol: Declared) => boolean): Lookup {
    for (const name of names) {
      const elsewhere = this.#symbols.get(name)?.find(wanted);
      if (elsewhere !== undefined) return { reason: "not-imported", elsewhere };
    }
    return { reason: "undefined" };
  }

  #isAggregate(fullName: string, file: LoadedFile): boolean {
    const visible = this.#visibleFrom(file);
    const declares = this.#symbols.get(fullName)?.some((one) => one.kind !== "extension" && visible.has(one.file));
    return declares === true || this.#packagesSeen(file).has(fullName);
  }

  /** The file itself, what it imports, and what those import publicly. */
  #visibleFrom(file: LoadedFile): ReadonlySet<LoadedFile> {
    const known = this.#visible.get(file);
    if (known !== undefined) return known;
    const visible = new Set([file]);
    const waiting = file.imports.flatMap(({ file: imported }) => imported ?? []);
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      if (visible.has(next)) continue;
      visible.add(next);
      for (const { node, file: imported } of next.imports) {
        if (node.kind === "public" && imported !== undefined) waiting.push(imported);
      }
    }
    this.#visible.set(file, visible);
    return visible;
  }

  #packagesSeen(file: LoadedFile): ReadonlySet<string> {
    const known = this.#visiblePackages.get(file);
    if (known !== undefined) return known;
    const seen = new Set<string>();
    for (const one of this.#visibleFrom(file)) for (const name of this.#packagesOf(one)) seen.add(name);
    this.#visiblePackages.set(file, seen);
    return seen;
  }

  #packagesOf(file: LoadedFile): ReadonlySet<string> {
    const known = this.#packages.get(file);
    if (known !== undefined) return known;
    const names = new Set<string>();
    for (let name = file.node.package?.text ?? ""; name !== ""; name = outer(name) ?? "") names.add(name);
    this.#packages.set(file, names);
    return names;
  }
}

/** The scope around a scope; undefined around the outermost. */
function outer(scope: string): string | undefined {
  if (scope === "") return undefined;
  const dot = scope.lastIndexOf(".");
  return dot < 0 ? "" : scope.slice(0, dot);
}
