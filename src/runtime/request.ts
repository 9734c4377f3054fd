import { writeForm } from "./body-form.js";
import type { Call } from "./call.js";
import {
  type Content,
  contentFor,
  type Issue,
  type OperationData,
  type Passage,
  type Payload,
  type Place,
} from "./operation.js";
import { fieldOf, type Parameter, Unwritable } from "./parameter.js";
import { isComposite, mediaText, writeCookie, writeHeader, writePath, writeQuery } from "./parameter-write.js";
import { Invalid, outward } from "./passage.js";
import { percentEncode } from "./percent.js";

/** What an operation takes, grouped by place. */
export interface Input {
  readonly path?: unknown;
  readonly query?: unknown;
  readonly headers?: unknown;
  readonly cookies?: unknown;
  readonly querystring?: unknown;
  readonly body?: unknown;
  /** Which of several media types the body is written in. Default: the contract's first. */
  readonly contentType?: string;
}

type Values = Readonly<Record<string, unknown>>;

/**
 * An input as a request: checked, encoded, laid out.
 * @throws Invalid with the issues of the input
 */
export function writeRequest(
  operation: OperationData,
  input: Input,
  baseUrl: string,
): Pick<Call, "request" | "replayable"> {
  const headers: Record<string, string> = {};
  const accept = acceptOf(operation);
  if (accept !== "") headers["accept"] = accept;
  const values = operation.path.length > 1 ? placeOf(operation, input, "path") : {};
  let url = baseUrl;
  for (const [index, part] of operation.path.entries()) {
    url +=
      typeof part === "string"
        ? part
        : at("path", part, () => writePath(part, values[part.name], isAlone(operation.path, index)));
  }
  if (operation.path.length > 1 && dotSegment.test(url.slice(baseUrl.length)))
    throw new Invalid([issue("/path", "style", "would make the path lead elsewhere")]);
  url = withQuery(url, operation, input);
  if (operation.headers !== undefined) {
    const given = placeOf(operation, input, "headers");
    for (const parameter of operation.headers) {
      const text = at("headers", parameter, () => writeHeader(parameter, given[fieldOf(parameter)]));
      if (text !== undefined) headers[parameter.name.toLowerCase()] = text;
    }
  }
  if (operation.cookies !== undefined) {
    const given = placeOf(operation, input, "cookies");
    const cookies = operation.cookies.flatMap((parameter) =>
      at("cookies", parameter, () => writeCookie(parameter, given[parameter.name])),
    );
    if (cookies.length > 0) headers["cookie"] = cookies.join("; ");
  }
  const payload = writeBody(operation, input, headers);
  const body = payload?.body;
  return {
    request: { method: operation.method, url, headers, ...(body !== undefined && { body }) },
    replayable: !(body instanceof ReadableStream),
  };
}

/** What every reader of URLs takes out of a path, together with what stands before it. */
const dotSegment = /\/(?:\.|%2e){1,2}(?:\/|$)/i;

function withQuery(url: string, operation: OperationData, input: Input): string {
  const { querystring } = operation;
  let query = "";
  if (operation.query !== undefined) {
    const values = placeOf(operation, input, "query");
    for (const parameter of operation.query) {
      query = at("query", parameter, () => writeQuery(query, parameter, values[parameter.name]));
    }
  }
  if (querystring !== undefined && input.querystring !== undefined) {
    const value = outward(input.querystring, operation.places?.querystring, "/querystring");
    const media = querystring.media ?? "";
    query += `&${media.startsWith("application/x-www-form-urlencoded") ? writeForm(value, {}) : percentEncode(mediaText(media, value))}`;
  }
  return query === "" || query === "&" ? url : `${url}?${query.slice(1)}`;
}

/** The values of one place, checked and encoded. */
function placeOf(operation: OperationData, input: Input, name: Exclude<Place, "querystring">): Values {
  const given = input[name] ?? {};
  const passage: Passage | undefined = operation.places?.[name];
  const values = outward(given, passage, `/${name}`);
  return isComposite(values) ? (values as Values) : {};
}

function writeBody({ body }: OperationData, input: Input, headers: Record<string, string>): Payload | undefined {
  if (body === undefined) return undefined;
  if (input.body === undefined) {
    if (body.required === true) throw new Invalid([issue("/body", "required", "is required")]);
    return undefined;
  }
  const content = input.contentType === undefined ? body.contents[0] : contentFor(body.contents, input.contentType);
  if (content === undefined || (input.contentType !== undefined && !/^[\t\x20-\x7e]*$/.test(input.contentType)))
    throw new Invalid([issue("/contentType", "enum", "is none of the media types of the contract")]);
  const payload = writable("/body", () => writeContent(input.body, content, "/body"));
  headers["content-type"] = payload.type ?? input.contentType ?? mediaOf(input.body, content);
  return payload;
}

/** A value in a media type, its checks run. */
export const writeContent = (value: unknown, content: Content, path: string): Payload =>
  content.codec.write(content.codec.streams === true ? value : outward(value, content, path), content);

/** A wildcard of the contract says nothing about this very body; the body itself may. */
const mediaOf = (value: unknown, { media, codec }: Content): string => {
  if (!media.includes("*")) return media;
  return value instanceof Blob && value.type !== "" ? value.type : (codec.media ?? "application/octet-stream");
};

const isAlone = (path: OperationData["path"], index: number): boolean => {
  const before = path[index - 1];
  const after = path[index + 1];
  const opens = typeof before === "string" && before.endsWith("/");
  return opens && (after === undefined || (typeof after === "string" && after.startsWith("/")));
};

const accepts = new WeakMap<OperationData, string>();

function acceptOf(operation: OperationData): string {
  const known = accepts.get(operation);
  if (known !== undefined) return known;
  const media = operation.outcomes.flatMap(({ contents = [] }) => contents.map((content) => content.media));
  const accept = [...new Set(media)].join(", ");
  accepts.set(operation, accept);
  return accept;
}

const at = <T>(name: Place, parameter: Parameter, work: () => T): T =>
  writable(`/${name}/${pointer(fieldOf(parameter))}`, work);

/** What a style cannot say is an issue like any other. */
function writable<T>(where: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof Unwritable) throw new Invalid([issue(where, "style", error.message)]);
    // What cannot be written as JSON at all: a circle, a bigint, a `toJSON` that throws.
    if (error instanceof TypeError || error instanceof RangeError)
      throw new Invalid([issue(where, "type", "cannot be written")]);
    throw error;
  }
}

const pointer = (name: string): string => name.replaceAll("~", "~0").replaceAll("/", "~1");

const issue = (where: string, keyword: string, message: string): Issue => ({ pointer: where, keyword, message });
