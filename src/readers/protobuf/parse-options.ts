import type { Cursor } from "./cursor.js";
import { readFloat, readInteger, readString } from "./literals.js";
import type { AggregateFieldNode, OptionNameNode, OptionNode, ValueNode } from "./syntax.js";
import { tokenKind } from "./tokens.js";

/** `option name = value;` */
export function parseOption(cursor: Cursor): OptionNode {
  const first = cursor.index;
  const at = cursor.offset;
  cursor.expect("option", "at the beginning of an option");
  const name = optionName(cursor);
  cursor.expect("=", "between an option's name and its value");
  const value = parseValue(cursor);
  cursor.expectSemicolon("after the option");
  const comments = cursor.comments(first);
  return { name, value, at, ...(comments !== undefined && { comments }) };
}

/** `[name = value, …]` behind a field, an enum value or an extension range; nothing when there is no bracket. */
export function parseOptionList(cursor: Cursor): readonly OptionNode[] {
  if (!cursor.take("[")) return [];
  const options: OptionNode[] = [];
  do {
    const at = cursor.offset;
    const name = optionName(cursor);
    cursor.expect("=", "between an option's name and its value");
    options.push({ name, value: parseValue(cursor), at });
  } while (cursor.take(","));
  cursor.expect("]", "at the end of the options");
  return options;
}

/** `features.(pb.cpp).string_type`: parts in parentheses are extensions' names. */
function optionName(cursor: Cursor): readonly OptionNameNode[] {
  const parts: OptionNameNode[] = [];
  do {
    if (cursor.take("(")) {
      const { text, at } = cursor.fullName("the name of an extension", true);
      parts.push({ text, at, extension: true });
      cursor.expect(")", "after an extension's name");
    } else parts.push({ ...cursor.identifier("the name of an option"), extension: false });
  } while (cursor.take("."));
  return parts;
}

/** The value of an option: a constant, or a message in text format between braces. */
export function parseValue(cursor: Cursor): ValueNode {
  if (cursor.is("{")) return aggregate(cursor, "}");
  return scalar(cursor);
}

function scalar(cursor: Cursor): ValueNode {
  const at = cursor.offset;
  if (cursor.kind === tokenKind.string) return strings(cursor);
  const negative = cursor.take("-");
  const text = cursor.text();
  if (cursor.kind === tokenKind.identifier) {
    cursor.next();
    return { kind: "identifier", text, negative, at };
  }
  if (cursor.kind === tokenKind.integer) {
    const value = readInteger(text);
    if (value === undefined) cursor.fail(`"${text}" is no integer`);
    cursor.next();
    return { kind: "integer", value: negative ? -value : value, text: negative ? `-${text}` : text, at };
  }
  if (cursor.kind === tokenKind.float) {
    const value = readFloat(text);
    if (value === undefined) cursor.fail(`"${text}" is no number`);
    cursor.next();
    return { kind: "float", value: negative ? -value : value, text: negative ? `-${text}` : text, at };
  }
  return cursor.fail(`a value is expected, but here is ${cursor.seen()}`);
}

/** Literals that follow one another are one string. */
function strings(cursor: Cursor): ValueNode {
  const at = cursor.offset;
  return { kind: "string", bytes: stringBytes(cursor), at };
}

export function stringBytes(cursor: Cursor): Uint8Array {
  const parts: Uint8Array[] = [];
  while (cursor.kind === tokenKind.string) {
    const { bytes, fault } = readString(cursor.text());
    if (fault !== undefined) cursor.report({ offset: cursor.offset, message: fault });
    parts.push(bytes);
    cursor.next();
  }
  const only = parts[0];
  return parts.length === 1 && only !== undefined ? only : Uint8Array.from(parts.flatMap((part) => [...part]));
}

/** A message in text format (protobuf text format language specification), from "{" or "<" to its end. */
function aggregate(cursor: Cursor, close: "}" | ">"): ValueNode {
  return cursor.nested(() => {
    const at = cursor.offset;
    cursor.next();
    const fields: AggregateFieldNode[] = [];
    while (!cursor.take(close)) {
      if (cursor.atEnd) cursor.fail(`"${close}" is expected at the end of the message that begins before`);
      fields.push(aggregateField(cursor));
      if (!cursor.take(",")) cursor.take(";");
    }
    return { kind: "aggregate", fields, at };
  });
}

function aggregateField(cursor: Cursor): AggregateFieldNode {
  const at = cursor.offset;
  const named = aggregateName(cursor);
  const colon = cursor.take(":");
  const opensMessage = cursor.is("{") || cursor.is("<");
  if (!colon && !opensMessage && !cursor.is("["))
    cursor.fail(`":" is expected after "${named.name}", but here is ${cursor.seen()}`);
  return { ...named, value: aggregateValue(cursor), at };
}

function aggregateName(cursor: Cursor): Pick<AggregateFieldNode, "name" | "form"> {
  if (!cursor.take("[")) return { name: cursor.identifier("a field's name").text, form: "field" };
  let name = cursor.fullName("an extension's name or a type URL", true).text;
  let form: AggregateFieldNode["form"] = "extension";
  while (cursor.is("/") || cursor.is("-")) {
    if (cursor.is("/")) form = "any";
    name += cursor.text();
    cursor.next();
    name += cursor.fullName("the rest of a type URL", false).text;
  }
  cursor.expect("]", "after the name in brackets");
  return { name, form };
}

function aggregateValue(cursor: Cursor): ValueNode {
  if (cursor.is("{")) return aggregate(cursor, "}");
  if (cursor.is("<")) return aggregate(cursor, ">");
  if (!cursor.is("[")) return scalar(cursor);
  return cursor.nested(() => {
    const at = cursor.offset;
    cursor.next();
    const items: ValueNode[] = [];
    while (!cursor.take("]")) {
      if (items.length > 0) cursor.expect(",", "between the items of a list");
      items.push(aggregateValue(cursor));
    }
    return { kind: "list", items, at };
  });
}
