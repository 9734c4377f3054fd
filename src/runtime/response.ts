import type { Call } from "./call.js";
import { HttpError, ValidationError } from "./errors.js";
import {
  contentFor,
  essence,
  isFailure,
  type OperationData,
  type Outcome,
  outcomeFor,
  type Source,
  Unreadable,
} from "./operation.js";
import { fieldOf } from "./parameter.js";
import { readHeader } from "./parameter-read.js";
import { Invalid, inward } from "./passage.js";
import { retryAfter } from "./retry-after.js";
import { textChunksOf } from "./stream.js";
import type { WireResponse } from "./transport.js";

/** An answer, as generated code types it: one shape for each declared status. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
  /** The declared headers, read as their schemas say, by lower-case name. */
  readonly headers: unknown;
  /** The media type of the body, "" without a body. */
  readonly contentType: string;
  /** Any header. */
  readonly header: (name: string) => string | undefined;
  /** How often the call was tried. */
  readonly attempts: number;
}

/**
 * Reads an answer: its outcome, headers and body, checked and decoded.
 * @throws HttpError for a status that the contract does not declare
 * @throws ValidationError when the answer is not what the contract says
 */
export async function readAnswer(
  response: WireResponse,
  call: Call,
  later: (source: Source) => Source,
): Promise<Answer> {
  const { operation } = call;
  const { status } = response;
  const outcome = outcomeFor(operation.outcomes, status);
  if (outcome === undefined) throw await undeclared(response, call);
  const failed = isFailure(operation, status);
  try {
    const headers = readHeaders(outcome, response);
    const body = await readBody(operation, outcome, response, later);
    return {
      status,
      body,
      headers,
      contentType: body === undefined ? "" : essence(response.type),
      header: headerOf(response),
      attempts: call.attempt,
    };
  } catch (error) {
    if (error instanceof Invalid) response.discard();
    if (error instanceof Invalid && !failed) throw invalid(error.issues, call, status);
    if (error instanceof Unreadable && !failed) throw invalid([issue("body", error.message)], call, status);
    if (error instanceof Invalid || error instanceof Unreadable)
      throw new HttpError({ ...details(response, call), body: undefined });
    throw error;
  }
}

function readHeaders({ headers, headersPassage }: Outcome, response: WireResponse): unknown {
  if (headers === undefined) return {};
  const values: Record<string, unknown> = {};
  for (const parameter of headers) {
    const value = readHeader(parameter, response.header(parameter.name.toLowerCase()));
    if (value !== undefined) values[fieldOf(parameter)] = value;
  }
  return inward(values, headersPassage, "/headers");
}

async function readBody(
  operation: OperationData,
  { contents }: Outcome,
  response: WireResponse,
  later: (source: Source) => Source,
): Promise<unknown> {
  if (contents === undefined || operation.method === "HEAD" || response.status === 204 || response.status === 304) {
    response.discard();
    return undefined;
  }
  const content = contentFor(contents, response.type);
  if (content === undefined) {
    const type = essence(response.type);
    response.discard();
    throw new Invalid([
      issue("body", type === "" ? "came without a media type" : `came as ${type}, which the contract does not declare`),
    ]);
  }
  const value = await content.codec.read(content.codec.streams === true ? later(response) : response, content);
  return content.codec.streams === true ? value : inward(value, content, "/body");
}

/** At most so much of the text of an answer that the contract does not declare is kept. */
const keptText = 16_384;

async function undeclared(response: WireResponse, call: Call): Promise<HttpError> {
  const text = await beginning(response);
  let body: unknown = text.slice(0, keptText);
  if (/json/i.test(response.type) && text.length <= keptText) {
    try {
      body = JSON.parse(text);
    } catch {
      // The text itself will have to do.
    }
  }
  return new HttpError({
    ...details(response, call),
    declared: false,
    body,
    message: `answered with ${response.status}, which the contract does not declare`,
  });
}

/** The text of an answer, as far as it is kept: what is longer is not waited for. */
async function beginning(response: WireResponse): Promise<string> {
  const length = Number(response.header("content-length") ?? Number.NaN);
  if (length <= keptText) return response.text();
  let text = "";
  for await (const chunk of textChunksOf(response.stream())) {
    text += chunk;
    if (text.length > keptText) break;
  }
  return text;
}

/** What every HttpError of an answer says. */
export const details = (response: WireResponse, { operation, attempt }: Call) => ({
  operation: operation.id,
  attempts: attempt,
  status: response.status,
  headers: {} as unknown,
  declared: true,
  retryAfterMs: retryAfter(response, Date.now()),
  header: headerOf(response),
});

const headerOf = (response: WireResponse) => (name: string) => response.header(name.toLowerCase());

const invalid = (issues: ValidationError["issues"], { operation, attempt }: Call, status: number): ValidationError =>
  new ValidationError("output", issues, { operation: operation.id, attempts: attempt, status });

const issue = (place: string, message: string) => ({ pointer: `/${place}`, keyword: "contentType", message });
