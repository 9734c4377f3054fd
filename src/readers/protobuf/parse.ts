import { Cursor, type SyntaxFault } from "./cursor.js";
import { parseExtend, parseType } from "./parse-message.js";
import { parseOption, stringBytes } from "./parse-options.js";
import { parseService } from "./parse-service.js";
import type {
  CommentsNode,
  EnumNode,
  ExtendNode,
  FileNode,
  ImportNode,
  MessageNode,
  OptionNode,
  ServiceNode,
  WordNode,
} from "./syntax.js";
import { tokenise, tokenKind } from "./tokens.js";

/** A file's syntax, as far as it could be read, and what is wrong with it. */
export interface ParsedFile {
  readonly node: FileNode;
  readonly faults: readonly SyntaxFault[];
}

/**
 * Parses one .proto file: proto2, proto3 or an edition (protobuf language specifications). Never throws and never
 * hangs: what cannot be read is a fault with its place, and reading goes on at the next statement.
 */
export function parseProto(text: string): ParsedFile {
  const cursor = new Cursor(tokenise(text));
  const file = new FileParser(cursor);
  while (!cursor.atEnd) {
    if (cursor.take(";")) continue;
    const start = cursor.index;
    cursor.statement(() => file.statement());
    if (cursor.is("}") || cursor.index === start) strayToken(cursor, start);
  }
  return { node: file.node(), faults: cursor.faults };
}

function strayToken(cursor: Cursor, start: number): void {
  if (cursor.is("}")) {
    cursor.report({
      offset: cursor.offset,
      message: 'this "}" closes nothing',
      fix: 'Remove it, or add the "{" that it should close.',
    });
  }
  if (cursor.is("}") || cursor.index === start) cursor.next();
}

const decoder = new TextDecoder();

class FileParser {
  readonly #cursor: Cursor;
  readonly #imports: ImportNode[] = [];
  readonly #options: OptionNode[] = [];
  readonly #messages: MessageNode[] = [];
  readonly #enums: EnumNode[] = [];
  readonly #services: ServiceNode[] = [];
  readonly #extends: ExtendNode[] = [];
  #syntax: WordNode | undefined;
  #edition: WordNode | undefined;
  #package: WordNode | undefined;
  #comments: CommentsNode | undefined;
  #first = true;

  constructor(cursor: Cursor) {
    this.#cursor = cursor;
  }

  node(): FileNode {
    return {
      imports: this.#imports,
      options: this.#options,
      messages: this.#messages,
      enums: this.#enums,
      services: this.#services,
      extends: this.#extends,
      ...(this.#syntax !== undefined && { syntax: this.#syntax }),
      ...(this.#edition !== undefined && { edition: this.#edition }),
      ...(this.#package !== undefined && { package: this.#package }),
      ...(this.#comments !== undefined && { comments: this.#comments }),
    };
  }

  statement(): void {
    const cursor: Cursor = this.#cursor;
    const isFirst = this.#first;
    this.#first = false;
    if (cursor.is("syntax") || cursor.is("edition")) this.#language(isFirst);
    else if (cursor.is("package")) this.#packageName();
    else if (cursor.is("import")) this.#imports.push(importStatement(cursor));
    else if (cursor.is("option")) this.#options.push(parseOption(cursor));
    else if (cursor.is("service")) this.#services.push(parseService(cursor));
    else if (cursor.is("extend")) this.#extends.push(parseExtend(cursor));
    else {
      const type = parseType(cursor);
      if (type === undefined) {
        cursor.fail(
          `a message, enum, service, extend, import, package or option is expected, but here is ${cursor.seen()}`,
        );
      }
      if ("fields" in type) this.#messages.push(type);
      else this.#enums.push(type);
    }
  }

  #language(isFirst: boolean): void {
    const cursor: Cursor = this.#cursor;
    const first = cursor.index;
    const keyword = cursor.is("syntax") ? "syntax" : "edition";
    const at = cursor.offset;
    cursor.next();
    cursor.expect("=", `after "${keyword}"`);
    if (cursor.kind !== tokenKind.string)
      cursor.fail(`a string is expected after "${keyword} =", but here is ${cursor.seen()}`);
    const word = { text: decoder.decode(stringBytes(cursor)), at };
    cursor.expectSemicolon(`after the ${keyword}`);
    if (!isFirst) {
      cursor.report({
        offset: at,
        message: `"${keyword}" is not the first statement of the file`,
        fix: "Move it to the top.",
      });
      if (this.#syntax !== undefined || this.#edition !== undefined) return;
    }
    if (keyword === "syntax") this.#syntax = word;
    else this.#edition = word;
    this.#comments ??= cursor.comments(first);
  }

  #packageName(): void {
    const cursor: Cursor = this.#cursor;
    const first = cursor.index;
    cursor.next();
    const name = cursor.fullName("the package's name", false);
    cursor.expectSemicolon("after the package");
    if (this.#package !== undefined)
      cursor.report({ offset: name.at, message: "the file has a second package statement" });
    this.#package ??= name;
    this.#comments = cursor.comments(first) ?? this.#comments;
  }
}

function importStatement(cursor: Cursor): ImportNode {
  const first = cursor.index;
  const at = cursor.offset;
  cursor.next();
  const kind = (["public", "weak", "option"] as const).find((word) => cursor.take(word)) ?? "plain";
  if (cursor.kind !== tokenKind.string)
    cursor.fail(`the name of a file in quotes is expected, but here is ${cursor.seen()}`);
  const pathAt = cursor.offset;
  const path = { text: decoder.decode(stringBytes(cursor)), at: pathAt };
  cursor.expectSemicolon("after the import");
  const comments = cursor.comments(first);
  return { path, kind, at, ...(comments !== undefined && { comments }) };
}
