import type { CallOptions, Client } from "./client.js";
import { HttpError, ValidationError } from "./errors.js";
import type { Arguments, Method } from "./method.js";
import { method } from "./method.js";
import { isFailure, type Operation, type OperationData, type Paging, type Path } from "./operation.js";
import { parseQuery, readQuery } from "./parameter-read.js";
import type { Input } from "./request.js";
import type { Answer } from "./response.js";

/** An operation whose answers are pages. */
export interface PagedMethod<Input, Output, Answer, Item> extends Method<Input, Output, Answer> {
  /** All items, page after page, each page asked for when it is needed. */
  all(...args: Arguments<Input>): AsyncGenerator<Item, void, undefined>;
}

/** What one item of an operation's pages is. */
export type ItemOf<O> = O extends Operation<infer _I, infer _O, infer _A, infer _F, infer Item> ? Item : never;

export function pagedMethod<I, O, A, F, T>(
  client: Client,
  operation: Operation<I, O, A, F, T>,
): PagedMethod<I, O, A, T> {
  const all = (...[input, options]: Arguments<I>): AsyncGenerator<T, void, undefined> =>
    itemsOf(client, operation, (input ?? {}) as Input, options) as AsyncGenerator<T, void, undefined>;
  return Object.assign(method(client, operation), { all });
}

type Values = Readonly<Record<string, unknown>>;

async function* itemsOf(client: Client, operation: OperationData, first: Input, options: CallOptions | undefined) {
  const { paging } = operation;
  if (paging === undefined) return;
  let input: Input | undefined = first;
  const seen = new Set<string>([JSON.stringify({ ...(first.query as Values | undefined) })]);
  while (input !== undefined) {
    const answer: Answer = await succeeded(client, operation, input, options);
    const found = at(answer.body, paging.items);
    const items: readonly unknown[] = Array.isArray(found) ? found : [];
    yield* items;
    const change = nextOf(operation, paging, input, answer, items);
    if (change === undefined) return;
    const query: Values = { ...(input.query as Values | undefined), ...change };
    const key = JSON.stringify(query);
    if (seen.has(key)) {
      const again = { pointer: "/body", keyword: "paging", message: "names a next page that was given before" };
      throw new ValidationError("output", [again], { operation: operation.id, attempts: answer.attempts });
    }
    seen.add(key);
    input = { ...input, query };
  }
}

/** What the query of the next page has that this one's had not; undefined when this was the last. */
function nextOf(
  operation: OperationData,
  paging: Paging,
  input: Input,
  answer: Answer,
  items: readonly unknown[],
): Values | undefined {
  const query = (input.query ?? {}) as Values;
  const counted = (name: string, otherwise: number): number => Number(query[name] ?? otherwise);
  switch (paging.by) {
    case "cursor": {
      const next = at(answer.body, paging.next);
      if (
        next === undefined ||
        next === null ||
        next === "" ||
        (paging.more !== undefined && at(answer.body, paging.more) === false)
      )
        return undefined;
      return { [paging.parameter]: next };
    }
    case "lastId": {
      const last = at(items[items.length - 1], [paging.id]);
      return last === undefined || at(answer.body, paging.more) !== true ? undefined : { [paging.parameter]: last };
    }
    case "page": {
      const page = counted(paging.parameter, paging.first);
      const pages = paging.pages === undefined ? undefined : Number(at(answer.body, paging.pages));
      if (
        items.length === 0 ||
        isShort(paging.size, query, items) ||
        (pages !== undefined && page - paging.first + 1 >= pages)
      )
        return undefined;
      return { [paging.parameter]: page + 1 };
    }
    case "offset": {
      const next = counted(paging.parameter, 0) + items.length;
      const total = paging.total === undefined ? undefined : Number(at(answer.body, paging.total));
      if (items.length === 0 || isShort(paging.size, query, items) || (total !== undefined && next >= total))
        return undefined;
      return { [paging.parameter]: next };
    }
    case "link": {
      const link = nextLink(answer.header("link"));
      return link === undefined ? undefined : queryOf(operation, link);
    }
  }
}

/** The parameters in the query of a link, as the contract types them. */
function queryOf({ query = [] }: OperationData, link: string): Values {
  const pairs = parseQuery(link.includes("?") ? link.slice(link.indexOf("?") + 1) : "");
  return Object.fromEntries(
    query.map((one) => [one.name, readQuery(one, pairs)]).filter(([, value]) => value !== undefined),
  );
}

/** A page that holds less than was asked for is the last. */
const isShort = (size: string | undefined, query: Values, items: readonly unknown[]): boolean =>
  size !== undefined && query[size] !== undefined && items.length < Number(query[size]);

/** The target of rel="next" in a Link header (RFC 8288). */
export function nextLink(header: string | undefined): string | undefined {
  for (const match of (header ?? "").matchAll(/<([^>]*)>([^<]*)/g)) {
    if (/;\s*rel\s*=\s*(?:"(?:[^"]*\s)?next(?:\s[^"]*)?"|next(?=[\s;,]|$))/i.test(match[2] ?? "")) return match[1];
  }
  return undefined;
}

async function succeeded(
  client: Client,
  operation: OperationData,
  input: Input,
  options: CallOptions | undefined,
): Promise<Answer> {
  const answer = await client.answer(operation, input, options);
  if (!isFailure(operation, answer.status)) return answer;
  throw new HttpError({ ...answer, operation: operation.id, declared: true });
}

function at(value: unknown, path: Path): unknown {
  let current = value;
  for (const name of path) {
    if (typeof current !== "object" || current === null) return undefined;
    current = (current as Values)[name];
  }
  return current;
}
