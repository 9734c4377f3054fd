import type { Cursor } from "./cursor.js";
import { parseOption } from "./parse-options.js";
import type { MethodNode, OptionNode, ServiceNode, WordNode } from "./syntax.js";
import { tokenKind } from "./tokens.js";

/** `service Name { rpc … }` */
export function parseService(cursor: Cursor): ServiceNode {
  const first = cursor.index;
  const at = cursor.offset;
  cursor.next();
  const name = cursor.identifier("the name of the service");
  const methods: MethodNode[] = [];
  const options: OptionNode[] = [];
  const headEnd = cursor.index;
  cursor.block(`service "${name.text}"`, () => {
    if (cursor.is("option")) options.push(parseOption(cursor));
    else if (cursor.is("rpc")) methods.push(method(cursor));
    else cursor.fail(`"rpc" or "option" is expected in a service, but here is ${cursor.seen()}`);
  });
  const comments = cursor.commentsAround(first, headEnd);
  return { name, methods, options, at, end: cursor.endBefore, ...(comments !== undefined && { comments }) };
}

function method(cursor: Cursor): MethodNode {
  const first = cursor.index;
  const at = cursor.offset;
  cursor.next();
  const name = cursor.identifier("the name of the rpc");
  const input = message(cursor, "the request message");
  cursor.expect("returns", `after the request message of rpc "${name.text}"`);
  const output = message(cursor, "the response message");
  const options: OptionNode[] = [];
  const headEnd = cursor.index;
  if (cursor.is("{")) {
    cursor.block(`rpc "${name.text}"`, () => {
      if (cursor.is("option")) options.push(parseOption(cursor));
      else cursor.fail(`"option" is expected in an rpc, but here is ${cursor.seen()}`);
    });
  } else cursor.expectSemicolon(`after the rpc "${name.text}"`);
  const comments = cursor.commentsAround(first, headEnd);
  return {
    name,
    input: input.type,
    output: output.type,
    requestStream: input.stream,
    responseStream: output.stream,
    options,
    at,
    end: cursor.endBefore,
    ...(comments !== undefined && { comments }),
  };
}

function message(cursor: Cursor, what: string): { readonly type: WordNode; readonly stream: boolean } {
  cursor.expect("(", `before ${what}`);
  const stream = cursor.is("stream") && (cursor.isKind(tokenKind.identifier, 1) || cursor.is(".", 1));
  if (stream) cursor.next();
  const type = cursor.fullName(`the name of ${what}`, true);
  cursor.expect(")", `after ${what}`);
  return { type, stream };
}
