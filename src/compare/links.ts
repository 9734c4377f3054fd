/** Links of outcomes as rules see them: by the operation that they lead to, however the contract points at it. */
import type { Contract } from "../contract/contract.js";
import type { Link, Outcome } from "../contract/outcome.js";
import type { Location } from "../diagnostics/location.js";
import { operationsOf, title } from "./pair-operations.js";

export interface LinksSubject {
  readonly links: readonly LedLink[];
  readonly at: Location;
}

export interface LedLink extends Link {
  /** "GET /pets/{id}"; what the contract says, when that leads to no operation of it. */
  readonly to: string;
}

export const linksOf = ({ links, at }: Outcome, contract: Contract): LinksSubject => ({
  links: links.map((link) => ({ ...link, to: targetOf(link, contract) })),
  at,
});

function targetOf({ operationId, operationRef }: Link, contract: Contract): string {
  if (operationId !== undefined) {
    const operation = operationsOf(contract).find(({ id, named }) => named && id === operationId);
    return operation === undefined ? operationId : title(operation);
  }
  const [, path, method] = /^#\/paths\/([^/]+)\/([a-z]+)$/.exec(operationRef ?? "") ?? [];
  if (path === undefined || method === undefined) return operationRef ?? "nowhere";
  return `${method.toUpperCase()} ${unescaped(path)}`;
}

/** A segment of a JSON Pointer in a URI fragment (RFC 6901, section 6). */
function unescaped(segment: string): string {
  const pointer = segment.replaceAll("~1", "/").replaceAll("~0", "~");
  try {
    return decodeURIComponent(pointer);
  } catch {
    return pointer;
  }
}
