import type { Cursor } from "./cursor.js";
import { parseEnum } from "./parse-enum.js";
import { parseOption, parseOptionList } from "./parse-options.js";
import { parseExtensionRanges, parseReserved, signedNumber } from "./parse-ranges.js";
import type { ExtendNode, FieldNode, MessageNode, OneofNode, WordNode } from "./syntax.js";
import { tokenKind } from "./tokens.js";

/** The largest number of a field (29 bits: three of 32 tell the wire type). */
export const maxFieldNumber = 536870911;

type Growing<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer I)[] ? I[] : T[K] };
type Body = Growing<
  Pick<
    MessageNode,
    | "fields"
    | "oneofs"
    | "messages"
    | "enums"
    | "extends"
    | "options"
    | "reserved"
    | "reservedNames"
    | "extensionRanges"
  >
>;

/** `message Name { … }`, behind its visibility. */
export function parseMessage(cursor: Cursor, first: number, visibility: "export" | "local" | undefined): MessageNode {
  const at = cursor.tokens.starts[first] ?? 0;
  cursor.next();
  const name = cursor.identifier("the name of the message");
  const headEnd = cursor.index;
  const body = messageBody(cursor, `message "${name.text}"`);
  const comments = cursor.commentsAround(first, headEnd);
  return {
    name,
    ...body,
    at,
    end: cursor.endBefore,
    ...(visibility !== undefined && { visibility }),
    ...(comments !== undefined && { comments }),
  };
}

function messageBody(cursor: Cursor, what: string): Body {
  const body: Body = {
    fields: [],
    oneofs: [],
    messages: [],
    enums: [],
    extends: [],
    options: [],
    reserved: [],
    reservedNames: [],
    extensionRanges: [],
  };
  cursor.nested(() => cursor.block(what, () => messageStatement(cursor, body)));
  return body;
}

function messageStatement(cursor: Cursor, body: Body): void {
  if (declares(cursor, "oneof")) {
    oneof(cursor, body);
    return;
  }
  if (cursor.is("option") && (cursor.isKind(tokenKind.identifier, 1) || cursor.is("(", 1))) {
    body.options.push(parseOption(cursor));
    return;
  }
  if (cursor.is("reserved")) {
    const { ranges, names } = parseReserved(cursor, maxFieldNumber);
    body.reserved.push(...ranges);
    body.reservedNames.push(...names);
    return;
  }
  if (cursor.is("extensions")) {
    body.extensionRanges.push(...parseExtensionRanges(cursor, maxFieldNumber));
    return;
  }
  if (cursor.is("extend") && !cursor.is("=", 2)) {
    body.extends.push(parseExtend(cursor));
    return;
  }
  const type = parseType(cursor);
  if (type !== undefined) {
    if ("fields" in type) body.messages.push(type);
    else body.enums.push(type);
    return;
  }
  body.fields.push(parseField(cursor));
}

/** A message or an enum with its visibility, when one begins here. */
export function parseType(cursor: Cursor): MessageNode | ReturnType<typeof parseEnum> | undefined {
  const seesVisibility =
    (cursor.is("export") || cursor.is("local")) && (declares(cursor, "message", 1) || declares(cursor, "enum", 1));
  const word = seesVisibility ? cursor.text() : undefined;
  const visibility = word === "export" || word === "local" ? word : undefined;
  const ahead = visibility === undefined ? 0 : 1;
  const isMessage = declares(cursor, "message", ahead);
  if (!isMessage && !declares(cursor, "enum", ahead)) return undefined;
  const first = cursor.index;
  if (visibility !== undefined) cursor.next();
  return isMessage ? parseMessage(cursor, first, visibility) : parseEnum(cursor, first, visibility);
}

/** Whether a declaration begins here: `message M {`, where `message m = 1;` is a field of a type called "message". */
const declares = (cursor: Cursor, keyword: string, ahead = 0): boolean =>
  cursor.is(keyword, ahead) &&
  !cursor.is(".", ahead + 1) &&
  !(cursor.isKind(tokenKind.identifier, ahead + 1) && cursor.is("=", ahead + 2));

function oneof(cursor: Cursor, body: Body): void {
  const first = cursor.index;
  const at = cursor.offset;
  cursor.next();
  const name = cursor.identifier("the name of the oneof");
  const index = body.oneofs.length;
  const options: Growing<OneofNode>["options"] = [];
  const headEnd = cursor.index;
  const declaration: Growing<OneofNode> = { name, options, at, end: at };
  body.oneofs.push(declaration);
  cursor.block(`oneof "${name.text}"`, () => {
    if (cursor.is("option") && (cursor.isKind(tokenKind.identifier, 1) || cursor.is("(", 1)))
      options.push(parseOption(cursor));
    else body.fields.push({ ...parseField(cursor), oneof: index });
  });
  declaration.end = cursor.endBefore;
  const comments = cursor.commentsAround(first, headEnd);
  if (comments !== undefined) declaration.comments = comments;
}

/** `extend Extendee { … }` */
export function parseExtend(cursor: Cursor): ExtendNode {
  const at = cursor.offset;
  cursor.next();
  const extendee = cursor.fullName("the name of the extended message", true);
  const fields: FieldNode[] = [];
  cursor.nested(() =>
    cursor.block(`extend "${extendee.text}"`, () => {
      fields.push(parseField(cursor));
    }),
  );
  return { extendee, fields, at };
}

const labels = ["optional", "required", "repeated"] as const;

function parseField(cursor: Cursor): FieldNode {
  const first = cursor.index;
  const at = cursor.offset;
  // A field may be of a type called "optional"; then "=" follows its name.
  const label = labels.find((word) => cursor.is(word) && !cursor.is("=", 2) && !cursor.is(".", 1));
  if (label !== undefined) cursor.next();
  if (cursor.is("group") && cursor.isKind(tokenKind.identifier, 1)) return group(cursor, first, at, label);
  const { type, key } = fieldType(cursor);
  const name = cursor.identifier(`the name of the field (of type "${type.text}")`);
  const { number, numberAt } = fieldNumber(cursor, name);
  const options = parseOptionList(cursor);
  cursor.expectSemicolon(`after the field "${name.text}"`);
  const comments = cursor.comments(first);
  return {
    name,
    type,
    number,
    numberAt,
    options,
    at,
    end: cursor.endBefore,
    ...(label !== undefined && { label }),
    ...(key !== undefined && { key }),
    ...(comments !== undefined && { comments }),
  };
}

function fieldType(cursor: Cursor): { readonly type: WordNode; readonly key?: WordNode } {
  if (!(cursor.is("map") && cursor.is("<", 1))) return { type: cursor.fullName("a field's type", true) };
  cursor.next();
  cursor.next();
  const key = cursor.fullName("the type of the map's keys", true);
  cursor.expect(",", "between a map's key and value types");
  const type = cursor.fullName("the type of the map's values", true);
  cursor.expect(">", "after a map's value type");
  return { type, key };
}

function fieldNumber(cursor: Cursor, name: WordNode): { readonly number: number; readonly numberAt: number } {
  if (!cursor.is("=")) {
    cursor.fail(
      `the field "${name.text}" has no number: "=" is expected here, not ${cursor.seen()}`,
      `Give it a number that no other field of the message has: "${name.text} = 1;".`,
    );
  }
  cursor.next();
  const numberAt = cursor.offset;
  return { number: signedNumber(cursor, `the number of the field "${name.text}"`), numberAt };
}

/** `optional group Name = 1 { … }` (proto2): a field and its message in one. */
function group(cursor: Cursor, first: number, at: number, label: FieldNode["label"]): FieldNode {
  cursor.next();
  const name = cursor.identifier("the name of the group");
  const { number, numberAt } = fieldNumber(cursor, name);
  const options = parseOptionList(cursor);
  const headEnd = cursor.index;
  const body = messageBody(cursor, `group "${name.text}"`);
  const end = cursor.endBefore;
  const comments = cursor.commentsAround(first, headEnd);
  return {
    name: { text: name.text.toLowerCase(), at: name.at },
    type: name,
    number,
    numberAt,
    options,
    at,
    end,
    group: { name, ...body, at, end },
    ...(label !== undefined && { label }),
    ...(comments !== undefined && { comments }),
  };
}
