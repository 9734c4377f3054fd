import type { Logger } from "./context.js";
import type { Outgoing, OutgoingHeaders } from "./incoming.js";
import { negotiate } from "./negotiate.js";
import {
  type Content,
  contentFor,
  type Issue,
  type OperationData,
  type Outcome,
  outcomeFor,
  type Passage,
  type Payload,
} from "./operation.js";
import { fieldOf } from "./parameter.js";
import { writeHeader } from "./parameter-write.js";
import { Invalid, outward } from "./passage.js";
import { Problem } from "./problem.js";

/** What a handler gives. Generated code types it: one shape for each status that the contract declares. */
export interface Reply {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, unknown>>;
  /** Which of several media types to answer in. Default: what the caller likes best. */
  readonly contentType?: string;
}

export interface ReplyOptions {
  readonly responses: "throw" | "count" | "off";
  readonly onFault: (operation: string, issues: readonly Issue[]) => void;
  readonly logger: Logger;
}

/** The answer of a handler breaks the contract. */
export class ResponseFault extends Error {
  override readonly name = "ResponseFault";
  readonly issues: readonly Issue[];

  constructor(issues: readonly Issue[]) {
    super("The answer breaks the contract");
    this.issues = issues;
  }
}

/**
 * A reply as an answer: checked, encoded, in the media type that was agreed on.
 * @throws ResponseFault when it breaks the contract and faults are to be loud
 * @throws Problem with 406
 */
export function writeReply(
  operation: OperationData,
  reply: Reply,
  accept: string | undefined,
  options: ReplyOptions,
): Outgoing {
  const outcome = typeof reply?.status === "number" ? outcomeFor(operation.outcomes, reply.status) : undefined;
  if (outcome === undefined)
    throw new ResponseFault([issue("/status", "enum", "is no status that the contract declares")]);
  const headers: OutgoingHeaders = {};
  writeHeaders(headers, outcome, reply, operation, options);
  const { contents } = outcome;
  if (contents === undefined || contents.length === 0) {
    if (reply.body !== undefined)
      fault([issue("/body", "type", "is given where the contract declares none")], operation, options);
    return { status: reply.status, headers };
  }
  if (reply.body === undefined) throw new ResponseFault([issue("/body", "required", "is missing")]);
  const content = contentOf(contents, reply, accept, outcome);
  const payload = written(reply.body, content, operation, options);
  headers["content-type"] ??= payload.type ?? reply.contentType ?? mediaOf(content, reply.body);
  return { status: reply.status, headers, body: payload.body };
}

function contentOf(
  contents: readonly Content[],
  { contentType }: Reply,
  accept: string | undefined,
  outcome: Outcome,
): Content {
  if (contentType !== undefined) {
    const named = contentFor(contents, contentType);
    if (named === undefined)
      throw new ResponseFault([issue("/contentType", "enum", "is none of the media types of the contract")]);
    return named;
  }
  const agreed = negotiate(contents, accept) ?? (outcome.error === true ? contents[0] : undefined);
  if (agreed === undefined) throw new Problem(406, `Available are: ${contents.map(({ media }) => media).join(", ")}`);
  return agreed;
}

function writeHeaders(
  headers: OutgoingHeaders,
  outcome: Outcome,
  reply: Reply,
  operation: OperationData,
  options: ReplyOptions,
): void {
  const declared = outcome.headers;
  if (declared === undefined && reply.headers === undefined) return;
  const given = reply.headers ?? {};
  for (const name of Object.keys(given)) {
    const value = given[name];
    if (value === undefined || declared?.some((parameter) => fieldOf(parameter) === name) === true) continue;
    headers[name.toLowerCase()] = Array.isArray(value) ? value.map(String) : String(value);
  }
  if (declared === undefined) return;
  const values = passed(given, outcome, operation, options) as Readonly<Record<string, unknown>>;
  for (const parameter of declared) {
    const text = writeHeader(parameter, values[fieldOf(parameter)]);
    if (text !== undefined) headers[fieldOf(parameter)] = text;
  }
}

function passed(value: unknown, { headersPassage }: Outcome, operation: OperationData, options: ReplyOptions): unknown {
  if (options.responses === "off") return headersPassage?.encode?.(value as never) ?? value;
  try {
    return outward(value, headersPassage, "/headers");
  } catch (error) {
    if (!(error instanceof Invalid)) throw error;
    fault(error.issues, operation, options);
    return headersPassage?.encode?.(value as never) ?? value;
  }
}

function written(value: unknown, content: Content, operation: OperationData, options: ReplyOptions): Payload {
  if (options.responses === "off") return content.codec.write(encodedAlone(value, content), unchecked(content));
  try {
    if (content.codec.streams === true) return content.codec.write(value, watchedContent(content, operation, options));
    return content.codec.write(outward(value, content, "/body"), content);
  } catch (error) {
    if (!(error instanceof Invalid)) throw error;
    fault(error.issues, operation, options);
    return content.codec.write(encodedAlone(value, content), content);
  }
}

/** Codecs of streams encode by themselves. */
const encodedAlone = (value: unknown, { codec, encode }: Content): unknown =>
  codec.streams === true || encode === undefined ? value : encode(value as never);

function unchecked(content: Content): Content {
  const { check: _, item, ...rest } = content;
  if (item === undefined) return rest;
  const { check: __, ...kept } = item;
  return { ...rest, item: kept };
}

/** What is checked while it streams is past refusing: a fault is told, and ends the stream when faults are to be loud. */
function watchedContent(content: Content, operation: OperationData, options: ReplyOptions): Content {
  const watch = <P extends Passage>(passage: P): P => ({
    ...passage,
    check(value: unknown, issues?: Issue[], path?: string): boolean {
      if (passage.check?.(value) !== false) return true;
      const found: Issue[] = [];
      passage.check(value, found, path ?? "/body");
      if (issues === undefined) tell(found, operation, options);
      issues?.push(...found);
      return options.responses === "count";
    },
  });
  const own = content.check === undefined ? content : watch(content);
  return own.item === undefined ? own : { ...own, item: watch(own.item) };
}

function tell(issues: readonly Issue[], { id }: OperationData, { onFault, logger }: ReplyOptions): void {
  onFault(id, issues);
  logger.error(`${id}: the answer breaks the contract`, { issues });
}

function fault(issues: readonly Issue[], { id }: OperationData, { responses, onFault }: ReplyOptions): void {
  if (responses === "throw") throw new ResponseFault(issues);
  if (responses === "count") onFault(id, issues);
}

const mediaOf = ({ media, codec }: Content, value: unknown): string => {
  if (!media.includes("*")) return media;
  return value instanceof Blob && value.type !== "" ? value.type : (codec.media ?? "application/octet-stream");
};

const issue = (pointer: string, keyword: string, message: string): Issue => ({ pointer, keyword, message });
