import { commentsOf } from "./comments.js";
import type { CommentsNode, WordNode } from "./syntax.js";
import { type Tokens, tokenKind } from "./tokens.js";

/** A syntax error: what is wrong at an offset, and how to mend it when that can be said. */
export interface SyntaxFault {
  readonly offset: number;
  readonly message: string;
  readonly fix?: string;
}

/** Thrown inside the parser to leave a statement; caught where statements begin. */
export class Unreadable extends Error {
  readonly fault: SyntaxFault;

  constructor(fault: SyntaxFault) {
    super(fault.message);
    this.fault = fault;
  }
}

/** After so many errors the rest of a file says nothing new. */
const maxFaults = 30;
const maxDepth = 100;

/** Reads tokens one by one, and collects what is wrong. */
export class Cursor {
  readonly tokens: Tokens;
  readonly faults: SyntaxFault[];
  /** The index of the token that is next. */
  index = 0;
  #depth = 0;

  constructor(tokens: Tokens) {
    this.tokens = tokens;
    this.faults = tokens.faults.slice(0, maxFaults).map((fault) => ({ ...fault }));
  }

  get kind(): number {
    return this.tokens.kinds[this.index] ?? tokenKind.end;
  }

  get offset(): number {
    return this.tokens.starts[this.index] ?? this.tokens.text.length;
  }

  get atEnd(): boolean {
    return this.kind === tokenKind.end;
  }

  /** Where the token before ends. */
  get endBefore(): number {
    return this.index === 0 ? 0 : (this.tokens.ends[this.index - 1] ?? 0);
  }

  text(ahead = 0): string {
    const index = this.index + ahead;
    return this.tokens.text.slice(this.tokens.starts[index], this.tokens.ends[index]);
  }

  is(text: string, ahead = 0): boolean {
    const index = this.index + ahead;
    const start = this.tokens.starts[index] ?? 0;
    return (this.tokens.ends[index] ?? 0) - start === text.length && this.tokens.text.startsWith(text, start);
  }

  isKind(kind: number, ahead = 0): boolean {
    return this.tokens.kinds[this.index + ahead] === kind;
  }

  next(): void {
    if (!this.atEnd) this.index += 1;
  }

  take(text: string): boolean {
    if (!this.is(text)) return false;
    this.next();
    return true;
  }

  expect(text: string, where: string): void {
    if (!this.take(text)) this.fail(`"${text}" is expected ${where}, but here is ${this.seen()}`);
  }

  /** Ends a statement. A forgotten semicolon at the end of a line costs nothing but the message. */
  expectSemicolon(where: string): void {
    if (this.take(";")) return;
    const onNewLine = this.tokens.text.slice(this.endBefore, this.offset).includes("\n");
    if (!onNewLine && !this.atEnd && !this.is("}")) this.fail(`";" is expected ${where}, but here is ${this.seen()}`);
    this.report({
      offset: this.endBefore,
      message: `";" is missing ${where}`,
      fix: "Put a semicolon at the end of the statement.",
    });
  }

  identifier(what: string): WordNode {
    if (this.kind !== tokenKind.identifier) this.fail(`${what} is expected, but here is ${this.seen()}`);
    const word = { text: this.text(), at: this.offset };
    this.next();
    return word;
  }

  /** `a.b.c`, with a leading dot when `dotted` allows one. */
  fullName(what: string, dotted: boolean): WordNode {
    const at = this.offset;
    let text = dotted && this.take(".") ? "." : "";
    text += this.identifier(what).text;
    while (this.is(".")) {
      this.next();
      text += `.${this.identifier(`the rest of ${what}`).text}`;
    }
    return { text, at };
  }

  /** Comments of a declaration whose head ends with the token before the next one. */
  comments(first: number): CommentsNode | undefined {
    return commentsOf(this.tokens, first, this.index - 1);
  }

  /** Comments of a declaration whose head ends with the token at `headEnd`: the "{" of its block. */
  commentsAround(first: number, headEnd: number): CommentsNode | undefined {
    return commentsOf(this.tokens, first, headEnd);
  }

  /** What the next token is, for messages. */
  seen(): string {
    if (this.atEnd) return "the end of the file";
    const text = this.text();
    return `"${text.length > 40 ? `${text.slice(0, 40)}…` : text}"`;
  }

  fail(message: string, fix?: string): never {
    throw new Unreadable({ offset: this.offset, message, ...(fix !== undefined && { fix }) });
  }

  report(fault: SyntaxFault): void {
    if (this.faults.length < maxFaults) this.faults.push(fault);
  }

  /** Runs what reads something nested, and refuses to go deeper than any real contract does. */
  nested<T>(read: () => T): T {
    if (this.#depth >= maxDepth) this.fail(`declarations are nested more than ${maxDepth} levels deep`);
    this.#depth += 1;
    try {
      return read();
    } finally {
      this.#depth -= 1;
    }
  }

  /** Reads one statement; when that fails, tells why and goes on behind it. */
  statement(read: () => void): void {
    const start = this.index;
    try {
      read();
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      this.report(error.fault);
      this.skip(start);
    }
  }

  /** Reads the statements of a block up to and including its "}". */
  block(what: string, read: () => void): void {
    const open = this.offset;
    this.expect("{", `at the beginning of ${what}`);
    while (!this.is("}")) {
      if (this.atEnd) {
        this.report({ offset: open, message: `the "{" of ${what} is never closed`, fix: 'Add the missing "}".' });
        return;
      }
      if (!this.take(";")) this.statement(read);
    }
    this.next();
  }

  /** Goes behind the end of the statement that began at `start`: its ";", or the "}" of its block. */
  skip(start: number): void {
    let depth = 0;
    for (let index = start; index < this.index; index += 1) {
      const text = this.tokens.text[this.tokens.starts[index] ?? 0];
      if (this.tokens.kinds[index] !== tokenKind.symbol) continue;
      if (text === "{") depth += 1;
      if (text === "}" && depth > 0) depth -= 1;
    }
    while (!this.atEnd) {
      if (this.is("{")) depth += 1;
      else if (this.is("}")) {
        if (depth === 0) return;
        depth -= 1;
        if (depth === 0) {
          this.next();
          this.take(";");
          return;
        }
      } else if (depth === 0 && this.is(";")) {
        this.next();
        return;
      }
      this.next();
    }
  }
}
