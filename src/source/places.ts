/** Where in the text the objects and arrays of a document, and what is in them, were written. Offsets in code units. */
export interface Places {
  /** Where the object or array begins, or undefined when it is not of this document. */
  start(container: object): number | undefined;
  /** Where a member's key stands; an item's value for arrays. */
  key(container: object, key: string | number): number | undefined;
  /** Where a member's value stands. */
  value(container: object, key: string | number): number | undefined;
}

/** Objects with more members than this get an index by name when they are first asked. */
const scanned = 8;

/**
 * Collects places while a document is being read. Members are kept on a stack until their container is closed; then
 * they are laid down in one row, so that a document of a million nodes costs a few flat arrays.
 */
export class PlaceRecorder implements Places {
  readonly #rowOf = new Map<object, number>();
  readonly #indexOf = new Map<object, ReadonlyMap<string, number>>();
  /** For each container: start, count, where its names begin in `#names` (-1 for arrays), then key and value offsets. */
  #rows = new Int32Array(1024);
  #end = 0;
  readonly #names: string[] = [];
  readonly #openNames: string[] = [];
  readonly #openOffsets: number[] = [];

  /** Begins a container. What is returned must be handed to `close`. */
  open(): number {
    return this.#openNames.length;
  }

  member(name: string, key: number, value: number): void {
    this.#openNames.push(name);
    this.#openOffsets.push(key, value);
  }

  item(value: number): void {
    this.#openNames.push("");
    this.#openOffsets.push(value, value);
  }

  /** Ends the container that was begun when `open` gave `mark`. */
  close(container: object, start: number, mark: number): void {
    const names = this.#openNames;
    const count = names.length - mark;
    const list = Array.isArray(container);
    let row = this.#reserve(3 + 2 * count);
    this.#rowOf.set(container, row);
    const rows = this.#rows;
    rows[row++] = start;
    rows[row++] = count;
    rows[row++] = list ? -1 : this.#names.length;
    const offsets = this.#openOffsets;
    for (let from = 2 * mark; from < offsets.length; from += 1) rows[row++] = offsets[from]!;
    if (!list) for (let from = mark; from < names.length; from += 1) this.#names.push(names[from]!);
    names.length = mark;
    offsets.length = 2 * mark;
  }

  start(container: object): number | undefined {
    const row = this.#rowOf.get(container);
    return row === undefined ? undefined : this.#rows[row];
  }

  key(container: object, key: string | number): number | undefined {
    return this.#slot(container, key, 0);
  }

  value(container: object, key: string | number): number | undefined {
    return this.#slot(container, key, 1);
  }

  #slot(container: object, key: string | number, which: 0 | 1): number | undefined {
    const row = this.#rowOf.get(container);
    if (row === undefined) return undefined;
    const index =
      this.#rows[row + 2] === -1 ? this.#itemIndex(row, Number(key)) : this.#memberIndex(container, row, key);
    return index === undefined ? undefined : this.#rows[row + 3 + 2 * index + which];
  }

  #itemIndex(row: number, index: number): number | undefined {
    return Number.isInteger(index) && index >= 0 && index < this.#rows[row + 1]! ? index : undefined;
  }

  #memberIndex(container: object, row: number, key: string | number): number | undefined {
    const name = String(key);
    const count = this.#rows[row + 1]!;
    const first = this.#rows[row + 2]!;
    if (count <= scanned) {
      for (let index = count - 1; index >= 0; index -= 1) if (this.#names[first + index] === name) return index;
      return undefined;
    }
    let byName = this.#indexOf.get(container);
    if (byName === undefined) {
      byName = new Map(Array.from({ length: count }, (_, index) => [this.#names[first + index]!, index]));
      this.#indexOf.set(container, byName);
    }
    return byName.get(name);
  }

  #reserve(length: number): number {
    const begin = this.#end;
    this.#end += length;
    if (this.#end > this.#rows.length) {
      const wider = new Int32Array(Math.max(this.#rows.length * 2, this.#end));
      wider.set(this.#rows);
      this.#rows = wider;
    }
    return begin;
  }
}
