/** Security requirements as a formula: one of several alternatives, each a set of schemes with scopes. */
import type { SecurityScheme } from "../contract/security.js";
import type { Location } from "../diagnostics/location.js";
import type { SecuritySubject } from "./rule.js";

/** Credentials that are enough together; none at all: anyone may call. */
export interface Alternative {
  readonly needs: readonly Need[];
}

interface Need {
  /** What the scheme is. */
  readonly scheme: string;
  /** For schemes that a third party serves: what it is but for the addresses. */
  readonly family?: string;
  readonly name: string;
  readonly scopes: readonly string[];
}

/** A scheme of one name whose tokens come from another address. */
export interface MovedIssuer {
  readonly name: string;
  readonly before: string;
  readonly after: string;
  readonly at: Location;
}

/** Schemes are known by what they are, not by the name that the contract gives them. */
export function alternatives({ requirements, schemes }: SecuritySubject): readonly Alternative[] {
  if (requirements.length === 0) return [{ needs: [] }];
  return requirements.map((requirement) => ({
    needs: requirement.schemes.map(({ name, scopes }) => {
      const scheme = schemes.get(name);
      const family = familyOf(scheme);
      return { scheme: identity(name, scheme), ...(family !== undefined && { family }), name, scopes };
    }),
  }));
}

/** Whether whoever has the credentials of `held` meets `asked`. */
export const meets = (held: Alternative, asked: Alternative): boolean =>
  asked.needs.every((need) =>
    held.needs.some((own) => isOneScheme(own, need) && need.scopes.every((scope) => own.scopes.includes(scope))),
  );

/** An issuer that moved is told by itself: the scheme is still the same one. */
const isOneScheme = (a: Need, b: Need): boolean =>
  a.scheme === b.scheme || (a.family !== undefined && a.family === b.family && a.name === b.name);

/** Schemes that both sides ask for by one name, and whose tokens come from elsewhere now. */
export function movedIssuers(before: SecuritySubject, after: SecuritySubject): readonly MovedIssuer[] {
  const names = ({ requirements }: SecuritySubject) =>
    new Set(requirements.flatMap(({ schemes }) => schemes.map(({ name }) => name)));
  const asked = names(after);
  return [...names(before)].flatMap((name): MovedIssuer[] => {
    const [old, now] = [before.schemes.get(name), after.schemes.get(name)];
    const family = familyOf(old);
    if (!asked.has(name) || now === undefined || family === undefined || family !== familyOf(now)) return [];
    const [from, to] = [issuerOf(old), issuerOf(now)];
    return from === to ? [] : [{ name, before: from, after: to, at: now.at }];
  });
}

function familyOf(scheme: SecurityScheme | undefined): string | undefined {
  if (scheme?.kind !== "oauth2") return undefined;
  return `oauth2 ${scheme.flows
    .map(({ flow }) => flow)
    .sort()
    .join()}`;
}

const issuerOf = (scheme: SecurityScheme | undefined): string =>
  scheme?.kind === "oauth2"
    ? [...new Set(scheme.flows.map(({ tokenUrl, authorizationUrl }) => tokenUrl ?? authorizationUrl ?? ""))]
        .sort()
        .join(" and ")
    : "";

export function shownAlternative({ needs }: Alternative): string {
  if (needs.length === 0) return "no credential";
  return needs.map(({ name, scopes }) => (scopes.length === 0 ? name : `${name} (${scopes.join(", ")})`)).join(" and ");
}

function identity(name: string, scheme: SecurityScheme | undefined): string {
  switch (scheme?.kind) {
    case "apiKey":
      return `apiKey ${scheme.place} ${scheme.place === "header" ? scheme.name.toLowerCase() : scheme.name}`;
    case "http":
      return `http ${scheme.scheme.toLowerCase()}`;
    case "oauth2":
      return `oauth2 ${scheme.flows
        .map(({ flow, tokenUrl }) => `${flow} ${tokenUrl ?? ""}`)
        .sort()
        .join()}`;
    case "openIdConnect":
      return `openIdConnect ${scheme.url}`;
    case "mutualTLS":
      return "mutualTLS";
    case "other":
      return `${scheme.type} ${name}`;
    default:
      return `unknown ${name}`;
  }
}
