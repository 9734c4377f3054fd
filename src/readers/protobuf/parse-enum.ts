import type { Cursor } from "./cursor.js";
import { parseOption, parseOptionList } from "./parse-options.js";
import { parseReserved, signedNumber } from "./parse-ranges.js";
import type { EnumNode, EnumValueNode, OptionNode, RangeNode, ReservedNameNode } from "./syntax.js";

/** The largest number of an enum value: values are int32 on the wire. */
export const maxEnumNumber = 2147483647;

/** `enum Name { … }`, behind its visibility. */
export function parseEnum(cursor: Cursor, first: number, visibility: "export" | "local" | undefined): EnumNode {
  const at = cursor.tokens.starts[first] ?? 0;
  cursor.next();
  const name = cursor.identifier("the name of the enum");
  const values: EnumValueNode[] = [];
  const options: OptionNode[] = [];
  const reserved: RangeNode[] = [];
  const reservedNames: ReservedNameNode[] = [];
  const headEnd = cursor.index;
  cursor.block(`enum "${name.text}"`, () => {
    if (cursor.is("option") && !cursor.is("=", 1)) options.push(parseOption(cursor));
    else if (cursor.is("reserved") && !cursor.is("=", 1)) {
      const { ranges, names } = parseReserved(cursor, maxEnumNumber);
      reserved.push(...ranges);
      reservedNames.push(...names);
    } else values.push(enumValue(cursor));
  });
  const comments = cursor.commentsAround(first, headEnd);
  return {
    name,
    values,
    options,
    reserved,
    reservedNames,
    at,
    end: cursor.endBefore,
    ...(visibility !== undefined && { visibility }),
    ...(comments !== undefined && { comments }),
  };
}

function enumValue(cursor: Cursor): EnumValueNode {
  const first = cursor.index;
  const name = cursor.identifier("the name of an enum value");
  cursor.expect("=", `between the enum value "${name.text}" and its number`);
  const numberAt = cursor.offset;
  const number = signedNumber(cursor, "the number of the enum value");
  const options = parseOptionList(cursor);
  cursor.expectSemicolon(`after the enum value "${name.text}"`);
  const comments = cursor.comments(first);
  return {
    name,
    number,
    numberAt,
    options,
    at: name.at,
    end: cursor.endBefore,
    ...(comments !== undefined && { comments }),
  };
}
