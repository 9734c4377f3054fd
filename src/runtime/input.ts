import { readForm } from "./body-form.js";
import type { Incoming } from "./incoming.js";
import {
  type Content,
  contentFor,
  essence,
  type Issue,
  type OperationData,
  type Passage,
  type Place,
  type Source,
  Unreadable,
} from "./operation.js";
import { fieldOf, isJson, type Parameter } from "./parameter.js";
import { parseCookies, parseQuery, queryOf, readCookie, readHeader, readPath, readQuery } from "./parameter-read.js";
import { Invalid } from "./passage.js";
import { formDecode } from "./percent.js";
import { Problem } from "./problem.js";

type Values = Record<string, unknown>;

/**
 * A request as the input of its operation: read, checked, decoded. All issues of all places are told at once.
 * @throws Problem with 400, 413 or 415
 */
export function readInput(
  operation: OperationData,
  incoming: Incoming,
  texts: readonly string[],
  bodyLimit: number,
): Values | Promise<Values> {
  const input: Values = {};
  const issues: Issue[] = [];
  if (operation.path.length > 1) input["path"] = passed("path", pathValues(operation, texts), operation, issues);
  if (operation.query !== undefined)
    input["query"] = passed("query", queryValues(operation.query, incoming), operation, issues);
  if (operation.headers !== undefined) {
    input["headers"] = passed(
      "headers",
      collect(operation.headers, (one) => readHeader(one, incoming.header(one.name.toLowerCase()))),
      operation,
      issues,
    );
  }
  if (operation.cookies !== undefined) {
    const cookies = parseCookies(incoming.header("cookie"));
    input["cookies"] = passed(
      "cookies",
      collect(operation.cookies, (one) => readCookie(one, cookies)),
      operation,
      issues,
    );
  }
  if (operation.querystring !== undefined) {
    const value = querystringValue(operation.querystring, queryOf(incoming.target));
    if (value !== undefined) input["querystring"] = passed("querystring", value, operation, issues);
  }
  if (operation.body === undefined) return faultless(input, issues);
  const takesCoding = operation.headers?.some(({ name }) => name.toLowerCase() === "content-encoding") === true;
  return readBody(operation.body, incoming, bodyLimit, input, issues, takesCoding).then(() => faultless(input, issues));
}

function faultless(input: Values, issues: readonly Issue[]): Values {
  if (issues.length > 0) throw new Problem(400, undefined, { issues });
  return input;
}

function pathValues({ path }: OperationData, texts: readonly string[]): Values {
  const values: Values = {};
  let index = 0;
  for (const part of path) if (typeof part !== "string") values[part.name] = readPath(part, texts[index++] ?? "");
  return values;
}

function queryValues(parameters: readonly Parameter[], { target }: Incoming): Values {
  const text = queryOf(target);
  if (text === "") return {};
  const query = parseQuery(text);
  return collect(parameters, (parameter) => readQuery(parameter, query));
}

function querystringValue({ media = "", shape }: Parameter, text: string): unknown {
  if (text === "") return undefined;
  if (media.startsWith("application/x-www-form-urlencoded")) return readForm(text, { shape });
  if (!isJson(media)) return formDecode(text);
  try {
    return JSON.parse(formDecode(text)) as unknown;
  } catch {
    return formDecode(text);
  }
}

function collect(parameters: readonly Parameter[], read: (parameter: Parameter) => unknown): Values {
  const values: Values = {};
  for (const parameter of parameters) {
    const value = read(parameter);
    if (value !== undefined) values[fieldOf(parameter)] = value;
  }
  return values;
}

function passed(place: Place, value: unknown, { places }: OperationData, issues: Issue[]): unknown {
  return through(value, places?.[place], `/${place}`, issues);
}

function through(value: unknown, passage: Passage | undefined, path: string, issues: Issue[]): unknown {
  if (passage === undefined) return value;
  if (passage.check !== undefined && !passage.check(value)) {
    passage.check(value, issues, path);
    return undefined;
  }
  return passage.decode === undefined ? value : passage.decode(value);
}

async function readBody(
  body: NonNullable<OperationData["body"]>,
  incoming: Incoming,
  limit: number,
  input: Values,
  issues: Issue[],
  takesCoding: boolean,
): Promise<void> {
  if (!incoming.hasBody) {
    if (body.required === true) issues.push({ pointer: "/body", keyword: "required", message: "is required" });
    return;
  }
  const type = incoming.header("content-type") ?? "";
  const content = type === "" ? undefined : contentFor(body.contents, type);
  if (content === undefined) throw unsupported(body.contents);
  const coding = incoming.header("content-encoding");
  if (coding !== undefined && coding !== "" && coding.toLowerCase() !== "identity" && !takesCoding) throw packed();
  const length = Number(incoming.header("content-length") ?? 0);
  if (content.codec.streams !== true && length > limit) throw tooLarge(limit);
  try {
    const value = await content.codec.read(sourceOf(incoming, type, limit), content);
    input["body"] = content.codec.streams === true ? value : through(value, content, "/body", issues);
    if (body.contents.length > 1) input["contentType"] = essence(type);
  } catch (error) {
    if (error instanceof Unreadable) issues.push({ pointer: "/body", keyword: "contentType", message: error.message });
    else if (error instanceof Invalid) issues.push(...error.issues);
    else if (error instanceof Error && error.name === "TooLarge") throw tooLarge(limit);
    else throw error;
  }
}

const sourceOf = (incoming: Incoming, type: string, limit: number): Source => ({
  type,
  text: () => incoming.text(limit),
  bytes: () => incoming.bytes(limit),
  stream: () => incoming.stream(),
});

const tooLarge = (limit: number): Problem => new Problem(413, `At most ${limit} bytes are taken`);

/** Packed bodies are not unpacked here (RFC 9110, section 8.4), but for who declares the header and so does it himself. */
const packed = (): Problem =>
  new Problem(415, "Bodies are taken as they are, without a content coding", {}, { "accept-encoding": "identity" });

const unsupported = (contents: readonly Content[]): Problem => {
  const known = contents.map(({ media }) => media).join(", ");
  return new Problem(415, `Understood are: ${known}`, {}, { accept: known });
};
