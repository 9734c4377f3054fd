/** Security requirements as a formula: one of several alternatives, each a set of schemes with scopes. */
import type { SecurityScheme } from "../contract/security.js";
import type { SecuritySubject } from "./rule.js";

/** Credentials that are enough together; none at all: anyone may call. */
export interface Alternative {
  readonly needs: readonly { readonly scheme: string; readonly name: string; readonly scopes: readonly string[] }[];
}

/** Schemes are known by what they are, not by the name that the contract gives them. */
export function alternatives({ requirements, schemes }: SecuritySubject): readonly Alternative[] {
  if (requirements.length === 0) return [{ needs: [] }];
  return requirements.map((requirement) => ({
    needs: requirement.schemes.map(({ name, scopes }) => ({ scheme: identity(name, schemes.get(name)), name, scopes })),
  }));
}

/** Whether whoever has the credentials of `held` meets `asked`. */
export const meets = (held: Alternative, asked: Alternative): boolean =>
  asked.needs.every((need) =>
    held.needs.some((own) => own.scheme === need.scheme && need.scopes.every((scope) => own.scopes.includes(scope))),
  );

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
