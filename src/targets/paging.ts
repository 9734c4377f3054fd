import type { Content } from "../contract/content.js";
import type { Operation } from "../contract/contract.js";
import type { Field, RecordSchema, Schema } from "../contract/schema.js";
import { quoted } from "../generate/literal.js";
import type { Meaning } from "./media-kind.js";

/** How an operation pages: its descriptor in code, and what one item is. */
export interface PagingView {
  readonly descriptor: string;
  readonly item: Schema;
}

/**
 * Recognises operations that page: by `x-pagination` or `x-speakeasy-pagination`, else by well-known pairs of a query
 * parameter and a member of the answer. In doubt there is none.
 */
export function pagingOf(
  operation: Operation,
  content: Content | undefined,
  hasLink: boolean,
  meaning: Meaning,
): PagingView | undefined {
  if (operation.binding.kind !== "http" || operation.binding.method !== "GET" || content === undefined)
    return undefined;
  const body = meaning(content.schema);
  const query = queryFields(operation, meaning);
  const declared = declaredPaging(operation, body, query, meaning);
  if (declared !== undefined) return declared;
  const items = itemsIn(body, meaning);
  if (items === undefined) return undefined;
  const by = (kind: string, more: string): PagingView => ({
    descriptor: `{ by: "${kind}", items: ${printPath(items.path)}${more} }`,
    item: items.item,
  });
  for (const [parameter, members] of cursors) {
    if (!query.has(parameter) || body.kind !== "record") continue;
    const next = findMember(body, members, meaning);
    if (next === undefined) continue;
    const more = findMember(body, ["has_more", "hasMore", "has_next_page", "hasNextPage"], meaning);
    return by(
      "cursor",
      `, parameter: ${quoted(parameter)}, next: ${printPath(next)}${more === undefined ? "" : `, more: ${printPath(more)}`}`,
    );
  }
  const item = meaning(items.item);
  if (
    query.has("starting_after") &&
    body.kind === "record" &&
    fieldOf(body, "has_more") !== undefined &&
    item.kind === "record" &&
    fieldOf(item, "id") !== undefined
  ) {
    return by("lastId", `, parameter: "starting_after", id: "id", more: ["has_more"]`);
  }
  const size = sizes.find((name) => query.has(name));
  if (hasLink && query.has("page")) return by("link", "");
  const page = query.get("page") ?? query.get("page_number") ?? query.get("pageNumber");
  if (page !== undefined && size !== undefined && isInteger(page.schema, meaning)) {
    const first = typeof meaning(page.schema).default === "number" ? (meaning(page.schema).default as number) : 1;
    const pages =
      body.kind === "record"
        ? findMember(body, ["total_pages", "totalPages", "page_count", "pageCount"], meaning)
        : undefined;
    return by(
      "page",
      `, parameter: ${quoted(page.name)}, first: ${first}, size: ${quoted(size)}${pages === undefined ? "" : `, pages: ${printPath(pages)}`}`,
    );
  }
  const offset = query.get("offset") ?? query.get("skip");
  if (offset !== undefined && size !== undefined && isInteger(offset.schema, meaning)) {
    const total =
      body.kind === "record"
        ? findMember(body, ["total", "total_count", "totalCount", "total_results"], meaning)
        : undefined;
    return by(
      "offset",
      `, parameter: ${quoted(offset.name)}, size: ${quoted(size)}${total === undefined ? "" : `, total: ${printPath(total)}`}`,
    );
  }
  return undefined;
}

/** A query parameter, and the members of the answer that hold its next value. */
const cursors: readonly (readonly [string, readonly string[]])[] = [
  ["page_token", ["next_page_token", "nextPageToken"]],
  ["pageToken", ["nextPageToken", "next_page_token"]],
  ["cursor", ["next_cursor", "nextCursor", "next"]],
  ["next_cursor", ["next_cursor"]],
  ["next_token", ["next_token", "nextToken"]],
  ["nextToken", ["nextToken", "next_token"]],
  ["continuation_token", ["continuation_token", "next_continuation_token"]],
  ["continuationToken", ["continuationToken", "nextContinuationToken"]],
  ["marker", ["next_marker", "nextMarker"]],
  ["after", ["next_cursor", "end_cursor", "endCursor", "after"]],
];

const sizes = ["per_page", "perPage", "page_size", "pageSize", "limit", "size", "count", "top"];

/** Members that hold what is said about a page rather than its items. */
const wrappers = new Set([
  "meta",
  "metadata",
  "pagination",
  "paging",
  "page_info",
  "pageInfo",
  "response_metadata",
  "cursors",
  "links",
]);

interface Items {
  readonly path: readonly string[];
  readonly item: Schema;
}

/** The one list of the answer: the body itself, or the only member that is one, or the one that bears a usual name. */
function itemsIn(body: Schema, meaning: Meaning): Items | undefined {
  if (body.kind === "list") return { path: [], item: body.item };
  if (body.kind !== "record") return undefined;
  const lists = body.fields.filter(({ schema }) => meaning(schema).kind === "list");
  const usual = ["data", "items", "results", "entries", "records", "values"];
  const chosen = lists.length === 1 ? lists[0] : lists.find(({ name }) => usual.includes(name));
  const list = chosen === undefined ? undefined : meaning(chosen.schema);
  return chosen === undefined || list?.kind !== "list" ? undefined : { path: [chosen.name], item: list.item };
}

function findMember(body: RecordSchema, names: readonly string[], meaning: Meaning): readonly string[] | undefined {
  for (const name of names) if (isScalar(fieldOf(body, name), meaning)) return [name];
  for (const { name, schema } of body.fields) {
    const inner = meaning(schema);
    if (!wrappers.has(name) || inner.kind !== "record") continue;
    const found = names.find((one) => isScalar(fieldOf(inner, one), meaning));
    if (found !== undefined) return [name, found];
  }
  return undefined;
}

interface Declaration {
  readonly type?: string;
  readonly inputs?: readonly { readonly name?: string; readonly in?: string; readonly type?: string }[];
  readonly outputs?: Readonly<Record<string, string>>;
}

/** `x-pagination` has the words of `x-speakeasy-pagination`. */
function declaredPaging(
  { extensions = {} }: Operation,
  body: Schema,
  query: ReadonlyMap<string, Field>,
  meaning: Meaning,
): PagingView | undefined {
  const given = (extensions["x-pagination"] ?? extensions["x-speakeasy-pagination"]) as Declaration | undefined;
  if (typeof given !== "object" || given === null || !Array.isArray(given.inputs)) return undefined;
  const input = (type: string) =>
    given.inputs?.find((one) => one.type === type && one.in === "parameters" && query.has(one.name ?? ""))?.name;
  const output = (name: string) => pathOf(given.outputs?.[name]);
  const found = output("results");
  const items = found === undefined ? itemsIn(body, meaning) : listAt(body, found, meaning);
  if (items === undefined) return undefined;
  const view = (text: string): PagingView => ({
    descriptor: `{ ${text}, items: ${printPath(items.path)} }`,
    item: items.item,
  });
  const size = input("limit");
  const sized = size === undefined ? "" : `, size: ${quoted(size)}`;
  const cursor = input("cursor");
  const next = output("nextCursor");
  if (cursor !== undefined && next !== undefined)
    return view(`by: "cursor", parameter: ${quoted(cursor)}, next: ${printPath(next)}`);
  const page = input("page");
  const pages = output("numPages");
  if (page !== undefined)
    return view(
      `by: "page", parameter: ${quoted(page)}, first: 1${sized}${pages === undefined ? "" : `, pages: ${printPath(pages)}`}`,
    );
  const offset = input("offset");
  return offset === undefined ? undefined : view(`by: "offset", parameter: ${quoted(offset)}${sized}`);
}

/** A JSONPath that only names members: "$.meta.next". */
const pathOf = (text: string | undefined): readonly string[] | undefined =>
  text !== undefined && /^\$(?:\.[\w-]+)*$/.test(text) ? text.split(".").slice(1) : undefined;

function listAt(body: Schema, path: readonly string[], meaning: Meaning): Items | undefined {
  let current = body;
  for (const name of path) {
    const field = current.kind === "record" ? fieldOf(current, name) : undefined;
    if (field === undefined) return undefined;
    current = meaning(field.schema);
  }
  return current.kind === "list" ? { path, item: current.item } : undefined;
}

function queryFields({ input }: Operation, meaning: Meaning): ReadonlyMap<string, Field> {
  const query = input.kind === "record" ? fieldOf(input, "query") : undefined;
  const record = query === undefined ? undefined : meaning(query.schema);
  return new Map(record?.kind === "record" ? record.fields.map((field) => [field.name, field]) : []);
}

const fieldOf = ({ fields }: RecordSchema, name: string): Field | undefined =>
  fields.find((field) => field.name === name);

function isScalar(field: Field | undefined, meaning: Meaning): boolean {
  if (field === undefined) return false;
  const meant = meaning(field.schema);
  return (
    meant.kind === "scalar" ||
    (meant.kind === "union" && meant.variants.some((variant) => meaning(variant).kind === "scalar"))
  );
}

const isInteger = (schema: Schema, meaning: Meaning): boolean => {
  const meant = meaning(schema);
  return meant.kind === "scalar" && (meant.type === "integer" || meant.type === "number");
};

const printPath = (path: readonly string[]): string => `[${path.map(quoted).join(", ")}]`;
